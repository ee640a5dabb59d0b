// SPDX-License-Identifier: Apache-2.0
package io.webgate.testkit;

import io.webgate.license.api.Change;
import io.webgate.license.api.Effect;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Module;
import io.webgate.license.api.Reply;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Subject;
import io.webgate.license.api.Verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A story about one module on a real ledger: {@code Scenario.of(ledger, module).given(3).connect(4).expect(STOP_GATE)}.
 * Not thread-safe.
 */
public final class Scenario {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Ledger ledger;
    private final Module module;
    private long revision;
    private int connected;
    private Optional<Reply> last = Optional.empty();

    private Scenario(Ledger ledger, Module module) {
        this.ledger = ledger;
        this.module = module;
        this.revision = ledger.picture().limitsRevision();
    }

    public static Scenario of(Ledger ledger, Module module) {
        return new Scenario(ledger, module);
    }

    /** Licences add up to this limit. */
    public Scenario given(long limit) {
        Limits limits = new Limits(
                ++revision,
                Instant.EPOCH,
                Optional.empty(),
                Map.of(module.id(), module),
                Map.of(module.id(), new Limit(limit, Set.of(), List.of())));
        return then(new Change.NewLimits(limits));
    }

    /** So many more devices connect, one after the other. */
    public Scenario connect(int devices) {
        for (int count = 0; count < devices; count++) {
            String device = "device-" + ++connected;
            then(new Change.Connect(
                    new SeatId(device),
                    module.id(),
                    new Subject(device, Optional.empty(), Optional.empty()),
                    Optional.empty(),
                    1,
                    Set.of(),
                    1,
                    Duration.ofMinutes(30)));
        }
        return this;
    }

    /** Any change. */
    public Scenario then(Change change) {
        try {
            last = Optional.of(ledger.submit(change, IdempotencyKey.none())
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            return this;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted at " + change, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("No answer to " + change, e);
        }
    }

    /** The last answer was a refusal, and a verdict of this effect stands behind it. */
    public Verdict expect(Effect effect) {
        Verdict verdict =
                refused().verdict().orElseThrow(() -> new AssertionError("Refused without a verdict: " + refused()));
        Optional<Effect> found = verdict.consequence().map(consequence -> consequence.effect());
        if (found.isEmpty() || found.get() != effect) {
            throw new AssertionError("Expected " + effect + ", not " + verdict);
        }
        return verdict;
    }

    /** The last answer granted a seat. */
    public Reply.Granted expectGranted() {
        if (last.isPresent() && last.get() instanceof Reply.Granted granted) {
            return granted;
        }
        throw new AssertionError("Expected a seat, not " + last);
    }

    private Reply.Refused refused() {
        if (last.isPresent() && last.get() instanceof Reply.Refused refused) {
            return refused;
        }
        throw new AssertionError("Expected a refusal, not " + last);
    }
}
