// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.startlevel.BundleStartLevel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Starts a jar of the folder {@code plugins/} once, when it has been installed. FileInstall can do that too, but it also
 * starts again what somebody else stopped, and the gate's dependents must stay stopped while a verdict stands (R51).
 *
 * <p>Jars that need each other may be dropped in any order: one that lacks another's packages is tried again with each jar
 * that comes or changes, until it has started once or somebody stops it.
 */
final class PluginStarter implements SynchronousBundleListener, FrameworkListener {

    private final String folder;
    private final Consumer<String> say;
    private final Set<Bundle> incomplete = ConcurrentHashMap.newKeySet();

    PluginStarter(Home home, Consumer<String> say) {
        folder = home.plugins().toFile().toURI().toString();
        this.say = say;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (!isPlugin(bundle)) {
            return;
        }
        switch (event.getType()) {
            case BundleEvent.INSTALLED -> {
                if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                    bundle.adapt(BundleStartLevel.class).setStartLevel(HostProperties.PLUGIN_LEVEL);
                    start(bundle);
                }
                incomplete.forEach(this::again);
            }
            case BundleEvent.UPDATED -> incomplete.forEach(this::again);
            case BundleEvent.STARTED -> {
                if (incomplete.remove(bundle)) {
                    say.accept(Bilingual.text(
                            "Plugin " + bundle.getLocation() + " has started after all",
                            "Плагин " + bundle.getLocation() + " всё же запустился"));
                }
            }
            case BundleEvent.UNINSTALLED -> incomplete.remove(bundle);
            default -> {
                // Nothing that another plugin could have waited for
            }
        }
    }

    private void again(Bundle bundle) {
        if (bundle.getState() == Bundle.INSTALLED
                && bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()) {
            start(bundle);
        }
    }

    private void start(Bundle bundle) {
        try {
            bundle.start(); // only marks it while the framework is below the plugins' level
        } catch (BundleException e) {
            refused(bundle, e);
        }
    }

    private boolean isPlugin(Bundle bundle) {
        return bundle.getLocation().startsWith(folder);
    }

    /** A plugin that was only marked fails later, when the framework reaches its level. */
    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR && isPlugin(event.getBundle()) && event.getThrowable() != null) {
            refused(event.getBundle(), event.getThrowable());
        }
    }

    private void refused(Bundle bundle, Throwable reason) {
        boolean lacks = reason instanceof BundleException e && e.getType() == BundleException.RESOLVE_ERROR;
        if (lacks && !incomplete.add(bundle)) {
            return; // said before
        }
        say.accept(Bilingual.text(
                "Plugin " + bundle.getLocation() + " does not start: " + reason.getMessage(),
                "Плагин " + bundle.getLocation() + " не запускается: " + reason.getMessage()));
    }
}
