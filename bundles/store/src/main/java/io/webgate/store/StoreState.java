// SPDX-License-Identifier: Apache-2.0
package io.webgate.store;

import java.time.Instant;

/**
 * Whether the store can be written to.
 *
 * @param reason for operators, in English; empty when OK
 * @param since when this status began
 */
public record StoreState(Status status, String reason, Instant since) {

    /** What the last attempt to write met. */
    public enum Status {
        OK,
        /** No space: nothing new may be admitted (R56, 507). */
        FULL,
        READ_ONLY,
        FAILED
    }

    public boolean isOk() {
        return status == Status.OK;
    }
}
