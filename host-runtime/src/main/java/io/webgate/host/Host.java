// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.ConfigurationAdmin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.logging.Logger;

/**
 * A running host. Made by {@link Launcher}; tests start one in their own process in the same way. Closing it stops the
 * framework and is safe twice and from every thread.
 */
public final class Host implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("io.webgate.host");
    private static final long PATIENCE_SECONDS = 120;
    private static final long TLS_PATIENCE_SECONDS = 10;

    private final Home home;
    private final HomeLock lock;
    private final Framework framework;
    private final Listening listening;
    private Welcome.Ports ports = new Welcome.Ports(0, Optional.empty());

    private Host(Home home, HomeLock lock, Framework framework, Listening listening) {
        this.home = home;
        this.lock = lock;
        this.framework = framework;
        this.listening = listening;
    }

    /**
     * Makes the framework, with nothing in it yet. The caller has the lock of the home; the host gives it back.
     *
     * @param home of the host
     * @param lock of the home
     * @param manifest of the distribution's bundles
     * @param features what to start
     * @param listening where it will listen
     */
    static Host create(Home home, HomeLock lock, Path manifest, FeatureSet features, Listening listening)
            throws BundleException, StartFailure {
        Map<String, String> properties =
                HostProperties.of(home, Distribution.version(), manifest, features.properties());
        properties.putAll(HostProperties.ofEnvironment(System.getenv()));
        properties.put(
                HostProperties.OUTSIDE,
                OutsideFolder.of(
                                System.getenv(),
                                System.getProperty("os.name"),
                                System.getProperty("user.name"),
                                Path.of(System.getProperty("user.home")).toAbsolutePath(),
                                home.id())
                        .toString());
        // For who tells of the host's health
        listening.certificate().ifPresent(served -> {
            properties.put(
                    HostProperties.CERTIFICATE_FROM,
                    served.getNotBefore().toInstant().toString());
            properties.put(
                    HostProperties.CERTIFICATE_UNTIL,
                    served.getNotAfter().toInstant().toString());
        });
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(properties);
        framework.init();
        return new Host(home, lock, framework, listening);
    }

    /** Prepares what must be there before the first bundle runs: defaults, how to listen, the plugin folder. */
    void prepare(FeatureSet features, Consumer<String> say) throws StartFailure {
        BundleContext context = framework.getBundleContext();
        listening.register(context);
        context.addBundleListener(new EtcInstaller(context));
        PluginStarter plugins = new PluginStarter(home, say);
        context.addBundleListener(plugins);
        context.addFrameworkListener(plugins);
        ConfigurationDefaults defaults = new ConfigurationDefaults(home.etc(), features.configurations());
        // Called by the thread that registers Config Admin: the defaults are there before FileInstall, a level higher
        context.addServiceListener(event -> {
            if (event.getType() == ServiceEvent.REGISTERED
                    && context.getService(event.getServiceReference()) instanceof ConfigurationAdmin admin) {
                write(defaults, admin);
            }
        });
    }

    private static void write(ConfigurationDefaults defaults, ConfigurationAdmin admin) {
        try {
            defaults.write(admin);
        } catch (IOException e) {
            throw new UncheckedIOException("The features' defaults cannot be written", e);
        }
    }

    /** Starts everything and returns when HTTP listens. */
    void start(Installation installation) throws StartFailure, BundleException, InterruptedException {
        StartErrors errors = new StartErrors();
        framework.getBundleContext().addFrameworkListener(errors);
        Endpoint endpoint = Endpoint.watch(framework.getBundleContext());
        installation.start();
        framework.start();
        if (!errors.awaitStarted(PATIENCE_SECONDS)) {
            throw new StartFailure(Bilingual.text(
                    "The framework did not start within " + PATIENCE_SECONDS + " s.",
                    "Фреймворк не запустился за " + PATIENCE_SECONDS + " с."));
        }
        installation.check(errors);
        int plain = endpoint.await(PATIENCE_SECONDS);
        // Both are told at once; what is missing then does not come any more
        ports = listening.tls().isPresent()
                ? new Welcome.Ports(plain, Optional.of(endpoint.awaitTls(TLS_PATIENCE_SECONDS)))
                : new Welcome.Ports(plain, Optional.empty());
    }

    /** Tells other processes where the host listens. */
    void announce() throws IOException {
        if (ports.tls().isPresent()) {
            home.writeTlsPort(ports.tls().get());
        }
        home.writePort(ports.plain());
    }

    /** What is wrong with the certificate, told to the log as well; empty: nothing. */
    Optional<String> certificateTrouble() {
        Optional<String> trouble = listening.trouble(Instant.now());
        trouble.ifPresent(LOG::warning);
        return trouble;
    }

    /** What to say to the person at it; waits until it is known whether the host is set up. */
    String welcome() throws StartFailure, InterruptedException {
        return new Welcome(home, ports, listening.identity()).when(context());
    }

    /** The port that it listens on without TLS. */
    public int port() {
        return ports.plain();
    }

    /** The framework's own context, for tests. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Returns when the framework has stopped. */
    public void waitForStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    @Override
    public void close() {
        try {
            home.removePort();
            framework.stop();
            framework.waitForStop(PATIENCE_SECONDS * 1000);
            lock.close();
        } catch (BundleException | IOException e) {
            throw new IllegalStateException("The host did not stop cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
