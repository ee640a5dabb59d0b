// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests.format;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.itests.format.Programs.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** R61: exchange permits are checked in another language, from the description alone, as ours are. */
class PermitOtherLanguageIT {

    private static final Path DOCS = Programs.place("webgate.docs");
    private static final Path SCRIPT = DOCS.resolve("verify").resolve("webgate_permit.py");

    @TempDir
    private static Path dir;

    @Test
    void itJudgesEveryVectorAsItSays() throws Exception {
        JsonObject file = file();
        Process python =
                Programs.start(List.of(Programs.python(), SCRIPT, "lines", "--keys", keys(file), "--host", host(file)));
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        try (BufferedWriter questions = new BufferedWriter(new OutputStreamWriter(python.getOutputStream(), UTF_8));
                BufferedReader answers = new BufferedReader(new InputStreamReader(python.getInputStream(), UTF_8))) {
            for (JsonElement one : file.getAsJsonArray("vectors")) {
                questions.write(one.toString());
                questions.newLine();
                questions.flush();
                String answer = answers.readLine();
                assertThat(answer).describedAs("Python broke off at %s", one).isNotNull();
                JsonElement result =
                        JsonParser.parseString(answer).getAsJsonObject().get("result");
                if (!result.equals(one.getAsJsonObject().get("result"))) {
                    wrong.add(one.getAsJsonObject().get("name") + ": " + result);
                }
                asked++;
            }
        }
        assertThat(python.waitFor()).isZero();
        assertThat(wrong).isEmpty();
        assertThat(asked).isGreaterThan(25);
    }

    @Test
    void itsCommandLineTellsGoodFromBadByItsExitCode() throws Exception {
        JsonObject file = file();
        String permit = file.getAsJsonArray("vectors")
                .get(0)
                .getAsJsonObject()
                .get("permit")
                .getAsString();

        // Its time was over long ago
        Result over = check(permit, keys(file), host(file));
        assertThat(over.output()).isEqualTo("refused: EXPIRED");
        assertThat(over.code()).isEqualTo(1);
        assertThat(check(permit + "!", keys(file), host(file)).output()).isEqualTo("refused: FORM");
        assertThat(check(permit + "A", keys(file), host(file)).output()).isEqualTo("refused: SIGNATURE");
        assertThat(check(permit, keys(file), "A".repeat(43)).code()).isEqualTo(2);
        assertThat(check(permit, dir.resolve("none.json"), host(file)).code()).isEqualTo(2);
    }

    private static Result check(String permit, Path keys, String host) throws Exception {
        return Programs.run(List.of(
                Programs.python(),
                SCRIPT,
                "check",
                permit,
                "--keys",
                keys,
                "--host",
                host,
                "--subject",
                "till-1",
                "--module",
                "powerpos.pos",
                "--operation",
                "exchange"));
    }

    private static Path keys(JsonObject file) throws Exception {
        Path keys = dir.resolve("keys.json");
        Files.writeString(keys, file.get("keys").toString());
        return keys;
    }

    private static String host(JsonObject file) {
        return file.get("host").getAsString();
    }

    private static JsonObject file() throws Exception {
        return JsonParser.parseString(Files.readString(DOCS.resolve("vectors").resolve("permits.json")))
                .getAsJsonObject();
    }
}
