// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.gallery;

/**
 * A component of the gallery.
 *
 * @param about when to use it
 * @param html shown and printed as source, the same text
 */
public record Sample(String id, String title, String about, String html) {}
