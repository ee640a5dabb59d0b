// SPDX-License-Identifier: Apache-2.0
package io.webgate.house;

import io.webgate.license.api.Consequence;
import io.webgate.license.api.Feature;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Operation;
import io.webgate.license.format.CatalogueEntries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The catalogue that ships, entry by entry, against the rules R20 to R31 and R40 to R46: what is counted, who is hit, what
 * happens to them and what goes on. Whoever changes a consequence changes this table too.
 */
final class CatalogueTest {

    private static final Path BUNDLES = Path.of("../../bundles");

    private static Map<String, Module> shipped() throws Exception {
        Map<String, Module> all = new TreeMap<>();
        try (Stream<Path> bundles = Files.list(BUNDLES)) {
            for (Path bundle : bundles.toList()) {
                Path entries = bundle.resolve("src/main/resources/META-INF/webgate/catalogue");
                if (Files.isDirectory(entries)) {
                    try (Stream<Path> files = Files.list(entries)) {
                        for (Path file : files.toList()) {
                            Module module = CatalogueEntries.parse(Files.readAllBytes(file), "DEVL");
                            assertThat(file.getFileName()).hasToString(module.id() + ".json");
                            assertThat(all.put(module.id().value(), module))
                                    .as("two entries of " + module.id())
                                    .isNull();
                        }
                    }
                }
            }
        }
        return all;
    }

    private static String words(Set<?> words) {
        return words.isEmpty()
                ? "-"
                : words.stream().map(Object::toString).sorted().collect(Collectors.joining(" "));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "R20, powerpos.processing-center, CLIENTS, CONNECTIONS, summed, ALL, SUSPEND, debit-existing, aggregate",
        "R21, powerpos.scale-manager, SCALES, CONNECTIONS, summed, NEWEST, SUSPEND, -, aggregate",
        "R22, powerpos.pos, DEVICES, CONNECTIONS, summed, NEWEST, SUSPEND, -, single",
        "R23, powerpos.mobile-waiter, SESSIONS, GATE_SESSIONS, summed, ALL, STOP_GATE, -, single",
        "R24, powerpos.data-terminal, DEVICES, CONNECTIONS, summed, ALL, SUSPEND, -, single",
        "R25, powerpos.tariff-device-server, DEVICES, CONNECTIONS, summed, ALL, SUSPEND, operate-devices, aggregate",
        "R26, powerpos.document-manager, CLIENTS, CONNECTIONS, summed, ALL, SUSPEND, exchange-terminals, single",
        "R27, powerpos.web-reports, REPORTS, METER, summed, ALL, STOP_GATE, -, single",
        "R28, powerpos.report-generator, COMPUTERS, CONNECTIONS, on-or-off, NEWCOMER, REFUSE, -, single",
        "R29, powerpos.report-mailer, JOBS, METER, summed, ALL, HOLD, -, single",
        "R30, powerpos.retail-operations, SESSIONS, GATE_SESSIONS, summed, ALL, STOP_GATE, -, single",
        "R31, powerpos.small-edition, SERVERS, CONNECTIONS, summed, UNCOVERED, SUSPEND, -, single",
        "R40, openservice.manager, CLIENTS, CONNECTIONS, summed, NEWCOMER, REFUSE, -, single",
        "R41, openservice.processing-center, CLIENTS, CONNECTIONS, summed, ALL, SUSPEND, debit-existing, aggregate",
        "R42, openservice.data-server, SERVERS, HOST, on-or-off, ALL, HOLD,"
                + " exchange-data-servers exchange-license-server, single",
        "R43, openservice.data-server.subordinates, SERVERS, CONNECTIONS, summed, NEWEST, SUSPEND, -, single",
        "R44, openservice.pos, DEVICES, CONNECTIONS, summed, NEWEST, SUSPEND, -, single",
        "R46, openservice.mobile-waiter, DEVICES, CONNECTIONS, summed, NEWCOMER, REFUSE, -, single",
    })
    void everyRuleIsTheEntryThatShips(
            String rule,
            String id,
            String metric,
            String counting,
            String summed,
            String cut,
            String effect,
            String goesOn,
            String stands)
            throws Exception {
        Module module = shipped().get(id);
        assertThat(module).as(rule).isNotNull();
        Consequence consequence = module.consequence();
        assertThat(module.metric()).hasToString(metric);
        assertThat(module.counting()).hasToString(counting);
        assertThat(module.summed()).isEqualTo(summed.equals("summed"));
        assertThat(consequence.cut()).hasToString(cut);
        assertThat(consequence.effect()).hasToString(effect);
        assertThat(words(consequence.goesOn().stream().map(Operation::value).collect(Collectors.toSet())))
                .isEqualTo(goesOn);
        assertThat(module.aggregate()).isEqualTo(stands.equals("aggregate"));
        assertThat(module.terms()).as("hard rules").isEqualTo(Module.Terms.STRICT);
        assertThat(module.title().russian()).isNotBlank();
    }

    @Test
    void nothingElseShips() throws Exception {
        assertThat(shipped()).hasSize(18);
    }

    @Test
    void r42ManagersAndWaitersNeedTheServer() throws Exception {
        shipped().forEach((id, module) -> assertThat(module.requires())
                .as(id)
                .isEqualTo(
                        Set.of("openservice.manager", "openservice.mobile-waiter")
                                        .contains(id)
                                ? Set.of(new ModuleId("openservice.data-server"))
                                : Set.of()));
    }

    @Test
    void r45OneModuleHasFeaturesEachWithANameInBothLanguages() throws Exception {
        shipped().forEach((id, module) -> {
            assertThat(words(module.features().stream().map(Feature::value).collect(Collectors.toSet())))
                    .as(id)
                    .isEqualTo(
                            id.equals("openservice.pos")
                                    ? "bonus-accounts built-in-reports customer-data customer-discounts messages"
                                            + " metered-goods table-reservation video-events"
                                    : "-");
            module.features().forEach(feature -> assertThat(module.titleOf(feature, Locale.forLanguageTag("ru")))
                    .as(feature.value())
                    .isNotEqualTo(feature.value()));
        });
    }

    @Test
    void r46IdleOnesMakeRoomForWaitersAlone() throws Exception {
        shipped().forEach((id, module) -> assertThat(module.consequence().displaceIdle())
                .as(id)
                .isEqualTo(
                        id.equals("openservice.mobile-waiter")
                                ? java.util.Optional.of(Duration.ofMinutes(1))
                                : java.util.Optional.empty()));
    }
}
