// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Latch;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Usage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collection;
import java.util.Dictionary;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** Conditions of modules against a framework that does what a bundle context's contract says, by a proxy of its interface. */
@Timeout(300)
class ModuleConditionsTest {

    private final Set<String> registered = ConcurrentHashMap.newKeySet();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;
    private final CountDownLatch hanging = new CountDownLatch(1);
    private volatile String hangs = "";
    private final ModuleConditions conditions = new ModuleConditions(context());

    @AfterEach
    void close() {
        hanging.countDown();
        conditions.close();
    }

    private static String id(Module module) {
        return Module.CONDITION + module.id().value();
    }

    private <T> T proxy(Class<T> type, java.util.function.BiFunction<String, Object[], Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.apply(method.getName(), arguments)));
    }

    private BundleContext context() {
        return proxy(BundleContext.class, (method, arguments) -> {
            if (stopped) {
                throw new IllegalStateException("Invalid BundleContext");
            }
            String id = String.valueOf(((Dictionary<?, ?>) arguments[2]).get(Condition.CONDITION_ID));
            registered.add(id);
            return proxy(ServiceRegistration.class, (unregister, none) -> withdrawn(id));
        });
    }

    private Object withdrawn(String id) {
        if (id.equals(hangs)) {
            try {
                hanging.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (!registered.remove(id)) {
            failed.add(id);
            throw new IllegalStateException("Service already unregistered.");
        }
        return Void.TYPE;
    }

    private void show(long generation, Module... granted) throws Exception {
        conditions
                .show(new Granting(generation, Arrays.asList(granted)))
                .toCompletableFuture()
                .get(120, TimeUnit.SECONDS);
    }

    /** Every module of the picture is granted. */
    private record Granting(long generation, List<Module> modules) implements Picture {

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public List<LocalizedText> waitingFor() {
            return List.of();
        }

        @Override
        public List<Latch> latches() {
            return List.of();
        }

        @Override
        public Collection<Usage> usages() {
            return modules.stream()
                    .map(module -> new Usage(module, 1, 1, 0, Usage.State.OK, false, Optional.empty(), List.of()))
                    .toList();
        }

        @Override
        public Optional<Usage> usage(ModuleId module) {
            return Optional.empty();
        }

        @Override
        public List<Seat> seats(ModuleId module) {
            return List.of();
        }

        @Override
        public Optional<Seat> seat(SeatId seat) {
            return Optional.empty();
        }

        @Override
        public long limitsRevision() {
            return 1;
        }
    }

    @Test
    void d2ConditionsComeAndGoWithWhatIsGranted() throws Exception {
        show(1, Given.WAITER, Given.REPORTS);
        assertThat(registered).containsExactlyInAnyOrder(id(Given.WAITER), id(Given.REPORTS));
        show(2, Given.REPORTS, Given.MAILER);
        assertThat(registered).containsExactlyInAnyOrder(id(Given.REPORTS), id(Given.MAILER));
        show(1, Given.WAITER);
        assertThat(registered).as("An older picture changes nothing").doesNotContain(id(Given.WAITER));
    }

    @Test
    void whenItIsClosedEveryConditionIsGone() throws Exception {
        show(1, Given.WAITER, Given.REPORTS);
        conditions.close();
        assertThat(registered).isEmpty();
        assertThatCode(conditions::close).doesNotThrowAnyException();
        show(2, Given.WAITER);
        conditions.follow(new Granting(3, List.of(Given.WAITER)));
        assertThat(registered).as("Nothing is granted any more").isEmpty();
    }

    @Test
    void whatTheFrameworkHasWithdrawnItselfIsNoFailure() throws Exception {
        show(1, Given.WAITER, Given.REPORTS);
        stopped = true;
        registered.remove(id(Given.WAITER));
        assertThatCode(conditions::close).doesNotThrowAnyException();
        assertThat(failed).containsExactly(id(Given.WAITER));
        assertThat(registered).as("The others are withdrawn all the same").isEmpty();
    }

    @Test
    void r55APluginThatHangsHoldsNoOther() throws Exception {
        show(1, Given.WAITER, Given.REPORTS, Given.MAILER);
        hangs = id(Given.REPORTS);
        show(2);
        assertThat(registered).containsExactly(id(Given.REPORTS));
    }

    /** The ledger may be stopped for a change of its settings, while its bundle and the plugins stay. */
    @Test
    void whenItIsClosedAPluginThatHangsKeepsNoOthersCondition() throws Exception {
        show(1, Given.WAITER, Given.REPORTS, Given.MAILER, Given.RETAIL);
        hangs = id(Given.REPORTS);
        conditions.close();
        assertThat(registered).containsExactly(id(Given.REPORTS));
    }
}
