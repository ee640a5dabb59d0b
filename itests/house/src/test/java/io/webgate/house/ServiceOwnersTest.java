// SPDX-License-Identifier: Apache-2.0
package io.webgate.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The watchdog's list of whose service is whose (D7, T44) names all that the bundles publish: who adds a service and forgets
 * the list would have added one that any plugin can put its own in the place of.
 */
final class ServiceOwnersTest {

    private static final String OURS = "io.webgate.";

    /** Not of the plane: a plugin may be missing or replaced, and decides on nothing but its trade. */
    private static final List<String> BESIDE = List.of("io.webgate.plugin.", "io.webgate.demo.", "io.webgate.testkit");

    /** These others are invited to offer too. */
    private static final Set<String> ANYBODYS =
            Set.of("io.webgate.license.spi.Meter", "io.webgate.license.spi.SettingsCheck");

    private static final List<String> SERVLET = List.of("jakarta.servlet.Servlet");

    /** What is registered without a component, call by call: no file says what these publish. */
    private static final Map<String, List<List<String>>> BY_HAND = Map.ofEntries(
            Map.entry(
                    "io.webgate.access.internal.AccessPublisher",
                    List.of(List.of("io.webgate.access.Accounts"), List.of("io.webgate.access.Access"))),
            Map.entry("io.webgate.admin.internal.AdminPublisher", List.of(SERVLET, List.of("jakarta.servlet.Filter"))),
            Map.entry(
                    "io.webgate.enforcement.exchange.internal.ConnectionMeters",
                    List.of(List.of("io.webgate.license.spi.Meter"))),
            Map.entry(
                    "io.webgate.ledger.internal.ModuleConditions",
                    List.of(List.of("org.osgi.service.condition.Condition"))),
            Map.entry(
                    "io.webgate.license.registry.internal.TimeComponent",
                    List.of(List.of(
                            "io.webgate.license.api.TrustedTime", "io.webgate.license.registry.internal.SignedTime"))),
            Map.entry(
                    "io.webgate.license.registry.internal.integrity.IntegrityComponent",
                    List.of(List.of("io.webgate.license.spi.IntegrityReport"))),
            Map.entry("io.webgate.rest.internal.RestPublisher", List.of(SERVLET)),
            Map.entry("io.webgate.rest.internal.DevicePageStandIns", List.of(SERVLET)),
            Map.entry("io.webgate.shell.internal.WebConsole", List.of(SERVLET)),
            // commands, under the name of their own class: the shell finds them by what they are called
            Map.entry("io.webgate.shell.internal.ShellPublisher", List.of(List.of())),
            Map.entry("io.webgate.store.internal.StoreComponent", List.of(List.of("io.webgate.store.Store"))),
            Map.entry("io.webgate.watchdog.internal.Watchdog", List.of(List.of("io.webgate.gate.api.GatePermit"))));

    private static final Pattern PROVIDED = Pattern.compile("<provide interface=\"([^\"]+)\"/>");

    @Test
    void theWatchdogKnowsTheOwnerOfEveryServiceOfThePlane() throws Exception {
        Map<String, String> published = components();
        BY_HAND.forEach((type, calls) ->
                calls.forEach(services -> services.forEach(service -> published.put(service, bundleOf(type)))));
        published.keySet().removeIf(service -> !service.startsWith(OURS) || ANYBODYS.contains(service));

        assertThat(published)
                .as("components are found in packed bundles only: run mvn -pl itests/house -am verify, not test")
                .hasSizeGreaterThan(20);
        assertThat(new TreeMap<>(owners())).isEqualTo(new TreeMap<>(published));
    }

    @Test
    void whatIsRegisteredByHandIsNamedHere() {
        Map<String, Long> calls = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.webgate")) {
            long count = type.getMethodCallsFromSelf().stream()
                    .filter(ServiceOwnersTest::registers)
                    .count();
            if (count > 0 && BESIDE.stream().noneMatch(type.getName()::startsWith)) {
                calls.put(type.getName(), count);
            }
        }
        Map<String, Long> named = new TreeMap<>();
        BY_HAND.forEach((type, services) -> named.put(type, (long) services.size()));

        assertThat(calls).isEqualTo(named);
    }

    private static boolean registers(JavaMethodCall call) {
        return call.getName().equals("registerService")
                && call.getTargetOwner().getName().equals("org.osgi.framework.BundleContext");
    }

    /** By service, the bundle of the plane that has a component for it. */
    private static Map<String, String> components() throws IOException {
        Map<String, String> published = new HashMap<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!element.endsWith(".jar")) {
                continue;
            }
            try (JarFile jar = new JarFile(element)) {
                String name = jar.getManifest() == null
                        ? null
                        : jar.getManifest().getMainAttributes().getValue("Bundle-SymbolicName");
                if (name == null || !name.startsWith(OURS) || BESIDE.stream().anyMatch(name::startsWith)) {
                    continue;
                }
                for (JarEntry entry : Collections.list(jar.entries())) {
                    if (entry.getName().matches("OSGI-INF/[^/]+\\.xml")) {
                        Matcher provided = PROVIDED.matcher(
                                new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                        while (provided.find()) {
                            String other = published.put(provided.group(1), name);
                            assertThat(other == null
                                            || other.equals(name)
                                            || !provided.group(1).startsWith(OURS)
                                            || ANYBODYS.contains(provided.group(1)))
                                    .as("%s of %s and %s", provided.group(1), other, name)
                                    .isTrue();
                        }
                    }
                }
            }
        }
        return published;
    }

    /** A bundle's name is its root package. */
    private static String bundleOf(String type) {
        return type.substring(0, type.indexOf(".internal"));
    }

    /** Its list is not for others, and this is no other: it holds it against the house. */
    @SuppressWarnings("unchecked")
    private static Map<String, String> owners() throws ReflectiveOperationException {
        Field owners = Class.forName("io.webgate.watchdog.internal.Rightful").getDeclaredField("OWNERS");
        owners.setAccessible(true);
        return (Map<String, String>) owners.get(null);
    }
}
