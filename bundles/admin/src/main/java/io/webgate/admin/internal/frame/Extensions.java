// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.gate.http.AdminPage;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import jakarta.servlet.Servlet;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The pages that plugins add, those of stopped plugins too as long as their bundles stay installed, so that the menu can
 * say why they are not there. Thread-safe.
 */
@Component(service = Extensions.class)
public final class Extensions {

    private static final Logger LOG = LoggerFactory.getLogger(Extensions.class);

    private final Map<ServiceReference<Servlet>, ExtensionPage> running = new LinkedHashMap<>();
    private final Map<String, Gone> gone = new LinkedHashMap<>();
    private final Map<ServiceReference<Servlet>, Bundle> owners = new LinkedHashMap<>();

    /** Called by SCR; the reference alone, since only the whiteboard asks the servlet. */
    @Reference(
            service = Servlet.class,
            target = "(" + AdminPage.PREFIX_ + "label=*)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    synchronized void bindPage(ServiceReference<Servlet> servlet) {
        Bundle bundle = servlet.getBundle();
        if (bundle == null) {
            return;
        }
        Optional<ExtensionPage> page =
                ExtensionPage.of(servlet::getProperty, bundle.getSymbolicName(), BundleTexts.of(bundle));
        if (page.isEmpty()) {
            LOG.warn(
                    "Page of {} has no pattern below {} or behind the gate and is not shown",
                    bundle,
                    ExtensionPage.ROOT);
            return;
        }
        running.put(servlet, page.get());
        owners.put(servlet, bundle);
        gone.remove(page.get().path());
    }

    synchronized void updatedPage(ServiceReference<Servlet> servlet) {
        running.remove(servlet);
        bindPage(servlet);
    }

    synchronized void unbindPage(ServiceReference<Servlet> servlet) {
        ExtensionPage page = running.remove(servlet);
        Bundle bundle = owners.remove(servlet);
        if (page != null && bundle != null) {
            gone.put(page.path(), new Gone(page.stopped(), bundle));
        }
    }

    /** The pages for the menu, by their labels. */
    synchronized List<ExtensionPage> pages(Locale locale) {
        gone.values().removeIf(one -> one.bundle.getState() == Bundle.UNINSTALLED);
        Map<String, ExtensionPage> byPath = new LinkedHashMap<>();
        gone.values().forEach(one -> byPath.put(one.page.path(), one.page));
        running.values().forEach(page -> byPath.put(page.path(), page));
        return byPath.values().stream()
                .sorted(Comparator.comparing((ExtensionPage page) -> page.label(locale)))
                .toList();
    }

    /** The page that a path belongs to: of several the deepest. */
    Optional<ExtensionPage> find(String path) {
        return found(path).or(() -> pages(Locale.ENGLISH).stream()
                .filter(page -> page.has(path))
                .max(Comparator.comparingInt(page -> page.path().length())));
    }

    /** The running page that a path belongs to; cheap, since every request to the gate asks. */
    synchronized Optional<ExtensionPage> found(String path) {
        ExtensionPage deepest = null;
        for (ExtensionPage page : running.values()) {
            if (page.has(path)
                    && (deepest == null || page.path().length() > deepest.path().length())) {
                deepest = page;
            }
        }
        return Optional.ofNullable(deepest);
    }

    private record Gone(ExtensionPage page, Bundle bundle) {}
}
