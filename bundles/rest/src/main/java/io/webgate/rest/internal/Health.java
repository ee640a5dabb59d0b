// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.gate.api.Concerns;
import io.webgate.gate.api.GateView;
import io.webgate.gate.http.Role;
import io.webgate.license.api.Advice;
import io.webgate.license.api.Exchange;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Renewal;
import io.webgate.license.api.Usage;
import io.webgate.license.api.WarningStage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whether the host is well: 200 with {@code ok} or {@code warn}, 503 while it starts or where something that a verdict
 * needs is missing. That a verdict stopped the gate is no ill health of the host. Everyone may ask; the words behind a
 * check are for those who may see the rest as well.
 */
final class Health {

    private static final Duration CERTIFICATE_WARNING = Duration.ofDays(14);

    private final Plane plane;
    // From the watchdog's first decision on, a gate between two states is on its way and not starting up
    private volatile boolean decided;

    Health(Plane plane) {
        this.plane = plane;
    }

    void addTo(Router router) {
        router.on("GET /health public", this::health);
    }

    enum Status {
        OK,
        WARN,
        STARTING
    }

    record Check(String name, Status status, String text) {}

    private Answer health(Ask ask) {
        List<Check> checks = checks();
        Status worst = checks.stream()
                .map(Check::status)
                .reduce(Status.OK, (one, other) -> one.compareTo(other) >= 0 ? one : other);
        boolean details = ask.caller().filter(caller -> caller.has(Role.VIEWER)).isPresent();
        Answer answer = Answer.json(
                worst == Status.STARTING ? 503 : 200,
                Json.object()
                        .put("status", code(worst))
                        .put(
                                "checks",
                                checks.stream()
                                        .map(check -> view(check, details))
                                        .toList())
                        .map());
        return worst == Status.STARTING ? answer.with("Retry-After", "2") : answer;
    }

