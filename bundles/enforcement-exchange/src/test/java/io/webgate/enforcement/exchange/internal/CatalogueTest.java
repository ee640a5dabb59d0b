// SPDX-License-Identifier: Apache-2.0
package io.webgate.enforcement.exchange.internal;

import io.webgate.license.api.Feature;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Operation;
import io.webgate.license.format.CatalogueEntries;
import io.webgate.license.format.LicenseFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The entries that the vendor signs say what the rules R20–R46 say. */
class CatalogueTest {

    private static final Path FOLDER = Path.of("src/main/resources/META-INF/webgate/catalogue");

    /** One line a rule: what is counted, from where, added up or not, who is hit, how, and what goes on. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            textBlock =
                    """
                    R20, powerpos.processing-center,           CLIENTS,   CONNECTIONS, true,  suspend-all,       debit-existing
                    R21, powerpos.scale-manager,               SCALES,    CONNECTIONS, true,  suspend-newest,    ''
                    R22, powerpos.pos,                         DEVICES,   CONNECTIONS, true,  suspend-newest,    ''
                    R24, powerpos.data-terminal,               DEVICES,   CONNECTIONS, true,  suspend-all,       ''
                    R25, powerpos.tariff-device-server,        DEVICES,   CONNECTIONS, true,  suspend-all,       operate-devices
                    R26, powerpos.document-manager,            CLIENTS,   CONNECTIONS, true,  suspend-all,       exchange-terminals
                    R28, powerpos.report-generator,            COMPUTERS, CONNECTIONS, false, refuse,            ''
                    R31, powerpos.small-edition,               SERVERS,   CONNECTIONS, true,  suspend-uncovered, ''
                    R40, openservice.manager,                  CLIENTS,   CONNECTIONS, true,  refuse,            ''
                    R41, openservice.processing-center,        CLIENTS,   CONNECTIONS, true,  suspend-all,       debit-existing
                    R42, openservice.data-server,              SERVERS,   HOST,        false, hold,              exchange-data-servers exchange-license-server
                    R43, openservice.data-server.subordinates, SERVERS,   CONNECTIONS, true,  suspend-newest,    ''
                    R44, openservice.pos,                      DEVICES,   CONNECTIONS, true,  suspend-newest,    ''
                    R46, openservice.mobile-waiter,            DEVICES,   CONNECTIONS, true,  refuse,            ''
                    """)
    void eachEntrySaysWhatItsRuleSays(
            String rule, String id, String metric, String counting, boolean summed, String code, String goesOn)
            throws Exception {
        Module module = entry(id);

        assertThat(module.id().value()).as(rule).isEqualTo(id);
        assertThat(module.metric().name()).as(rule).isEqualTo(metric);
        assertThat(module.counting().name()).as(rule).isEqualTo(counting);
        assertThat(module.summed()).as(rule).isEqualTo(summed);
        assertThat(module.consequence().code()).as(rule).isEqualTo(code);
        assertThat(module.consequence().goesOn().stream()
                        .sorted()
                        .map(Operation::value)
                        .collect(Collectors.joining(" ")))
                .as(rule)
                .isEqualTo(goesOn);
        assertThat(module.terms()).as(rule).isEqualTo(Module.Terms.STRICT);
    }

    @Test
    void thereIsNoFurtherEntry() throws IOException {
        assertThat(names()).hasSize(14);
    }

    @Test
    void r42ManagersAndWaitersAloneNeedTheDataServersOwnLicence() throws Exception {
        for (String name : names()) {
            boolean needs = name.equals("openservice.manager") || name.equals("openservice.mobile-waiter");

            assertThat(entry(name).requires())
                    .as(name)
                    .isEqualTo(needs ? Set.of(new ModuleId("openservice.data-server")) : Set.of());
        }
    }

    @Test
    void r45RegistersOfOpenServiceAloneDeclareFeatures() throws Exception {
        for (String name : names()) {
            assertThat(entry(name).features().stream().map(Feature::value).sorted())
                    .as(name)
                    .containsExactlyElementsOf(
                            name.equals("openservice.pos")
                                    ? List.of(
                                            "bonus-accounts",
                                            "built-in-reports",
                                            "customer-data",
                                            "customer-discounts",
                                            "messages",
                                            "metered-goods",
                                            "table-reservation",
                                            "video-events")
                                    : List.of());
        }
    }

    @Test
    void r46OfWaitersAloneIdleOnesCanBeDisplaced() throws Exception {
        for (String name : names()) {
            assertThat(entry(name).consequence().displaceIdle().isPresent())
                    .as(name)
                    .isEqualTo(name.equals("openservice.mobile-waiter"));
        }
    }

    @Test
    void r100EachTitleIsWrittenInBothLanguages() throws Exception {
        for (String name : names()) {
            Module module = entry(name);
            if (!name.equals("powerpos.small-edition")) {
                assertThat(module.title().in(new Locale("ru"))).as(name).matches(".*[а-яё].*");
            }
            assertThat(module.title().in(Locale.ENGLISH)).as(name).matches("[A-Za-z. ]+");
        }
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        }
    }

    private static Module entry(String name) throws IOException, LicenseFormatException {
        return CatalogueEntries.parse(Files.readAllBytes(FOLDER.resolve(name + ".json")), "TEST");
    }
}
