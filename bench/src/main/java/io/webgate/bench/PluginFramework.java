// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A framework with declarative services, a gate and its plugins in this process; the API packages are those of the class
 * path, so that services can be handed in and out.
 */
final class PluginFramework implements AutoCloseable {

    private static final List<String> PLATFORM = List.of(
            "org.osgi.util.function-",
            "org.osgi.util.promise-",
            "org.osgi.service.component-1",
            "org.apache.felix.scr-");
    private static final String SHARED = "io.webgate.license.api;version=1.1.0,io.webgate.license.spi;version=1.0.0,"
            + "io.webgate.gate.api;version=1.1.0,io.webgate.gate.http;version=1.1.0,org.slf4j;version=2.0.0,org.slf4j.event;version=2.0.0,"
            + "org.slf4j.helpers;version=2.0.0,org.slf4j.spi;version=2.0.0";

    private final Framework framework;
    private final List<Bundle> plugins = new ArrayList<>();

    private PluginFramework(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts it; the last plugin but {@code number / 2} may hang, the gate and all plugins run.
     *
     * @param extra bundles of the class path by the beginning of their file names, started last
     */
    static PluginFramework start(Path storage, int number, List<String> extra) throws BundleException {
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        Constants.FRAMEWORK_STORAGE_CLEAN,
                        Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        SHARED,
                        "felix.log.level",
                        "1"));
        framework.start();
        PluginFramework started = new PluginFramework(framework);
        BundleContext context = framework.getBundleContext();
        for (String jar : PLATFORM) {
            context.installBundle(jar(jar)).start();
        }
        context.installBundle("bench:gate", PluginJar.gate()).start();
        for (int plugin = 0; plugin < number; plugin++) {
            Bundle bundle = context.installBundle("bench:" + plugin, PluginJar.plugin(plugin, plugin == number / 2));
            bundle.start();
            started.plugins.add(bundle);
        }
        for (String jar : extra) {
            context.installBundle(jar(jar)).start();
        }
        return started;
    }

    private static String jar(String beginning) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith(beginning))
                .findFirst()
                .map(path -> "reference:" + path.toUri())
                .orElseThrow(() -> new IllegalStateException(
                        "No jar " + beginning + "… on the class path: build the module bench to its package phase"));
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** In order of starting. */
    List<Bundle> plugins() {
        return List.copyOf(plugins);
    }

    /** Begins to wait until so many plugins have stopped. */
    Stopping stopping(int number) {
        return new Stopping(context(), number);
    }

    /** When the last of a number of plugins had stopped. The framework calls it on the thread that stops. */
    static final class Stopping implements SynchronousBundleListener, AutoCloseable {

        private final BundleContext context;
        private final CountDownLatch left;
        private volatile long first;
        private volatile long at;

        private Stopping(BundleContext context, int number) {
            this.context = context;
            this.left = new CountDownLatch(number);
            context.addBundleListener(this);
        }

        @Override
        public void bundleChanged(BundleEvent event) {
            if (event.getType() == BundleEvent.STOPPED
                    && event.getBundle().getLocation().matches("bench:[0-9]+")) {
                long now = System.nanoTime();
                if (first == 0) {
                    first = now;
                }
                if (left.getCount() > 0) {
                    at = now;
                }
                left.countDown();
            }
        }

        /** The moment, by the monotonic clock. */
        long await() throws InterruptedException {
            if (!left.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException(left.getCount() + " plugins have not stopped within half a minute");
            }
            return at;
        }

        /** When the first had stopped. */
        long first() {
            return first;
        }

        @Override
        public void close() {
            context.removeBundleListener(this);
        }
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(30_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
