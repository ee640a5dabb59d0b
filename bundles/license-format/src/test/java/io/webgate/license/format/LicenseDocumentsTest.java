// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Entitlement;
import io.webgate.license.api.Feature;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Term;
import io.webgate.license.format.LicenseFormatException.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** R3: what a licence says, in one form only. */
class LicenseDocumentsTest {

    private final Forge miko = new Forge("MIKO", 1, Set.of(Purpose.LICENSE));

    @Test
    void writesTheCanonicalForm() {
        assertThat(new String(LicenseDocuments.payload(Forge.shop()), UTF_8)).isEqualTo(Forge.SHOP);
    }

    @Test
    void readsWhatTheVendorSigned() throws LicenseFormatException {
        License read = LicenseDocuments.read(miko.license(Forge.SHOP), miko.ring());

        assertThat(read).isEqualTo(Forge.shop());
    }

    @Test
    void everyLicenceReadsBackAsItWasWrittenAndWritesBackAsItWasRead() throws LicenseFormatException {
        var random = new Random(20261122);
        for (int i = 0; i < 2000; i++) {
            License license = any(random);
            byte[] written = LicenseDocuments.payload(license);

            License read = LicenseDocuments.parse(written);

            assertThat(read).isEqualTo(license);
            assertThat(LicenseDocuments.payload(read)).isEqualTo(written);
        }
    }

