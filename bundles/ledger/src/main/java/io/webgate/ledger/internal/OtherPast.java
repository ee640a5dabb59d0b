// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.ledger.replay.Question;
import io.webgate.ledger.replay.WhatIf;
import io.webgate.license.api.Change;
import io.webgate.license.api.Journal;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SignedFile;
import io.webgate.license.api.Verdict;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Two pasts side by side: the recorded one, and the one in which other limits hold, with the same things happening in both
 * (R60). What the record can't tell is assumed: a session that goes on in the other past although it had ended in the
 * recorded one lives as long after that as it would without keep-alive.
 */
final class OtherPast {

    private final Journal.Origin origin;
    private final Question question;
    private final Map<String, SignedFile> documents;
    private final TreeSet<Instant> steps;

    private State recorded = State.EMPTY;
    private State other = State.EMPTY;
    private @Nullable Limits limits;
    private List<SignedFile> limitsFrom = List.of();
    private boolean begun;
    private long revision;

    private final Map<SeatId, Duration> lives = new HashMap<>();
    /** Seats of the other past alone, with when they end. */
    private final Map<SeatId, Instant> ends = new LinkedHashMap<>();

    private @Nullable Instant first;
    private @Nullable Instant last;
    private final List<WhatIf.Passed> passed = new ArrayList<>();
    private final List<WhatIf.Passed> passedThen = new ArrayList<>();
    private final Map<RefusalNotes.Of, WhatIf.Newcomer> admitted = new LinkedHashMap<>();
    private final Map<RefusalNotes.Of, WhatIf.Newcomer> refused = new LinkedHashMap<>();

    OtherPast(Journal.Origin origin, Question question, Map<String, SignedFile> documents) {
        this.origin = origin;
        this.question = question;
        this.documents = documents;
        this.steps = new TreeSet<>(question.steps());
        question.from().ifPresent(steps::add);
    }

    void next(JournalRow row) {
        if (!row.kind().equals(JournalRow.CHANGE)) {
            return;
        }
        ChangeJson.Inputs inputs = ChangeJson.read(row.body());
        if (question.until().filter(end -> !inputs.at().isBefore(end)).isPresent()) {
            return;
        }
        steps(inputs.at());
        Numbers numbers = recorded.numbers();
        recorded = recorded.with(new Numbers(numbers.order(), numbers.fence(), row.seq() + 1));
        for (Recorded one : inputs.recorded()) {
            happens(one, inputs.at());
        }
        if (isInPeriod(inputs.at())) {
            first = first == null ? inputs.at() : first;
            last = inputs.at();
        }
    }

    private boolean isInPeriod(Instant at) {
        return question.from().filter(at::isBefore).isEmpty();
    }

    /** What happens in between in the other past alone: limits that begin or end, seats that nobody keeps alive. */
    private void steps(Instant until) {
        for (Optional<Runnable> next = step(until); next.isPresent(); next = step(until)) {
            next.get().run();
        }
    }

    private Optional<Runnable> step(Instant until) {
        Optional<Instant> step = Optional.ofNullable(steps.ceiling(Instant.MIN)).filter(at -> !at.isAfter(until));
        Optional<Map.Entry<SeatId, Instant>> end = ends.entrySet().stream()
                .filter(one -> !one.getValue().isAfter(until))
                .min(Map.Entry.<SeatId, Instant>comparingByValue()
                        .thenComparing(one -> one.getKey().value()));
        boolean stepIsLater = step.isEmpty()
                || end.filter(one -> one.getValue().isBefore(step.get())).isPresent();
        return stepIsLater
                ? end.map(one -> () -> lapse(one.getKey(), one.getValue()))
                : step.map(at -> () -> {
                    steps.remove(at);
                    begun |= isInPeriod(at);
                    otherLimits(at);
                });
    }

    private void lapse(SeatId seat, Instant at) {
        ends.remove(seat);
        decide(new Change.TimePassed(List.of(seat)), at);
    }

    private void otherLimits(Instant at) {
        if (limits != null) {
            decide(new Change.NewLimits(limits(limits, at)), at);
        }
    }

    /** Limits of the record, as the other past has them. */
    private Change taken(Limits fresh, List<Recorded.Named> named, Instant at) {
        limits = fresh;
        limitsFrom = LimitsProof.named(named, documents, new ArrayList<>());
        return new Change.NewLimits(limits(fresh, at));
    }

    private Limits limits(Limits known, Instant at) {
        Limits then = begun || question.from().isEmpty() ? question.other().of(origin, known, limitsFrom, at) : known;
        return new Limits(++revision, then.at(), then.nextChange(), then.modules(), then.byModule());
    }

    private void happens(Recorded one, Instant at) {
        if (!(one instanceof Recorded.Changed changed)) {
            befalls(one, at);
            return;
        }
        Change change = inOtherPast(changed.change());
        Decision was = one.decide(recorded, at);
        recorded = was.next();
        note(was, at, passed);
        if (change instanceof Change.NewLimits fresh) {
            change = taken(fresh.limits(), changed.documents(), at);
        }
        if (change instanceof Change.Connect connect) {
            lives.put(connect.seat(), connect.lives());
        }
        if (change instanceof Change.Stopped stopped
                && other.latches().stream().noneMatch(latch -> latch.seq() == stopped.verdict())) {
            return; // the watchdog would not have had a reason
        }
        Reply reply = decide(change, at);
        if (change instanceof Change.Connect connect && isInPeriod(at)) {
            compare(connect, was.reply(), reply, at);
        }
        outlive(at);
    }

