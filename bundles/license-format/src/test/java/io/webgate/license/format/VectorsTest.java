// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.webgate.license.format.LicenseFormatException.Fault;
import io.webgate.license.format.Vectors.Vector;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The vectors of {@code docs/vectors} are what the throw-away vendor makes, to the byte, and our reader does with them
 * what they say. Run with {@code -Dwebgate.writeVectors=true} to write them after a change of the format.
 */
class VectorsTest {

    private static final Path FOLDER = Path.of("..", "..", "docs", "vectors");

    private static final Vectors VECTORS = new Vectors();

    @BeforeAll
    static void write() throws IOException {
        if (Boolean.getBoolean("webgate.writeVectors")) {
            Files.createDirectories(FOLDER);
            Files.write(FOLDER.resolve("trust.json"), VECTORS.trust().toJson());
            for (Map.Entry<String, List<Vector>> file : VECTORS.files().entrySet()) {
                Files.writeString(FOLDER.resolve(file.getKey()), json(file.getValue()));
            }
        }
    }

    @Test
    void theFilesAreWhatTheThrowAwayVendorMakes() {
        assertThat(FOLDER.resolve("trust.json"))
                .hasBinaryContent(VECTORS.trust().toJson());
        VECTORS.files()
                .forEach((name, vectors) -> assertThat(FOLDER.resolve(name)).hasContent(json(vectors)));
    }

    /** R2, R3: what they expect is no accident of this reader: another one, in another language, must agree. */
    @Test
    void everyVectorOfADocumentOrPayloadIsReadAsItSays() throws Exception {
        KeyRing ring = TrustDocument.parse(Files.readAllBytes(FOLDER.resolve("trust.json")))
                .keys();
        List<Map<String, Object>> all = new ArrayList<>(read("documents.json"));
        all.addAll(read("payloads.json"));
        all.addAll(read("statements.json"));

        for (Map<String, Object> vector : all) {
            assertThat(fault(vector, ring))
                    .describedAs("%s", vector.get("name"))
                    .isEqualTo(vector.getOrDefault("fault", "") + " " + vector.getOrDefault("where", ""));
        }
        assertThat(all.stream().filter(vector -> vector.containsKey("fault"))).hasSizeGreaterThan(90);
        assertThat(all.stream().filter(vector -> !vector.containsKey("fault"))).hasSizeGreaterThan(25);
    }

    @Test
    void theVectorsShowEveryFaultThatFitsIntoAVector() {
        List<Vector> all = new ArrayList<>(VECTORS.files().get("documents.json"));
        all.addAll(VECTORS.files().get("payloads.json"));

        assertThat(Vectors.faults(all)).isEqualTo(EnumSet.complementOf(EnumSet.of(Fault.TOO_LARGE)));
    }

    /** T26: attacks of every class that is known, in every build. */
    @Test
    void everyAttackOnASignatureIsRefusedAndEveryGoodOneAccepted() throws Exception {
        for (Map<String, Object> vector : read("signatures.json")) {
            boolean valid = Signatures.verify(
                    Algorithm.named(text(vector, "algorithm")),
                    hex(vector, "publicKey"),
                    hex(vector, "message"),
                    hex(vector, "signature"));

            assertThat(valid ? "valid" : "invalid")
                    .describedAs("%s: %s", vector.get("algorithm"), vector.get("name"))
                    .isEqualTo(vector.get("result"));
        }
    }

    private static String fault(Map<String, Object> vector, KeyRing ring) {
        try {
            if (vector.containsKey("payload")) {
                byte[] payload = text(vector, "payload").getBytes(UTF_8);
                if (text(vector, "kind").equals("license")) {
                    LicenseDocuments.parse(payload);
                } else {
                    CatalogueEntries.parse(payload, "MIKO");
                }
            } else {
                Vectors.read(text(vector, "kind"), text(vector, "document").getBytes(UTF_8), ring);
            }
            return " ";
        } catch (LicenseFormatException e) {
            return e.fault() + " " + e.where();
        }
    }

    private static List<Map<String, Object>> read(String file) throws Exception {
        return List.of(JSONObjectUtils.getJSONObjectArray(
                JSONObjectUtils.parse(Files.readString(FOLDER.resolve(file))), "vectors"));
    }

    private static String text(Map<String, Object> vector, String name) {
        return String.valueOf(vector.get(name));
    }

    private static byte[] hex(Map<String, Object> vector, String name) {
        return HexFormat.of().parseHex(text(vector, name));
    }

    /** One vector a line; what can't be seen is escaped. */
    private static String json(List<Vector> vectors) {
        return vectors.stream()
                .map(vector -> vector.texts().entrySet().stream()
                        .map(text -> quoted(text.getKey()) + ":" + quoted(text.getValue()))
                        .collect(Collectors.joining(",", "{", "}")))
                .collect(Collectors.joining(",\n", "{\"license\":\"Apache-2.0\",\"vectors\":[\n", "\n]}\n"));
    }

    private static String quoted(String text) {
        var out = new StringBuilder();
        for (char c : new String(new Json.Text(text).bytes(), UTF_8).toCharArray()) {
            boolean seen = c == ' '
                    || !(Character.isISOControl(c)
                            || Character.isSpaceChar(c)
                            || Character.getType(c) == Character.FORMAT);
            out.append(seen ? Character.toString(c) : "\\u%04x".formatted((int) c));
        }
        return out.toString();
    }
}
