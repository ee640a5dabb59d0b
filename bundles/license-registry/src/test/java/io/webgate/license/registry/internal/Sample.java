// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.Entitlement;
import io.webgate.license.api.Feature;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Term;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Licences and modules for tests: a permanent licence for the data server in UTC unless told otherwise. */
final class Sample {

    static final ApplicationId DATA_SERVER = new ApplicationId("demo.data-server");
    static final ApplicationId OTHER = new ApplicationId("demo.other");
    static final ModuleId POS = new ModuleId("demo.pos");
    static final ModuleId SWITCH = new ModuleId("demo.switch");

    private final String id;
    private String lineage;
    private long generation = 1;
    private String vendor = "ACME";
    private String holder = "Cafe";
    private ApplicationId application = DATA_SERVER;
    private LocalDate from = LocalDate.of(2026, 1, 1);
    private Optional<LocalDate> until = Optional.empty();
    private ZoneId zone = ZoneId.of("UTC");
    private Binding binding = Binding.ANYWHERE;
    private Instant issuedAt = Instant.parse("2025-12-01T00:00:00Z");
    private OptionalInt breakGlass = OptionalInt.empty();
    private final List<Entitlement> entitlements = new ArrayList<>();
    private final Set<Feature> features = new HashSet<>();
    private final Set<LicenseId> supersedes = new HashSet<>();

    private Sample(String id) {
        this.id = id;
        this.lineage = "of-" + id;
    }

    static Sample license(String id) {
        return new Sample(id);
    }

    Sample lineage(String name, long issue) {
        lineage = name;
        generation = issue;
        return this;
    }

    Sample vendor(String prefix) {
        vendor = prefix;
        return this;
    }

    Sample holder(String name) {
        holder = name;
        return this;
    }

    Sample application(ApplicationId name) {
        application = name;
        return this;
    }

    Sample from(String day) {
        from = LocalDate.parse(day);
        return this;
    }

    Sample until(String day) {
        until = Optional.of(LocalDate.parse(day));
        return this;
    }

    Sample zone(String name) {
        zone = ZoneId.of(name);
        return this;
    }

    Sample bound(Binding to) {
        binding = to;
        return this;
    }

    Sample issued(String at) {
        issuedAt = Instant.parse(at);
        return this;
    }

    Sample grants(ModuleId module, long quantity) {
        entitlements.add(new Entitlement(module, quantity));
        return this;
    }

    Sample feature(String name) {
        features.add(new Feature(name));
        return this;
    }

    Sample supersedes(String other) {
        supersedes.add(new LicenseId(other));
        return this;
    }

    Sample breakGlass(int days) {
        breakGlass = OptionalInt.of(days);
        return this;
    }

    License make() {
        return new License(
                new LicenseId(id),
                new Lineage(lineage),
                generation,
                vendor,
                holder,
                Set.of(application),
                Optional.empty(),
                issuedAt,
                from,
                until,
                zone,
                until.isPresent() ? Term.TEMPORARY : Term.PERMANENT,
                binding,
                entitlements,
                features,
                Optional.empty(),
                supersedes,
                breakGlass);
    }

    static Module module(ModuleId id, String vendor, boolean summed, String... features) {
        return new Module(
                id,
                vendor,
                new LocalizedText("Module", "Модуль"),
                Metric.DEVICES,
                new Consequence(Cut.NEWEST, Effect.SUSPEND, Set.of(), Optional.empty()),
                Module.Counting.CONNECTIONS,
                summed,
                Arrays.stream(features).map(Feature::new).collect(Collectors.toSet()));
    }
}