    /** The same subject may have another seat in the other past, taken when the record refused it. */
    private Change inOtherPast(Change change) {
        if (change instanceof Change.Leave leave) {
            return new Change.Leave(inOtherPast(leave.seat()), leave.reason());
        } else if (change instanceof Change.Evict evict) {
            return new Change.Evict(inOtherPast(evict.seat()), evict.by(), evict.reason(), evict.hold());
        } else if (change instanceof Change.TimePassed passedTime) {
            return new Change.TimePassed(
                    passedTime.lapsed().stream().map(this::inOtherPast).toList());
        }
        return change;
    }

    private SeatId inOtherPast(SeatId seat) {
        return Optional.ofNullable(recorded.seats().get(seat))
                .flatMap(known -> other.seatOf(SubjectKey.of(known)))
                .map(Seat::id)
                .orElse(seat);
    }

    /** What befalls the ledger does so in both pasts; its numbers are those of the record. */
    private void befalls(Recorded one, Instant at) {
        Decision was = one.decide(recorded, at);
        recorded = was.next();
        note(was, at, passed);
        if (one instanceof Recorded.Begun begunAgain) {
            State before = begunAgain.picture().isPresent() ? recorded : other;
            Numbers numbers = new Numbers(
                    Math.max(before.nextOrder(), other.nextOrder()),
                    Math.max(before.nextFence(), other.nextFence()),
                    Math.max(before.nextSeq(), other.nextSeq()));
            other = Recorded.durable(before, numbers, begunAgain.at());
            limits = null;
        } else if (one instanceof Recorded.Reconciled after) {
            // sessions of a commit without an answer: nobody's in either past
            after.meanwhile().forEach(told -> decide(taken(told.limits(), told.documents(), at), at));
        } else {
            Decision then = one.decide(other, at);
            other = then.next();
            note(then, at, passedThen);
        }
        outlive(at);
    }

    private Reply decide(Change change, Instant at) {
        Decision then = Decide.decide(other, change, at);
        other = then.next();
        note(then, at, passedThen);
        return then.reply();
    }

    private void note(Decision decision, Instant at, List<WhatIf.Passed> verdicts) {
        if (!isInPeriod(at)) {
            return;
        }
        for (Entry entry : decision.entries()) {
            if (entry instanceof Entry.Passed found) {
                verdicts.add(new WhatIf.Passed(found.verdict(), found.latches()));
            }
        }
    }

    /** Seats that the other past has and the record has no more, or never had, end when their life is over. */
    private void outlive(Instant at) {
        for (Seat seat : other.seats().values()) {
            if (recorded.seatOf(SubjectKey.of(seat)).isPresent()) {
                ends.remove(seat.id());
            } else {
                ends.putIfAbsent(seat.id(), at.plus(lives.getOrDefault(seat.id(), Duration.ofMinutes(30))));
            }
        }
        ends.keySet().retainAll(other.seats().keySet());
    }

    private void compare(Change.Connect connect, Reply was, Reply then, Instant at) {
        boolean in = was instanceof Reply.Granted;
        boolean inThen = then instanceof Reply.Granted;
        if (inThen && then instanceof Reply.Granted granted) {
            // it asks: that is a sign of life
            ends.computeIfPresent(granted.seat().id(), (seat, end) -> at.plus(connect.lives()));
        }
        if (in == inThen) {
            return;
        }
        String reason = ChangeJson.code(in ? then : was);
        SubjectKey subject = SubjectKey.of(connect.module(), connect.subject());
        Reply.Reason code = ((Reply.Refused) (in ? then : was)).reason();
        (in ? refused : admitted)
                .putIfAbsent(
                        new RefusalNotes.Of(subject, code),
                        new WhatIf.Newcomer(at, connect.module(), connect.subject(), reason));
    }

    WhatIf told() {
        return new WhatIf(
                origin,
                Optional.ofNullable(first),
                Optional.ofNullable(last),
                passed,
                passedThen,
                without(passed, passedThen),
                without(passedThen, passed),
                sorted(admitted),
                sorted(refused));
    }

    private static List<WhatIf.Newcomer> sorted(Map<RefusalNotes.Of, WhatIf.Newcomer> newcomers) {
        return newcomers.values().stream()
                .sorted(Comparator.comparing(WhatIf.Newcomer::at))
                .toList();
    }

    /** Those of which the others have no like; each like counts once. */
    private static List<WhatIf.Passed> without(List<WhatIf.Passed> verdicts, List<WhatIf.Passed> others) {
        record Like(Object module, Instant since, Object cause, boolean stops) {
            static Like of(WhatIf.Passed one) {
                Verdict verdict = one.verdict();
                return new Like(verdict.module(), verdict.since(), verdict.cause(), one.stops());
            }
        }
        Map<Like, Long> left = new HashMap<>();
        others.forEach(one -> left.merge(Like.of(one), 1L, Long::sum));
        List<WhatIf.Passed> alone = new ArrayList<>();
        for (WhatIf.Passed one : verdicts) {
            long like = left.getOrDefault(Like.of(one), 0L);
            if (like == 0) {
                alone.add(one);
            } else {
                left.put(Like.of(one), like - 1);
            }
        }
        return alone;
    }
}
