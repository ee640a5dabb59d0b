// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.cm.SynchronousConfigurationListener;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The folders {@code plugins/} and {@code etc/} of a running host, in this process. */
@Timeout(240)
final class HomeFoldersIT {

    private static final String PID = "test.settings";

    @TempDir
    private Path folder = Path.of("");

    private Home home = new Home(folder);
    private RunOptions options = RunOptions.parse(List.of());
    private final List<String> said = new CopyOnWriteArrayList<>();

    @BeforeEach
    void prepare() throws Exception {
        home = new Home(folder.resolve("home")).create();
        Path settings = Files.writeString(
                folder.resolve("settings.json"),
                """
                {"feature-resource-version": "1.0", "id": "test:settings:1",
                 "configurations": {"test.settings": {"count:Integer": 3}}}""");
        Path platform = Platform.feature(folder.resolve("platform.json"));
        options = new RunOptions(
                home.root(),
                OptionalInt.of(0),
                RunOptions.Tls.UNTOLD,
                List.of(platform.toString(), settings.toString()),
                false);
    }

    private Host start() throws Exception {
        return new Launcher(new Distribution(HostProcess.DISTRIBUTION), said::add).launch(options);
    }

    @Test
    void startsEachDroppedPluginOnceAndLeavesStoppedOnesStopped() throws Exception {
        Platform.bundle(home.plugins().resolve("one.jar"), "test.one", "org.osgi.framework");
        try (Host host = start()) {
            Bundle one = bundle(host.context(), "test.one");
            assertThat(one.getState()).isEqualTo(Bundle.ACTIVE);
            assertThat(one.adapt(BundleStartLevel.class).getStartLevel()).isEqualTo(HostProperties.PLUGIN_LEVEL);
            one.stop(Bundle.STOP_TRANSIENT); // as the watchdog does
            BlockingQueue<Bundle> started = new LinkedBlockingQueue<>();
            host.context().addBundleListener(event -> {
                if (event.getType() == BundleEvent.STARTED
                        && event.getBundle().getSymbolicName().equals("test.two")) {
                    started.add(event.getBundle());
                }
            });
            Platform.bundle(home.plugins().resolve("two.jar"), "test.two", "org.osgi.framework");
            Bundle two = Objects.requireNonNull(started.poll(60, TimeUnit.SECONDS), "test.two was not started");
            while (two.getState() != Bundle.ACTIVE) {
                // File Install refreshes what it has just installed: what was started before is started once more
                two = Objects.requireNonNull(started.poll(60, TimeUnit.SECONDS), "test.two did not stay started");
            }
            assertThat(one.getState()).isEqualTo(Bundle.RESOLVED);
        }
    }

    @Test
    void goesOnWithoutAPluginThatLacksSomethingAndSaysWhich() throws Exception {
        Platform.bundle(home.plugins().resolve("bad.jar"), "test.bad", "no.such.trade");
        try (Host host = start()) {
            assertThat(host.port()).isPositive();
            assertThat(bundle(host.context(), "test.bad").getState()).isEqualTo(Bundle.INSTALLED);
        }
        assertThat(said).anyMatch(line -> line.contains("bad.jar") && line.contains("no.such.trade"));
    }

    @Test
    void startsAPluginThatLackedSomethingWhenThatComesAndNoneThatWasStopped() throws Exception {
        Platform.bundle(home.plugins().resolve("needs.jar"), "test.needs", "test.offered");
        Platform.bundle(home.plugins().resolve("given-up.jar"), "test.given-up", "test.offered");
        try (Host host = start()) {
            Bundle needs = bundle(host.context(), "test.needs");
            assertThat(needs.getState()).isEqualTo(Bundle.INSTALLED);
            bundle(host.context(), "test.given-up").stop();
            CompletableFuture<Bundle> started = new CompletableFuture<>();
            host.context().addBundleListener(event -> {
                if (event.getType() == BundleEvent.STARTED && event.getBundle().equals(needs)) {
                    started.complete(needs);
                }
            });
            Platform.bundle(home.plugins().resolve("offers.jar"), "test.offers", "Export-Package", "test.offered");
            started.get(60, TimeUnit.SECONDS);
            assertThat(bundle(host.context(), "test.given-up").getState()).isIn(Bundle.INSTALLED, Bundle.RESOLVED);
        }
        assertThat(said).filteredOn(line -> line.contains("needs.jar")).hasSize(2);
        assertThat(said.get(said.size() - 1)).contains("needs.jar").contains("after all");
    }