    @Test
    void refusesAnotherVendorThanTheSigner() {
        assertFault(Fault.CONTENT, "payload.vendor", Forge.SHOP.replace("\"vendor\":\"MIKO\"", "\"vendor\":\"ASTR\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-12-31T23:59:59Z", "2030-01-01T00:00:00Z"})
    void refusesADocumentIssuedWhenItsKeysDidNotCount(String issuedAt) {
        assertFault(Fault.UNKNOWN_KEY, "payload.issuedAt", Forge.SHOP.replace("2026-11-22T10:15:30Z", issuedAt));
    }

    @Test
    void acceptsADocumentIssuedInTheFirstAndLastSecondOfItsKeys() throws LicenseFormatException {
        for (String issuedAt : List.of("2026-01-01T00:00:00Z", "2029-12-31T23:59:59Z")) {
            byte[] file = miko.license(Forge.SHOP.replace("2026-11-22T10:15:30Z", issuedAt));

            assertThat(LicenseDocuments.read(file, miko.ring()).issuedAt()).isEqualTo(Instant.parse(issuedAt));
        }
    }

    @Test
    void keepsAndIgnoresUnknownMembersBehindTheKnownOnes() throws LicenseFormatException {
        String more = Forge.SHOP
                .replace("\"quantity\":3}", "\"quantity\":3,\"overdraft\":{\"z\":1.50e2,\"a\":null}}")
                .replace("\"matching\":3}", "\"matching\":3,\"note\":\"\\u0001/\"}")
                .replace("[\"MIKO-0000\"]}", "[\"MIKO-0000\"],\"grace\":[],\"zzz\":true}");

        assertThat(LicenseDocuments.read(miko.license(more), miko.ring())).isEqualTo(Forge.shop());
        assertThat(new String(LicensePayload.read(more.getBytes(UTF_8)).bytes(), UTF_8))
                .isEqualTo(more);
    }

    @Test
    void refusesUnknownMembersInAnyOtherOrder() {
        assertFault(
                Fault.NOT_CANONICAL,
                "payload",
                Forge.SHOP.replace("[\"MIKO-0000\"]}", "[\"MIKO-0000\"],\"b\":1,\"a\":1}"));
        assertFault(Fault.NOT_CANONICAL, "payload", Forge.SHOP.replace("{\"id\"", "{\"a\":1,\"id\""));
    }

    @Test
    void refusesWhatIsCriticalAndUnknown() {
        String end = "[\"MIKO-0000\"]}";
        assertFault(
                Fault.CRITICAL,
                "payload.grace",
                Forge.SHOP.replace(end, "[\"MIKO-0000\"],\"critical\":[\"grace\"],\"grace\":1}"));
        assertFault(
                Fault.CRITICAL,
                "payload.overdraft",
                Forge.SHOP
                        .replace("\"quantity\":3}", "\"quantity\":3,\"overdraft\":1}")
                        .replace(end, "[\"MIKO-0000\"],\"critical\":[\"overdraft\"]}"));
        // Known elsewhere, unknown where it stands
        assertFault(
                Fault.CRITICAL,
                "payload.quantity",
                Forge.SHOP.replace(end, "[\"MIKO-0000\"],\"critical\":[\"quantity\"],\"quantity\":1}"));
    }

    @Test
    void acceptsWhatIsCriticalAndKnown() throws LicenseFormatException {
        String known = Forge.SHOP.replace("[\"MIKO-0000\"]}", "[\"MIKO-0000\"],\"critical\":[\"binding\",\"zone\"]}");

        assertThat(LicenseDocuments.read(miko.license(known), miko.ring())).isEqualTo(Forge.shop());
    }

    /** Who does not know the member would count at once, and for ever, what waits for its activation. */
    @Test
    void r59BreakGlassDemandsToBeKnownByEveryReader() throws LicenseFormatException {
        String shop = Forge.SHOP.replace("[\"MIKO-0000\"]}", "[]}");
        String glass = shop.replace("[]}", "[],\"breakGlass\":14,\"critical\":[\"breakGlass\"]}");

        LicenseDocuments.Opened opened = LicenseDocuments.open(miko.license(glass), miko.ring());
        assertThat(opened.license().breakGlass()).hasValue(14);
        assertThat(new String(opened.contents(), UTF_8)).isEqualTo(glass);
        assertThat(new String(LicenseDocuments.payload(opened.license()), UTF_8))
                .isEqualTo(glass);
        assertThat(new String(LicenseDocuments.payload(opened.license(), List.of("{}".getBytes(UTF_8))), UTF_8))
                .endsWith("\"critical\":[\"breakGlass\"],\"attached\":[\"{}\"]}");

        assertFault(Fault.NOT_CANONICAL, "payload", shop.replace("[]}", "[],\"breakGlass\":14}"));
        assertFault(Fault.CONTENT, "payload", glass.replace(":14,", ":91,"));
        assertFault(Fault.CONTENT, "payload", glass.replace(":14,", ":0,"));
        assertFault(Fault.CONTENT, "payload", glass.replace("\"supersedes\":[]", "\"supersedes\":[\"MIKO-0000\"]"));
        // As the reader of another name would meet it
        assertFault(Fault.CRITICAL, "payload.brokenGlass", glass.replace("breakGlass", "brokenGlass"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
                    "generation":2 | "generation":2.0 | CONTENT
                    "generation":2 | "generation":0 | CONTENT
                    "generation":2 | "generation":-2 | CONTENT
                    "generation":2 | "generation":9223372036854775808 | CONTENT
                    "generation":2 | "generation":"2" | CONTENT
                    "generation":2 | "generation":02 | MALFORMED
                    "generation":2 | "generation":2,"generation":3 | MALFORMED
                    "quantity":3 | "quantity":-0 | NOT_CANONICAL
                    "quantity":3 | "quantity":-1 | CONTENT
                    "quantity":3 | "quantity":3,"quantity":3 | MALFORMED
                    "version":"9.1", | "version":null, | CONTENT
                    "version":"9.1" | "version":"\\u0039.1" | NOT_CANONICAL
                    "version":"9.1" | "version":"9\\/1" | NOT_CANONICAL
                    "zone":"Europe/Moscow" | "zone":"Europe/Atlantis" | CONTENT
                    "zone":"Europe/Moscow" | "zone":"+3" | NOT_CANONICAL
                    "zone":"Europe/Moscow", | # # | CONTENT
                    "validFrom":"2026-11-22" | "validFrom":"2026-11-31" | CONTENT
                    "validFrom":"2026-11-22" | "validFrom":"+12026-11-22" | CONTENT
                    "validFrom":"2026-11-22" | "validFrom":"2028-11-22" | CONTENT
                    "validUntil":"2027-11-21" | "validUntil":"+999999999-12-31" | CONTENT
                    10:15:30Z | 10:15:30.000Z | NOT_CANONICAL
                    10:15:30Z | 10:15:30+00:00 | CONTENT
                    "matching":3 | "matching":2 | CONTENT
                    "matching":3 | "matching":4294967299 | CONTENT
                    "machine" | "anywhere" | CONTENT
                    "temporary" | "eternal" | CONTENT
                    "powerpos.mobile-waiter" | "powerpos.zzz" | NOT_CANONICAL
                    "powerpos.mobile-waiter" | "powerpos.pos" | CONTENT
                    "powerpos.mobile-waiter" | "Waiter" | CONTENT
                    "video-events" | "alpha" | NOT_CANONICAL
                    "video-events" | "bonus-accounts" | NOT_CANONICAL
                    "video-events" | 7 | CONTENT
                    ["MIKO-0000"] | {} | CONTENT
                    "holder":"Кафе | "holder": "Кафе | NOT_CANONICAL
                    "holder":"Кафе | "holder":"\\u0000Кафе | CONTENT
                    "vendor":"MIKO" | "vendor":"miko" | CONTENT
                    """)
    void refusesEveryOtherFormAndWhatMakesNoSense(String right, String wrong, Fault fault) {
        assertThat(Forge.SHOP).contains(right);
        assertFault(fault, "payload", Forge.SHOP.replace(right, wrong.strip()));
    }

    @Test
    void refusesAnIdentifierLongEnoughToExhaustTheStack() {
        assertFault(Fault.CONTENT, "payload", Forge.SHOP.replace("video-events", "a-".repeat(50_000) + "a"));
    }

    @Test
    void namesTheMemberAndWhatToDoInBothLanguages() {
        assertThatThrownBy(() -> LicenseDocuments.parse(Forge.SHOP
                        .replace("\"quantity\":10", "\"quantity\":true")
                        .getBytes(UTF_8)))
                .asInstanceOf(type(LicenseFormatException.class))
                .satisfies(refusal -> {
                    assertThat(refusal.where()).isEqualTo("payload.entitlements[1].quantity");
                    assertThat(refusal.text().english()).contains("payload.entitlements[1].quantity", "issue");
                    assertThat(refusal.text().russian()).contains("Ожидалось целое число", "выпустить");
                });
    }

    private void assertFault(Fault fault, String where, String payload) {
        assertThatThrownBy(() -> LicenseDocuments.read(miko.license(payload), miko.ring()))
                .asInstanceOf(type(LicenseFormatException.class))
                .satisfies(refusal -> {
                    assertThat(refusal.fault())
                            .describedAs(refusal.getMessage())
                            .isEqualTo(fault);
                    assertThat(refusal.where()).startsWith(where);
                });
    }

    private static License any(Random random) {
        boolean permanent = random.nextBoolean();
        boolean breakGlass = random.nextInt(4) == 0;
        LocalDate from = LocalDate.ofEpochDay(random.nextInt(40_000));
        List<String> zones = List.of("Europe/Moscow", "Asia/Kamchatka", "UTC", "+05:30", "Z");
        return new License(
                new LicenseId("MIKO-" + random.nextInt(1000)),
                new Lineage("L" + random.nextInt(1000)),
                1 + random.nextInt(Integer.MAX_VALUE),
                "MIKO",
                holder(random),
                some(random, 1, n -> new ApplicationId("suite" + n + ".server")),
                random.nextBoolean() ? Optional.of("9." + random.nextInt(9)) : Optional.empty(),
                Instant.ofEpochSecond(random.nextInt(), random.nextBoolean() ? 0 : random.nextInt(1_000_000_000)),
                from,
                permanent ? Optional.empty() : Optional.of(from.plusDays(random.nextInt(4000))),
                ZoneId.of(zones.get(random.nextInt(zones.size()))),
                permanent
                        ? Term.PERMANENT
                        : List.copyOf(EnumSet.allOf(Term.class)).get(random.nextInt(4)),
                binding(random),
                some(random, 0, n -> new ModuleId("suite.m" + n)).stream()
                        .sorted()
                        .map(module -> new Entitlement(module, random.nextLong() >>> 1))
                        .toList(),
                some(random, 0, n -> new Feature("f" + n)),
                random.nextBoolean() ? Optional.of(from) : Optional.empty(),
                breakGlass ? Set.of() : some(random, 0, n -> new LicenseId("MIKO-" + n)),
                breakGlass ? OptionalInt.of(1 + random.nextInt(90)) : OptionalInt.empty());
    }

    private static String holder(Random random) {
        String text = IntStream.generate(() -> random.nextInt(0x10FFFF))
                .filter(c -> !Character.isISOControl(c) && (c < 0xD800 || c > 0xDFFF))
                .limit(1 + random.nextInt(40))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return "\"\\/" + text;
    }

    private static Binding binding(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Binding.ANYWHERE;
            case 1 -> new Binding(Binding.Kind.MACHINE, "K" + random.nextInt(), 3 + random.nextInt(3));
            default -> new Binding(Binding.Kind.LICENSE_SERVER, "S\u2028" + random.nextInt(), 0);
        };
    }

    private static <T> Set<T> some(Random random, int least, IntFunction<T> make) {
        return IntStream.range(0, least + random.nextInt(12))
                .map(i -> random.nextInt(1000))
                .mapToObj(make)
                .collect(Collectors.toSet());
    }
}
