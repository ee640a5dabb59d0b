// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.access.Door;
import io.webgate.access.Route;
import io.webgate.gate.http.Caller;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the framework's web console meets here, where somebody brings one: the tab, the route by which administrators reach
 * it, and the sign-in of this host instead of its own. Without a console there is no tab and no route. Thread-safe.
 */
final class WebConsole {

    /** The context in which the console serves its pages. */
    static final String CONTEXT = "(osgi.http.whiteboard.context.name=org.apache.felix.webconsole)";

    private static final String SECURITY_PROVIDER = "org.apache.felix.webconsole.spi.SecurityProvider";
    // Named in the framework property felix.webconsole.security.providers: the console waits for it
    private static final Map<String, Object> SECURITY_PROPERTIES =
            Map.of("webconsole.security.provider.id", "webgate", "service.ranking", Integer.MAX_VALUE);
    private static final String PATH = "/system/console";
    private static final int SEE_OTHER = 303;

    private final BundleContext context;
    private final ConsoleTab tab;
    private @Nullable ServiceReference<ServletContextHelper> console;
    private @Nullable ServiceRegistration<Servlet> registration;

    WebConsole(BundleContext context, ConsoleTab tab) {
        this.context = context;
        this.tab = tab;
    }

    synchronized void appeared(ServiceReference<ServletContextHelper> opened) {
        // At another path the door knows nothing of it, and refuses
        if (registration != null
                || !PATH.equals(opened.getProperty(HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_PATH))) {
            return;
        }
        Map<String, Object> properties = new HashMap<>(ConsoleTab.PROPERTIES);
        // Whoever is in the console can do everything: stop bundles, install others, read settings
        properties.put(Route.PROPERTY, new String[] {"* " + PATH + "/** admin"});
        console = opened;
        registration = context.registerService(Servlet.class, tab, FrameworkUtil.asDictionary(properties));
    }

    synchronized void vanished(ServiceReference<ServletContextHelper> closed) {
        if (registration != null && closed.equals(console)) {
            registration.unregister();
            registration = null;
            console = null;
        }
    }

    /**
     * Publishes this host's sign-in as the console's. The console asks its own security before any filter, the door
     * included, so it must ask the door here.
     */
    static ServiceRegistration<?> publishSecurity(BundleContext context, Supplier<Optional<Door>> door) {
        return context.registerService(
                SECURITY_PROVIDER, new Security(door), FrameworkUtil.asDictionary(SECURITY_PROPERTIES));
    }

    /**
     * Made of the console's own type when the console asks, so that there is no wire: the console may come, go and change
     * its version without a restart of this bundle.
     */
    static final class Security implements ServiceFactory<Object> {

        private final Supplier<Optional<Door>> door;

        Security(Supplier<Optional<Door>> door) {
            this.door = door;
        }

        @Override
        public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
            try {
                Class<?> type = bundle.loadClass(SECURITY_PROVIDER);
                return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler());
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("A web console of another make: its sign-in can't be ours", e);
            }
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Object> registration, Object service) {
            // Nothing is held for it
        }

        private InvocationHandler handler() {
            return (proxy, method, given) -> switch (method.getName()) {
                case "authenticate" -> authenticate((HttpServletRequest) given[0], (HttpServletResponse) given[1]);
                // Every route of the console asks for an administrator
                case "authorize" -> given[0] instanceof String;
                case "logout" -> lead((HttpServletResponse) given[1]);
                case "equals" -> proxy == given[0];
                case "hashCode" -> System.identityHashCode(proxy);
                case "toString" -> getClass().getName();
                default -> throw new UnsupportedOperationException(method.getName());
            };
        }

        /** Who it is; null where it was answered, as the console wants it. */
        private @Nullable String authenticate(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            Optional<Door> open = door.get();
            if (open.isEmpty()) {
                response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                return null;
            }
            return open.get().admits(request, response) && request.getAttribute(Caller.ATTRIBUTE) instanceof Caller who
                    ? who.name()
                    : null;
        }

        /** One signs out by a form on the pages, never by following a link. */
        private static @Nullable Object lead(HttpServletResponse response) {
            response.setStatus(SEE_OTHER);
            response.setHeader("Location", "/admin/account");
            return null;
        }
    }
}
