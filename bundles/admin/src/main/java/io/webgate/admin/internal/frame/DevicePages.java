// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.gate.http.DevicePage;
import io.webgate.license.api.ModuleId;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import jakarta.servlet.Servlet;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The pages that devices open to be enrolled ({@link DevicePage}), as long as they are served. Thread-safe. */
@Component(service = DevicePages.class)
public final class DevicePages {

    private static final Pattern PATH = Pattern.compile("/gate/[a-z0-9/-]{1,100}");

    private final Map<ServiceReference<Servlet>, Page> pages = new ConcurrentHashMap<>();

    private record Page(String module, String path) {}

    /** Called by SCR; the servlet itself is not asked for. */
    @Reference(
            service = Servlet.class,
            target = "(" + DevicePage.PREFIX_ + "path=*)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addPage(ServiceReference<Servlet> servlet) {
        String module = String.valueOf(servlet.getProperty(DevicePage.PREFIX_ + "module"));
        String path = String.valueOf(servlet.getProperty(DevicePage.PREFIX_ + "path"));
        if (PATH.matcher(path).matches()) {
            pages.put(servlet, new Page(module, path));
        }
    }

    void removePage(ServiceReference<Servlet> servlet) {
        pages.remove(servlet);
    }

    /** Where a device begins that is enrolled for these modules; empty where none of them has a page. */
    public Optional<String> path(Set<ModuleId> modules) {
        return pages.values().stream()
                .filter(page ->
                        modules.stream().anyMatch(module -> module.value().equals(page.module())))
                .map(Page::path)
                .sorted()
                .findFirst();
    }
}
