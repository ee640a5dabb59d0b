// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.license.api.Activation;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.Entitlement;
import io.webgate.license.api.Feature;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseCheck;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Term;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** Facts that the tests of this page begin with. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    static final ModuleId TILL = new ModuleId("example.till");
    static final ModuleId SERVER = new ModuleId("example.server");
    static final Module TILLS =
            module(TILL, true, new LocalizedText("Till", "Касса"), new Feature("bonus"), new Feature("video"));
    static final Module SERVERS = module(SERVER, false, new LocalizedText("Data server", "Сервер данных"));

    private Samples() {}

    static Module module(ModuleId id, boolean summed, LocalizedText title, Feature... features) {
        return new Module(
                id,
                "DEVL",
                title,
                Metric.DEVICES,
                new Consequence(Cut.ALL, Effect.STOP_GATE, Set.of(), Optional.empty()),
                Module.Counting.CONNECTIONS,
                summed,
                Set.of(features));
    }

    static License license(String id, String holder, Optional<LocalDate> until, Entitlement... lines) {
        return license("DEVL", id, holder, until, MOSCOW, Set.of(), lines);
    }

    static License license(
            String vendor,
            String id,
            String holder,
            Optional<LocalDate> until,
            ZoneId zone,
            Set<Feature> features,
            Entitlement... lines) {
        return new License(
                new LicenseId(id),
                new Lineage("line-" + id),
                1,
                vendor,
                holder,
                Set.of(new ApplicationId("example.data-server")),
                Optional.of("7.4"),
                NOW,
                LocalDate.of(2020, 1, 1),
                until,
                zone,
                until.isPresent() ? Term.TEMPORARY : Term.PERMANENT,
                Binding.ANYWHERE,
                List.of(lines),
                features,
                Optional.empty(),
                Set.of());
    }

    static InstalledLicense valid(License license) {
        return installed(license, LicenseState.VALID);
    }

    static InstalledLicense installed(License license, LicenseState state) {
        return new InstalledLicense(
                license.id(),
                Optional.of(license),
                state,
                state == LicenseState.VALID
                        ? Optional.empty()
                        : Optional.of(new LocalizedText("Reason " + state.code(), "Причина " + state.code())),
                "folder",
                NOW,
                false);
    }

    /** A break-glass licence for ten tills; in use where an activation is given. */
    static InstalledLicense glass(String id, Optional<Activation> use) {
        License license = new License(
                new LicenseId(id),
                new Lineage("line-" + id),
                1,
                "DEVL",
                "Shop",
                Set.of(new ApplicationId("example.data-server")),
                Optional.empty(),
                NOW,
                LocalDate.of(2020, 1, 1),
                use.map(Activation::lastDay),
                MOSCOW,
                Term.PERMANENT,
                Binding.ANYWHERE,
                List.of(tills(10)),
                Set.of(),
                Optional.empty(),
                Set.of(),
                OptionalInt.of(7));
        LicenseState state = use.isPresent() ? LicenseState.VALID : LicenseState.NOT_YET_VALID;
        InstalledLicense installed = installed(license, state);
        return new InstalledLicense(
                installed.id(),
                installed.license(),
                state,
                installed.reason(),
                installed.failed(),
                installed.source(),
                NOW,
                false,
                use);
    }

    static InstalledLicense damaged(String reason) {
        return damaged(reason, LicenseCheck.ENVELOPE);
    }

    static InstalledLicense damaged(String reason, LicenseCheck failed) {
        return new InstalledLicense(
                new LicenseId("sha256:" + "ab".repeat(32)),
                Optional.empty(),
                LicenseState.DAMAGED,
                Optional.of(new LocalizedText(reason, "Повреждена")),
                Optional.of(failed),
                "api",
                NOW,
                false);
    }

    static Entitlement tills(long quantity) {
        return new Entitlement(TILL, quantity);
    }

    static LicenseId id(String value) {
        return new LicenseId(value);
    }

    static Limits limits(Map<ModuleId, Limit> byModule) {
        return new Limits(1, NOW, Optional.empty(), Map.of(TILL, TILLS, SERVER, SERVERS), byModule);
    }

    static Limit limit(long quantity, String... from) {
        return new Limit(
                quantity, Set.of(), Arrays.stream(from).map(LicenseId::new).toList());
    }

    /** As it stands later: what counts ends on its day. */
    static InstalledLicense at(InstalledLicense installed, Instant moment) {
        return installed.state() == LicenseState.VALID
                        && installed
                                .license()
                                .flatMap(License::ends)
                                .filter(end -> !end.isAfter(moment))
                                .isPresent()
                ? installed(installed.license().orElseThrow(), LicenseState.EXPIRED)
                : installed;
    }

    static Limits limitsOf(List<InstalledLicense> all) {
        return limitsOf(all, NOW);
    }

    /** As the registry would have it: the sum of what counts. */
    static Limits limitsOf(List<InstalledLicense> all, Instant moment) {
        Map<ModuleId, Limit> byModule = new TreeMap<>();
        for (Module module : List.of(TILLS, SERVERS)) {
            List<Sum.Addend> addends = all.stream()
                    .filter(installed -> installed.state() == LicenseState.VALID)
                    .flatMap(installed -> installed.license().stream())
                    .filter(license -> license.entitlements().stream()
                            .anyMatch(line -> line.module().equals(module.id())))
                    .map(license -> new Sum.Addend(license, Sum.quantity(license, module), Set.of()))
                    .toList();
            if (!addends.isEmpty()) {
                byModule.put(
                        module.id(),
                        new Limit(
                                Sum.total(module, addends),
                                Set.of(),
                                addends.stream().map(Sum.Addend::id).toList()));
            }
        }
        Limits limits = limits(byModule);
        return new Limits(limits.revision(), moment, Optional.empty(), limits.modules(), byModule);
    }
}
