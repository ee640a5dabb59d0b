// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

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

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A registry that has read everything and never changes: the watchdog only wants to know that it is there. */
record OpenRegistry(Limits limits) implements LicenseRegistry {

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
        return List.of();
    }

    @Override
    public InstallResult install(byte[] document, String source) {
        throw new UnsupportedOperationException("Nothing can be installed in a benchmark");
    }

    @Override
    public boolean remove(LicenseId id) {
        return false;
    }

    @Override
    public ActivationResult activate(LicenseId id, String by, String reason) {
        throw new UnsupportedOperationException();
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
