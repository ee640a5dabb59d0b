// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.access.Access;
import io.webgate.gate.api.Concerns;
import io.webgate.gate.api.GateView;
import io.webgate.gate.api.GateWatch;
import io.webgate.license.api.ActivationResult;
import io.webgate.license.api.Advice;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.BreakGlassUse;
import io.webgate.license.api.Change;
import io.webgate.license.api.Exchange;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.Journal;
import io.webgate.license.api.JournalEntry;
import io.webgate.license.api.Latch;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.Media;
import io.webgate.license.api.MediaIdentity;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Operation;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Proposal;
import io.webgate.license.api.Proposed;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SeatLife;
import io.webgate.license.api.TrustedTime;
import io.webgate.license.api.Usage;
import io.webgate.license.api.UsageHistory;
import io.webgate.license.api.UsagePoint;
import io.webgate.license.api.VendorRequest;
import io.webgate.settings.Settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A licensing plane whose facts a test sets. */
final class FakePlane implements Plane {
    Optional<Certificate> certificate = Optional.empty();

    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    final FakeRegistry registry = new FakeRegistry();
    final FakeLedger ledger = new FakeLedger();
    final FakeAccess access = new FakeAccess();
    GateView view = new GateView(true, NOW, Optional.empty(), false, List.of(), List.of());
    Optional<GateView> settled = Optional.empty();
    final List<String> fragments = new ArrayList<>();
    final List<Media> media = new ArrayList<>();
    boolean weak;
    Optional<VendorRequest> request = Optional.empty();
    Optional<Settings> settings = Optional.empty();
    boolean hasMedia = true;
    boolean hasRegistry = true;
    boolean hasLedger = true;
    boolean hasWatch = true;
    boolean hasAccess = true;
    boolean hasExchange = true;
    Optional<LocalizedText> keyTrouble = Optional.empty();
    final List<String> permits = new ArrayList<>();
    final List<String> historyAsked = new ArrayList<>();
    boolean storeIsUnreadable;
    Concerns concerns = Concerns.NONE;

    @Override
    public Concerns concerns() {
        return concerns;
    }

    @Override
    public Optional<LicenseRegistry> registry() {
        return hasRegistry ? Optional.of(registry) : Optional.empty();
    }

    @Override
    public Optional<Settings> settings() {
        return settings;
    }

    @Override
    public Optional<Journal> journal() {
        return hasLedger
                ? Optional.of((origin, out) -> out.write(origin.toString().getBytes(StandardCharsets.UTF_8)))
                : Optional.empty();
    }

    @Override
    public Optional<UsageHistory> history() {
        return Optional.of((module, from, until) -> {
            historyAsked.add(module + " " + from + " " + until);
            if (storeIsUnreadable) {
                throw new IOException("no store");
            }
            return List.of(new UsagePoint(from, until, 3, 4, 5, 6));
        });
    }

