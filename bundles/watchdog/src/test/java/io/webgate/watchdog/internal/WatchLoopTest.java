// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.gate.api.GatePermit;
import io.webgate.license.api.Cause;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.Latch;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Verdict;
import io.webgate.license.spi.IntegrityReport;
import io.webgate.license.spi.IntegrityReport.Finding;
import io.webgate.license.spi.Meter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import static org.assertj.core.api.Assertions.assertThat;

/** The watchdog's thread on a real framework with real bundles; only what the licensing plane says is made up. */
@Timeout(300) // a test that waits for nothing fails
class WatchLoopTest {

    private static final String REQUIRES_GATE = "webgate.host;filter:=\"(version>=1.0)\"";
    private static final Evidence GOOD = new Evidence(
            Optional.of(new Evidence.OfLedger(true, List.of(), List.of())),
            Optional.of(new Evidence.OfRegistry(true, Set.of(), List.of())),
            Set.of(),
            Set.of(),
            List.of());
    private static final Evidence LATCHED = new Evidence(
            Optional.of(new Evidence.OfLedger(true, List.of(), List.of(new Latch(verdict(7), false)))),
            GOOD.registry(),
            Set.of(),
            Set.of(),
            List.of());
    private static final ModuleId WAITER = new ModuleId("acme.waiter");
    /** For what lacks an entry or a meter, a watchdog that has just started waits half a minute. */
    private static final Evidence KNOWING_WAITER = new Evidence(
            GOOD.ledger(),
            Optional.of(new Evidence.OfRegistry(
                    true,
                    Set.of(),
                    List.of(new Module(
                            WAITER,
                            "ACME",
                            new LocalizedText("x", "x"),
                            Metric.SESSIONS,
                            new Consequence(Cut.ALL, Effect.STOP_GATE, Set.of(), Optional.empty()),
                            Module.Counting.GATE_SESSIONS,
                            true,
                            Set.of())))),
            Set.of(WAITER),
            Set.of(),
            List.of());

    private static final Evidence NO_LEDGER =
            new Evidence(Optional.empty(), GOOD.registry(), Set.of(), Set.of(), List.of());

    private final StoppableTime time = new StoppableTime();
    private final Shop shop = new Shop();
    private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
    private final Map<String, Runnable> behaviours = new ConcurrentHashMap<>();
    private final Framework framework;
    private final BundleContext context;
    private final WatchLoop loop;

