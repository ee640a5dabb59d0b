// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.internal;

import io.webgate.gate.api.GatePermit;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;
import io.webgate.license.api.Cause;
import io.webgate.license.api.Change;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.JournalEntry;
import io.webgate.license.api.Latch;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SeatLife;
import io.webgate.license.api.Subject;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerSessionsTest {

    private static final ModuleId WAITER = new ModuleId("acme.waiter");
    private static final SeatId ID = new SeatId("s1");
    private static final Caller OPERATOR = new Caller("bob", Optional.of(Role.OPERATOR), Optional.empty());
    private static final Seat SEAT = new Seat(
            ID,
            1,
            1,
            WAITER,
            new Subject("d1", Optional.of("Anna"), Optional.empty()),
            Optional.empty(),
            1,
            Set.of(),
            Instant.EPOCH);
    private static final Verdict VERDICT = new Verdict(
            3,
            Optional.of(WAITER),
            Cause.EXCESS,
            5,
            6,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Instant.EPOCH,
            List.of(),
            Optional.empty());
    private static final Reply SUSPENDED = new Reply.Granted(SEAT, true, List.of(VERDICT), 6, 5);

    private final OneSeat ledger = new OneSeat();

    private record Fixed(boolean isOpen, long generation, List<Latch> latches) implements GatePermit {}

    private LedgerSessions sessions(boolean open) {
        return new LedgerSessions(ledger, new Permits(List.of(new Fixed(open, 1, List.of()))), () -> ID);
    }

    @Test
    void sessionThatIsKeptAliveIsToldWhichVerdictSuspendsIt() {
        assertThat(sessions(true).keepAlive(OPERATOR, ID)).isEqualTo(SUSPENDED);
        assertThat(ledger.submitted).containsExactly(new Change.KeepAlive(ID));
    }

    @Test
    void keepAliveOfUnknownSessionOrAtClosedGateDoesNotReachTheLedger() {
        assertThat(sessions(true).keepAlive(OPERATOR, new SeatId("s2")))
                .isEqualTo(SessionRules.unknown(OPERATOR, Optional.empty()));
        assertThat(sessions(false).keepAlive(OPERATOR, ID))
                .isEqualTo(new Reply.Refused(Reply.Reason.GATE_STOPPED, Optional.empty(), Optional.of(WAITER), 0, 0));
        assertThat(ledger.submitted).isEmpty();
    }

    /** Holds one seat, suspended by a verdict. */
    private static final class OneSeat implements Ledger, Picture {

        final List<Change> submitted = new ArrayList<>();

        @Override
        public CompletionStage<Reply> submit(Change change, Optional<IdempotencyKey> key) {
            submitted.add(change);
            return CompletableFuture.completedFuture(SUSPENDED);
        }

        @Override
        public boolean keepAlive(SeatId seat) {
            return seat.equals(ID);
        }

        @Override
        public Picture picture() {
            return this;
        }

        @Override
        public Preview preview(Limits limits) {
            return new Preview(List.of());
        }

        @Override
        public Optional<SeatLife> life(SeatId seat) {
            return Optional.empty();
        }

        @Override
        public List<JournalEntry> verdicts(int most) {
            return List.of();
        }

        @Override
        public List<RefusalCount> refusals() {
            return List.of();
        }

        @Override
        public AutoCloseable onPicture(Consumer<Picture> listener) {
            return () -> {};
        }

        @Override
        public long generation() {
            return 1;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public List<LocalizedText> waitingFor() {
            return List.of();
        }

        @Override
        public List<Latch> latches() {
            return List.of();
        }

        @Override
        public Collection<Usage> usages() {
            return List.of();
        }

        @Override
        public Optional<Usage> usage(ModuleId module) {
            return Optional.empty();
        }

        @Override
        public List<Seat> seats(ModuleId module) {
            return List.of(SEAT);
        }

        @Override
        public Optional<Seat> seat(SeatId seat) {
            return Optional.of(SEAT).filter(one -> one.id().equals(seat));
        }

        @Override
        public long limitsRevision() {
            return 1;
        }
    }
}
