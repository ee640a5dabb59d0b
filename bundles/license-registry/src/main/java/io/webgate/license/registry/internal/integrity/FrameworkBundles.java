// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal.integrity;

import io.webgate.license.registry.internal.integrity.Installed.Contents;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads the framework's bundles. Files are read again only when a bundle has changed or a thorough look is asked for: they
 * are most of the cost. For one thread.
 */
final class FrameworkBundles {

    /** By these a bundle changes classes as they are loaded, or decides what others see of bundles, wires and services. */
    private static final String HOOKS = "(objectClass=org.osgi.framework.hooks.*)";

    private static final Set<String> CODE =
            Set.of(PackageNamespace.PACKAGE_NAMESPACE, BundleNamespace.BUNDLE_NAMESPACE, HostNamespace.HOST_NAMESPACE);

    private final BundleContext context;
    private final Map<Long, Known> known = new HashMap<>();

    private record Known(long lastModified, boolean compared, Contents contents) {}

    /** How closely to look. */
    enum Depth {
        /** Files that were not read yet, or whose bundle has changed; what the framework has, of ours alone. */
        SWIFT,
        /** Besides, what the framework has of all others, where that was not compared yet. */
        WHOLE,
        /** Every file anew. */
        THOROUGH
    }

    FrameworkBundles(BundleContext context) {
        this.context = context;
    }

    /** @param named bundles whose files are to be read */
    List<Installed> installed(Predicate<String> named, Depth depth) {
        List<Installed> all = new ArrayList<>();
        known.keySet()
                .retainAll(Arrays.stream(context.getBundles())
                        .map(Bundle::getBundleId)
                        .toList());
        for (Bundle bundle : context.getBundles()) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            BundleRevisions revisions = bundle.adapt(BundleRevisions.class);
            if (bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID || revision == null || revisions == null) {
                continue; // the framework itself is no bundle of the manifest; others were uninstalled meanwhile
            }
            String name = name(bundle);
            all.add(new Installed(
                    name,
                    bundle.getVersion(),
                    named.test(name) ? contents(bundle, name, depth) : Contents.UNSEEN,
                    revisions.getRevisions().size() > 1,
                    Inspection.isOurs(name) ? providers(revisions) : Set.of(),
                    host(bundle, revision)));
        }
        return all;
    }

    private Contents contents(Bundle bundle, String name, Depth depth) {
        Known before = known.get(bundle.getBundleId());
        long lastModified = bundle.getLastModified();
        boolean updated = before != null && before.lastModified() != lastModified;
        boolean compared = before != null && !updated && before.compared();
        boolean suspicious = before != null && before.contents().different().isPresent();
        boolean compare = Inspection.isOurs(name) || updated || suspicious || (depth == Depth.WHOLE && !compared);
        if (before != null
                && before.contents().sha256().isPresent() // what could not be read is read again
                && !updated
                && depth != Depth.THOROUGH
                && (compared || !compare)) {
            return before.contents();
        }
        Contents contents = compare ? JarContents.compare(bundle) : JarContents.digest(bundle);
        known.put(bundle.getBundleId(), new Known(lastModified, compare || compared, contents));
        return contents;
    }

    private static String name(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return name == null ? bundle.getLocation() : name;
    }

    /** Of every revision in use. */
    private static Set<String> providers(BundleRevisions revisions) {
        Set<String> providers = new HashSet<>();
        for (BundleRevision revision : revisions.getRevisions()) {
            BundleWiring wiring = revision.getWiring();
            List<BundleWire> wires = wiring == null ? null : wiring.getRequiredWires(null);
            for (BundleWire wire : wires == null ? List.<BundleWire>of() : wires) {
                Bundle provider = wire.getProvider().getBundle();
                if (CODE.contains(wire.getCapability().getNamespace())
                        && provider.getBundleId() != Constants.SYSTEM_BUNDLE_ID) {
                    providers.add(name(provider));
                }
            }
        }
        return providers;
    }

    private Optional<String> host(Bundle bundle, BundleRevision revision) {
        if ((revision.getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
            return Optional.empty();
        }
        Object header = bundle.getHeaders("").get(Constants.FRAGMENT_HOST);
        String host = header == null ? "" : header.toString().split(";", 2)[0].strip();
        String framework = context.getBundle(Constants.SYSTEM_BUNDLE_ID).getSymbolicName();
        boolean ofFramework = host.equals(Constants.SYSTEM_BUNDLE_SYMBOLICNAME) || host.equals(framework);
        return Optional.of(ofFramework ? Installed.FRAMEWORK : host);
    }

    /** As the framework's own bundle sees them: nobody can hide a hook from it. */
    Collection<Inspection.Hook> hooks() {
        try {
            BundleContext all = context.getBundle(Constants.SYSTEM_BUNDLE_ID).getBundleContext();
            ServiceReference<?>[] found = all.getAllServiceReferences(null, HOOKS);
            List<Inspection.Hook> hooks = new ArrayList<>();
            for (ServiceReference<?> reference : found == null ? new ServiceReference<?>[0] : found) {
                Bundle bundle = reference.getBundle();
                if (bundle != null && bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID) {
                    String[] types = (String[]) reference.getProperty(Constants.OBJECTCLASS);
                    hooks.add(new Inspection.Hook(name(bundle), String.join(", ", types)));
                }
            }
            return hooks;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("A fixed filter can't be a wrong one", e);
        }
    }
}
