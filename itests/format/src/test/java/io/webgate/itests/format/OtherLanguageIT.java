// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests.format;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.itests.format.Programs.Result;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Feature;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Term;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.format.TrustDocument.VendorInfo;
import io.webgate.testkit.ThrowawayVendor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Another implementation, in another language and from the description alone, says of every document what ours says (R2,
 * R3, R13). It is one process that is asked line by line.
 */
class OtherLanguageIT {

    private static final Path VECTORS = Programs.place("webgate.docs").resolve("vectors");
    private static final Path SCRIPT =
            Programs.place("webgate.docs").resolve("verify").resolve("webgate_verify.py");

    private static final ThrowawayVendor VENDOR =
            ThrowawayVendor.named("TEST", InstantSource.fixed(Instant.parse("2026-11-22T10:15:30Z")));

    @TempDir
    private static Path dir;

    private static Process python;
    private static BufferedWriter questions;
    private static BufferedReader answers;

    @BeforeAll
    static void start() throws Exception {
        python = Programs.start(List.of(Programs.python(), SCRIPT, "lines", "--trust", VECTORS.resolve("trust.json")));
        questions = new BufferedWriter(new OutputStreamWriter(python.getOutputStream(), UTF_8));
        answers = new BufferedReader(new InputStreamReader(python.getInputStream(), UTF_8));
    }

    @AfterAll
    static void stop() throws Exception {
        questions.close();
        assertThat(python.waitFor()).isZero();
    }

    @Test
    void itFindsTheSameFaultInEveryVectorOfADocument() throws Exception {
        List<JsonObject> documents = new ArrayList<>(vectors("documents.json"));
        documents.addAll(vectors("statements.json"));
        for (JsonObject vector : documents) {
            JsonObject answer = ask(encoded(vector, "document"));

            assertThat(fault(answer)).describedAs(name(vector)).isEqualTo(fault(vector));
            assertThat(answer.get("where")).describedAs(name(vector)).isEqualTo(vector.get("where"));
        }
    }

    @Test
    void itFindsTheSameFaultInEveryVectorOfAPayload() throws Exception {
        for (JsonObject vector : vectors("payloads.json")) {
            assertThat(fault(ask(encoded(vector, "payload"))))
                    .describedAs(name(vector))
                    .isEqualTo(fault(vector));
        }
    }

    @Test
    void itVerifiesEveryVectorOfASignatureAsItMust() throws Exception {
        for (JsonObject vector : vectors("signatures.json")) {
            assertThat(ask(vector).get("valid").getAsBoolean())
                    .describedAs(name(vector))
                    .isEqualTo(vector.get("result").getAsString().equals("valid"));
        }
    }

    /** R15, R17, R18, R97, R101. */
    @Test
    void itReadsEveryTypedKeyAlike() throws Exception {
        for (JsonObject vector : vectors("keys.json")) {
            JsonObject answer = ask(vector);

            assertThat(answer.get("text")).describedAs(name(vector)).isEqualTo(vector.get("text"));
            assertThat(fault(answer)).describedAs(name(vector)).isEqualTo(fault(vector));
        }
    }

    @Test
    void itReadsWhatAThrowAwayVendorIssues() throws Exception {
        for (byte[] file : issued()) {
            JsonObject answer = ask(document(file, trust()));

            assertThat(answer.get("payload").getAsString())
                    .isEqualTo(
                            new String(LicenseDocuments.payload(LicenseDocuments.read(file, VENDOR.keyRing())), UTF_8));
        }
    }

    @Test
    void itRefusesWhatIsLargerThanADocumentMayBe() throws Exception {
        byte[] file = issued().get(0);
        byte[] full = Arrays.copyOf(file, LicenseDocuments.MAX_BYTES);
        Arrays.fill(full, file.length, full.length, (byte) '\n');
        byte[] fuller = Arrays.copyOf(full, full.length + 1);
        fuller[full.length] = '\n';

        assertThat(fault(ask(document(full, trust())))).isEmpty();
        assertThat(fault(ask(document(fuller, trust())))).isEqualTo("TOO_LARGE");
        assertThat(fault(fuller)).isEqualTo("TOO_LARGE");
    }

