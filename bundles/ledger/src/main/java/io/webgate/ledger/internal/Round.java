// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Reply.Reason;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    /** Refusals that this round records. */
    final Set<RefusalNotes.Of> noted = new LinkedHashSet<>();

    /** Refusals that it does not record, and how many. */
    final Map<RefusalNotes.Of, Long> passedOver = new HashMap<>();

    State state;
    boolean restricts;
    private final Activity activity;
    private final List<Recorded> group = new ArrayList<>();
    private long groupSeq;
    private int groupAt;
    private final List<Runnable> answers = new ArrayList<>();

    Round(State before, Instant now, Activity activity) {
        this.state = before;
        this.now = now;
        this.activity = activity;
    }

    void decide(List<Item> batch, Keys known, Refusals refusals, RefusalNotes notes) {
        for (Item item : batch) {
            Reply reply;
            try {
                reply = decide(item, known, notes);
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
        seal();
    }

    private Reply decide(Item item, Keys known, RefusalNotes notes) {
        Optional<LedgerTables.KeyRow> before = item.key().flatMap(key -> find(key, known));
        if (before.isPresent()) {
            return again(item.key().orElseThrow(), before.get());
        }
        Change change = besides(item.change());
        Decision decision = decided(item, change, notes);
        if (change instanceof Change.Connect wish
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

    /** Decides a change, and records it where it has an effect (R60). */
    private Decision decided(Item item, Change change, RefusalNotes notes) {
        State before = state;
        State numbered = numbered();
        Decision decision = Decide.decide(numbered, change, now);
        Optional<RefusalNotes.Of> refusal = refusal(change, decision.reply());
        if (!isEffective(numbered, decision)) {
            if (refusal.filter(of -> isDue(of, notes)).isEmpty()) {
                refusal.ifPresent(of -> passedOver.merge(of, 1L, Long::sum));
                // limits may have another revision although they say the same
                state = isSame(numbered, decision.next())
                        ? before
                        : decision.next().with(before.numbers());
                return decision;
            }
        }
        long unrecorded = refusal.map(of -> notes.since(of) + passedOver.getOrDefault(of, 0L))
                .orElse(0L);
        refusal.ifPresent(noted::add);
        List<Recorded.Named> documents = item.documents().stream()
                .map(document -> new Recorded.Named(document.kind(), document.id(), document.digest()))
                .sorted(Comparator.comparing(Recorded.Named::kind)
                        .thenComparing(Recorded.Named::id)
                        .thenComparing(Recorded.Named::digest))
                .toList();
        item.documents().forEach(document -> entries.add(new Entry.DocumentKept(document)));
        take(new Recorded.Changed(change, ChangeJson.code(decision.reply()), unrecorded, documents), decision);
        return decision;
    }

    private static Optional<RefusalNotes.Of> refusal(Change change, Reply reply) {
        return change instanceof Change.Connect connect
                        && reply instanceof Reply.Refused refused
                        && RefusalNotes.concerns(refused.reason())
                ? Optional.of(new RefusalNotes.Of(SubjectKey.of(connect.module(), connect.subject()), refused.reason()))
                : Optional.empty();
    }

    private boolean isDue(RefusalNotes.Of refusal, RefusalNotes notes) {
        return !noted.contains(refusal) && notes.isDue(refusal, now, noted.size());
    }

    /** Records and decides what befell the ledger itself. */
    void record(Recorded recorded) {
        take(recorded, recorded.decide(numbered(), now));
    }

    /**
     * The state on which the next change is decided: the journal's next number belongs to the row that it goes into. One row
     * takes what happens until something must have a row behind it.
     */
    private State numbered() {
        if (!group.isEmpty()) {
            return state;
        }
        Numbers numbers = state.numbers();
        return state.with(new Numbers(numbers.order(), numbers.fence(), numbers.seq() + 1));
    }

    private void take(Recorded recorded, Decision decision) {
        if (group.isEmpty()) {
            groupSeq = state.nextSeq();
            groupAt = entries.size();
            entries.add(new Entry.Inputs(groupSeq, now, List.of()));
        }
        group.add(recorded);
        state = decision.next();
        entries.addAll(decision.entries());
        restricts |= decision.restricts();
        if (state.nextSeq() > groupSeq + 1) {
            seal();
        }
    }

    /** Nothing more is decided in this round. */
    void seal() {
        if (!group.isEmpty()) {
            entries.set(groupAt, new Entry.Inputs(groupSeq, now, group));
            group.clear();
        }
    }

    private static boolean isEffective(State before, Decision decision) {
        return !decision.entries().isEmpty()
                || !(isSame(before, decision.next())
                        || withoutRevision(before).equals(withoutRevision(decision.next())));
    }

    /** Every change makes a new state, so identity mostly tells; equality compares what is not the same. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(State left, State right) {
        return left == right;
    }

    /** What is decided by: limits that say the same under another revision are the same. */
    static State withoutRevision(State state) {
        return state.limits()
                .map(limits -> state.saying(
                        new Limits(0, Instant.EPOCH, Optional.empty(), limits.modules(), limits.byModule())))
                .orElse(state);
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
