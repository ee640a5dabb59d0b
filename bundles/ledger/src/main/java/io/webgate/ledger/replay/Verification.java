// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.replay;

import io.webgate.license.api.Journal;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.SignedFile;

import java.util.List;
import java.util.Optional;

/**
 * Whether an exported journal holds.
 *
 * @param origin where it says that it comes from; empty where not even that can be read
 * @param fault the first thing that is wrong; empty: it holds
 * @param rows that were read until then
 * @param changes of them that tell what happened
 * @param verdicts of them
 * @param limits how often new limits came into effect, and were held against documents
 * @param lastHash that the journal ends with; compare it with one noted earlier to see that nothing was made anew
 * @param unchecked what could not be checked off line, and why
 * @param statements what the vendors had stated by the end, as far as the last limits that have documents name it (R11, R12)
 */
public record Verification(
        Optional<Journal.Origin> origin,
        Optional<Fault> fault,
        long rows,
        long changes,
        long verdicts,
        long limits,
        String lastHash,
        List<LocalizedText> unchecked,
        List<SignedFile> statements) {

    public Verification {
        unchecked = List.copyOf(unchecked);
        statements = List.copyOf(statements);
    }
}