    @Override
    public Optional<Ledger> ledger() {
        return hasLedger ? Optional.of(ledger) : Optional.empty();
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
    public Optional<MediaIdentity> media() {
        return hasMedia ? Optional.of(new Drives()) : Optional.empty();
    }

    @Override
    public Optional<VendorRequest> vendorRequest() {
        return request;
    }

    @Override
    public Optional<TrustedTime> time() {
        return Optional.of(new Time());
    }

    @Override
    public Optional<Access> access() {
        return hasAccess ? Optional.of(access) : Optional.empty();
    }

    @Override
    public Optional<Exchange> exchange() {
        return hasExchange ? Optional.of(new Signer()) : Optional.empty();
    }

    /** Signs nothing: says what it was asked to permit. */
    private final class Signer implements Exchange {
        @Override
        public Duration lives() {
            return Duration.ofMinutes(7);
        }

        @Override
        public Optional<String> permit(Seat seat, Set<Operation> operations, Instant seatEnds) {
            String asked = seat.id() + " " + operations.stream().sorted().toList() + " " + seatEnds;
            permits.add(asked);
            return operations.isEmpty() || keyTrouble.isPresent() ? Optional.empty() : Optional.of(asked);
        }

        @Override
        public Optional<Seat> permitted(String permit) {
            return Optional.empty();
        }

        @Override
        public Optional<String> keys() {
            return keyTrouble.isPresent()
                    ? Optional.empty()
                    : Optional.of("{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"k\",\"x\":\"y\"}]}");
        }

        @Override
        public Optional<LocalizedText> trouble() {
            return keyTrouble;
        }
    }

    @Override
    public Optional<Certificate> certificate() {
        return certificate;
    }

    @Override
    public String version() {
        return "1.2.3";
    }

    @Override
    public List<String> fragments() {
        return List.copyOf(fragments);
    }

    private final class Watch implements GateWatch {
        @Override
        public GateView view() {
            return view;
        }

        @Override
        public CompletionStage<GateView> settled() {
            return CompletableFuture.completedFuture(settled.orElse(view));
        }
    }

    private static final class Time implements TrustedTime {
        @Override
        public Instant instant() {
            return NOW;
        }

        @Override
        public long nanos() {
            return 0;
        }
    }

    private final class Machine implements MachineIdentity {
        @Override
        public String machineKey() {
            return "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF";
        }

        @Override
        public boolean isWeak() {
            return weak;
        }

        @Override
        public List<Component> components() {
            return List.of(new Component("system-uuid", true, false), new Component("disk-serial", false, true));
        }

        @Override
        public Set<String> unreadable() {
            return Set.of("disk-serial");
        }

        @Override
        public int matching(String machineKey) {
            return 5;
        }
    }

    private final class Drives implements MediaIdentity {
        @Override
        public List<Media> plugged() {
            return List.copyOf(media);
        }

        @Override
        public long changes() {
            return 0;
        }

        @Override
        public AutoCloseable onChange(Runnable listener) {
            throw new UnsupportedOperationException("This face does not listen");
        }
    }

    static final class FakeRegistry implements LicenseRegistry {
        final List<InstalledLicense> licenses = new ArrayList<>();
        final List<Advice> advice = new ArrayList<>();
        boolean ready = true;
        boolean archiveFull;
        final List<String> asked = new ArrayList<>();
        Optional<Proposed> proposed = Optional.empty();
        ActivationResult activation =
                new ActivationResult(ActivationResult.Kind.LICENSE_UNKNOWN, Optional.empty(), Optional.empty());
        int installations;
        InstallResult next = new InstallResult(InstallResult.Kind.STORE_FULL, Optional.empty(), Optional.empty());

        @Override
        public Limits limits() {
            return new Limits(1, NOW, Optional.empty(), Map.of(Samples.WAITER, Samples.MODULE), Map.of());
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public Set<ModuleId> missingModules() {
            return Set.of();
        }

        @Override
        public List<InstalledLicense> licenses() {
            return List.copyOf(licenses);
        }

        @Override
        public InstallResult install(byte[] document, String source) {
            installations++;
            return next;
        }

        @Override
        public boolean remove(LicenseId id) {
            if (archiveFull) {
                throw new UncheckedIOException(new IOException("No space left on device"));
            }
            return licenses.removeIf(installed -> installed.id().equals(id));
        }

        @Override
        public ActivationResult activate(LicenseId id, String by, String reason) {
            asked.add("activate " + id + " " + by + " " + reason);
            return activation;
        }

        @Override
        public List<BreakGlassUse> activations() {
            return List.of();
        }

        @Override
        public Optional<Proposed> proposed(Proposal proposal, Optional<Instant> at) {
            asked.add(proposal.getClass().getSimpleName()
                    + at.map(time -> " " + time).orElse(""));
            return proposed;
        }

        @Override
        public List<Limits> steps(int most) {
            return List.of(limits());
        }

        @Override
        public List<Advice> advice() {
            return List.copyOf(advice);
        }

        @Override
        public Set<ApplicationId> applications() {
            return Set.of(new ApplicationId("powerpos.data-server"));
        }

        @Override
        public String trust() {
            return "development";
        }

        @Override
        public String edition() {
            return "store";
        }
    }

    static final class FakeLedger implements Ledger, Picture {
        final List<Change> submitted = new ArrayList<>();
        final List<Optional<IdempotencyKey>> keys = new ArrayList<>();
        Optional<SeatLife> life = Optional.of(new SeatLife(NOW, NOW.plusSeconds(60)));
        final List<Usage> usages = new ArrayList<>();
        final List<Seat> seats = new ArrayList<>();
        final List<JournalEntry> journal = new ArrayList<>();
        final List<RefusalCount> refusals = new ArrayList<>();
        boolean ready = true;
        Preview preview = new Preview(List.of());
        CompletionStage<Reply> reply = CompletableFuture.completedFuture(new Reply.Done());

        @Override
        public CompletionStage<Reply> submit(Change change, Optional<IdempotencyKey> key) {
            submitted.add(change);
            keys.add(key);
            return reply;
        }

        @Override
        public Picture picture() {
            return this;
        }

        @Override
        public Preview preview(Limits limits) {
            return preview;
        }

        @Override
        public Optional<SeatLife> life(SeatId seat) {
            return life;
        }

        @Override
        public List<JournalEntry> verdicts(int most) {
            return journal.stream().limit(most).toList();
        }

        @Override
        public boolean keepAlive(SeatId seat) {
            throw new UnsupportedOperationException("This face keeps nothing alive");
        }

        @Override
        public List<RefusalCount> refusals() {
            return List.copyOf(refusals);
        }

        @Override
        public AutoCloseable onPicture(Consumer<Picture> listener) {
            throw new UnsupportedOperationException("This face does not listen");
        }

        @Override
        public long generation() {
            return 1;
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public List<LocalizedText> waitingFor() {
            return ready ? List.of() : List.of(new LocalizedText("Limits are missing.", "Нет лимитов."));
        }

        @Override
        public List<Latch> latches() {
            return List.of();
        }

        @Override
        public Collection<Usage> usages() {
            return List.copyOf(usages);
        }

        @Override
        public Optional<Usage> usage(ModuleId module) {
            return usages.stream()
                    .filter(usage -> usage.module().id().equals(module))
                    .findFirst();
        }

        @Override
        public List<Seat> seats(ModuleId module) {
            return seats.stream().filter(seat -> seat.module().equals(module)).toList();
        }

        @Override
        public Optional<Seat> seat(SeatId seat) {
            return seats.stream().filter(found -> found.id().equals(seat)).findFirst();
        }

        @Override
        public long limitsRevision() {
            return 1;
        }
    }
}
