// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.gate.http.DevicePage;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.LocalizedText;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a device's page would be ({@link DevicePage}) and is not served, because its plugin or the gate is stopped, whoever
 * opens it is told so, and not asked to sign in: a phone has no account (R51). Nothing is told of the verdict, since anybody
 * may ask. Thread-safe.
 */
@Component(
        service = {},
        immediate = true,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class DevicePageStandIns implements BundleListener {

    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final Pattern PATH = Pattern.compile("/gate/[a-z0-9/-]{1,100}");

    private final BundleContext context;
    private final Map<ServiceReference<Servlet>, String> served = new HashMap<>();
    private final Map<String, ServiceRegistration<Servlet>> standIns = new HashMap<>();
    private boolean closed;

    /** Called by SCR. */
    @Activate
    public DevicePageStandIns(BundleContext context) {
        this.context = context;
        context.addBundleListener(this);
        settle();
    }

    @Reference(
            service = Servlet.class,
            target = "(" + DevicePage.PREFIX_ + "path=*)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    synchronized void addPage(ServiceReference<Servlet> page) {
        served.put(page, String.valueOf(page.getProperty(DevicePage.PREFIX_ + "path")));
        settle();
    }

    synchronized void removePage(ServiceReference<Servlet> page) {
        served.remove(page);
        settle();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        int what = event.getType();
        if (what == BundleEvent.INSTALLED || what == BundleEvent.UPDATED || what == BundleEvent.UNINSTALLED) {
            settle();
        }
    }

    /** A stand-in for each page that an installed bundle has and nobody serves. */
    private synchronized void settle() {
        if (closed) {
            return;
        }
        Set<String> missing = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() != Bundle.UNINSTALLED)
                .map(bundle -> bundle.getHeaders("").get(DevicePage.HEADER))
                .filter(path -> path != null && PATH.matcher(path).matches() && !served.containsValue(path))
                .collect(Collectors.toCollection(TreeSet::new));
        standIns.entrySet().removeIf(standIn -> {
            boolean over = !missing.contains(standIn.getKey());
            if (over) {
                standIn.getValue().unregister();
            }
            return over;
        });
        for (String path : missing) {
            standIns.computeIfAbsent(path, this::register);
        }
    }

    @Deactivate
    synchronized void close() {
        closed = true;
        context.removeBundleListener(this);
        standIns.values().forEach(ServiceRegistration::unregister);
        standIns.clear();
    }

    private ServiceRegistration<Servlet> register(String path) {
        return context.registerService(
                Servlet.class,
                new StandIn(),
                FrameworkUtil.asDictionary(Map.of(
                        HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN, path, "webgate.routes", new String[] {
                            "GET " + path + " public"
                        })));
    }

    private static final class StandIn extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Locale locale = Problem.locale(request.getHeader("Accept-Language"));
            Problem problem = Problem.of(
                            503,
                            "gate-stopped",
                            new LocalizedText("Not available now", "Сейчас недоступно"),
                            new LocalizedText(
                                    "The gate or this plugin is stopped. Ask an administrator; the page asks again by itself.",
                                    "Шлюз или этот плагин остановлен. Обратитесь к администратору; страница обновится сама."),
                            locale)
                    .retryAfter(AGAIN);
            boolean html = Problem.prefersHtml(request.getHeader("Accept"));
            response.setStatus(problem.status());
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("Retry-After", Long.toString(AGAIN.toSeconds()));
            response.setContentType(html ? "text/html;charset=UTF-8" : Problem.MEDIA_TYPE);
            if (html) {
                response.setHeader("Refresh", Long.toString(AGAIN.toSeconds()));
            }
            response.getWriter().print(html ? problem.toHtml(locale) : problem.toJson());
        }
    }
}