    /** T21, T22: bits, bytes, pieces. */
    @Test
    void itAgreesOnMutatedDocuments() throws Exception {
        var random = new Random(21);
        List<byte[]> issued = issued();
        String trust = trust();
        List<String> disagreements = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            byte[] file = issued.get(i % issued.size());
            byte[] mutant = mutated(file, random);
            String ours = fault(mutant);
            String theirs = fault(ask(document(mutant, trust)));
            if (!ours.equals(theirs)) {
                disagreements.add(
                        ours + " but " + theirs + ": " + Base64.getEncoder().encodeToString(mutant));
            }
        }
        assertThat(disagreements).isEmpty();
    }

    /** As if the vendor had signed them: the readers of JSON and of a licence against each other. */
    @Test
    void itAgreesOnMutatedPayloads() throws Exception {
        var random = new Random(34);
        List<byte[]> payloads = new ArrayList<>();
        for (JsonObject vector : vectors("payloads.json")) {
            if (vector.get("kind").getAsString().equals("license")) {
                payloads.add(vector.get("payload").getAsString().getBytes(UTF_8));
            }
        }
        List<String> disagreements = new ArrayList<>();
        int accepted = 0;
        for (int i = 0; i < 6000; i++) {
            byte[] mutant = mutated(payloads.get(random.nextInt(payloads.size())), random);
            JsonObject question = new JsonObject();
            question.addProperty("payload", Base64.getEncoder().encodeToString(mutant));
            String ours = faultOfPayload(mutant);
            String theirs = fault(ask(question));
            accepted += ours.isEmpty() ? 1 : 0;
            if (!ours.equals(theirs)) {
                disagreements.add(ours + " but " + theirs + ": " + new String(mutant, UTF_8));
            }
        }
        assertThat(disagreements).isEmpty();
        assertThat(accepted).isGreaterThan(100);
    }

    /** T26, where the public vectors lie beside the checkout; those of docs/vectors are always tried. */
    @Test
    void itVerifiesThePublicAttackVectorsToo() throws Exception {
        Path wycheproof = Programs.place("webgate.wycheproof");
        assumeTrue(Files.isDirectory(wycheproof), "Skipped: no " + wycheproof);
        int tried = 0;
        for (String[] file :
                new String[][] {{"ed25519_test.json", "EdDSA"}, {"mldsa_65_verify_test.json", "ML-DSA-65"}}) {
            for (JsonElement group : read(wycheproof.resolve(file[0])).getAsJsonArray("testGroups")) {
                JsonElement key = group.getAsJsonObject().get("publicKey");
                String hex =
                        key.isJsonObject() ? key.getAsJsonObject().get("pk").getAsString() : key.getAsString();
                for (JsonElement each : group.getAsJsonObject().getAsJsonArray("tests")) {
                    JsonObject test = each.getAsJsonObject();
                    JsonObject question = new JsonObject();
                    question.addProperty("algorithm", file[1]);
                    question.addProperty("publicKey", hex);
                    question.add("message", test.get("msg"));
                    question.add("signature", test.get("sig"));
                    if (test.has("ctx")) {
                        question.add("context", test.get("ctx"));
                    }
                    assertThat(ask(question).get("valid").getAsBoolean())
                            .describedAs("%s %s", test.get("tcId"), test.get("comment"))
                            .isEqualTo(test.get("result").getAsString().equals("valid"));
                    tried++;
                }
            }
        }
        assertThat(tried).isGreaterThan(300);
    }

    @Test
    void itsCommandLineTellsGoodFromBadByItsExitCode() throws Exception {
        Path good = dir.resolve("good.lic");
        Path bad = dir.resolve("bad.lic");
        Path trust = dir.resolve("trust.json");
        byte[] file = issued().get(2);
        Files.write(good, file);
        file[100] = (byte) (file[100] == 'A' ? 'B' : 'A'); // another character of the signed text
        Files.write(bad, file);
        Files.writeString(trust, trust());

        Result accepted = verify(good, trust);
        assertThat(accepted.output()).contains("«Ёж»", "\"term\": \"rental\"");
        assertThat(accepted.code()).isZero();
        Result refused = verify(bad, trust);
        assertThat(refused.output()).startsWith("refused: SIGNATURE at signatures[0].signature");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(verify(good, VECTORS.resolve("trust.json")).output()).startsWith("refused: UNKNOWN_KEY");
        assertThat(verify(dir.resolve("none.lic"), trust).code()).isEqualTo(2);
        Files.writeString(trust, trust() + "\n");
        assertThat(verify(good, trust).code()).isEqualTo(2);
    }

    private static Result verify(Path file, Path trust) throws Exception {
        return Programs.run(List.of(Programs.python(), SCRIPT, "verify", file, "--trust", trust));
    }

    /** Small, large, and with everything that a licence can say. */
    private static List<byte[]> issued() {
        return List.of(
                VENDOR.license("powerpos.pos", 10),
                VENDOR.license("powerpos.pos", Long.MAX_VALUE, Binding.ANYWHERE, request -> {
                    for (int i = 0; i < 49; i++) {
                        request.entitlement(new ModuleId("suite.module-" + i), i);
                    }
                    return request;
                }),
                VENDOR.license(
                        "openservice.pos",
                        3,
                        Binding.machine("0013-0026-ZZZ8-4001-00NA-Y1ZJ"),
                        request -> request.feature(new Feature("bonus-accounts"))
                                .feature(new Feature("video-events"))
                                .version("9.1 «Ёж» \"寿司\" \\ 🍣")
                                .zone(ZoneId.of("Asia/Kamchatka"))
                                .term(Term.RENTAL)
                                .until(LocalDate.parse("2028-02-29"))
                                .renewal(LocalDate.parse("2028-02-01"))
                                .supersedes(new LicenseId("TEST-1"))));
    }

    private static String trust() {
        return new String(
                new TrustDocument(
                                TrustDocument.DEVELOPMENT,
                                List.of(new VendorInfo("TEST", "Throw-away vendor")),
                                VENDOR.keyRing())
                        .toJson(),
                UTF_8);
    }

    private static byte[] mutated(byte[] file, Random random) {
        String[] tokens = {
            "\"",
            ",",
            ":",
            "{}",
            "[]",
            "null",
            "0",
            "-",
            "1e308",
            "\\u0000",
            "\\",
            " ",
            "\n",
            "\u00a0",
            "\ufeff",
            "\u0000",
            "A",
            "=",
            "\"critical\":[\"x\"],",
            "\ud83c\udf63",
            "Z",
            "+03:00",
            "9",
            "00",
            "}",
            "]"
        };
        byte[] mutant = file;
        for (int changes = random.nextInt(4) == 0 ? 2 : 1; changes > 0; changes--) {
            int at = random.nextInt(mutant.length);
            int to = Math.min(mutant.length, at + 1 + (random.nextInt(3) == 0 ? random.nextInt(40) : 0));
            byte[] piece = Arrays.copyOfRange(mutant, at, to);
            mutant = switch (random.nextInt(6)) {
                case 0 -> replaced(mutant, at, at + 1, (byte) (mutant[at] ^ 1 << random.nextInt(8)));
                case 1 -> replaced(mutant, at, to);
                case 2 -> replaced(mutant, at, at, piece);
                case 3 -> replaced(mutant, at, at, tokens[random.nextInt(tokens.length)].getBytes(UTF_8));
                case 4 -> replaced(mutant, at, at + 1, tokens[random.nextInt(tokens.length)].getBytes(UTF_8));
                default -> Arrays.copyOf(mutant, Math.max(1, at));
            };
        }
        return mutant;
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte... by) {
        byte[] changed = new byte[bytes.length - (to - from) + by.length];
        System.arraycopy(bytes, 0, changed, 0, from);
        System.arraycopy(by, 0, changed, from, by.length);
        System.arraycopy(bytes, to, changed, from + by.length, bytes.length - to);
        return changed;
    }

    private static String fault(byte[] file) {
        KeyRing ring = VENDOR.keyRing();
        try {
            LicenseDocuments.read(file, ring);
            return "";
        } catch (LicenseFormatException e) {
            return e.fault().name();
        }
    }

    private static String faultOfPayload(byte[] payload) {
        try {
            LicenseDocuments.parse(payload);
            return "";
        } catch (LicenseFormatException e) {
            return e.fault().name();
        }
    }

    private static String fault(JsonObject answer) {
        return answer.has("fault") ? answer.get("fault").getAsString() : "";
    }

    private static JsonObject document(byte[] file, String trust) {
        JsonObject question = new JsonObject();
        question.addProperty("document", Base64.getEncoder().encodeToString(file));
        question.addProperty("trust", trust);
        return question;
    }

    private static JsonObject encoded(JsonObject vector, String member) {
        JsonObject question = new JsonObject();
        question.add("kind", vector.get("kind"));
        byte[] text = vector.get(member).getAsString().getBytes(UTF_8);
        question.addProperty(member, Base64.getEncoder().encodeToString(text));
        return question;
    }

    private static JsonObject ask(JsonObject question) throws IOException {
        questions.write(question.toString());
        questions.newLine();
        questions.flush();
        String answer = answers.readLine();
        assertThat(answer).describedAs("Python broke off at %s", question).isNotNull();
        return JsonParser.parseString(answer).getAsJsonObject();
    }

    private static List<JsonObject> vectors(String file) throws IOException {
        JsonArray vectors = read(VECTORS.resolve(file)).getAsJsonArray("vectors");
        assertThat(vectors).hasSizeGreaterThan(20);
        List<JsonObject> list = new ArrayList<>();
        vectors.forEach(vector -> list.add(vector.getAsJsonObject()));
        return list;
    }

    private static JsonObject read(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    private static String name(JsonObject vector) {
        return vector.get("name").getAsString();
    }
}
