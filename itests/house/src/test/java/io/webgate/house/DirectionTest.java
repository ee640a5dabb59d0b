// SPDX-License-Identifier: Apache-2.0
package io.webgate.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The direction of dependencies: arrows point down only, and only where they are allowed. */
final class DirectionTest {

    /** One bundle a product, with no rule in it. */
    private static final Set<String> ENFORCEMENT =
            Set.of("io.webgate.license.api", "io.webgate.license.spi", "io.webgate.gate.api", "io.webgate.gate.meter");

    /** Each bundle's root package, and whose exported packages it may use besides its own. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("io.webgate.license.api", Set.of()),
            Map.entry("io.webgate.license.spi", Set.of("io.webgate.license.api")),
            // gate-api
            Map.entry("io.webgate.gate.api", Set.of("io.webgate.license.api", "io.webgate.gate.http")),
            Map.entry("io.webgate.gate.http", Set.of("io.webgate.license.api", "io.webgate.gate.api")),
            Map.entry(
                    "io.webgate.gate.session",
                    Set.of("io.webgate.license.api", "io.webgate.gate.api", "io.webgate.gate.http")),
            Map.entry("io.webgate.gate.meter", Set.of("io.webgate.license.api", "io.webgate.license.spi")),
            Map.entry("io.webgate.license.format", Set.of("io.webgate.license.api", "io.webgate.license.text")),
            Map.entry("io.webgate.license.text", Set.of("io.webgate.license.api")),
            Map.entry("io.webgate.trust", Set.of()),
            Map.entry(
                    "io.webgate.machine.key",
                    Set.of("io.webgate.license.api", "io.webgate.license.format", "io.webgate.license.text")),
            Map.entry("io.webgate.store", Set.of()),
            Map.entry(
                    "io.webgate.license.registry",
                    Set.of(
                            "io.webgate.license.api",
                            "io.webgate.license.spi",
                            "io.webgate.license.format",
                            "io.webgate.license.text",
                            "io.webgate.trust",
                            "io.webgate.store")),
            Map.entry(
                    "io.webgate.ledger",
                    Set.of("io.webgate.license.api", "io.webgate.license.spi", "io.webgate.store")),
            // gate.http: who calls is told in its words; see access/RATIONALE.md
            Map.entry(
                    "io.webgate.access",
                    Set.of(
                            "io.webgate.license.api",
                            "io.webgate.store",
                            "io.webgate.gate.api",
                            "io.webgate.gate.http")),
            Map.entry("io.webgate.edition.small", Set.of("io.webgate.license.spi")),
            Map.entry("io.webgate.enforcement.mobile.waiter", ENFORCEMENT),
            Map.entry("io.webgate.enforcement.retail.operations", ENFORCEMENT),
            Map.entry("io.webgate.enforcement.web.reports", ENFORCEMENT),
            Map.entry("io.webgate.enforcement.report.mailer", ENFORCEMENT),
            Map.entry(
                    "io.webgate.enforcement.exchange",
                    Set.of("io.webgate.license.api", "io.webgate.license.spi", "io.webgate.gate.api")),
            Map.entry(
                    "io.webgate.watchdog",
                    Set.of(
                            "io.webgate.license.api",
                            "io.webgate.license.spi",
                            "io.webgate.gate.api",
                            "io.webgate.gate.http")),
            Map.entry(
                    "io.webgate.gate", Set.of("io.webgate.license.api", "io.webgate.gate.api", "io.webgate.gate.http")),
            // only in the demo: asks the time, writes a file
            Map.entry("io.webgate.demo.restaurant", Set.of("io.webgate.license.api")),
            Map.entry(
                    "io.webgate.plugin.mobile.waiter",
                    Set.of(
                            "io.webgate.license.api",
                            "io.webgate.gate.api",
                            "io.webgate.gate.http",
                            "io.webgate.gate.session",
                            "io.webgate.store",
                            "io.webgate.trade")),
            // trade: what plugins and the exchange hand to each other; see its RATIONALE.md
            Map.entry(
                    "io.webgate.trade",
                    Set.of(
                            "io.webgate.license.api",
                            "io.webgate.gate.api",
                            "io.webgate.gate.http",
                            "io.webgate.gate.session",
                            "io.webgate.store")),
            Map.entry(
                    "io.webgate.plugin.retail.operations",
                    Set.of(
                            "io.webgate.license.api",
                            "io.webgate.gate.api",
                            "io.webgate.gate.http",
                            "io.webgate.gate.session",
                            "io.webgate.store",
                            "io.webgate.trade")),
            // gate.meter: what counts as an enabled report is the meter's word
            Map.entry(
                    "io.webgate.plugin.web.reports",
                    Set.of(
                            "io.webgate.license.api",
                            "io.webgate.license.spi",
                            "io.webgate.gate.api",
                            "io.webgate.gate.http",
                            "io.webgate.gate.meter")),
            // a job mails a report, so it asks the plugin that has the reports
            Map.entry(
                    "io.webgate.plugin.report.mailer",
                    Set.of(
                            "io.webgate.license.api",
                            "io.webgate.license.spi",
                            "io.webgate.gate.api",
                            "io.webgate.gate.http",
                            "io.webgate.gate.meter",
                            "io.webgate.store",
                            "io.webgate.plugin.web.reports")),
            Map.entry(
                    "io.webgate.settings",
                    Set.of(
                            "io.webgate.license.api",
                            "io.webgate.license.spi",
                            "io.webgate.access",
                            "io.webgate.store")),
            Map.entry(
                    "io.webgate.rest",
                    Set.of(
                            "io.webgate.settings",
                            "io.webgate.license.api",
                            "io.webgate.license.spi",
                            "io.webgate.gate.api",
                            "io.webgate.gate.http",
                            "io.webgate.access",
                            "io.webgate.store")),
            Map.entry(
                    "io.webgate.admin",
                    Set.of(
                            "io.webgate.settings",
                            "io.webgate.license.api",
                            "io.webgate.gate.api",
                            "io.webgate.gate.http",
                            "io.webgate.access",
                            "io.webgate.store")),
            Map.entry(
                    "io.webgate.shell",
                    Set.of(
                            "io.webgate.license.api",
                            "io.webgate.gate.api",
                            "io.webgate.gate.http",
                            "io.webgate.access")),
            Map.entry(
                    "io.webgate.vendor.issuing",
                    Set.of("io.webgate.license.api", "io.webgate.license.format", "io.webgate.license.text")),
            Map.entry("io.webgate.exchange.client", Set.of()),
            Map.entry(
                    "io.webgate.testkit",
                    Set.of("io.webgate.license.api", "io.webgate.license.format", "io.webgate.vendor.issuing")));

    /**
     * The page of the mailer says while it is held that it is, with its jobs and what was sent (R29, R102). None of these
     * mails anything: {@code Mailer} does, and goes with the condition.
     */
    private static final Set<String> TOLD_WHILE_HELD = Set.of(
            "OSGI-INF/io.webgate.plugin.report.mailer.internal.JobConfiguration.xml",
            "OSGI-INF/io.webgate.plugin.report.mailer.internal.Jobs.xml",
            "OSGI-INF/io.webgate.plugin.report.mailer.internal.MailerPage.xml",
            "OSGI-INF/io.webgate.plugin.report.mailer.internal.OutboxComponent.xml",
            "OSGI-INF/io.webgate.plugin.report.mailer.internal.ReportsLink.xml",
            "OSGI-INF/io.webgate.plugin.report.mailer.internal.ServerSettings.xml");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.webgate");

