// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.gate.api.GateNames;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the framework's bundles and wires, and starts and stops bundles. The one class that touches them. Thread-safe. */
final class FrameworkView {

    private static final Logger LOG = LoggerFactory.getLogger(FrameworkView.class);
    private static final String CATALOGUE = "META-INF/webgate/catalogue/";
    private static final String ENTRY = ".json";
    private static final String SIGNED = ".jws";

    private final BundleContext context;

    FrameworkView(BundleContext context) {
        this.context = context;
    }

    /** The framework is being shut down; it stops every bundle itself. */
    boolean isStopping() {
        int state = context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState();
        return state == Bundle.STOPPING || state == Bundle.RESOLVED || state == Bundle.UNINSTALLED;
    }

    int activeLevel() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_ID)
                .adapt(FrameworkStartLevel.class)
                .getStartLevel();
    }

    /** @param foundation see {@link Dependents#of} */
    Topology topology(Set<Long> foundation) {
        Reading reading = new Reading();
        for (Bundle bundle : context.getBundles()) {
            try {
                unlessUninstalled(bundle, () -> reading.add(bundle));
            } catch (BundleException e) {
                throw new IllegalStateException("Bundle " + bundle + " can't be read", e);
            }
        }
        Set<Long> untouchable = new HashSet<>(
                List.of(Constants.SYSTEM_BUNDLE_ID, context.getBundle().getBundleId()));
        Dependents dependents = Dependents.of(reading.wires, reading.gates, untouchable, foundation, reading.levels);
        reading.unresolved.removeIf(dependents::contains);
        return new Topology(
                dependents,
                reading.unresolved,
                reading.declared,
                reading.selfBrought,
                reading.counters.read(),
                reading.levels.keySet());
    }

    private static final class Reading {

        final List<Wire> wires = new ArrayList<>();
        final Set<Long> gates = new HashSet<>();
        final List<Long> unresolved = new ArrayList<>();
        final Map<Long, Topology.Declared> declared = new HashMap<>();
        final Set<ModuleId> selfBrought = new HashSet<>();
        final Map<Long, Integer> levels = new HashMap<>();
        final Counters.Reading counters = new Counters.Reading();

        void add(Bundle bundle) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            BundleStartLevel start = bundle.adapt(BundleStartLevel.class);
            if (revision == null || start == null) {
                return; // uninstalled meanwhile
            }
            long id = bundle.getBundleId();
            levels.put(id, start.getStartLevel());
            addWires(bundle, wires);
            Set<ModuleId> signed = catalogueEntries(bundle, SIGNED);
            String name = bundle.getSymbolicName();
            counters.add(id, name == null ? "" : name, catalogueEntries(bundle, ENTRY), signed);
            if (!revision.getDeclaredCapabilities(GateNames.HOST_NAMESPACE).isEmpty()) {
                gates.add(id);
            }
            List<BundleRequirement> licensing = revision.getDeclaredRequirements(GateNames.LICENSE_NAMESPACE);
            if (!licensing.isEmpty()) {
                declared.put(id, declared(bundle, licensing.get(0)));
            }
            if (!revision.getDeclaredRequirements(GateNames.HOST_NAMESPACE).isEmpty()
                    && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
                if (revision.getWiring() == null) {
                    unresolved.add(id);
                }
                selfBrought.addAll(signed);
            }
        }
    }

    /** Services of the licensing plane from bundles that they don't belong to. */
    List<LocalizedText> impostors() {
        return Rightful.OWNERS.keySet().stream()
                .sorted()
                .flatMap(type ->
                        references(type).flatMap(reference -> Rightful.impostor(type, registrar(reference)).stream()))
                .toList();
    }

    /** Whether this is one. */
    static boolean isImpostor(ServiceReference<?> reference) {
        String[] types = (String[]) reference.getProperty(Constants.OBJECTCLASS);
        return Arrays.stream(types)
                .anyMatch(type -> Rightful.impostor(type, registrar(reference)).isPresent());
    }

    private Stream<ServiceReference<?>> references(String type) {
        try {
            ServiceReference<?>[] found = context.getServiceReferences(type, null);
            return found == null
                    ? Stream.empty()
                    : Arrays.stream(found).filter(reference -> reference.getBundle() != null); // else gone meanwhile
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("No filter can't be a wrong one", e);
        }
    }

    private static @Nullable String registrar(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        return bundle == null ? null : bundle.getSymbolicName();
    }

    /** The bundles of these ids, in the same order; those no longer installed are left out. */
    List<Node> nodes(Collection<Long> ids) {
        return ids.stream().flatMap(id -> node(id).stream()).toList();
    }

    void stop(long id) throws BundleException {
        Bundle bundle = context.getBundle(id);
        if (bundle != null) {
            unlessUninstalled(bundle, () -> bundle.stop(Bundle.STOP_TRANSIENT));
        }
    }

    void start(long id) throws BundleException {
        Bundle bundle = context.getBundle(id);
        if (bundle != null) {
            unlessUninstalled(bundle, () -> {
                boolean lazy = bundle.adapt(BundleStartLevel.class).isActivationPolicyUsed();
                bundle.start(Bundle.START_TRANSIENT | (lazy ? Bundle.START_ACTIVATION_POLICY : 0));
            });
        }
    }

    private interface Step {
        void go() throws BundleException;
    }

    /** Whoever is uninstalled at the same moment has nothing to stop or start. */
    private static void unlessUninstalled(Bundle bundle, Step step) throws BundleException {
        try {
            step.go();
        } catch (IllegalStateException | IllegalArgumentException e) {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                throw e;
            }
            LOG.debug("Bundle {} was uninstalled meanwhile", bundle, e);
        }
    }

    private Optional<Node> node(long id) {
        Bundle bundle = context.getBundle(id);
        if (bundle == null) {
            return Optional.empty();
        }
        Node.Run run;
        switch (bundle.getState()) {
            case Bundle.INSTALLED -> run = Node.Run.UNRESOLVED;
            case Bundle.RESOLVED -> run = Node.Run.DOWN;
            case Bundle.STARTING -> run = Node.Run.STARTING;
            case Bundle.ACTIVE -> run = Node.Run.UP;
            case Bundle.STOPPING -> run = Node.Run.STOPPING;
            default -> {
                return Optional.empty(); // uninstalled
            }
        }
        BundleStartLevel start = bundle.adapt(BundleStartLevel.class);
        try {
            return Optional.of(new Node(
                    id,
                    name(bundle),
                    bundle.getVersion().toString(),
                    run,
                    start != null && start.isPersistentlyStarted(),
                    start == null ? 0 : start.getStartLevel(),
                    bundle.getLastModified()));
        } catch (IllegalStateException | IllegalArgumentException e) { // the framework says either
            LOG.debug("Bundle {} was uninstalled meanwhile", id, e);
            return Optional.empty();
        }
    }

    private static String name(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return name == null ? bundle.getLocation() : name;
    }

    /** Of every revision still in use: one that was updated keeps its old wires until it is refreshed. */
    private static void addWires(Bundle bundle, List<Wire> wires) {
        BundleRevisions revisions = bundle.adapt(BundleRevisions.class);
        if (revisions == null) {
            return;
        }
        for (BundleRevision revision : revisions.getRevisions()) {
            for (BundleWire wire : requiredWires(revision.getWiring())) {
                BundleCapability capability = wire.getCapability();
                long provider = Optional.ofNullable(wire.getProviderWiring())
                        .map(BundleWiring::getBundle)
                        .orElseGet(() -> capability.getRevision().getBundle())
                        .getBundleId();
                wires.add(new Wire(bundle.getBundleId(), provider, capability.getNamespace()));
            }
        }
    }

    private static List<BundleWire> requiredWires(@Nullable BundleWiring wiring) {
        List<BundleWire> wires = wiring == null ? null : wiring.getRequiredWires(null);
        return wires == null ? List.of() : wires;
    }

    private static Topology.Declared declared(Bundle bundle, BundleRequirement requirement) {
        Object module = requirement.getAttributes().get(GateNames.LICENSE_MODULE);
        Object path = requirement.getAttributes().get(GateNames.LICENSE_PATH);
        return new Topology.Declared(
                Optional.ofNullable(module).flatMap(text -> moduleId(bundle, text.toString())),
                Optional.ofNullable(path).map(Objects::toString));
    }

    private static Optional<ModuleId> moduleId(Bundle bundle, String text) {
        try {
            return Optional.of(new ModuleId(text));
        } catch (IllegalArgumentException e) {
            LOG.warn("Bundle {} names no usable module: {}", bundle, e.getMessage());
            return Optional.empty();
        }
    }

    /** By their names only; whether they count is the registry's business. Does not resolve the bundle. */
    private static Set<ModuleId> catalogueEntries(Bundle bundle, String ending) {
        Enumeration<String> paths = bundle.getEntryPaths(CATALOGUE);
        if (paths == null) {
            return Set.of();
        }
        return Collections.list(paths).stream()
                .filter(path -> path.endsWith(ending))
                .map(path -> path.substring(path.lastIndexOf('/') + 1, path.length() - ending.length()))
                .flatMap(text -> moduleId(bundle, text).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