    List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        checks.add(plane.registry().map(Health::registry).orElseGet(() -> absent("licenses")));
        checks.add(plane.ledger().map(ledger -> ledger(ledger.picture())).orElseGet(() -> absent("ledger")));
        checks.add(plane.watch().map(watch -> gate(watch.view())).orElseGet(() -> absent("gate")));
        checks.add(plane.access().map(access -> store(access.storeTrouble())).orElseGet(() -> absent("store")));
        checks.add(plane.machine().map(Health::machine).orElseGet(() -> absent("machine-key")));
        checks.add(plane.exchange().map(Health::exchange).orElseGet(() -> absent("exchange")));
        checks.add(plane.time().isPresent() ? new Check("time", Status.OK, "") : absent("time"));
        plane.ledger().ifPresent(ledger -> checks.add(modules(ledger.picture())));
        plane.registry()
                .ifPresent(registry -> plane.time().ifPresent(time -> checks.add(expiry(registry, time.instant()))));
        plane.registry().ifPresent(registry -> checks.add(advice(registry)));
        checks.add(concerns(plane.concerns()));
        plane.certificate()
                .ifPresent(dates -> plane.time().ifPresent(time -> checks.add(certificate(dates, time.instant()))));
        return checks;
    }

    private static Check certificate(Plane.Certificate dates, Instant now) {
        String text = "";
        if (now.isBefore(dates.from())) {
            text = "counts only from " + dates.from() + " on; browsers and devices refuse it";
        } else if (!now.isBefore(dates.until())) {
            text = "ended on " + dates.until() + "; browsers and devices refuse it";
        } else if (now.plus(CERTIFICATE_WARNING).isAfter(dates.until())) {
            text = "ends on " + dates.until();
        }
        return new Check("tls-certificate", text.isEmpty() ? Status.OK : Status.WARN, text);
    }

    private static Check registry(LicenseRegistry registry) {
        if (!registry.isReady()) {
            return new Check("licenses", Status.STARTING, "documents and catalogue are still being read");
        }
        long damaged = registry.licenses().stream()
                .filter(installed -> installed.state() == LicenseState.DAMAGED || installed.vanishing())
                .count();
        return damaged == 0
                ? new Check("licenses", Status.OK, "")
                : new Check("licenses", Status.WARN, damaged + " documents are damaged or vanishing");
    }

    /** Connections are counted without the key; only their permits are missing. */
    private static Check exchange(Exchange exchange) {
        return exchange.trouble()
                .map(trouble -> new Check("exchange", Status.WARN, trouble.english()))
                .orElseGet(() -> new Check("exchange", Status.OK, ""));
    }

    private static Check ledger(Picture picture) {
        return picture.isReady()
                ? new Check("ledger", Status.OK, "")
                : new Check("ledger", Status.STARTING, english(picture.waitingFor()));
    }

    /** This answer is for programs: it has one language, as its codes. */
    private static String english(List<LocalizedText> texts) {
        return texts.stream().map(LocalizedText::english).collect(Collectors.joining(" "));
    }

    private Check gate(GateView view) {
        if (view.open() || view.verdict().isPresent()) {
            decided = true;
        }
        if (view.open()) {
            return new Check("gate", Status.OK, "");
        }
        if (view.verdict().isPresent()) {
            return new Check(
                    "gate",
                    Status.WARN,
                    "stopped by verdict " + view.verdict().get().seq());
        }
        if (!view.obstacles().isEmpty()) {
            return new Check("gate", Status.STARTING, english(view.obstacles()));
        }
        return new Check("gate", decided ? Status.WARN : Status.STARTING, "starting or stopping");
    }

    private static Check store(Optional<String> trouble) {
        return new Check("store", trouble.isPresent() ? Status.WARN : Status.OK, trouble.orElse(""));
    }

    private static Check machine(MachineIdentity machine) {
        return machine.isWeak()
                ? new Check("machine-key", Status.WARN, "weak: fewer than three components are present")
                : new Check("machine-key", Status.OK, "");
    }

    private static Check modules(Picture picture) {
        String tight = picture.usages().stream()
                .filter(usage -> usage.state() == Usage.State.NEAR
                        || usage.state() == Usage.State.FULL
                        || usage.state() == Usage.State.OVER)
                .map(usage -> usage.module().id() + " " + usage.used() + "/" + usage.bound())
                .sorted()
                .collect(Collectors.joining(", "));
        return new Check("modules", tight.isEmpty() ? Status.OK : Status.WARN, tight);
    }

    /** By stage, the last first: {@code 7 days: L-2; 30 days: L-1} (R10); what is renewed worries nobody. */
    private static Check expiry(LicenseRegistry registry, Instant now) {
        Map<WarningStage, List<LicenseId>> soon = new TreeMap<>(Comparator.reverseOrder());
        Collection<InstalledLicense> licenses = registry.licenses();
        Predicate<License> missing = Renewal.missing(licenses);
        licenses.stream()
                .filter(installed -> installed.state() == LicenseState.VALID)
                .forEach(installed -> installed
                        .license()
                        .filter(missing)
                        .flatMap(license -> WarningStage.of(license, now))
                        .ifPresent(stage -> soon.computeIfAbsent(stage, key -> new ArrayList<>())
                                .add(installed.id())));
        return new Check(
                "license-expiry",
                soon.isEmpty() ? Status.OK : Status.WARN,
                soon.entrySet().stream()
                        .map(entry -> entry.getKey().days() + " days or less: "
                                + entry.getValue().stream()
                                        .sorted()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", ")))
                        .collect(Collectors.joining("; ")));
    }

    /** What else a person should know; the end of licences has its own check. */
    private static Check advice(LicenseRegistry registry) {
        List<Advice> advice = registry.advice().stream()
                .filter(one -> one.kind() != Advice.Kind.EXPIRING)
                .toList();
        return new Check(
                "advice",
                advice.isEmpty() ? Status.OK : Status.WARN,
                advice.stream()
                        .map(one -> one.kind().code()
                                + one.license().map(id -> " " + id).orElse(""))
                        .collect(Collectors.joining("; ")));
    }

    /** What plugins say of themselves: never more than a warning, since nothing of ours depends on it. */
    private static Check concerns(Concerns concerns) {
        List<String> told = new ArrayList<>();
        concerns.told()
                .forEach(one -> told.add(
                        one.name() + " since " + one.since() + ": " + one.text().english()));
        if (concerns.more() > 0) {
            told.add("and " + concerns.more() + " more");
        }
        return new Check("concerns", told.isEmpty() ? Status.OK : Status.WARN, String.join("; ", told));
    }

    private static Check absent(String name) {
        return new Check(name, Status.STARTING, "its service is not running");
    }

    private static Map<String, Object> view(Check check, boolean details) {
        Json.Members members = Json.object().put("name", check.name()).put("status", code(check.status()));
        if (details) {
            members.put("text", check.text());
        }
        return members.map();
    }

    private static String code(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
