// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/**
 * The use of a break-glass licence, to be told to its vendor (R59). It outlives the document.
 *
 * @param vendor the four-letter prefix
 * @param license the id of the document
 * @param activation when, by whom, why and until when
 */
public record BreakGlassUse(String vendor, LicenseId license, Activation activation) {}
