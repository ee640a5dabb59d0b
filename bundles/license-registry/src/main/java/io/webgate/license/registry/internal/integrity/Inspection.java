// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal.integrity;

import io.webgate.license.format.Manifest;
import io.webgate.license.spi.IntegrityReport.Finding;
import org.osgi.framework.Version;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds what is installed against what the vendor signed (T41, T44). Third parties' bundles are free, as long as they
 * neither bear a name of ours nor get into what is ours: as fragments, as providers of its code, by hooks. Pure.
 */
final class Inspection {

    private static final String OURS = "io.webgate.";

    /** May be missing: plugins can be uninstalled (R55), and the others are for other kinds of hosts. */
    private static final List<String> OPTIONAL = List.of(
            "io.webgate.plugin.",
            "io.webgate.edition.",
            "io.webgate.demo.",
            "io.webgate.vendor",
            "io.webgate.license.server",
            "io.webgate.testkit");

    private final Map<String, Manifest.Entry> named;

    /**
     * A service by which a bundle could change or hide what runs.
     *
     * @param bundle who registers it
     * @param type in short
     */
    record Hook(String bundle, String type) {}

    Inspection(Manifest manifest) {
        named = manifest.bundles().stream().collect(Collectors.toMap(Manifest.Entry::name, Function.identity()));
    }

    /** Whether a bundle of this name can't be just anybody's. */
    static boolean isOurs(String name) {
        return name.startsWith(OURS);
    }

    /** Whether the gate is in danger as long as it is not known what a bundle of this name is made of. */
    static boolean isOfThePlane(String name) {
        return isOurs(name) && OPTIONAL.stream().noneMatch(name::startsWith);
    }

    /** Whether the manifest names it. */
    boolean isNamed(String name) {
        return named.containsKey(name);
    }

    /** What is wrong, in the order of the bundles' names. */
    List<Finding> judge(Collection<Installed> installed, Collection<Hook> hooks) {
        List<Finding> findings = new ArrayList<>();
        List<Installed> inOrder = installed.stream()
                .sorted(java.util.Comparator.comparing(Installed::name).thenComparing(Installed::version))
                .toList();
        for (Installed bundle : inOrder) {
            Manifest.Entry entry = named.get(bundle.name());
            if (entry == null) {
                stranger(bundle).ifPresent(findings::add);
            } else {
                addNamed(bundle, entry, findings);
            }
        }
        Set<String> present = installed.stream().map(Installed::name).collect(Collectors.toSet());
        named.keySet().stream()
                .filter(Inspection::isOfThePlane)
                .filter(name -> !present.contains(name))
                .sorted()
                .map(Texts::missing)
                .forEach(findings::add);
        hooks.stream()
                .filter(hook -> !named.containsKey(hook.bundle()))
                .map(hook -> Texts.hook(hook.bundle(), hook.type()))
                .distinct()
                .forEach(findings::add);
        return findings;
    }

    private Optional<Finding> stranger(Installed bundle) {
        if (isOurs(bundle.name())) {
            return Optional.of(Texts.unknown(bundle.name()));
        }
        return bundle.host()
                .filter(host -> host.equals(Installed.FRAMEWORK) || named.containsKey(host))
                .map(host -> Texts.fragment(bundle.name(), host));
    }

    private void addNamed(Installed bundle, Manifest.Entry entry, List<Finding> findings) {
        String name = bundle.name();
        Installed.Contents contents = bundle.contents();
        if (!bundle.version().equals(Version.parseVersion(entry.version()))) {
            findings.add(Texts.otherVersion(name, bundle.version().toString(), entry.version()));
        } else if (contents.sha256().isEmpty()) {
            findings.add(Texts.unreadableBundle(name, contents.different().orElse("?")));
        } else if (!contents.sha256().get().equals(entry.sha256())) {
            findings.add(Texts.otherBytes(name));
        } else {
            contents.different().map(where -> Texts.loadedOther(name, where)).ifPresent(findings::add);
        }
        if (bundle.stale()) {
            findings.add(Texts.notRefreshed(name));
        }
        if (isOurs(name)) {
            bundle.providers().stream()
                    .filter(provider -> !named.containsKey(provider))
                    .sorted()
                    .map(provider -> Texts.wired(name, provider))
                    .forEach(findings::add);
        }
    }
}
