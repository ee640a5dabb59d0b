// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

/**
 * What was typed to confirm an act: a reason, or the number of a licence.
 *
 * @param wrong it is missing, too long, or another number
 */
public record Typed(String text, boolean wrong) {

    static final Typed EMPTY = new Typed("", false);
}
