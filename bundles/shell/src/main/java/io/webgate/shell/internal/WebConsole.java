// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.access.Route;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

import jakarta.servlet.Servlet;

import java.util.HashMap;
import java.util.Map;

/**
 * What the framework's web console meets here, where somebody brings one: the tab, and the route by which administrators
 * reach it. Without a console there is neither. Its sign-in is {@link ConsoleSignIn}. Thread-safe.
 */
final class WebConsole {

    /** The context in which the console serves its pages. */
    static final String CONTEXT = "(osgi.http.whiteboard.context.name=org.apache.felix.webconsole)";

    private static final String PATH = "/system/console";

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
}
