// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.Feature;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Operation;
import io.webgate.license.format.LicenseFormatException.Fault;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

class CatalogueEntriesTest {

    @Test
    void readsAnEntry() throws LicenseFormatException {
        assertThat(CatalogueEntries.parse(Vectors.ENTRY.getBytes(UTF_8), "MIKO"))
                .isEqualTo(new Module(
                        new ModuleId("powerpos.processing-center"),
                        "MIKO",
                        new LocalizedText("Processing centre", "Процессинговый центр"),
                        Metric.CLIENTS,
                        new Consequence(
                                Cut.NEWCOMER,
                                Effect.REFUSE,
                                Set.of(new Operation("debit-existing")),
                                Optional.of(Duration.ofMinutes(15))),
                        Module.Counting.CONNECTIONS,
                        true,
                        Set.of(new Feature("a.b"), new Feature("c"))));
    }

    @Test
    void toleratesLineBreaksAtTheEndAndUnknownMembers() throws LicenseFormatException {
        Module plain = CatalogueEntries.parse(Vectors.ENTRY.getBytes(UTF_8), "MIKO");
        String more = Vectors.ENTRY.replace("\"PT15M\"}", "\"PT15M\",\"later\":\"2027-01-01\"}\r\n");

        assertThat(CatalogueEntries.parse(more.getBytes(UTF_8), "MIKO")).isEqualTo(plain);
    }

    @Test
    void readsWhatItRequiresAndWhatWaits() throws LicenseFormatException {
        String more = Vectors.ENTRY.replace(
                "\"PT15M\"}",
                "\"PT15M\",\"requires\":[\"a.a\",\"b.b\"],\"enforcedFrom\":\"2027-01-01T00:00:00Z\","
                        + "\"overdraft\":9,\"grace\":\"PT1H\"}");
        Module module = CatalogueEntries.parse(more.getBytes(UTF_8), "MIKO");
        assertThat(module.requires()).containsExactlyInAnyOrder(new ModuleId("a.a"), new ModuleId("b.b"));
        assertThat(module.terms())
                .isEqualTo(new Module.Terms(
                        Optional.of(Instant.parse("2027-01-01T00:00:00Z")), 9, Optional.of(Duration.ofHours(1))));
    }

    @Test
    void r45ReadsWhatPeopleCallItsFeatures() throws LicenseFormatException {
        String more = Vectors.ENTRY.replace(
                "\"PT15M\"}", "\"PT15M\",\"featureTitles\":{\"c\":{\"en\":\"Second\",\"ru\":\"Вторая\"}}}");
        Module module = CatalogueEntries.parse(more.getBytes(UTF_8), "MIKO");
        assertThat(module.titleOf(new Feature("c"), Locale.forLanguageTag("ru")))
                .isEqualTo("Вторая");
        assertThat(module.titleOf(new Feature("a.b"), Locale.ENGLISH))
                .as("no title")
                .isEqualTo("a.b");
        assertThat(module.aggregate()).isFalse();
        String several = Vectors.ENTRY.replace("\"PT15M\"}", "\"PT15M\",\"aggregate\":true}");
        assertThat(CatalogueEntries.parse(several.getBytes(UTF_8), "MIKO").aggregate())
                .isTrue();
        assertFault(Fault.CONTENT, more.replace("{\"c\":{", "{\"d\":{"));
        assertFault(Fault.CONTENT, more.replace("\"en\":\"Second\",", ""));
        assertFault(Fault.NOT_CANONICAL, Vectors.ENTRY.replace("\"PT15M\"}", "\"PT15M\",\"featureTitles\":{}}"));
    }

    @Test
    void refusesWhatIsNotAnEntry() {
        assertFault(Fault.CRITICAL, Vectors.ENTRY.replace("\"PT15M\"}", "\"PT15M\",\"critical\":[\"x\"],\"x\":1}"));
        assertFault(Fault.CONTENT, Vectors.ENTRY.replace("\"cut\":\"newcomer\"", "\"cut\":\"newest\""));
        assertFault(Fault.CONTENT, Vectors.ENTRY.replace("clients", "cats"));
        assertFault(Fault.CONTENT, Vectors.ENTRY.replace("\"summed\":true", "\"summed\":1"));
        assertFault(Fault.CONTENT, Vectors.ENTRY.replace("PT15M", "-PT15M"));
        assertFault(Fault.CONTENT, Vectors.ENTRY.replace(",\"ru\":\"Процессинговый центр\"", ""));
        assertFault(Fault.CONTENT, Vectors.ENTRY.replace("Processing centre", "\\n"));
        assertFault(Fault.NOT_CANONICAL, Vectors.ENTRY.replace("PT15M", "PT900S"));
        assertFault(Fault.NOT_CANONICAL, Vectors.ENTRY.replace("[\"a.b\",\"c\"]", "[\"c\",\"a.b\"]"));
        assertFault(Fault.MALFORMED, Vectors.ENTRY.replace("\"PT15M\"}", "\"PT15M\""));
    }

    private static void assertFault(Fault fault, String entry) {
        assertThatThrownBy(() -> CatalogueEntries.parse(entry.getBytes(UTF_8), "MIKO"))
                .asInstanceOf(type(LicenseFormatException.class))
                .extracting(LicenseFormatException::fault)
                .isEqualTo(fault);
    }
}
