// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import io.webgate.gate.api.Gate;
import io.webgate.gate.api.GatePermit;
import io.webgate.gate.api.Sessions;
import io.webgate.license.api.Exchange;
import io.webgate.license.api.Journal;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.MediaIdentity;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.TrustedTime;
import io.webgate.license.api.UsageHistory;
import io.webgate.license.api.VendorRequest;
import io.webgate.license.format.Signatures;
import io.webgate.license.spi.IntegrityReport;
import io.webgate.license.spi.LimitsListener;
import io.webgate.license.spi.Meter;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.loading.ClassReloadingStrategy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.Implementation;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.weaving.WeavingHook;

import javax.inject.Inject;

import java.io.ByteArrayInputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.ops4j.pax.exam.CoreOptions.bundle;

/** What a plugin or an agent may try inside a running host (T42, T43, T44). */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class IntegrityIT {

    @Inject
    private BundleContext context;

    private InContainer in;
    private int visitors;

    @Configuration
    public Option[] configuration() {
        return Stream.concat(
                        Arrays.stream(ContainerOptions.of("integrity")),
                        Stream.of(
                                bundle(ContainerOptions.jarOf(ByteBuddy.class)).startLevel(30),
                                bundle(ContainerOptions.jarOf(ByteBuddyAgent.class))
                                        .startLevel(30)))
                .toArray(Option[]::new);
    }

    @Before
    public void open() throws Exception {
        in = new InContainer(context);
        in.ready();
        in.eventuallyGateIs("open");
    }

    @Test
    public void t44AServiceOfThePlaneFromAPluginStopsTheGateWhateverItsRanking() throws Exception {
        Bundle plugin = install("com.example.rogue");
        plugin.start();
        List<ServiceRegistration<?>> forged = new ArrayList<>();
        // not the watch and not access: with a forged one nobody could be asked here whether the gate is stopped
        for (Class<?> type : List.of(
                LicenseRegistry.class,
                Ledger.class,
                TrustedTime.class,
                MachineIdentity.class,
                MediaIdentity.class,
                IntegrityReport.class,
                Journal.class,
                UsageHistory.class,
                LimitsListener.class,
                Exchange.class,
                VendorRequest.class,
                GatePermit.class,
                Gate.class,
                Sessions.class)) {
            forged.add(plugin.getBundleContext()
                    .registerService(
                            type.getName(),
                            generous(type),
                            FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE))));
            stoppedBecauseOf("com.example.rogue registers a service " + type.getSimpleName() + ", which only");
        }
        forged.forEach(ServiceRegistration::unregister);
        in.eventuallyGateIs("open");
        ServiceRegistration<WeavingHook> hook =
                plugin.getBundleContext().registerService(WeavingHook.class, woven -> {}, null);
        install("com.example.visitor").uninstall(); // a bundle that comes is a reason to look
        stoppedBecauseOf("com.example.rogue hooks into the framework");
        hook.unregister();
        plugin.uninstall();
        in.eventuallyGateIs("open");
    }

    @Test
    public void t44AMeterFromAPluginCountsForNothingAndStopsTheGate() throws Exception {
        Bundle plugin = install("com.example.miser");
        plugin.start();
        ServiceRegistration<Meter> forged = plugin.getBundleContext()
                .registerService(
                        Meter.class,
                        new Meter() {
                            @Override
                            public ModuleId module() {
                                return new ModuleId(Api.WAITER);
                            }

                            @Override
                            public long value() {
                                return 0;
                            }
                        },
                        null);
        stoppedBecauseOf("registers a meter of module " + Api.WAITER);
        forged.unregister();
        plugin.uninstall();
        in.eventuallyGateIs("open");
    }

    @Test
    public void t42AVerificationThatAlwaysSaysYesStopsTheGate() throws Exception {
        Class<?> victim = in.bundle("io.webgate.license.format").loadClass(Signatures.class.getName());
        changedWhile(victim, "verify", FixedValue.value(true), () -> {
            install("com.example.visitor").uninstall();
            stoppedBecauseOf("A document with a forged signature is not refused");
        });
        install("com.example.visitor").uninstall();
        in.eventuallyGateIs("open");
    }

    @Test
    public void t43BigIntegersThatPowerWronglyChangeNothing() throws Exception {
        byte[] good = in.vendor().license(Api.WAITER, 3);
        byte[] forged = good.clone();
        forged[20] ^= 1;
        changedWhile(BigInteger.class, "modPow", FixedValue.argument(0), () -> {
            assertSame(BigInteger.TWO, BigInteger.TEN.modPow(BigInteger.TWO, BigInteger.valueOf(7)));
            Api admin = in.admin();
            String id = admin.install(good).is(201).text("id");
            assertEquals(422, admin.install(forged).status());
            install("com.example.visitor").uninstall();
            in.eventuallyGateIs("open");
            admin.delete("/api/v1/licenses/" + id).is(204);
        });
    }

    /** Whatever it is asked, it is content. */
    private static Object generous(Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            Class<?> answer = method.getReturnType();
            if (method.getName().equals("hashCode")) {
                return System.identityHashCode(proxy);
            }
            if (method.getName().equals("equals")) {
                return proxy == arguments[0];
            }
            if (answer == boolean.class) {
                return true;
            }
            if (answer == long.class) {
                return Long.MAX_VALUE;
            }
            if (answer == List.class) {
                return List.of();
            }
            throw new UnsupportedOperationException(method.toString());
        });
    }

    private interface Work {
        void go() throws Exception;
    }

    private static void changedWhile(Class<?> type, String method, Implementation with, Work work) throws Exception {
        Instrumentation agent = ByteBuddyAgent.install();
        ClassFileLocator files = ClassFileLocator.ForInstrumentation.fromInstalledAgent(type.getClassLoader());
        byte[] original = files.locate(type.getName()).resolve();
        new ByteBuddy()
                .redefine(type, files)
                .method(named(method))
                .intercept(with)
                .make()
                .load(type.getClassLoader(), ClassReloadingStrategy.of(agent));
        try {
            work.go();
        } finally {
            agent.redefineClasses(new ClassDefinition(type, original));
        }
    }

    private Bundle install(String name) throws Exception {
        return context.installBundle("test:" + name + visitors++, new ByteArrayInputStream(Jars.bundle(name)));
    }

    private void stoppedBecauseOf(String words) throws Exception {
        in.eventually("The gate is stopped because of: " + words, Api.PATIENCE, () -> {
            Answer gate = in.admin().gate();
            boolean told = gate.object().getAsJsonArray("obstacles").asList().stream()
                    .anyMatch(obstacle -> obstacle.getAsString().contains(words));
            return gate.text("state").equals("stopped") && told ? "" : gate.body();
        });
        in.eventually(
                "The gate's bundle is stopped",
                Api.PATIENCE,
                () -> in.bundle("io.webgate.gate").getState() != Bundle.ACTIVE ? "" : "it is active");
    }
}
