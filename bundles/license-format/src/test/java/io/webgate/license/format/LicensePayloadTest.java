// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** What is written member by member is what the tree of values says, unknown members and all (R3). */
class LicensePayloadTest {

    private static final List<String> TEXTS =
            List.of("Cafe", "\u0416\u00e9", "a\"b", "a\\b", "/", "{[", "\ud83d\ude00", "a\u2028", "[", "{");
    private static final List<String> PLAIN = List.of("1", "1.50", "-0", "true", "null");

    private final Random random = new Random(3);

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
            if (maybe()) {
                members.put(name, unknown());
            }
        }
        return new Json.Members(members);
    }

    private Json payload() {
        boolean breakGlass = maybe();
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
                entitlement.put("quantity", new Json.Plain(any(List.of("0", "5", "9223372036854775807"))));
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
        } else if (maybe()) {
            members.put("critical", texts("holder"));
        }
        return with(members, "attached", "later", "\u0416");
    }

    @Test
    void isReadAndWrittenAsTheTreeIs_R3() throws LicenseFormatException {
        for (int i = 0; i < 5_000; i++) {
            byte[] tree = payload().bytes();

            LicensePayload read = LicensePayload.read(tree);

            assertThat(new String(read.bytes(), StandardCharsets.UTF_8))
                    .isEqualTo(new String(tree, StandardCharsets.UTF_8));
        }
    }
}