    @Test
    void everyBundleUsesOnlyWhatItMay() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            Optional<String> from = bundleOf(type.getPackageName());
            if (from.isEmpty()) {
                violations.add("no bundle is known for the package " + type.getPackageName());
                continue;
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target = dependency.getTargetClass().getPackageName();
                Optional<String> to = bundleOf(target);
                if (to.isPresent() && !to.equals(from)) {
                    boolean allowed = MAY_IMPORT.get(from.get()).contains(to.get());
                    if (!allowed || target.contains(".internal")) {
                        violations.add(type.getName() + " uses "
                                + dependency.getTargetClass().getName());
                    }
                }
            }
        }
        assertThat(violations).isEmpty();
        assertThat(CLASSES.size()).as("classes looked at").isGreaterThan(300);
    }

    @Test
    void onlyTheOneTimeServiceAsksTheSystemForTheTime() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackages("io.webgate.vendor.issuing..", "io.webgate.testkit..")
                .and()
                .haveNameNotMatching("io\\.webgate\\.license\\.registry\\.internal\\..*Time.*")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(java.time.Clock.class, "systemDefaultZone")
                .because("D6: time is one service")
                .check(CLASSES);
    }

    @Test
    void nothingReadsSerialisedObjectsOrXml() {
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.xml..", "org.xml..", "org.w3c..")
                .check(CLASSES);
    }

    /** A vendor adds a module without code of ours: ids stand only in the bundles of their product. */
    @Test
    void noModuleIdStandsInMainCodeOutsideItsProductsBundles() throws IOException {
        Path bundles = Path.of("..", "..", "bundles");
        List<String> found = new ArrayList<>();
        List<Path> sources;
        try (Stream<Path> files = Files.walk(bundles)) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/"))
                    .filter(file -> !file.toString().contains("/enforcement-"))
                    .filter(file -> !file.toString().contains("/plugin-"))
                    .toList();
        }
        assertThat(sources).hasSizeGreaterThan(200);
        for (Path source : sources) {
            int number = 0;
            for (String line : Files.readAllLines(source)) {
                number++;
                boolean comment = line.strip().startsWith("*") || line.strip().startsWith("/");
                if (!comment && line.matches(".*\"(powerpos|openservice)\\.(?!data-server\"|license-server\").*")) {
                    found.add(source.getFileName() + ":" + number + " " + line.strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    /** A component without the condition would go on serving while its module is withheld (D2). */
    @Test
    void everyComponentOfAPluginGoesWithItsModulesCondition() throws IOException {
        List<String> without = new ArrayList<>();
        int components = 0;
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!element.contains("/plugin-") || !element.endsWith(".jar")) {
                continue;
            }
            try (JarFile jar = new JarFile(element)) {
                for (JarEntry entry : Collections.list(jar.entries())) {
                    if (entry.getName().matches("OSGI-INF/[^/]+\\.xml")) {
                        components++;
                        String text = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                        if (!text.contains("osgi.ds.satisfying.condition")
                                && !isSettingsCheck(text)
                                && !TOLD_WHILE_HELD.contains(entry.getName())) {
                            without.add(entry.getName());
                        }
                    }
                }
            }
        }
        assertThat(without).isEmpty();
        assertThat(components).as("components looked at").isPositive();
    }

    /** What only says whether settings can be saved serves nobody; they are made before there is a licence. */
    private static boolean isSettingsCheck(String component) {
        return component.contains("<provide interface=\"io.webgate.license.spi.SettingsCheck\"/>")
                && component.split("<provide ", -1).length == 2;
    }

    private static Optional<String> bundleOf(String packageName) {
        return MAY_IMPORT.keySet().stream()
                .filter(root -> packageName.equals(root) || packageName.startsWith(root + "."))
                .max((one, other) -> Integer.compare(one.length(), other.length()));
    }
}
