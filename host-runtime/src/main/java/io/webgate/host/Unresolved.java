// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says of bundles that do not resolve what each one lacks. */
final class Unresolved {

    private static final Pattern PACKAGE = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]+)\\)");

    private final FrameworkWiring wiring;

    Unresolved(FrameworkWiring wiring) {
        this.wiring = wiring;
    }

    /** One line a bundle, those with a cause of their own first. */
    List<String> explain(List<Bundle> bundles) {
        List<String> causes = new ArrayList<>();
        List<String> followers = new ArrayList<>();
        for (Bundle bundle : bundles) {
            if (bundle.getState() != Bundle.INSTALLED) {
                continue;
            }
            String name = bundle.getSymbolicName() + " " + bundle.getVersion();
            List<String> lacks = lacks(bundle);
            if (lacks.isEmpty()) {
                followers.add(name + ": " + reason(bundle));
            } else {
                causes.add(name + Bilingual.text(" lacks ", ": не хватает ") + String.join(", ", lacks));
            }
        }
        causes.addAll(followers);
        return causes;
    }

    private List<String> lacks(Bundle bundle) {
        List<String> lacks = new ArrayList<>();
        for (BundleRequirement requirement : bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
            var directives = requirement.getDirectives();
            boolean counts = !Constants.RESOLUTION_OPTIONAL.equals(directives.get(Constants.RESOLUTION_DIRECTIVE))
                    && !"dynamic".equals(directives.get(Constants.RESOLUTION_DIRECTIVE))
                    && Constants.EFFECTIVE_RESOLVE.equals(
                            directives.getOrDefault(Constants.EFFECTIVE_DIRECTIVE, Constants.EFFECTIVE_RESOLVE));
            if (counts && wiring.findProviders(requirement).isEmpty()) {
                lacks.add(describe(requirement));
            }
        }
        return lacks;
    }

    private static String describe(BundleRequirement requirement) {
        String filter = requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
        Matcher name = PACKAGE.matcher(filter);
        return requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE) && name.find()
                ? Bilingual.text("package ", "пакета ") + name.group(1) + " " + filter
                : requirement.getNamespace() + " " + filter;
    }

    /**
     * Everything it needs is there, yet something behind that is not, or two providers clash: the framework knows, and
     * says so where it is asked for a class. Starting would not do: that is put off below the bundle's start level.
     */
    private static String reason(Bundle bundle) {
        try {
            return bundle.loadClass("io.webgate.host.None").getName();
        } catch (ClassNotFoundException e) {
            Throwable cause = e.getCause();
            return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
        }
    }
}
