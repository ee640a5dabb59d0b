// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.Limits;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Verdict;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides again what a journal says that happened, and holds what follows against what the journal says that followed
 * (R60). Fed row by row, in order; keeps the state alone.
 */
final class Replay {

    private final Deque<JournalRow> expected = new ArrayDeque<>();
    private State state = State.EMPTY;
    private long seq;
    /** What the rows before the first change leave open. */
    private final OpenVerdicts.Fold before = new OpenVerdicts.Fold();

    private boolean begun;
    private boolean takenOver;
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
        ChangeJson.Inputs inputs = ChangeJson.read(row.body());
        Optional<Difference> beginning = beginning(row, inputs);
        if (beginning.isPresent()) {
            return beginning;
        }
        begun = true;
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
                if (changed.change() instanceof Change.NewLimits fresh && !isInForce(fresh.limits())) {
                    return Optional.of(new Difference(
                            row.seq(), "new limits " + fresh.limits().revision(), "older than the limits before them"));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * A ledger tells its whole state where the journal does not tell how it came about, and nowhere else: any other state
     * would be one that nothing led to. Which verdicts are open the rows tell in any case (R54).
     */
    private Optional<Difference> beginning(JournalRow row, ChangeJson.Inputs inputs) {
        State told = State.EMPTY;
        for (int index = 0; index < inputs.recorded().size(); index++) {
            if (inputs.recorded().get(index) instanceof Recorded.Begun start
                    && start.picture().isPresent()) {
                if (begun || index > 0) {
                    return Optional.of(new Difference(
                            row.seq(), "a start with a whole state", "a start: the rows before tell the state"));
                }
                told = start.picture().get();
            }
        }
        if (begun) {
            return Optional.empty();
        }
        Restrictions restrictions = told.restrictions();
        takenOver = !told.seats().isEmpty()
                || !told.seating().places().isEmpty()
                || !told.terms().bounds().isEmpty()
                || !told.heldOut().isEmpty()
                || !told.displaced().isEmpty();
        boolean same = restrictions.latches().equals(before.latches())
                && restrictions.standing().equals(before.standing())
                && restrictions.lacking().equals(before.lacking());
        return same
                ? Optional.empty()
                : Optional.of(new Difference(
                        row.seq(),
                        open(restrictions.latches(), restrictions.standing(), restrictions.lacking()),
                        open(before.latches(), before.standing(), before.lacking())));
    }

    private static String open(List<Verdict> latches, Map<ModuleId, Verdict> standing, Map<ModuleId, Verdict> lacking) {
        return "open verdicts "
                + Stream.of(latches, standing.values(), lacking.values())
                        .flatMap(Collection::stream)
                        .map(Verdict::seq)
                        .sorted()
                        .toList();
    }

    /** Another revision may say the same; one that came too late would leave others in force than the row tells. */
    private boolean isInForce(Limits fresh) {
        return state.limits()
                .filter(limits -> LimitsProof.saySame(limits, fresh))
                .isPresent();
    }

    private Optional<Difference> outcome(JournalRow row) {
        if (!begun) {
            before.next(row);
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

    /** Whether the journal begins with sessions or settings that nothing in it led to. */
    boolean isTakenOver() {
        return takenOver;
    }

    /** Outcomes that could not be held against anything, since the journal does not tell what made them. */
    long unexplained() {
        return unexplained;
    }
}
