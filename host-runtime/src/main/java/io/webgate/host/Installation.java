// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings the bundles of the features into a framework that is initialised but not yet started. */
final class Installation {

    private final BundleContext context;
    private final List<Path> repositories;
    private final List<Bundle> bundles = new ArrayList<>();

    Installation(BundleContext context, List<Path> repositories) {
        this.context = context;
        this.repositories = repositories;
    }

    /** Installs each bundle in place, without a copy in the cache, at its start level. */
    void install(List<FeatureBundle> wanted) throws StartFailure, BundleException {
        refuseMissing(wanted);
        Map<String, Version> versions = new HashMap<>();
        for (FeatureBundle entry : wanted) {
            Path jar = entry.in(repositories).orElseThrow();
            Bundle bundle = context.installBundle("reference:" + jar.toUri());
            Version other = versions.putIfAbsent(bundle.getSymbolicName(), bundle.getVersion());
            if (other != null && !other.equals(bundle.getVersion())) {
                throw new StartFailure(Bilingual.text(
                        "The features name " + bundle.getSymbolicName() + " in two versions: " + other + " and "
                                + bundle.getVersion() + ". Make them agree.",
                        "Файлы возможностей называют " + bundle.getSymbolicName() + " в двух версиях: " + other + " и "
                                + bundle.getVersion() + ". Оставьте одну."));
            }
            if (!isFragment(bundle)) {
                bundle.adapt(BundleStartLevel.class).setStartLevel(entry.level());
            }
            bundles.add(bundle);
        }
    }

    private void refuseMissing(List<FeatureBundle> wanted) throws StartFailure {
        List<String> missing = wanted.stream()
                .filter(entry -> entry.in(repositories).isEmpty())
                .map(entry -> entry.id().toString())
                .toList();
        if (!missing.isEmpty()) {
            throw new StartFailure(Bilingual.text(
                    "Bundles are missing from " + repositories + ": " + String.join(", ", missing)
                            + ". Unpack the distribution again, or build it anew.",
                    "В " + repositories + " нет пакетов: " + String.join(", ", missing)
                            + ". Распакуйте поставку заново или соберите её ещё раз."));
        }
    }

    /** @throws StartFailure naming each bundle that does not resolve, with what it lacks */
    void resolve() throws StartFailure {
        FrameworkWiring wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        if (!wiring.resolveBundles(bundles)) {
            throw new StartFailure(Bilingual.text("Bundles do not resolve:\n  ", "Пакеты не разрешаются:\n  ")
                    + String.join("\n  ", new Unresolved(wiring).explain(bundles)));
        }
    }

    /** Marks every bundle; each starts when the framework reaches its level. */
    void start() throws BundleException {
        for (Bundle bundle : bundles) {
            if (!isFragment(bundle)) {
                bundle.start();
            }
        }
    }

    /**
     * Whether everything below the gate runs. The gate and its plugins may rightly be stopped: that is the watchdog's
     * business (R52).
     *
     * @throws StartFailure naming what does not run
     */
    void check(StartErrors errors) throws StartFailure {
        List<String> silent = new ArrayList<>();
        for (Bundle bundle : bundles) {
            boolean mandatory = !isFragment(bundle)
                    && bundle.adapt(BundleStartLevel.class).getStartLevel() < HostProperties.GATE_LEVEL;
            if (mandatory && bundle.getState() != Bundle.ACTIVE && bundle.getState() != Bundle.STARTING) {
                silent.add(bundle.getSymbolicName() + " " + bundle.getVersion() + ": " + errors.of(bundle));
            }
        }
        if (!silent.isEmpty()) {
            throw new StartFailure(Bilingual.text("Bundles do not start:\n  ", "Пакеты не запускаются:\n  ")
                    + String.join("\n  ", silent));
        }
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
    }
}
