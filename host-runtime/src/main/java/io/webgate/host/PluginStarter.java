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

import java.util.function.Consumer;

/**
 * Starts a jar of the folder {@code plugins/} once, when it has been installed. FileInstall can do that too, but it also
 * starts again what somebody else stopped, and the gate's dependents must stay stopped while a verdict stands (R51).
 */
final class PluginStarter implements SynchronousBundleListener, FrameworkListener {

    private final String folder;
    private final Consumer<String> say;

    PluginStarter(Home home, Consumer<String> say) {
        folder = home.plugins().toFile().toURI().toString();
        this.say = say;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (event.getType() != BundleEvent.INSTALLED
                || !bundle.getLocation().startsWith(folder)
                || bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null) {
            return;
        }
        try {
            bundle.adapt(BundleStartLevel.class).setStartLevel(HostProperties.PLUGIN_LEVEL);
            bundle.start(); // only marks it while the framework is below the plugins' level
        } catch (BundleException e) {
            refused(bundle, e);
        }
    }

    /** A plugin that was only marked fails later, when the framework reaches its level. */
    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR
                && event.getBundle().getLocation().startsWith(folder)
                && event.getThrowable() != null) {
            refused(event.getBundle(), event.getThrowable());
        }
    }

    private void refused(Bundle bundle, Throwable reason) {
        say.accept(Bilingual.text(
                "Plugin " + bundle.getLocation() + " does not start: " + reason.getMessage(),
                "Плагин " + bundle.getLocation() + " не запускается: " + reason.getMessage()));
    }
}
