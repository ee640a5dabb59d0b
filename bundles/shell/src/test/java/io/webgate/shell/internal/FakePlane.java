// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.access.Access;
import io.webgate.gate.api.GateView;
import io.webgate.gate.api.GateWatch;
import io.webgate.license.api.Journal;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.MachineIdentity;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A licensing plane whose facts a test sets. */
final class FakePlane implements Plane {

    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    final FakeRegistry registry = new FakeRegistry();
    final FakeLedger ledger = new FakeLedger();
    final List<String> acts = new ArrayList<>();
    GateView view = Samples.open();
    boolean hasRegistry = true;
    boolean hasLedger = true;
    boolean hasWatch = true;
    boolean hasAccess = true;

    @Override
    public Optional<LicenseRegistry> registry() {
        return hasRegistry ? Optional.of(registry) : Optional.empty();
    }

    @Override
    public Optional<Ledger> ledger() {
        return hasLedger ? Optional.of(ledger) : Optional.empty();
    }

    @Override
    public Instant now() {
        return NOW;
    }

    @Override
    public Optional<Journal> journal() {
        return hasLedger
                ? Optional.of((origin, out) -> out.write(origin.toString().getBytes(StandardCharsets.UTF_8)))
                : Optional.empty();
    }

    @Override
    public Optional<GateWatch> watch() {
        return hasWatch ? Optional.of(new Watch()) : Optional.empty();
    }

    @Override
    public Optional<MachineIdentity> machine() {
        return Optional.of(new Machine());
    }

    @Override
    public Optional<Access> access() {
        return hasAccess ? Optional.of(recordingOnly()) : Optional.empty();
    }

    /** Of the whole of access the commands use the record alone; whatever else they called would fail the test. */
    private Access recordingOnly() {
        return (Access) Proxy.newProxyInstance(
                Access.class.getClassLoader(), new Class<?>[] {Access.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("record")) {
                        throw new UnsupportedOperationException("The commands do not call " + method.getName());
                    }
                    acts.add(String.join(
                            " ",
                            List.of(arguments).stream().map(String::valueOf).toList()));
                    return null;
                });
    }

    private final class Watch implements GateWatch {
        @Override
        public GateView view() {
            return view;
        }

        @Override
        public CompletionStage<GateView> settled() {
            return CompletableFuture.completedFuture(view);
        }
    }

    private static final class Machine implements MachineIdentity {
        @Override
        public String machineKey() {
            return "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF";
        }

        @Override
        public boolean isWeak() {
            return false;
        }

        @Override
        public List<Component> components() {
            return List.of();
        }

        @Override
        public int matching(String machineKey) {
            return 5;
        }
    }
}
