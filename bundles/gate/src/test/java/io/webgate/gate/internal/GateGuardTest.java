// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.internal;

import io.webgate.gate.api.GatePermit;
import io.webgate.license.api.Latch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

import static org.assertj.core.api.Assertions.assertThat;

/** The guard in a bundle of a real framework. */
@Timeout(300)
class GateGuardTest {

    private static final List<String> CLASSES = List.of(
            GateGuard.class.getName(),
            GateGuard.class.getName() + "$Watch",
            GateGuard.class.getName() + "$OfBundle",
            GuardRule.class.getName());

    private final Framework framework;
    private final BundleContext context;
    private final Bundle gate;
    private final Bundle watchdog;
    private final Bundle rogue;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<String> stopper = new AtomicReference<>("");

    private record Fixed(boolean isOpen, long generation, List<Latch> latches) implements GatePermit {}

    GateGuardTest(@TempDir Path storage) throws BundleException, IOException {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "io.webgate.gate.api,io.webgate.license.api,org.slf4j"));
        framework.start();
        context = framework.getBundleContext();
        gate = context.installBundle("test:gate", new ByteArrayInputStream(jar()));
        watchdog = empty("io.webgate.watchdog");
        rogue = empty("rogue");
        context.addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STOPPED && event.getBundle().equals(gate)) {
                stopper.set(Thread.currentThread().getName());
                stopped.countDown();
            }
        });
    }

    private Bundle empty(String name) throws BundleException, IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        Bundle bundle = context.installBundle("test:" + name, new ByteArrayInputStream(bytes.toByteArray()));
        bundle.start();
        return bundle;
    }

    private static byte[] jar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, "gate");
        main.putValue(Constants.BUNDLE_ACTIVATOR, GateGuard.class.getName());
        main.putValue(
                Constants.IMPORT_PACKAGE,
                "org.osgi.framework,org.osgi.util.tracker,io.webgate.gate.api,io.webgate.license.api,org.slf4j");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (String name : CLASSES) {
                String path = name.replace('.', '/') + ".class";
                jar.putNextEntry(new ZipEntry(path));
                try (InputStream code = Objects.requireNonNull(
                        GateGuardTest.class.getClassLoader().getResourceAsStream(path), path)) {
                    code.transferTo(jar);
                }
            }
        }
        return bytes.toByteArray();
    }

    @AfterEach
    void stopFramework() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(TimeUnit.SECONDS.toMillis(30));
    }

    private ServiceRegistration<GatePermit> permit() {
        return permitOf(watchdog);
    }

    private static ServiceRegistration<GatePermit> permitOf(Bundle bundle) {
        return bundle.getBundleContext().registerService(GatePermit.class, new Fixed(true, 1, List.of()), null);
    }

    @Test
    void r53GateStopsItselfOnItsOwnThreadWhenThePermitVanishes() throws Exception {
        ServiceRegistration<GatePermit> permit = permit();
        gate.start();

        permit.unregister();
        stopped.await();

        assertThat(gate.getState()).isEqualTo(Bundle.RESOLVED);
        assertThat(stopper).hasValue("webgate-gate-guard");
        // transiently: whoever permits it again finds it set to start
        assertThat(gate.adapt(BundleStartLevel.class).isPersistentlyStarted()).isTrue();
    }

    @Test
    void t44PermitOfAnotherBundleDoesNotKeepTheGateRunningWithoutTheWatchdog() throws Exception {
        permitOf(rogue);
        permit();
        gate.start();

        watchdog.stop();
        stopped.await();

        assertThat(gate.getState()).isEqualTo(Bundle.RESOLVED);
        assertThat(stopper).hasValue("webgate-gate-guard");
    }

    @Test
    void permitMayComeAfterTheGateAndOneOfTwoMayGo() throws Exception {
        gate.start();
        ServiceRegistration<GatePermit> first = permit();
        ServiceRegistration<GatePermit> second = permit();

        first.unregister();
        assertThat(gate.getState()).isEqualTo(Bundle.ACTIVE);
        second.unregister();
        stopped.await();

        assertThat(gate.getState()).isEqualTo(Bundle.RESOLVED);
    }

    @Test
    void gateThatIsStoppedByOthersStartsWithAFreshGuard() throws Exception {
        ServiceRegistration<GatePermit> permit = permit();
        gate.start();
        gate.stop();
        assertThat(stopper).hasValue(Thread.currentThread().getName());
        gate.start();
        assertThat(gate.getState()).isEqualTo(Bundle.ACTIVE);

        permit.unregister();
        // its state is told a moment before who stopped it
        while (Thread.currentThread().getName().equals(stopper.get())) {
            assertThat(Thread.currentThread().isInterrupted()).as("in vain").isFalse();
            Thread.onSpinWait();
        }
        assertThat(stopper).hasValue("webgate-gate-guard");
        assertThat(gate.getState()).isEqualTo(Bundle.RESOLVED);
    }
}
