// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.access.Door;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.servlet.context.ServletContextHelper;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.lang.reflect.Proxy;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

final class WebConsoleTest {

    private final List<Dictionary<?, ?>> registered = new ArrayList<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, Object> answered = new HashMap<>();

    @Test
    void theTabAndTheAdministratorsRouteComeAndGoWithTheConsole() {
        WebConsole console = new WebConsole(context(), new ConsoleTab(new FakePlane(), ZoneOffset.UTC));
        ServiceReference<ServletContextHelper> elsewhere = opened("/elsewhere");
        console.appeared(elsewhere);
        assertThat(registered).as("a console that the door does not know").isEmpty();
        console.vanished(elsewhere);

        ServiceReference<ServletContextHelper> here = opened("/system/console");
        console.appeared(here);
        console.appeared(here);
        assertThat(registered).hasSize(1);
        assertThat((String[]) registered.get(0).get("webgate.routes")).containsExactly("* /system/console/** admin");
        assertThat(registered.get(0).get("felix.webconsole.label")).isEqualTo("webgate-licensing");
        console.vanished(elsewhere);
        assertThat(registered).hasSize(1);
        console.vanished(here);
        assertThat(registered).isEmpty();
    }

    @Test
    void whoTheDoorAdmitsIsInTheConsoleAndNobodyElse() {
        ConsoleSignIn signIn = new ConsoleSignIn();
        attributes.put(Caller.ATTRIBUTE, new Caller("left over", Optional.of(Role.ADMIN), Optional.empty()));
        assertThat(signIn.authenticate(request(), response()))
                .as("without the door")
                .isNull();
        assertThat(answered).containsEntry("setStatus", 503);

        Door closed = (request, response) -> false;
        signIn.bindDoor(closed);
        assertThat(signIn.authenticate(request(), response())).isNull();
        attributes.clear();

        signIn.bindDoor((request, response) -> true);
        assertThat(signIn.authenticate(request(), response()))
                .as("a public route knows nobody")
                .isNull();

        Door anna = (request, response) -> {
            attributes.put(Caller.ATTRIBUTE, new Caller("anna", Optional.of(Role.ADMIN), Optional.empty()));
            return true;
        };
        signIn.bindDoor(anna);
        signIn.unbindDoor(closed);
        assertThat(signIn.authenticate(request(), response()))
                .as("the door that was replaced goes, the one in its place stays")
                .isEqualTo("anna");
        assertThat(signIn.authorize("anna", "any")).isTrue();
        assertThat(signIn.authorize(new Object(), "any")).isFalse();

        signIn.unbindDoor(anna);
        assertThat(signIn.authenticate(request(), response())).isNull();
    }

    @Test
    void signingOutIsLeftToTheForm() {
        new ConsoleSignIn().logout(request(), response());
        assertThat(answered).containsEntry("setStatus", 303).containsEntry("setHeader", "Location");
    }

    private BundleContext context() {
        return fake(BundleContext.class, (method, given) -> {
            assertThat(method).isEqualTo("registerService");
            registered.add((Dictionary<?, ?>) given[2]);
            return registration(registered);
        });
    }

    @SuppressWarnings("unchecked")
    private static <T> ServiceRegistration<T> registration(List<?> registered) {
        return fake(ServiceRegistration.class, (method, given) -> {
            assertThat(method).isEqualTo("unregister");
            registered.clear();
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    private static ServiceReference<ServletContextHelper> opened(String path) {
        return fake(
                ServiceReference.class,
                (method, given) -> method.equals("getProperty") && given[0].equals("osgi.http.whiteboard.context.path")
                        ? path
                        : null);
    }

    private HttpServletRequest request() {
        return fake(HttpServletRequest.class, (method, given) -> attributes.get(given[0].toString()));
    }

    private HttpServletResponse response() {
        return fake(HttpServletResponse.class, (method, given) -> {
            answered.put(method, given[0]);
            return null;
        });
    }

    private interface Call {
        @Nullable
        Object answer(String method, Object[] given);
    }

    /** A type of the framework or the container, as far as it is asked. */
    private static <T> T fake(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> switch (method.getName()) {
                    case "equals" -> self == given[0];
                    case "hashCode" -> System.identityHashCode(self);
                    case "toString" -> type.getName();
                    default -> call.answer(method.getName(), given == null ? new Object[0] : given);
                }));
    }
}
