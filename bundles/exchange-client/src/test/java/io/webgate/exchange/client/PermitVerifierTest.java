// SPDX-License-Identifier: Apache-2.0
package io.webgate.exchange.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** R61: the verifier against the vectors of {@code docs/vectors}, which it shares with the one in another language. */
class PermitVerifierTest {

    private static final JsonObject FILE = file();

    @TestFactory
    List<DynamicTest> everyVectorIsJudgedAsItSays() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonElement one : FILE.getAsJsonArray("vectors")) {
            JsonObject vector = one.getAsJsonObject();
            tests.add(DynamicTest.dynamicTest(
                    text(vector, "name"), () -> assertThat(judged(vector)).isEqualTo(text(vector, "result"))));
        }
        assertThat(tests).hasSizeGreaterThan(25);
        return tests;
    }

    @Test
    void whatAPermitSaysIsTold() throws Exception {
        JsonObject vector = FILE.getAsJsonArray("vectors").get(0).getAsJsonObject();

        PermitVerifier.Permit permit =
                verifier(vector).check(text(vector, "permit"), "till-1", "powerpos.pos", "exchange");

        assertThat(permit.subject()).isEqualTo("till-1");
        assertThat(permit.seat()).isEqualTo("seat-7");
        assertThat(permit.operations()).containsExactlyInAnyOrder("exchange", "debit-existing");
        assertThat(permit.expires()).isEqualTo("2020-01-02T10:02:00Z");
        assertThat(permit.fence()).isEqualTo(7);
    }

    @Test
    void aRefusedPermitDoesNotMoveTheFence() throws Exception {
        JsonObject vector = FILE.getAsJsonArray("vectors").get(0).getAsJsonObject();
        PermitVerifier verifier = verifier(vector);
        String newer = newer();

        assertThatThrownBy(() -> verifier.check(newer, "till-1", "powerpos.pos", "nothing"))
                .isInstanceOf(PermitVerifier.Refused.class);

        verifier.check(text(vector, "permit"), "till-1", "powerpos.pos", "exchange");
    }

    @Test
    void onlyTheKeyThatIsPinnedIsTaken() {
        String keys = FILE.getAsJsonObject("keys").toString();
        String pinned = text(FILE, "host");

        assertThatThrownBy(() -> new PermitVerifier("A".repeat(43), keys, InstantSource.system()))
                .isInstanceOf(IllegalArgumentException.class);
        String other = keys.replaceAll("\"x\":\".", "\"x\":\"_");
        assertThatThrownBy(() -> new PermitVerifier(pinned, other, InstantSource.system()))
                .as("another key under the pinned name")
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String newer() {
        for (JsonElement one : FILE.getAsJsonArray("vectors")) {
            if (text(one.getAsJsonObject(), "name").equals("a newer grant")) {
                return text(one.getAsJsonObject(), "permit");
            }
        }
        throw new AssertionError("No such vector");
    }

    private static String judged(JsonObject vector) throws PermitVerifier.Refused {
        PermitVerifier verifier = verifier(vector);
        String subject = text(vector, "subject");
        String module = text(vector, "module");
        String operation = text(vector, "operation");
        if (!text(vector, "after").isEmpty()) {
            verifier.check(text(vector, "after"), subject, module, operation);
        }
        try {
            verifier.check(text(vector, "permit"), subject, module, operation);
            return "accepted";
        } catch (PermitVerifier.Refused refused) {
            return refused.fault().name();
        }
    }

    private static PermitVerifier verifier(JsonObject vector) {
        Instant at = Instant.ofEpochSecond(vector.get("at").getAsLong());
        return new PermitVerifier(
                text(FILE, "host"), FILE.getAsJsonObject("keys").toString(), InstantSource.fixed(at));
    }

    private static String text(JsonObject object, String member) {
        return object.get(member).getAsString();
    }

    private static JsonObject file() {
        try {
            return JsonParser.parseString(Files.readString(Path.of("..", "..", "docs", "vectors", "permits.json")))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
