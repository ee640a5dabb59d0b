// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Decides again what a journal says that happened, and holds what follows against what the journal says that followed
 * (R60). Fed row by row, in order; keeps the state alone.
 */
final class Replay {

    private final Deque<JournalRow> expected = new ArrayDeque<>();
    private State state = State.EMPTY;
    private long seq;
    private boolean begun;
    private long unexplained;

    /**
     * The first row at which record and decision part.
     *
     * @param recorded what the journal has there
     * @param computed what was decided
     */
    record Difference(long seq, String recorded, String computed) {}

    /** Takes the next row; after a difference there is no going on. */
    Optional<Difference> next(JournalRow row) {
        if (row.seq() != ++seq) {
            return Optional.of(new Difference(row.seq(), "row " + row.seq(), "row " + seq));
        }
        if (!row.kind().equals(JournalRow.CHANGE)) {
            return outcome(row);
        }
        if (!expected.isEmpty()) {
            return Optional.of(difference(row, expected.getFirst()));
        }
        begun = true;
        ChangeJson.Inputs inputs = ChangeJson.read(row.body());
        Numbers numbers = state.numbers();
        state = state.with(new Numbers(numbers.order(), numbers.fence(), row.seq() + 1));
        for (Recorded recorded : inputs.recorded()) {
            Decision decision = recorded.decide(state, inputs.at());
            state = decision.next();
            for (Entry entry : decision.entries()) {
                JournalRow.of(entry).ifPresent(expected::add);
            }
            if (recorded instanceof Recorded.Changed changed) {
                String reply = ChangeJson.code(decision.reply());
                if (!reply.equals(changed.reply())) {
                    return Optional.of(new Difference(
                            row.seq(), changed.change() + ": " + changed.reply(), changed.change() + ": " + reply));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Difference> outcome(JournalRow row) {
        if (!begun) {
            unexplained++; // from before what happened was recorded
            return Optional.empty();
        }
        JournalRow decided = expected.poll();
        boolean same = decided != null
                && decided.seq() == row.seq()
                && decided.kind().equals(row.kind())
                && decided.body().equals(row.body());
        return same ? Optional.empty() : Optional.of(difference(row, decided));
    }

    private static Difference difference(JournalRow row, @Nullable JournalRow decided) {
        return new Difference(row.seq(), text(row), decided == null ? "nothing" : text(decided));
    }

    private static String text(JournalRow row) {
        return row.kind() + " " + row.body();
    }

    /** The journal ends here: what was decided and is not recorded is a difference, too. */
    Optional<Difference> end() {
        JournalRow missing = expected.peek();
        return missing == null
                ? Optional.empty()
                : Optional.of(new Difference(missing.seq(), "the end of the journal", text(missing)));
    }

    /** After what was taken until now. */
    State state() {
        return state;
    }

    /** Outcomes that could not be held against anything, since the journal does not tell what made them. */
    long unexplained() {
        return unexplained;
    }
}