    WatchLoopTest(@TempDir Path storage) throws BundleException {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        "org.osgi.framework.startlevel.beginning",
                        "100"));
        framework.start();
        context = framework.getBundleContext();
        Consumer<String> listener = this::bundleTells;
        context.registerService(Consumer.class, listener, FrameworkUtil.asDictionary(Map.of("listens", "to-bundles")));
        loop = new WatchLoop(new FrameworkView(context), shop, time);
        context.addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STARTED) {
                loop.wake();
            } else {
                loop.wakeForStructure();
            }
        });
    }

    @AfterEach
    void stopFramework() throws BundleException, InterruptedException {
        loop.end();
        framework.stop();
        framework.waitForStop(TimeUnit.SECONDS.toMillis(60));
    }

    private void bundleTells(String what) {
        told.add(what);
        behaviours.getOrDefault(what, () -> {}).run();
    }

    private static Verdict verdict(long seq) {
        return new Verdict(
                seq,
                Optional.empty(),
                Cause.ADMINISTRATOR,
                0,
                0,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                List.of(),
                Optional.of("admin"));
    }

    private Bundle install(String name, Map<String, String> headers, String... entries)
            throws BundleException, IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        main.putValue(Constants.BUNDLE_ACTIVATOR, TellingActivator.class.getName());
        main.putValue(Constants.IMPORT_PACKAGE, "org.osgi.framework");
        headers.forEach((header, value) ->
                main.merge(new Attributes.Name(header), value, (before, more) -> before + "," + more));
        String path = TellingActivator.class.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream code = Objects.requireNonNull(
                        TellingActivator.class.getClassLoader().getResourceAsStream(path))) {
            jar.putNextEntry(new ZipEntry(path));
            code.transferTo(jar);
            for (String entry : entries) {
                jar.putNextEntry(new ZipEntry("META-INF/webgate/catalogue/" + entry));
            }
        }
        Bundle bundle = context.installBundle("test:" + name, new ByteArrayInputStream(bytes.toByteArray()));
        bundle.adapt(BundleStartLevel.class).setStartLevel(name.equals("gate") ? 20 : 30);
        return bundle;
    }

    private Bundle gate() throws BundleException, IOException {
        return install("gate", Map.of(Constants.PROVIDE_CAPABILITY, "webgate.host;version:Version=\"1.0\""));
    }

    private Bundle plugin(String name) throws BundleException, IOException {
        return install(name, Map.of(Constants.REQUIRE_CAPABILITY, REQUIRES_GATE));
    }

    private static Bundle started(Bundle bundle) throws BundleException {
        bundle.start();
        return bundle;
    }

    private void decide(Evidence evidence) throws Exception {
        shop.evidence = evidence;
        settle();
    }

    private void settle() throws Exception {
        loop.settled().get(200, TimeUnit.SECONDS);
    }

    private void open() throws Exception {
        shop.evidence = GOOD;
        loop.start();
        settle();
        told.clear();
    }

    private static boolean isAutostarted(Bundle bundle) {
        return bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
    }

    @Test
    void r51StopsDependentsInReverseOrderThenGateAndStartsThemInOrderAgain() throws Exception {
        Bundle gate = started(gate());
        Bundle extension = install("extension", Map.of(Constants.REQUIRE_CAPABILITY, "acme.feature"));
        Bundle plugin = install(
                "plugin",
                Map.of(Constants.REQUIRE_CAPABILITY, REQUIRES_GATE, Constants.PROVIDE_CAPABILITY, "acme.feature"));
        started(plugin);
        started(extension);
        Bundle bystander = started(install("bystander", Map.of()));
        open();
        assertThat(shop.allowed).isTrue();

        // none is overtaken because the machine is slow
        time.stop();
        decide(LATCHED);
        time.goOn();

        assertThat(told).containsExactly("-extension", "-plugin", "-gate");
        assertThat(bystander.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(shop.allowed).isFalse();
        assertThat(shop.reports).isEqualTo(Map.of(7L, List.of("extension", "plugin", "gate")));
        assertThat(isAutostarted(gate)).isTrue();

        told.clear();
        decide(GOOD);

        assertThat(told).containsExactly("+gate", "+plugin", "+extension");
        assertThat(shop.allowed).isTrue();
    }

    @Test
    void t86StartsOnlyWhatItStoppedAndNotWhatAnAdministratorStopped() throws Exception {
        started(gate());
        Bundle before = started(plugin("stopped-before"));
        Bundle meanwhile = started(plugin("stopped-meanwhile"));
        Bundle kept = started(plugin("kept"));
        Bundle passing = plugin("passing");
        passing.start(Bundle.START_TRANSIENT);
        before.stop();
        open();

        decide(LATCHED);
        meanwhile.stop();
        decide(GOOD);

        assertThat(before.getState()).isEqualTo(Bundle.RESOLVED);
        assertThat(meanwhile.getState()).isEqualTo(Bundle.RESOLVED);
        assertThat(kept.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(passing.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(isAutostarted(passing)).isFalse();
    }

    @Test
    void t85DependentThatIsStartedWhileTheOthersAreStoppedIsStoppedToo() throws Exception {
        started(gate());
        started(plugin("first"));
        Bundle late = plugin("late");
        behaviours.put("-first", () -> start(late));
        open();

        decide(LATCHED);

        assertThat(late.getState()).isEqualTo(Bundle.RESOLVED);
        assertThat(shop.reports.get(7L)).containsExactlyInAnyOrder("first", "gate", "late");

        Bundle fresh = plugin("installed-while-closed");
        fresh.start();
        settle();
        assertThat(fresh.getState()).isEqualTo(Bundle.RESOLVED);

        decide(GOOD);
        assertThat(List.of(late.getState(), fresh.getState())).containsOnly(Bundle.ACTIVE);
    }

    private static void start(Bundle bundle) {
        try {
            bundle.start();
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void t84OneThatHangsAndOneThatThrowsDoNotKeepTheOthersRunning() throws Exception {
        Bundle gate = started(gate());
        List<Bundle> plugins = new ArrayList<>();
        for (int i = 0; i < 98; i++) {
            plugins.add(started(plugin("plugin-" + i)));
        }
        Bundle throwing = started(plugin("throwing"));
        Bundle hanging = started(plugin("hanging"));
        CountDownLatch release = new CountDownLatch(1);
        behaviours.put("-throwing", () -> {
            throw new IllegalStateException("no");
        });
        behaviours.put("-hanging", () -> await(release));
        open();

        decide(LATCHED);

        assertThat(plugins).allMatch(plugin -> plugin.getState() == Bundle.RESOLVED);
        assertThat(gate.getState()).isEqualTo(Bundle.RESOLVED);
        assertThat(throwing.getState()).isEqualTo(Bundle.RESOLVED);
        assertThat(hanging.getState()).isEqualTo(Bundle.STOPPING);
        assertThat(loop.status().troubles()).containsOnlyKeys(throwing.getBundleId(), hanging.getBundleId());

        release.countDown();
        // it is down a moment before the watchdog knows that
        while (loop.status().troubles().containsKey(hanging.getBundleId())) {
            assertThat(Thread.currentThread().isInterrupted()).as("in vain").isFalse();
            Thread.onSpinWait();
        }
        assertThat(hanging.getState()).isEqualTo(Bundle.RESOLVED);
        decide(GOOD);
        assertThat(List.of(throwing.getState(), hanging.getState())).containsOnly(Bundle.ACTIVE);
        assertThat(loop.status().troubles()).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        await(latch, Long.MAX_VALUE);
    }

    private static void await(CountDownLatch latch, long millis) {
        try {
            var unused = latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void r51SlowPluginIsWaitedForBeforeTheGateIsStopped() throws Exception {
        started(gate());
        started(plugin("quick"));
        started(plugin("slow"));
        open();
        // it takes longer than one bundle may hold up the others, but not as long as all together may
        CountDownLatch others = new CountDownLatch(1);
        CountDownLatch gateStops = new CountDownLatch(1);
        behaviours.put("-quick", others::countDown);
        behaviours.put("-gate", gateStops::countDown);
        behaviours.put("-slow", () -> {
            time.pass(OrderlyStop.PATIENCE);
            await(others);
            // the time in which a gate that does not wait would be stopped
            await(gateStops, 200);
            told.add("slow is down");
        });
        time.stop();
        shop.evidence = LATCHED;
        settle();

        assertThat(told).containsSubsequence("slow is down", "-gate");
    }

    @Test
    void r55PluginThatHangsInItsStartDoesNotDelayTheNextClosing() throws Exception {
        Bundle gate = started(gate());
        Bundle slow = started(plugin("slow"));
        open();
        decide(LATCHED);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        behaviours.put("+slow", () -> {
            begun.countDown();
            await(release);
        });
        shop.evidence = GOOD;
        loop.wake();
        begun.await();

        shop.allowed = false;
        shop.evidence = NO_LEDGER;
        loop.wake();
        while (gate.getState() != Bundle.RESOLVED) {
            assertThat(Thread.currentThread().isInterrupted()).as("in vain").isFalse();
            Thread.onSpinWait();
        }
        release.countDown();
        while (slow.getState() != Bundle.RESOLVED) {
            assertThat(Thread.currentThread().isInterrupted()).as("in vain").isFalse();
            Thread.onSpinWait();
        }
        settle();
    }

    @Test
    void pluginThatCannotBeStartedIsToldAndTriedAgainAtTheNextOpening() throws Exception {
        started(gate());
        Bundle broken = started(plugin("broken"));
        open();
        decide(LATCHED);
        behaviours.put("+broken", () -> {
            throw new IllegalStateException("not today");
        });

        decide(GOOD);
        assertThat(broken.getState()).isEqualTo(Bundle.RESOLVED);
        assertThat(loop.status().troubles()).containsOnlyKeys(broken.getBundleId());

        behaviours.clear();
        decide(LATCHED);
        decide(GOOD);
        assertThat(broken.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(loop.status().troubles()).isEmpty();
    }

    @Test
    void r53ClosesWhenTheLedgerGoesAndOpensByItselfWhenItIsBack() throws Exception {
        Bundle gate = started(gate());
        open();

        decide(NO_LEDGER);
        assertThat(gate.getState()).isEqualTo(Bundle.RESOLVED);
        assertThat(shop.reports).isEmpty();

        decide(GOOD);
        assertThat(gate.getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void r52AtBootNothingRunsWithLatchAndItsReportIsNotRepeated() throws Exception {
        Bundle gate = started(gate());
        Bundle plugin = started(plugin("plugin"));
        shop.evidence = LATCHED;
        loop.start();
        settle();

        assertThat(List.of(gate.getState(), plugin.getState())).containsOnly(Bundle.RESOLVED);
        assertThat(shop.announced).isTrue();
        assertThat(shop.reports).isEmpty();
    }

    @Test
    void untilThereIsEvidenceNothingIsTouchedAndThenWhatIsKeptDownIsStarted() throws Exception {
        Bundle gate = started(gate());
        gate.stop(Bundle.STOP_TRANSIENT);
        Bundle plugin = started(plugin("plugin"));
        shop.evidence = NO_LEDGER;
        loop.start();
        loop.wake();
        while (shop.asked.get() < 2) {
            assertThat(Thread.currentThread().isInterrupted()).as("in vain").isFalse();
            Thread.onSpinWait();
        }
        assertThat(plugin.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(shop.announced).isFalse();

        decide(GOOD);
        assertThat(List.of(gate.getState(), plugin.getState())).containsOnly(Bundle.ACTIVE);
    }

    @Test
    void t86LeavesToTheFrameworkWhatItsStartLevelForbids() throws Exception {
        started(gate());
        Bundle plugin = started(plugin("plugin"));
        open();
        decide(LATCHED);
        CountDownLatch reached = new CountDownLatch(1);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(25, event -> reached.countDown());
        reached.await();

        decide(GOOD);
        assertThat(plugin.getState()).isEqualTo(Bundle.RESOLVED);
        assertThat(loop.status().troubles()).isEmpty();
    }

    @Test
    void r55UninstalledPluginsSessionsAreClosed() throws Exception {
        started(gate());
        Bundle plugin = install(
                "plugin",
                Map.of(
                        Constants.REQUIRE_CAPABILITY,
                        REQUIRES_GATE
                                + ",webgate.license;effective:=active;filter:=\"(module=acme.waiter)\";module=acme.waiter"));
        started(plugin);
        shop.evidence = KNOWING_WAITER;
        loop.start();
        settle();

        plugin.uninstall();
        settle();

        assertThat(shop.closed).containsExactly(WAITER);
    }

    @Test
    void pluginOfUpdatedGateIsStillFoundBeforeTheRefreshAndAfter() throws Exception {
        Bundle gate = started(gate());
        Bundle plugin = started(plugin("plugin"));
        open();
        gate.uninstall();
        settle();

        decide(LATCHED);
        assertThat(plugin.getState()).isEqualTo(Bundle.RESOLVED);

        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(null, event -> refreshed.countDown());
        refreshed.await();
        decide(GOOD);
        assertThat(plugin.getState()).isEqualTo(Bundle.INSTALLED);
        assertThat(loop.status().troubles()).containsOnlyKeys(plugin.getBundleId());
    }

    @Test
    void failureOfTheWatchdogItselfForbidsTheGateAndHealsByItself() throws Exception {
        Bundle gate = started(gate());
        open();
        shop.broken = true;
        loop.wake();
        while (shop.allowed) {
            assertThat(Thread.currentThread().isInterrupted()).as("in vain").isFalse();
            Thread.onSpinWait();
        }

        shop.broken = false;
        settle();
        assertThat(shop.allowed).isTrue();
        assertThat(gate.getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void r53ErrorForbidsTheGateAndDoesNotEndTheWatchdog() throws Exception {
        Bundle gate = started(gate());
        open();
        shop.evil = new LinkageError("on purpose");
        loop.wake();
        while (shop.allowed) {
            assertThat(Thread.currentThread().isInterrupted()).as("in vain").isFalse();
            Thread.onSpinWait();
        }

        shop.evil = null;
        settle();
        assertThat(shop.allowed).isTrue();
        assertThat(gate.getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void r53WatchdogWhoseThreadEndsTakesItsPermitAway() throws Exception {
        open();
        shop.evilToForbid = new LinkageError("on purpose");
        shop.broken = true;

        assertThat(loop.settled().handle((done, thrown) -> thrown).get(200, TimeUnit.SECONDS))
                .isInstanceOf(IllegalStateException.class);
        assertThat(shop.announced).isFalse();
    }

    @Test
    void r53OpenGateIsGlancedAtEveryTwoSecondsWithoutBeingTold() throws Exception {
        shop.evidence = GOOD;
        Keeper keeper = new Keeper(new FrameworkView(context), shop, System::nanoTime, () -> {}, () -> true);
        while (keeper.round(true)) {
            assertThat(Thread.currentThread().isInterrupted()).as("in vain").isFalse();
            Thread.onSpinWait();
        }

        assertThat(shop.allowed).isTrue();
        assertThat(keeper.timeLeft()).isLessThanOrEqualTo(TimeUnit.SECONDS.toNanos(2));

        shop.evidence = LATCHED;
        while (keeper.round(false)) {
            assertThat(Thread.currentThread().isInterrupted()).as("in vain").isFalse();
            Thread.onSpinWait();
        }
        assertThat(keeper.timeLeft()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void r53BundleWithAMeterThatComesBetweenTheTwoLooksIsReadBeforeItIsJudged() throws Exception {
        Plane plane = new Plane();
        plane.takeIntegrity(
                new Plane.Found<>(new Told(List.of()), context.getBundle().getBundleId()));
        Keeper keeper = new Keeper(new FrameworkView(context), shop, System::nanoTime, () -> {}, () -> true);
        shop.evidence = GOOD;
        round(keeper, true);
        assertThat(shop.allowed).isTrue();

        List<Bundle> came = new ArrayList<>();
        shop.onBundles = topology -> {
            if (came.size() < 2) { // the second while the first is read
                String module = "acme.tables" + came.size();
                Bundle fresh = installed("com.acme.meter" + came.size(), module + ".jws");
                plane.addMeter(meter(module), fresh.getBundleId());
                came.add(fresh);
            }
            return plane.evidence(topology);
        };
        round(keeper, true);
        assertThat(came).hasSize(2);
        assertThat(keeper.status().desired().obstacles()).isEmpty();
        assertThat(shop.forbidden).as("the gate was never closed").hasValue(0);

        plane.addMeter(meter("acme.tables"), 999);
        round(keeper, false);
        assertThat(keeper.status().desired().obstacles())
                .containsExactly(Reasons.meterOfStranger(new ModuleId("acme.tables"), 999));
        assertThat(shop.allowed).isFalse();
    }

    private static void round(Keeper keeper, boolean structural) {
        boolean first = structural;
        while (keeper.round(first)) {
            assertThat(Thread.currentThread().isInterrupted()).as("in vain").isFalse();
            first = false;
        }
    }

    private Bundle installed(String name, String... entries) {
        try {
            return install(name, Map.of(), entries);
        } catch (BundleException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void r54PluginWhoseModuleIsNotInTheCatalogueKeepsTheGateClosedUntilItIsUninstalled() throws Exception {
        Bundle gate = started(gate());
        Bundle plugin = started(
                install(
                        "plugin",
                        Map.of(
                                Constants.REQUIRE_CAPABILITY,
                                REQUIRES_GATE
                                        + ",webgate.license;effective:=active;filter:=\"(module=acme.waiter)\";module=acme.waiter")));
        shop.evidence = LATCHED;
        loop.start();
        settle();

        decide(GOOD);
        assertThat(shop.allowed).isFalse();
        assertThat(loop.status().desired().obstacles())
                .singleElement()
                .asString()
                .contains("acme.waiter");

        plugin.uninstall();
        settle();
        assertThat(shop.allowed).isTrue();
        assertThat(gate.getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void t44ServiceOfTheLicensingPlaneFromAnotherBundleIsAnObstacleAsLongAsItIsThere() throws Exception {
        FrameworkView view = new FrameworkView(context);
        Bundle rogue = started(install("rogue", Map.of()));
        List<ServiceRegistration<?>> forged = new ArrayList<>();
        Rightful.OWNERS.forEach((type, owner) -> {
            try {
                Bundle home = context.getBundle("test:" + owner);
                home = started(home == null ? install(owner, Map.of()) : home);
                home.getBundleContext().registerService(type, new Anything(), null);
                assertThat(view.impostors()).hasSize(forged.size());
                forged.add(rogue.getBundleContext().registerService(type, new Anything(), null));
                assertThat(view.impostors())
                        .anyMatch(words -> words.russian().contains("rogue")
                                && words.english().contains(owner))
                        .hasSize(forged.size());
            } catch (BundleException | IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(forged).hasSize(Rightful.OWNERS.size());

        forged.forEach(ServiceRegistration::unregister);
        assertThat(view.impostors()).isEmpty();
    }

    /** The framework asks a factory for nothing before somebody uses the service. */
    private static final class Anything implements ServiceFactory<Object> {
        @Override
        public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
            throw new IllegalStateException("Nobody is to use it");
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Object> registration, Object service) {}
    }

    @Test
    void t44ImpostorShutsThePermitAtOnceAndIsEvidence() throws Exception {
        BundleContext home = started(install("io.webgate.watchdog", Map.of())).getBundleContext();
        BundleContext rogue = started(install("rogue", Map.of())).getBundleContext();
        Watchdog watchdog = new Watchdog(home);
        watchdog.activate();
        watchdog.bindIntegrity(new Told(List.of()), Map.of());
        try {
            long before = watchdog.epoch();
            var forged = rogue.registerService(GatePermit.class, new PermitSwitch(), null);
            assertThat(watchdog.epoch()).isGreaterThan(before);
            assertThat(watchdog.evidence(Topology.NONE).impostors())
                    .singleElement()
                    .asString()
                    .contains("rogue");

            forged.unregister();
            watchdog.announce();
            assertThat(watchdog.evidence(Topology.NONE).impostors()).isEmpty();
            assertThat(home.getServiceReference(GatePermit.class)).isNotNull();
            watchdog.withdraw();
            watchdog.withdraw();
            assertThat(home.getServiceReference(GatePermit.class)).isNull();
        } finally {
            watchdog.deactivate();
        }
    }

    /** Two meters, two looks: which one the ledger counts by is nobody's guess, so a stranger's is an obstacle. */
    @Test
    void t44AMeterCountsOnlyFromABundleOfOursOrOneThatBringsTheModule() throws Exception {
        BundleContext home = started(install("io.webgate.watchdog", Map.of())).getBundleContext();
        Bundle ours = install("io.webgate.enforcement.waiter", Map.of(), "acme.waiter.json");
        Bundle acme = install("com.acme.meter", Map.of(), "acme.tables.json", "acme.tables.jws", "acme.waiter.jws");
        Bundle rogue = install("rogue", Map.of(), "acme.orders.json");
        Watchdog watchdog = new Watchdog(home);
        watchdog.bindIntegrity(new Told(List.of()), Map.of());
        Topology topology = new FrameworkView(home).topology(Set.of());

        Map<String, Meter> good = Map.of("acme.waiter", meter("acme.waiter"), "acme.orders", meter("acme.orders"));
        good.values().forEach(meter -> watchdog.bindMeter(meter, of(ours)));
        Meter tables = meter("acme.tables");
        watchdog.bindMeter(tables, of(acme));
        assertThat(watchdog.evidence(topology).impostors()).isEmpty();
        assertThat(watchdog.evidence(topology).metered())
                .containsExactlyInAnyOrder(
                        new ModuleId("acme.waiter"), new ModuleId("acme.orders"), new ModuleId("acme.tables"));

        for (Bundle from : List.of(acme, rogue)) {
            Meter forged = meter("acme.waiter");
            watchdog.bindMeter(forged, of(from));
            assertThat(watchdog.evidence(topology).impostors())
                    .as(from.toString())
                    .singleElement()
                    .satisfies(words -> {
                        assertThat(words.english())
                                .contains("acme.waiter", "id " + from.getBundleId() + " ", "Uninstall");
                        assertThat(words.russian()).contains("acme.waiter", "№ " + from.getBundleId(), "Удалите");
                    });
            watchdog.unbindMeter(forged);
        }
        for (Map<String, Object> who : List.of(of(rogue), Map.<String, Object>of())) {
            Meter unsigned = meter("acme.orders");
            watchdog.bindMeter(unsigned, who);
            assertThat(watchdog.evidence(topology).impostors()).hasSize(1);
            watchdog.unbindMeter(unsigned);
        }
        assertThat(watchdog.evidence(topology).impostors()).isEmpty();
    }

    /** The files of an entry are public: who copies them into a bundle of his own must not count by that. */
    @Test
    void t44AnEntryThatIsCopiedIntoAnotherBundleKeepsTheGateClosedAsLongAsBothAreInstalled() throws Exception {
        BundleContext home = started(install("io.webgate.watchdog", Map.of())).getBundleContext();
        Bundle acme = install("com.acme.meter", Map.of(), "acme.tables.json", "acme.tables.jws");
        Bundle copy = install("rogue", Map.of(), "acme.tables.json", "acme.tables.jws");
        FrameworkView view = new FrameworkView(home);
        Watchdog watchdog = new Watchdog(home);
        watchdog.bindIntegrity(new Told(List.of()), Map.of());
        assertThat(watchdog.evidence(view.topology(Set.of())).impostors())
                .as("nobody counts by it")
                .isEmpty();

        watchdog.bindMeter(meter("acme.tables"), of(acme));
        String both = acme.getBundleId() + ", " + copy.getBundleId();
        assertThat(watchdog.evidence(view.topology(Set.of())).impostors())
                .containsExactly(Reasons.entryInSeveral(
                        new ModuleId("acme.tables"), List.of(acme.getBundleId(), copy.getBundleId())))
                .allMatch(words -> words.english().contains(both));

        copy.uninstall();
        assertThat(watchdog.evidence(view.topology(Set.of())).impostors()).isEmpty();
        assertThat(watchdog.evidence(view.topology(Set.of())).metered()).containsExactly(new ModuleId("acme.tables"));
    }

    private static Map<String, Object> of(Bundle bundle) {
        return Map.of("service.bundleid", bundle.getBundleId());
    }

    private static Meter meter(String module) {
        return new Meter() {
            @Override
            public ModuleId module() {
                return new ModuleId(module);
            }

            @Override
            public long value() {
                return 0;
            }
        };
    }

    @Test
    void r53WithoutACheckOfIntegrityOrWithAFindingTheGateHasNoEvidence() {
        Watchdog watchdog = new Watchdog(context);
        assertThat(obstacles(watchdog)).singleElement().asString().contains("io.webgate.license.registry");

        Told sound = new Told(
                List.of(new Finding(IntegrityReport.Severity.WARNING, new LocalizedText("an agent", "агент"))));
        watchdog.bindIntegrity(sound, Map.of("service.bundleid", 7L));
        assertThat(obstacles(watchdog)).isEmpty();
        assertThat(watchdog.foundation()).containsExactly(7L);
        long before = watchdog.epoch();
        watchdog.updatedIntegrity(sound);
        assertThat(watchdog.epoch()).isEqualTo(before);

        LocalizedText text = new LocalizedText("other bytes", "другие байты");
        Told unsound = new Told(List.of(new Finding(IntegrityReport.Severity.STOPS, text)));
        watchdog.bindIntegrity(unsound, Map.of());
        assertThat(obstacles(watchdog)).containsExactly(text);
        before = watchdog.epoch();
        watchdog.updatedIntegrity(unsound);
        assertThat(watchdog.epoch()).as("the permit is shut").isGreaterThan(before);

        watchdog.unbindIntegrity(sound);
        assertThat(obstacles(watchdog)).containsExactly(text);
        watchdog.unbindIntegrity(unsound);
        assertThat(obstacles(watchdog)).singleElement().asString().contains("io.webgate.license.registry");
    }

    private static List<LocalizedText> obstacles(Watchdog watchdog) {
        return watchdog.evidence(Topology.NONE).impostors();
    }

    private record Told(List<Finding> findings) implements IntegrityReport {

        @Override
        public boolean isSound() {
            return findings.stream().noneMatch(finding -> finding.severity() == Severity.STOPS);
        }

        @Override
        public long revision() {
            return findings.size();
        }
    }

    @Test
    void whoWaitsIsToldWhenTheWatchdogEnds() throws Exception {
        shop.evidence = NO_LEDGER;
        loop.start();
        var waiting = loop.settled();
        loop.end();

        assertThat(waiting.handle((done, thrown) -> thrown).get()).isInstanceOf(IllegalStateException.class);
        assertThat(loop.settled().handle((done, thrown) -> thrown).get()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void t88ManyPluginsComeAndGoWhileTheGateOpensAndCloses() throws Exception {
        Bundle gate = started(gate());
        open();
        for (int round : IntStream.range(0, 20).toArray()) {
            Bundle plugin = started(plugin("plugin-" + round));
            shop.evidence = round % 2 == 0 ? LATCHED : GOOD;
            loop.wake();
            plugin.uninstall();
        }
        decide(GOOD);

        assertThat(gate.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(context.getBundles()).hasSize(2);
    }

    /** The real time, but for what a test has stopped it for: then no bundle takes long unless the test says so. */
    private static final class StoppableTime implements LongSupplier {

        private boolean stands;
        private long at;
        private long behind;

        @Override
        public synchronized long getAsLong() {
            return stands ? at : System.nanoTime() - behind;
        }

        synchronized void stop() {
            at = getAsLong();
            stands = true;
        }

        synchronized void pass(long nanos) {
            at += nanos;
        }

        synchronized void goOn() {
            behind = System.nanoTime() - at;
            stands = false;
        }
    }

    /** Says what the test wants it to say. */
    private static final class Shop implements Surroundings {

        final List<ModuleId> closed = new ArrayList<>();
        volatile Evidence evidence = NO_LEDGER;
        volatile Function<Topology, Evidence> onBundles = topology -> NO_LEDGER;
        final AtomicInteger forbidden = new AtomicInteger();
        volatile boolean allowed;
        volatile boolean announced;
        volatile boolean broken;
        volatile @Nullable Error evil;
        volatile @Nullable Error evilToForbid;
        final AtomicInteger asked = new AtomicInteger();
        volatile Map<Long, List<String>> reports = Map.of();

        @Override
        public Evidence evidence(Topology topology) {
            if (broken) {
                throw new IllegalStateException("broken on purpose");
            }
            raise(evil);
            asked.incrementAndGet();
            Evidence said = evidence;
            Evidence ofBundles = onBundles.apply(topology);
            return new Evidence(
                    said.ledger(),
                    said.registry(),
                    said.metered(),
                    said.selfBrought(),
                    Stream.concat(said.impostors().stream(), ofBundles.impostors().stream())
                            .toList(),
                    ofBundles.unread());
        }

        @Override
        public long epoch() {
            return 0;
        }

        @Override
        public boolean permit(long epoch) {
            allowed = true;
            return true;
        }

        @Override
        public void forbid() {
            allowed = false;
            forbidden.incrementAndGet();
            raise(evilToForbid);
        }

        @Override
        public void withdraw() {
            announced = false;
        }

        private static void raise(@Nullable Error error) {
            if (error != null) {
                throw error;
            }
        }

        @Override
        public void announce() {
            announced = true;
        }

        @Override
        public void turned() {}

        @Override
        public boolean isPermitted() {
            return allowed;
        }

        @Override
        public long inFlight() {
            return 0;
        }

        @Override
        public Set<Long> foundation() {
            return Set.of();
        }

        @Override
        public boolean report(Map<Long, List<String>> stopped) {
            reports = stopped;
            return true;
        }

        @Override
        public boolean isReporting() {
            return false;
        }

        @Override
        public boolean close(ModuleId module) {
            closed.add(module);
            return true;
        }
    }
}
