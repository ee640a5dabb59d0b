// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.LicenseCheck;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** R6, R102: for each way in which a document can be bad, the first check that it fails, with words in both languages. */
class FailedCheckTest {

    private static final Forge MIKO = new Forge("MIKO", 1, Set.of(Purpose.LICENSE));
    private static final Forge ASTR = new Forge("ASTR", 2, Set.of(Purpose.LICENSE));
    private static final Forge CLERK = new Forge("MIKO", 3, Set.of(Purpose.CATALOGUE));
    private static final KeyRing RING = KeyRing.of(
            List.of(MIKO.ed25519(), MIKO.mlDsa(), ASTR.ed25519(), ASTR.mlDsa(), CLERK.ed25519(), CLERK.mlDsa()));
    private static final byte[] PAYLOAD = Forge.SHOP.getBytes(UTF_8);
    private static final String GOOD = new String(MIKO.license(Forge.SHOP), UTF_8);

    static Stream<Arguments> bad() {
        String ed25519 = part(MIKO, Algorithm.ED25519);
        String mlDsa = part(MIKO, Algorithm.ML_DSA_65);
        Forge stranger = new Forge("EVIL", 4, Set.of(Purpose.LICENSE));
        return Stream.of(
                arguments("larger than a document may be", LicenseCheck.READABLE, " ".repeat(262_145)),
                arguments("empty", LicenseCheck.ENVELOPE, ""),
                arguments("another kind of file", LicenseCheck.ENVELOPE, "%PDF-1.7"),
                arguments("broken off", LicenseCheck.ENVELOPE, GOOD.substring(0, GOOD.length() - 5)),
                arguments("something follows", LicenseCheck.ENVELOPE, GOOD + "x"),
                arguments("one signature only", LicenseCheck.ENVELOPE, envelope(ed25519)),
                arguments("a header of another form", LicenseCheck.ENVELOPE, envelope(signed("{}"), mlDsa)),
                arguments(
                        "the second header of another form, beside an unknown key",
                        LicenseCheck.ENVELOPE,
                        envelope(part(stranger, Algorithm.ED25519), signed("{}"))),
                arguments(
                        "a signature whose text has loose bits",
                        LicenseCheck.ENVELOPE,
                        envelope(ed25519.replaceAll(".\"}$", "x\"}"), mlDsa)),
                arguments("an unknown key", LicenseCheck.KEY_KNOWN, file(stranger.license(Forge.SHOP))),
                arguments(
                        "a second key that is unknown, beside one for other things",
                        LicenseCheck.KEY_KNOWN,
                        envelope(part(CLERK, Algorithm.ED25519), part(stranger, Algorithm.ML_DSA_65))),
                arguments("keys for other things", LicenseCheck.KEY_PURPOSE, file(CLERK.license(Forge.SHOP))),
                arguments(
                        "a document of another kind",
                        LicenseCheck.KEY_PURPOSE,
                        file(CLERK.document(PAYLOAD, Purpose.CATALOGUE))),
                arguments("the two signatures exchanged", LicenseCheck.KEY_PURPOSE, envelope(mlDsa, ed25519)),
                arguments(
                        "an algorithm that is not the key's",
                        LicenseCheck.KEY_PURPOSE,
                        envelope(signed(Forge.header("none", MIKO.ed25519().kid(), Purpose.LICENSE.typ())), mlDsa)),
                arguments(
                        "signatures by two vendors",
                        LicenseCheck.SIGNATURES,
                        envelope(ed25519, part(ASTR, Algorithm.ML_DSA_65))),
                arguments(
                        "one bit of what was signed",
                        LicenseCheck.SIGNATURES,
                        GOOD.replace("{\"payload\":\"e", "{\"payload\":\"f")),
                arguments("signed, but no JSON", LicenseCheck.PAYLOAD, license("licence")),
                arguments("JSON that breaks off", LicenseCheck.PAYLOAD, license("{\"id\":\"MIKO-0001\"")),
                arguments("white space", LicenseCheck.PAYLOAD, license(Forge.SHOP.replace(",\"term\"", ", \"term\""))),
                arguments(
                        "bytes that are no text",
                        LicenseCheck.PAYLOAD,
                        file(MIKO.document("{\"id\":\"\u00ff\"}".getBytes(ISO_8859_1), Purpose.LICENSE))),
                arguments("a field missing", LicenseCheck.FIELDS, shop("\"version\":\"9.1\",\"issuedAt\":", "\"x\":")),
                arguments("a value without sense", LicenseCheck.FIELDS, shop("\"temporary\"", "\"for ever\"")),
                arguments("an end before its beginning", LicenseCheck.FIELDS, shop("2027-11-21", "2026-11-21")),
                arguments(
                        "a demand that is not known here",
                        LicenseCheck.FIELDS,
                        license(Forge.SHOP.replace("]}", "],\"critical\":[\"moon-phase\"]}"))),
                arguments(
                        "sets in another order",
                        LicenseCheck.CANONICAL,
                        shop("\"bonus-accounts\",\"video-events\"", "\"video-events\",\"bonus-accounts\"")),
                arguments(
                        "another vendor's name",
                        LicenseCheck.ISSUER,
                        shop("\"vendor\":\"MIKO\"", "\"vendor\":\"ASTR\"")),
                arguments(
                        "keys that did not count yet",
                        LicenseCheck.ISSUER,
                        shop("2026-11-22T10:15:30Z", "2025-12-31T23:59:59Z")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("bad")
    void r6TheFirstCheckThatFailsIsNamed(String what, LicenseCheck check, String document) {
        assertThatThrownBy(() -> LicenseDocuments.read(document.getBytes(UTF_8), RING))
                .asInstanceOf(type(LicenseFormatException.class))
                .satisfies(refusal -> {
                    assertThat(refusal.check()).isEqualTo(check);
                    assertThat(refusal.text().english())
                            .doesNotContainPattern("[а-яА-ЯёЁ]")
                            .matches("(?s)\\p{Lu}.*\\(.+\\)\\. (Ask|Check|Update) .*\\.");
                    assertThat(refusal.text().russian())
                            .matches("(?s)[А-Я].*\\(.+\\)\\. (Попросите|Проверьте,|Обновите) .*\\.")
                            .doesNotContain("вендор");
                });
    }

    private static String part(Forge forge, Algorithm algorithm) {
        return forge.part(algorithm, forge.header(algorithm, Purpose.LICENSE), PAYLOAD);
    }

    private static String signed(String header) {
        return MIKO.part(Algorithm.ED25519, header, PAYLOAD);
    }

    private static String envelope(String... parts) {
        return file(Forge.envelope(PAYLOAD, parts));
    }

    private static String license(String payload) {
        return file(MIKO.license(payload));
    }

    private static String shop(String text, String other) {
        assertThat(Forge.SHOP).contains(text);
        return license(Forge.SHOP.replace(text, other));
    }

    private static String file(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
