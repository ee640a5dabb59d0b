// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Reply;

import java.util.List;

/** What follows from one change: the next state, what of it is made durable, and the answer. */
record Decision(State next, List<Entry> entries, Reply reply) {

    /** A decision that takes something away or refuses: in force before it is durable (R56). */
    boolean restricts() {
        return entries.stream().anyMatch(entry -> entry instanceof Entry.Passed);
    }
}
