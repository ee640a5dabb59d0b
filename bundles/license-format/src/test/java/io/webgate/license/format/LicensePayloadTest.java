// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.License;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is written member by member is what the tree of values says, unknown members and all (R3). */
class LicensePayloadTest {

    private static final List<String> TEXTS =
            List.of("Cafe", "\u0416\u00e9", "a\"b", "a\\b", "/", "{[", "\ud83d\ude00", "a\u2028", "[", "{");
    private static final List<String> PLAIN = List.of("1", "1.50", "-0", "true", "null");

    private final Random random = new Random(3);

    /** Nothing in it that the first version of the format does not know. */
    private boolean plain;

    private boolean maybe() {
        return random.nextInt(3) == 0;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private Json text(String value) {
        return new Json.Text(value);
    }

    private Json texts(String... values) {
        return new Json.Items(List.of(values).stream().map(this::text).toList());
    }

    private Json unknown() {
        return switch (random.nextInt(5)) {
            case 0 -> new Json.Plain(any(PLAIN));
            case 1 -> new Json.Members(Map.of());
            case 2 -> new Json.Items(List.of(text(any(TEXTS) + "\u0001\t"), new Json.Plain(any(PLAIN))));
            case 3 -> new Json.Members(Map.of("a", text(any(TEXTS))));
            default -> text(any(TEXTS));
        };
    }

    private Json with(Map<String, Json> members, String... unknown) {
        for (String name : unknown) {
            if (!plain && maybe()) {
                members.put(name, unknown());
            }
        }
        return new Json.Members(members);
    }

    private Json payload() {
        boolean breakGlass = !plain && maybe();
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("id", text("L-1"));
        members.put("lineage", text("line"));
        members.put("generation", new Json.Plain("7"));
        members.put("vendor", text("ACME"));
        members.put("holder", text(any(TEXTS)));
        members.put("applications", maybe() ? texts("demo.a", "demo.b") : texts("demo.a"));
        if (maybe()) {
            members.put("version", text(any(TEXTS)));
        }
        members.put("issuedAt", text(maybe() ? "2026-01-02T03:04:05.250Z" : "2026-01-02T03:04:05Z"));
        members.put("validFrom", text("2026-01-01"));
        if (maybe()) {
            members.put("validUntil", text("2027-12-31"));
        }
        members.put("zone", text("Europe/Moscow"));
        members.put("term", text("permanent"));
        Map<String, Json> binding = new LinkedHashMap<>();
        boolean machine = maybe();
        binding.put("kind", text(machine ? "machine" : "anywhere"));
        binding.put("value", text(machine ? "KEY" : ""));
        if (machine) {
            binding.put("matching", new Json.Plain("4"));
        }
        members.put("binding", with(binding, "ay", "zz"));
        List<Json> entitlements = new ArrayList<>();
        for (String module : List.of("demo.x", "demo.y", "demo.z")) {
            if (random.nextBoolean()) {
                Map<String, Json> entitlement = new LinkedHashMap<>();
                entitlement.put("module", text(module));
                entitlement.put(
                        "quantity",
                        new Json.Plain(any(List.of("0", "5", plain ? "999999999999999999" : "9223372036854775807"))));
                entitlements.add(with(entitlement, "more"));
            }
        }
        members.put("entitlements", new Json.Items(entitlements));
        members.put("features", maybe() ? texts("f", "g") : texts());
        if (maybe()) {
            members.put("renewalDate", text("2027-01-31"));
        }
        members.put("supersedes", !breakGlass && maybe() ? texts("L-10", "L-9") : texts());
        if (breakGlass) {
            members.put("breakGlass", new Json.Plain("14"));
            members.put("critical", maybe() ? texts("breakGlass", "holder") : texts("breakGlass"));
        } else if (!plain && maybe()) {
            members.put("critical", texts("holder"));
        }
        return with(members, "attached", "later", "\u0416");
    }

    @Test
    void isReadAndWrittenAsTheTreeIs_R3() throws LicenseFormatException {
        for (int i = 0; i < 5_000; i++) {
            plain = i % 2 > 0;
            byte[] tree = payload().bytes();
            assertThat(plain && QuickPayload.read(tree).isEmpty())
                    .as("left to the careful one")
                    .isFalse();

            LicensePayload read = LicensePayload.careful(tree);

            assertThat(new String(read.bytes(), StandardCharsets.UTF_8))
                    .isEqualTo(new String(tree, StandardCharsets.UTF_8));
        }
    }

    /** The quick reader may leave a payload to the careful one; what it reads is what that one reads. */
    @Test
    void whatIsReadQuicklyIsWhatIsReadCarefully_R3_R13() throws LicenseFormatException {
        int quick = 0;
        for (int i = 0; i < 30_000; i++) {
            plain = i % 4 > 0;
            byte[] payload = changed(payload().bytes());
            Optional<License> read = QuickPayload.read(payload);
            if (read.isPresent()) {
                quick++;
                LicensePayload careful = LicensePayload.careful(payload);
                if (!careful.license().equals(read.get()) || !careful.extras().isEmpty()) {
                    assertThat(read.get())
                            .as(new String(payload, StandardCharsets.UTF_8))
                            .isEqualTo(careful.license());
                    assertThat(careful.extras().isEmpty()).isTrue();
                }
            }
        }
        assertThat(quick).isGreaterThan(2_000);
    }

    @Test
    void aPlainPayloadIsReadQuicklyInWhicheverLanguage_P9() {
        byte[] plain = Forge.SHOP.getBytes(StandardCharsets.UTF_8);
        byte[] russian = Forge.SHOP
                .replace("\"holder\":\"", "\"holder\":\"\u041a\u0430\u0444\u0435 ")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(QuickPayload.read(plain)).contains(Forge.shop());
        assertThat(QuickPayload.read(russian).orElseThrow().holder()).startsWith("\u041a\u0430\u0444\u0435 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"generation\":2|\"generation\":02",
                "\"generation\":2|\"generation\":2.0",
                "\"quantity\":3|\"quantity\":03",
                "\"quantity\":3|\"quantity\":-0",
                "\"matching\":3|\"matching\":03",
                "10:15:30Z|10:15:30.50Z",
                "10:15:30Z|10:15:30.000Z",
                "Europe/Moscow|UTC+3",
                "\"openservice.data-server\",\"powerpos.data-server\"|\"powerpos.data-server\",\"openservice.data-server\"",
                "\"bonus-accounts\",\"video-events\"|\"video-events\",\"bonus-accounts\"",
                "\"bonus-accounts\",\"video-events\"|\"video-events\",\"video-events\"",
                "powerpos.mobile-waiter|powerpos.zebra",
                "9.1|9\\/1",
                "9.1|9\\u002e1",
                "\"version\":\"9|\"version\": \"9"
            })
    void whatIsNotCanonicalIsReadByNeither_R3_R13(String piece, String other) {
        byte[] payload = Forge.SHOP
                .replaceFirst(Pattern.quote(piece), Matcher.quoteReplacement(other))
                .getBytes(StandardCharsets.UTF_8);
        assertThat(new String(payload, StandardCharsets.UTF_8)).isNotEqualTo(Forge.SHOP);

        assertThat(QuickPayload.read(payload)).isEmpty();
        assertThatThrownBy(() -> LicensePayload.read(payload)).isInstanceOf(LicenseFormatException.class);
    }

    private byte[] changed(byte[] payload) {
        byte[] bytes = payload.clone();
        int at = random.nextInt(bytes.length);
        String text = new String(bytes, StandardCharsets.UTF_8);
        return switch (random.nextInt(6)) {
            case 0 -> {
                bytes[at] = (byte) random.nextInt(256);
                yield bytes;
            }
            case 1 -> {
                bytes[at] = (byte) "\"\\,:{}[]019azA -.".charAt(random.nextInt(17));
                yield bytes;
            }
            case 2 -> Arrays.copyOf(bytes, at);
            case 3 ->
                text.replaceFirst("[0-9]", any(List.of("00", "12", "", "-1", "1e1", "1.0", "9223372036854775807")))
                        .getBytes(StandardCharsets.UTF_8);
            case 4 ->
                text.replaceFirst(
                                "\"demo[.][abxyz]\"|Europe/Moscow|permanent|anywhere|2026-01-0[12]",
                                any(List.of(
                                        "\"demo.y\",\"demo.x\"",
                                        "UTC+3",
                                        "rental",
                                        "machine",
                                        "media",
                                        "2026-02-30",
                                        "2026-01-03",
                                        "\"demo.x\",\"demo.y\"",
                                        "x".repeat(300))))
                        .getBytes(StandardCharsets.UTF_8);
            default -> bytes;
        };
    }
}