    @Test
    void d13KeepsWhatWasChangedLetsAFileWinAndReturnsToTheDefaultWithoutIt() throws Exception {
        try (Host host = start()) {
            assertThat(settings(host).getProperties().get("count")).isEqualTo(3);
            settings(host).update(FrameworkUtil.asDictionary(Map.of("count", 4)));
        }
        Path file = home.etc().resolve(PID + ".config");
        try (Host host = start()) {
            assertThat(settings(host).getProperties().get("count")).isEqualTo(4);
            settings(host).delete();
        }
        Files.writeString(file, "count=I\"5\"\n");
        try (Host host = start()) {
            assertThat(settings(host).getProperties().get("count")).isEqualTo(5);
        }
        Files.delete(file);
        try (Host host = start()) {
            assertThat(settings(host).getProperties().get("count")).isEqualTo(3);
        }
    }

    @Test
    void appliesAFileByItsWholeNameWritesAChangeBackAndForgetsADeletedOne() throws Exception {
        Path plain = home.etc().resolve("test.mobile-waiter.config");
        Files.writeString(plain, "idle=\"PT5M\"\ncount=I\"5\"\n");
        Files.writeString(home.etc().resolve("test.mobile-pos~bar-1.cfg"), "idle=PT6M\n");
        try (Host host = start()) {
            BlockingQueue<String> events = new LinkedBlockingQueue<>();
            host.context()
                    .registerService(
                            SynchronousConfigurationListener.class,
                            event -> events.add(event.getType() + " " + event.getPid()),
                            null);
            ConfigurationAdmin admin =
                    host.context().getService(host.context().getServiceReference(ConfigurationAdmin.class));
            Configuration waiter = admin.getConfiguration("test.mobile-waiter", "?");
            assertThat(waiter.getFactoryPid()).isNull();
            assertThat(waiter.getProperties().get("idle")).isEqualTo("PT5M");
            assertThat(waiter.getProperties().get("count")).isEqualTo(5);
            assertThat(admin.getFactoryConfiguration("test.mobile-pos", "bar-1", "?")
                            .getProperties()
                            .get("idle"))
                    .isEqualTo("PT6M");
            CompletableFuture<Void> written = new CompletableFuture<>();
            host.context()
                    .registerService(
                            ConfigurationListener.class,
                            event -> {
                                if (event.getPid().equals("test.after")) { // one at a time: what came before is written
                                    written.complete(null);
                                }
                            },
                            null);
            var changed = waiter.getProperties();
            changed.put("idle", "PT7M");
            waiter.update(changed);
            admin.getConfiguration("test.after", "?").update(FrameworkUtil.asDictionary(Map.of("a", "b")));
            written.get(60, TimeUnit.SECONDS);
            assertThat(events.poll(60, TimeUnit.SECONDS)).isEqualTo("1 test.mobile-waiter");
            assertThat(events.poll(60, TimeUnit.SECONDS)).isEqualTo("1 test.after");
            assertThat(plain).content().contains("idle").contains("PT7M").contains("I\"5\"");
            Files.delete(plain);
            assertThat(events.poll(60, TimeUnit.SECONDS)).isEqualTo("2 test.mobile-waiter");
        }
    }

    private static Configuration settings(Host host) throws Exception {
        BundleContext context = host.context();
        ConfigurationAdmin admin = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        return admin.getConfiguration(PID, "?");
    }

    private static Bundle bundle(BundleContext context, String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not installed"));
    }
}
