// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests.format;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.license.format.Bounds;
import io.webgate.license.format.EnvelopeFuzz;
import io.webgate.license.format.KeyTextFuzz;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.PayloadFuzz;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * Runs the fuzz targets (T33, T34, T35), each in a process of its own: 15 seconds, ten minutes with {@code --long}, or as
 * long as the property {@code webgate.fuzz.seconds} says. What it finds stays in {@code target/fuzz}.
 */
class FuzzIT {

    private static final Path DOCS = Programs.place("webgate.docs");
    private static final Path WORK = Programs.place("webgate.work").resolve("fuzz");
    private static final Pattern DONE = Pattern.compile("Done ([0-9]+) runs");

    /** So that the bounds hold from the first repetition on. */
    @BeforeAll
    static void warmUp() {
        for (int i = 0; i < Bounds.WARM_UP; i++) {
            PayloadFuzz.fuzzerTestOneInput("{}".getBytes(UTF_8));
            KeyTextFuzz.fuzzerTestOneInput("{}".getBytes(UTF_8));
        }
    }

    @Test
    void wholeDocuments() throws Exception {
        List<byte[]> seeds = seeds("documents.json", "document");

        assertThat(fuzz(EnvelopeFuzz.class, seeds, 16_384)).isGreaterThan(1_000);
    }

    @Test
    void whatDocumentsSay() throws Exception {
        List<byte[]> seeds = seeds("payloads.json", "payload");
        seeds.add(Files.readAllBytes(DOCS.resolve("vectors").resolve("trust.json")));

        assertThat(fuzz(PayloadFuzz.class, seeds, 8_192)).isGreaterThan(1_000);
    }

    @Test
    void typedKeys() throws Exception {
        List<byte[]> seeds = seeds("keys.json", "typed");

        assertThat(fuzz(KeyTextFuzz.class, seeds, 256)).isGreaterThan(1_000);
    }

    /** The bounds that no random input reaches. */
    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"a\":[", "\"", "\\", "9", "{\"a\":1,", "[1,", "\u0000", "\ud83c\udf63"})
    void noRepetitionCostsMuch(String piece) {
        for (String begin : List.of("", "{\"a\":", "{\"a\":\"", "{\"id\":\"", "{\"mode\":")) {
            byte[] input = (begin + piece.repeat(LicenseDocuments.MAX_BYTES / piece.getBytes(UTF_8).length - 8))
                    .getBytes(UTF_8);

            PayloadFuzz.fuzzerTestOneInput(input);
            KeyTextFuzz.fuzzerTestOneInput(input);
        }
    }

    private static long fuzz(Class<?> target, List<byte[]> seeds, int longest) throws Exception {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        assumeFalse(
                arm && System.getProperty("os.name").equals("Linux"), "Skipped: Jazzer has no driver for Linux on ARM");
        Path home = WORK.resolve(target.getSimpleName());
        Path corpus = Files.createDirectories(home.resolve("corpus"));
        Path first = Files.createDirectories(home.resolve("seeds"));
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(first.resolve("seed-" + i), seeds.get(i));
        }
        List<String> command = new ArrayList<>(List.of(
                Programs.java().toString(),
                "-Xmx512m",
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Dwebgate.trust=" + DOCS.resolve("vectors").resolve("trust.json"),
                "-Dwebgate.seeds=" + first,
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=io.webgate.**",
                "--reproducer_path=" + home,
                "-artifact_prefix=" + home + "/",
                "-max_total_time=" + seconds(),
                "-max_len=" + longest,
                "-timeout=10",
                corpus.toString(),
                first.toString()));
        Path log = home.resolve("log.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(seconds() + 120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(log);
        assertThat(process.exitValue()).describedAs(said).isZero();
        Matcher done = DONE.matcher(said);
        assertThat(done.find()).describedAs(said).isTrue();
        System.out.println(target.getSimpleName() + ": " + done.group());
        return Long.parseLong(done.group(1));
    }

    private static long seconds() {
        String asked = System.getProperty("webgate.fuzz.seconds", "");
        if (!asked.isEmpty()) {
            return Long.parseLong(asked);
        }
        return Boolean.getBoolean("webgate.long") ? 600 : 15;
    }

    private static List<byte[]> seeds(String file, String member) throws Exception {
        JsonObject vectors = JsonParser.parseString(
                        Files.readString(DOCS.resolve("vectors").resolve(file)))
                .getAsJsonObject();
        List<byte[]> seeds = new ArrayList<>();
        for (JsonElement vector : vectors.getAsJsonArray("vectors")) {
            seeds.add(vector.getAsJsonObject().get(member).getAsString().getBytes(UTF_8));
        }
        return seeds;
    }
}
