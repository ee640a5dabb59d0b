// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.Optional;

/**
 * One module as the ledger sees it now.
 *
 * @param module its definition
 * @param licensed the licensed limit
 * @param bound the smaller of licence and the gate's setting (R32)
 * @param used units in use, or the meter's count
 * @param state in one word
 * @param withheld the module's condition is gone: limit 0 or held (D2)
 * @param verdict the verdict that stands against it, where one does
 */
public record Usage(
        Module module, long licensed, long bound, long used, State state, boolean withheld, Optional<Verdict> verdict) {

    /** How full a module is. */
    public enum State {
        /** Nothing licensed. */
        NONE,
        OK,
        /** At least 80 % in use. */
        NEAR,
        FULL,
        OVER
    }
}
