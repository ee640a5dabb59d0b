// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.license.api.Advice;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Renewal;
import io.webgate.license.api.TrustedTime;
import io.webgate.license.api.Usage;
import io.webgate.license.api.WarningStage;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** Numbers for Prometheus. A service that is missing leaves its numbers out and {@code webgate_service_up} at 0. */
final class Metrics {

    private final Plane plane;
    private final Refusals refusals;

    Metrics(Plane plane, Refusals refusals) {
        this.plane = plane;
        this.refusals = refusals;
    }

    void addTo(Router router) {
        router.on("GET /metrics viewer", ask -> Answer.text(200, Exposition.MEDIA_TYPE, text()));
    }

    String text() {
        Exposition out = new Exposition();
        out.family("webgate_info", "gauge", "The host's version").sample(1, "version", plane.version());
        services(out);
        boolean open = plane.watch().filter(watch -> watch.view().open()).isPresent();
        out.family("webgate_gate_open", "gauge", "1 while the gate serves").sample(open ? 1 : 0);
        plane.ledger().ifPresent(ledger -> modules(out, ledger.picture()));
        Exposition refused = out.family("webgate_refusals_total", "counter", "Refusals answered, by module and reason");
        refusals.with(plane.ledger().map(Ledger::refusals).orElse(List.of()))
                .forEach((refusal, count) ->
                        refused.sample(count, "module", refusal.module(), "reason", refusal.reason()));
        plane.registry().ifPresent(registry -> licenses(out, registry));
        plane.registry().ifPresent(registry -> advice(out, registry));
        plane.registry().ifPresent(registry -> plane.time().ifPresent(time -> expiry(out, registry, time)));
        return out.toString();
    }

    private void services(Exposition out) {
        out.family("webgate_service_up", "gauge", "1 while a service of the licensing plane runs")
                .sample(up(plane.access().isPresent()), "service", "access")
                .sample(up(plane.ledger().isPresent()), "service", "ledger")
                .sample(up(plane.registry().isPresent()), "service", "license-registry")
                .sample(up(plane.machine().isPresent()), "service", "machine-key")
                .sample(up(plane.watch().isPresent()), "service", "watchdog");
    }

    private static long up(boolean present) {
        return present ? 1 : 0;
    }

    private static void modules(Exposition out, Picture picture) {
        List<Usage> usages = picture.usages().stream()
                .sorted(Comparator.comparing(usage -> usage.module().id()))
                .toList();
        modules(out, usages, "webgate_module_limit", "The smaller of licence and the gate's setting", Usage::bound);
        modules(out, usages, "webgate_module_licensed", "Units licensed", Usage::licensed);
        modules(out, usages, "webgate_module_used", "Units in use", Usage::used);
    }

    private static void modules(
            Exposition out, List<Usage> usages, String name, String help, ToLongFunction<Usage> value) {
        Exposition family = out.family(name, "gauge", help);
        usages.forEach(usage -> family.sample(
                value.applyAsLong(usage), "module", usage.module().id().value()));
    }

    private static void licenses(Exposition out, LicenseRegistry registry) {
        Map<LicenseState, Long> byState = new EnumMap<>(LicenseState.class);
        registry.licenses().forEach(installed -> byState.merge(installed.state(), 1L, Long::sum));
        Exposition family = out.family("webgate_license_documents", "gauge", "Documents kept, by state");
        for (LicenseState state : LicenseState.values()) {
            family.sample(byState.getOrDefault(state, 0L), "state", state.code());
        }
    }

    private static void expiry(Exposition out, LicenseRegistry registry, TrustedTime time) {
        Exposition family = out.family(
                "webgate_license_expiry_seconds", "gauge", "Seconds until a document ends; negative after it has");
        registry.licenses().forEach(installed -> installed
                .license()
                .flatMap(License::ends)
                .ifPresent(end -> family.sample(
                        Duration.between(time.instant(), end).toSeconds(),
                        "license",
                        installed.id().value())));
        Exposition stages = out.family(
                "webgate_license_warning_days",
                "gauge",
                "The stage of warning that a document which counts and is not renewed has reached: 30, 14, 7, 3 or 1"
                        + " days before its end");
        Collection<InstalledLicense> licenses = registry.licenses();
        Predicate<License> missing = Renewal.missing(licenses);
        licenses.stream()
                .filter(installed -> installed.state() == LicenseState.VALID)
                .forEach(installed -> installed
                        .license()
                        .filter(missing)
                        .flatMap(license -> WarningStage.of(license, time.instant()))
                        .ifPresent(stage -> stages.sample(
                                stage.days(), "license", installed.id().value())));
    }

    private static void advice(Exposition out, LicenseRegistry registry) {
        Map<Advice.Kind, Long> byKind = new EnumMap<>(Advice.Kind.class);
        registry.advice().forEach(advice -> byKind.merge(advice.kind(), 1L, Long::sum));
        Exposition family = out.family("webgate_advice", "gauge", "What a person should know, by kind");
        for (Advice.Kind kind : Advice.Kind.values()) {
            family.sample(byKind.getOrDefault(kind, 0L), "kind", kind.code());
        }
    }
}
