// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.access.Access;
import io.webgate.access.Accounts;
import io.webgate.admin.internal.frame.Plane;
import io.webgate.gate.api.GateWatch;
import io.webgate.license.api.Advice;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.Limits;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Proposal;
import io.webgate.license.api.Proposed;
import io.webgate.license.api.TrustedTime;

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
    final List<String> acts = new ArrayList<>();
    final List<byte[]> installed = new ArrayList<>();
    Optional<InstallResult> answer = Optional.empty();
    boolean running = true;
    boolean recording = true;
    boolean ready = true;
    boolean weak;
    boolean diskFull;

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
        return Optional.empty();
    }

    @Override
    public Optional<GateWatch> watch() {
        return Optional.empty();
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
    public Optional<Proposed> proposed(Proposal proposal, Optional<Instant> at) {
        return Optional.empty();
    }

    @Override
    public List<Limits> steps(int most) {
        return List.of(limits());
    }

    @Override
    public byte[] request() {
        return "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
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
