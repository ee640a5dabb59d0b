// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A verdict as the journal keeps it (R56). Each entry's hash covers the entry and the hash before it, so that the
 * record can't be rewritten unnoticed.
 *
 * @param verdict what was decided
 * @param stopped the bundles that the watchdog stopped for it, in the order in which it did
 * @param resumedBy who opened the gate again: a name, or {@code limit} where a bigger licence did
 * @param resumedAt when
 * @param hash of the entry that recorded the verdict, lower-case hexadecimal
 * @param previousHash of the entry before
 */
public record JournalEntry(
        Verdict verdict,
        List<String> stopped,
        Optional<String> resumedBy,
        Optional<Instant> resumedAt,
        String hash,
        String previousHash) {

    public JournalEntry {
        stopped = List.copyOf(stopped);
    }
}
