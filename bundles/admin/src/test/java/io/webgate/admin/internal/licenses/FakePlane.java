// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.access.Access;
import io.webgate.access.Accounts;
import io.webgate.admin.internal.frame.Plane;
import io.webgate.admin.internal.frame.Scenes;
import io.webgate.gate.api.GateView;
import io.webgate.gate.api.GateWatch;
import io.webgate.license.api.ActivationResult;
import io.webgate.license.api.Advice;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.BreakGlassUse;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.Limits;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.Media;
import io.webgate.license.api.MediaIdentity;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Proposal;
import io.webgate.license.api.Proposed;
import io.webgate.license.api.TrustedTime;
import io.webgate.license.api.VendorRequest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The services of the licensing plane in memory. One thread. */
final class FakePlane implements Plane, LicenseRegistry, MachineIdentity {

    static final String KEY = "7K2M-93QX-0C4D-A1B2-ZZ11-VW5T";

    final List<InstalledLicense> licenses = new ArrayList<>();
    boolean admits = true;
    final List<String> acts = new ArrayList<>();
    final List<byte[]> installed = new ArrayList<>();
    Optional<InstallResult> answer = Optional.empty();
    Optional<ActivationResult> activation = Optional.empty();
    final List<String> asked = new ArrayList<>();
    boolean running = true;
    boolean recording = true;
    boolean ready = true;
    boolean weak;
    boolean diskFull;
    Optional<VendorRequest> request = Optional.empty();
    Optional<List<Media>> drives = Optional.of(List.of());
    final FakeLedger ledger = new FakeLedger();
    final List<Limits> steps = new ArrayList<>();
    /** The document that would begin to count by what is proposed. */
    Optional<String> counts = Optional.empty();

    Optional<GateView> gate = Optional.empty();

    @Override
    public Optional<LicenseRegistry> registry() {
        return running ? Optional.of(this) : Optional.empty();
    }

    @Override
    public Optional<MachineIdentity> machine() {
        return running ? Optional.of(this) : Optional.empty();
    }

    @Override
    public Optional<Access> access() {
        if (!recording) {
            return Optional.empty();
        }
        return Optional.of((Access) Proxy.newProxyInstance(
                Access.class.getClassLoader(), new Class<?>[] {Access.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("record")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    acts.add(arguments[0] + " " + arguments[1] + " " + arguments[2] + " " + arguments[3]);
                    return null;
                }));
    }

    @Override
    public Optional<Ledger> ledger() {
        return running ? Optional.of(ledger) : Optional.empty();
    }

    @Override
    public Optional<GateWatch> watch() {
        return gate.map(Scenes::watch);
    }

    @Override
    public Optional<MediaIdentity> media() {
        return drives.map(plugged -> new MediaIdentity() {
            @Override
            public List<Media> plugged() {
                return plugged;
            }

            @Override
            public long changes() {
                return 0;
            }

            @Override
            public AutoCloseable onChange(Runnable listener) {
                return () -> {};
            }
        });
    }

    @Override
    public Optional<VendorRequest> vendorRequest() {
        return request;
    }

    @Override
    public Optional<TrustedTime> time() {
        return Optional.empty();
    }

    @Override
    public Optional<Accounts> accounts() {
        return Optional.empty();
    }

    @Override
    public String version() {
        return "1.2.3";
    }

    @Override
    public String home() {
        return "home";
    }

    @Override
    public Limits limits() {
        return Samples.limitsOf(licenses);
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
        installed.add(document);
        return answer.orElseThrow();
    }

    @Override
    public boolean remove(LicenseId id) {
        if (diskFull) {
            throw new UncheckedIOException(new IOException("no space"));
        }
        return licenses.removeIf(one -> one.id().equals(id));
    }

    @Override
    public ActivationResult activate(LicenseId id, String by, String reason) {
        asked.add(id + " " + by + " " + reason);
        return activation.orElseThrow();
    }

    @Override
    public List<BreakGlassUse> activations() {
        return List.of();
    }

    @Override
    public Optional<Proposed> proposed(Proposal proposal, Optional<Instant> at) {
        List<InstalledLicense> then = new ArrayList<>(licenses);
        Optional<InstallResult> result = Optional.empty();
        if (proposal instanceof Proposal.Install) {
            result = answer;
            answer.flatMap(InstallResult::license)
                    .filter(one -> !then.contains(one))
                    .ifPresent(then::add);
        } else if (proposal instanceof Proposal.Remove remove
                && !then.removeIf(one -> one.id().equals(remove.id()))) {
            return Optional.empty();
        }
        if (proposal instanceof Proposal.Activate) {
            activation.flatMap(ActivationResult::license).ifPresent(used -> {
                then.removeIf(one -> one.id().equals(used.id()));
                then.add(used);
            });
            return Optional.of(new Proposed(limits(), Samples.limitsOf(then), then, result, activation));
        }
        Instant moment = at.filter(Samples.NOW::isBefore).orElse(Samples.NOW);
        then.replaceAll(one -> counts.filter(one.id().value()::equals).isPresent()
                ? Samples.valid(one.license().orElseThrow())
                : one);
        then.replaceAll(one -> Samples.at(one, moment));
        return Optional.of(new Proposed(limits(), Samples.limitsOf(then, moment), then, result));
    }

    @Override
    public List<Limits> steps(int most) {
        return steps.isEmpty() ? List.of(limits()) : List.copyOf(steps);
    }

    @Override
    public List<Advice> advice() {
        return List.of();
    }

    @Override
    public Set<ApplicationId> applications() {
        return Set.of();
    }

    @Override
    public String trust() {
        return "production";
    }

    @Override
    public String edition() {
        return "store";
    }

    @Override
    public boolean admitsDocuments() {
        return admits;
    }

    @Override
    public String machineKey() {
        return KEY;
    }

    @Override
    public boolean isWeak() {
        return weak;
    }

    @Override
    public List<Component> components() {
        return List.of(
                new Component("system-uuid", true, false),
                new Component("board-serial", true, false),
                new Component("disk-serial", false, true),
                new Component("network-card", false, false),
                new Component("machine-id", true, false));
    }

    @Override
    public int matching(String machineKey) {
        return 0;
    }
}
