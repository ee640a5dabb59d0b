// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.license.api.ActivationResult;
import io.webgate.license.api.Advice;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.BreakGlassUse;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.Limits;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Proposal;
import io.webgate.license.api.Proposed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A registry that holds what a test puts in. */
final class FakeRegistry implements LicenseRegistry {

    final List<InstalledLicense> licenses = new ArrayList<>();
    final List<String> installed = new ArrayList<>();
    final List<String> activated = new ArrayList<>();
    InstallResult next = new InstallResult(InstallResult.Kind.STORE_FULL, Optional.empty(), Optional.empty());
    ActivationResult activation =
            new ActivationResult(ActivationResult.Kind.LICENSE_UNKNOWN, Optional.empty(), Optional.empty());
    boolean archiveFull;

    @Override
    public Limits limits() {
        return new Limits(1, FakePlane.NOW, Optional.empty(), Map.of(), Map.of());
    }

    @Override
    public boolean isReady() {
        return true;
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
        installed.add(document.length + " bytes by " + source);
        return next;
    }

    @Override
    public boolean remove(LicenseId id) {
        if (archiveFull) {
            throw new UncheckedIOException(new IOException("No space left on device"));
        }
        return licenses.removeIf(kept -> kept.id().equals(id));
    }

    @Override
    public ActivationResult activate(LicenseId id, String by, String reason) {
        activated.add(id + " by " + by + ": " + reason);
        return activation;
    }

    @Override
    public List<BreakGlassUse> activations() {
        return List.of();
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
    public List<Advice> advice() {
        return List.of();
    }

    @Override
    public Set<ApplicationId> applications() {
        return Set.of();
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
