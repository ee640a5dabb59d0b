// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.spi.IntegrityReport;
import io.webgate.license.spi.Meter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

/**
 * The services of the licensing plane that are there now. Each may be missing; what is missing keeps the gate closed.
 * Thread-safe.
 */
final class Plane {

    private static final Logger LOG = LoggerFactory.getLogger(Plane.class);

    private final Map<Meter, Counted> meters = new ConcurrentHashMap<>();
    private volatile @Nullable Found<Ledger> ledger;
    private volatile @Nullable Found<LicenseRegistry> registry;
    private volatile @Nullable Found<IntegrityReport> integrity;

    /** A service and the bundle that registers it. */
    record Found<T>(T service, long bundle) {}

    private record Counted(ModuleId module, long bundle) {}

    void take(Found<Ledger> found) {
        ledger = found;
    }

    void takeRegistry(Found<LicenseRegistry> found) {
        registry = found;
    }

    /** Forgets it; true where it was the one in use. */
    boolean lose(Ledger gone) {
        Found<Ledger> found = ledger;
        if (found != null && found.service() == gone) {
            ledger = null;
            return true;
        }
        return false;
    }

    void loseRegistry(LicenseRegistry gone) {
        Found<LicenseRegistry> found = registry;
        if (found != null && found.service() == gone) {
            registry = null;
        }
    }

    void takeIntegrity(Found<IntegrityReport> found) {
        integrity = found;
    }

    void loseIntegrity(IntegrityReport gone) {
        Found<IntegrityReport> found = integrity;
        if (found != null && found.service() == gone) {
            integrity = null;
        }
    }

    void addMeter(Meter meter, long bundle) {
        try {
            meters.put(meter, new Counted(meter.module(), bundle));
        } catch (RuntimeException e) {
            LOG.warn("A meter of bundle {} does not say what it counts; it counts for nothing", bundle, e);
        }
    }

    void removeMeter(Meter meter) {
        meters.remove(meter);
    }

    Optional<Ledger> ledger() {
        return Optional.ofNullable(ledger).map(Found::service);
    }

    /** Bundles that register these services. */
    Set<Long> bundles() {
        Set<Long> bundles = new HashSet<>();
        Optional.ofNullable(ledger).map(Found::bundle).ifPresent(bundles::add);
        Optional.ofNullable(registry).map(Found::bundle).ifPresent(bundles::add);
        Optional.ofNullable(integrity).map(Found::bundle).ifPresent(bundles::add);
        meters.values().forEach(meter -> bundles.add(meter.bundle()));
        return Set.copyOf(bundles);
    }

    /**
     * What they say. A service that a plugin registers does not count: it would vanish with what it decides on. Nor does a
     * stranger's meter, and it keeps the gate closed: the ledger, too, might count by it. A bundle that the topology does
     * not know is a stranger as well; the evidence names it, so that the bundles are read again before that is believed.
     */
    Evidence evidence(Topology topology) {
        Set<Long> unread = new HashSet<>(bundles());
        List<LocalizedText> impostors = new ArrayList<>();
        Optional<Evidence.OfLedger> ofLedger = trusted(ledger, topology, impostors, Reasons::ledgerOfPlugin)
                .map(service -> {
                    Picture picture = service.picture();
                    return new Evidence.OfLedger(picture.isReady(), picture.waitingFor(), picture.latches());
                });
        Optional<Evidence.OfRegistry> ofRegistry = trusted(registry, topology, impostors, Reasons::registryOfPlugin)
                .map(service -> new Evidence.OfRegistry(
                        service.isReady(),
                        service.missingModules(),
                        service.limits().modules().values()));
        impostors.addAll(trusted(integrity, topology, impostors, Reasons::integrityOfPlugin)
                .map(Plane::against)
                .orElse(List.of(Reasons.integrityUnchecked())));
        Map<ModuleId, Set<Long>> metering = new TreeMap<>();
        for (Counted meter : meters.values()) {
            if (topology.dependents().contains(meter.bundle())) {
                impostors.add(Reasons.meterOfPlugin(meter.module(), meter.bundle()));
            } else {
                metering.computeIfAbsent(meter.module(), module -> new HashSet<>())
                        .add(meter.bundle());
            }
        }
        Counters counters = topology.counters();
        metering.forEach((module, bundles) -> impostors.addAll(counters.against(module, bundles)));
        Set<ModuleId> metered = new HashSet<>();
        metering.forEach((module, bundles) -> {
            if (bundles.stream().anyMatch(bundle -> counters.may(bundle, module))) {
                metered.add(module);
            }
        });
        metering.values().forEach(unread::addAll); // one may have come since
        unread.removeAll(topology.bundles());
        return new Evidence(ofLedger, ofRegistry, metered, topology.selfBrought(), impostors, unread);
    }

    /** Once only: another look a moment later may find something else. */
    private static List<LocalizedText> against(IntegrityReport report) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == IntegrityReport.Severity.STOPS)
                .map(IntegrityReport.Finding::text)
                .toList();
    }

    private static <T> Optional<T> trusted(
            @Nullable Found<T> found,
            Topology topology,
            List<LocalizedText> impostors,
            LongFunction<LocalizedText> ofPlugin) {
        if (found == null) {
            return Optional.empty();
        }
        if (topology.dependents().contains(found.bundle())) {
            impostors.add(ofPlugin.apply(found.bundle()));
            return Optional.empty();
        }
        return Optional.of(found.service());
    }
}
