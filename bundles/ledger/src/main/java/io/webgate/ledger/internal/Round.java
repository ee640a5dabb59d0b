// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Reply.Reason;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One batch, decided change by change on a tentative state that counts only once its entries are durable. Decided again
 * from the state before it when they could not be made durable.
 */
final class Round {

    private static final Logger LOG = LoggerFactory.getLogger(Round.class);

    final Instant now;
    final List<Entry> entries = new ArrayList<>();
    final List<LedgerTables.KeyRow> keys = new ArrayList<>();
    /** Seats whose holder connected again. */
    final List<SeatId> seen = new ArrayList<>();

    State state;
    boolean restricts;
    private final Activity activity;
    private final List<Runnable> answers = new ArrayList<>();

    Round(State before, Instant now, Activity activity) {
        this.state = before;
        this.now = now;
        this.activity = activity;
    }

    void decide(List<Item> batch, Keys known, Refusals refusals) {
        for (Item item : batch) {
            Reply reply;
            try {
                reply = decide(item, known);
            } catch (RuntimeException e) {
                // a defect of ours or a change that can't be: it alone fails, what was decided before it stands
                LOG.error(
                        "The change {} could not be decided",
                        item.change().getClass().getSimpleName(),
                        e);
                answers.add(() -> item.answer().completeExceptionally(e));
                continue;
            }
            answers.add(() -> {
                refusals.count(reply);
                item.answer().complete(reply);
            });
        }
    }

    private Reply decide(Item item, Keys known) {
        Optional<LedgerTables.KeyRow> before = item.key().flatMap(key -> find(key, known));
        if (before.isPresent()) {
            return again(item.key().orElseThrow(), before.get());
        }
        Decision decision = Decide.decide(state, besides(item.change()), now);
        take(decision);
        if (item.change() instanceof Change.Connect wish
                && decision.reply() instanceof Reply.Granted granted
                && Activity.matters(state, wish)) {
            Instant worked = wish.lastActiveAt().filter(at -> at.isBefore(now)).orElse(now);
            activity.at(granted.seat().id(), worked);
        }
        if (item.change() instanceof Change.Connect && decision.reply() instanceof Reply.Granted granted) {
            if (granted.returning()) {
                // it came back: that is a sign of life, and no new grant that a retry could take twice
                seen.add(granted.seat().id());
                return decision.reply();
            }
            item.key()
                    .ifPresent(key -> keys.add(new LedgerTables.KeyRow(
                            key.key(), key.digest(), granted.seat().id(), now.toEpochMilli())));
        }
        return decision.reply();
    }

    private Change besides(Change change) {
        return change instanceof Change.Connect wish ? activity.besides(state, wish, now) : change;
    }

    void take(Decision decision) {
        state = decision.next();
        entries.addAll(decision.entries());
        restricts |= decision.restricts();
    }

    private Optional<LedgerTables.KeyRow> find(IdempotencyKey key, Keys known) {
        return keys.stream()
                .filter(row -> row.key().equals(key.key()))
                .findFirst()
                .or(() -> known.find(key, now));
    }

    private Reply again(IdempotencyKey key, LedgerTables.KeyRow row) {
        if (!row.digest().equals(key.digest())) {
            return new Reply.Refused(Reason.KEY_REUSED, Optional.empty(), Optional.empty(), 0, 0);
        }
        Seat seat = state.seats().get(row.seat());
        if (seat == null) {
            return Decide.unknownSeat(state, row.seat());
        }
        return Decide.again(state, seat, false);
    }

    boolean isEmpty() {
        return entries.isEmpty() && keys.isEmpty();
    }

    /** Answers everyone; called once, when what they were told may be told. */
    void answer() {
        answers.forEach(Runnable::run);
    }
}
