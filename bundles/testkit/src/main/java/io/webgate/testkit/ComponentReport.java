// SPDX-License-Identifier: Apache-2.0
package io.webgate.testkit;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;

import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;

/**
 * Says which bundles do not run and which component waits for what: unsatisfied references, conditions among them, or
 * the failure of its activation. A container test prints it instead of a mere "service not found".
 */
public final class ComponentReport {

    private ComponentReport() {}

    /** Bundles that are not active, then every component that is not satisfied, one line each. */
    public static String of(BundleContext context) {
        StringBuilder report = new StringBuilder("What does not run:\n");
        for (Bundle bundle : context.getBundles()) {
            boolean fragment = bundle.getHeaders("").get("Fragment-Host") != null;
            if (bundle.getState() != Bundle.ACTIVE && !fragment) {
                report.append("  bundle ")
                        .append(bundle)
                        .append(" is ")
                        .append(state(bundle))
                        .append('\n');
            }
        }
        ServiceReference<ServiceComponentRuntime> reference =
                context.getServiceReference(ServiceComponentRuntime.class);
        if (reference == null) {
            return report.append("  Declarative Services are not there at all\n")
                    .toString();
        }
        try {
            ServiceComponentRuntime runtime = context.getService(reference);
            for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs()) {
                describe(report, runtime, description);
            }
        } finally {
            context.ungetService(reference);
        }
        return report.toString();
    }

    private static void describe(
            StringBuilder report, ServiceComponentRuntime runtime, ComponentDescriptionDTO description) {
        Collection<ComponentConfigurationDTO> configurations = runtime.getComponentConfigurationDTOs(description);
        if (configurations.isEmpty()) {
            report.append("  ")
                    .append(description.name)
                    .append(" has no configuration (PIDs ")
                    .append(Arrays.toString(description.configurationPid))
                    .append(")\n");
        }
        for (ComponentConfigurationDTO configuration : configurations) {
            if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                report.append("  ")
                        .append(description.name)
                        .append(" failed: ")
                        .append(configuration.failure)
                        .append('\n');
            }
            TreeSet<String> waitsFor = new TreeSet<>();
            for (var reference : configuration.unsatisfiedReferences) {
                waitsFor.add(reference.name + " = " + wanted(description, reference.name) + " " + reference.target);
            }
            if (!waitsFor.isEmpty()) {
                report.append("  ")
                        .append(description.name)
                        .append(" waits for ")
                        .append(waitsFor)
                        .append('\n');
            }
        }
    }

    private static String wanted(ComponentDescriptionDTO description, String reference) {
        return Arrays.stream(description.references)
                .filter(one -> one.name.equals(reference))
                .map((ReferenceDTO one) -> one.interfaceName)
                .findFirst()
                .orElse("?");
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.INSTALLED -> "installed, not resolved";
            case Bundle.RESOLVED -> "resolved, not started";
            case Bundle.STARTING -> "starting";
            case Bundle.STOPPING -> "stopping";
            case Bundle.ACTIVE -> "active";
            default -> "uninstalled";
        };
    }
}
