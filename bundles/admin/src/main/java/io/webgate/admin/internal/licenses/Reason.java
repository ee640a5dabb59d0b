// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

/**
 * What was typed as the reason of an act.
 *
 * @param wrong it is missing, or too long
 */
public record Reason(String text, boolean wrong) {

    static final Reason EMPTY = new Reason("", false);
}
