// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.internal;

import io.webgate.gate.api.GatePermit;
import io.webgate.gate.api.Sessions;
import io.webgate.gate.http.Caller;
import io.webgate.license.api.Change;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SeatLife;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Sessions as seats of the ledger. New ones are refused as soon as the permit says so (R51). Thread-safe. */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
public final class LedgerSessions implements Sessions {

    private final Ledger ledger;
    private final Permits permits;
    private final Supplier<SeatId> ids;

    /** Keeps its seats in this ledger. */
    @Activate
    public LedgerSessions(
            @Reference Ledger ledger,
            @Reference(service = GatePermit.class, cardinality = ReferenceCardinality.AT_LEAST_ONE)
                    List<Map.Entry<Map<String, Object>, GatePermit>> permits,
            BundleContext context) {
        this(ledger, Permits.of(permits, context), new SeatIds(new SecureRandom()));
    }

    LedgerSessions(Ledger ledger, Permits permits, Supplier<SeatId> ids) {
        this.ledger = ledger;
        this.permits = permits;
        this.ids = ids;
    }

    @Override
    public CompletionStage<Reply> open(
            Caller caller, ModuleId module, String holder, Duration idle, Optional<IdempotencyKey> key) {
        if (!permits.isOpen()) {
            return CompletableFuture.completedStage(permits.refusal(Optional.of(module)));
        }
        Optional<Reply.Refused> refusal = SessionRules.refusal(caller, module);
        if (refusal.isPresent()) {
            return CompletableFuture.completedStage(refusal.get());
        }
        return ledger.submit(SessionRules.connect(caller, ids.get(), module, holder, idle), key);
    }

    @Override
    public Reply keepAlive(Caller caller, SeatId session) {
        Picture picture = ledger.picture();
        Optional<Seat> seat = reached(picture, caller, session);
        if (!permits.isOpen()) {
            return permits.refusal(seat.map(Seat::module));
        }
        if (seat.isEmpty()) {
            return SessionRules.unknown(caller, picture.eviction(session));
        }
        // complete already: a seat is kept alive in memory alone (D4)
        return ledger.submit(new Change.KeepAlive(session), IdempotencyKey.none())
                .toCompletableFuture()
                .join();
    }

    @Override
    public CompletionStage<Reply> close(Caller caller, SeatId session) {
        Picture picture = ledger.picture();
        return reached(picture, caller, session)
                .map(seat -> ledger.submit(SessionRules.end(caller, seat), IdempotencyKey.none()))
                .orElseGet(() ->
                        CompletableFuture.completedStage(SessionRules.unknown(caller, picture.eviction(session))));
    }

    @Override
    public List<Seat> list(ModuleId module) {
        return ledger.picture().seats(module);
    }

    @Override
    public Optional<SeatLife> life(SeatId session) {
        return ledger.life(session);
    }

    private static Optional<Seat> reached(Picture picture, Caller caller, SeatId session) {
        return picture.seat(session).filter(seat -> SessionRules.reaches(caller, seat));
    }
}
