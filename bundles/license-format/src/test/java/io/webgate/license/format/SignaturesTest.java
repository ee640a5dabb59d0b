// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import com.nimbusds.jose.util.JSONObjectUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class SignaturesTest {

    private static final byte[] MESSAGE = "licence".getBytes(UTF_8);

    private final Forge miko = new Forge("MIKO", 1, Set.of(Purpose.LICENSE));

    @Test
    void refusesAScalarBeyondTheGroupOrder() {
        byte[] signature = miko.sign(Algorithm.ED25519, MESSAGE);
        byte[] key = miko.ed25519().publicKey();
        assertThat(Signatures.verify(Algorithm.ED25519, key, MESSAGE, signature))
                .isTrue();

        // S + L is the same scalar written in another way: whoever accepts it has two signatures for one document
        BigInteger order = BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));
        byte[] scalar = new byte[32];
        for (int i = 0; i < 32; i++) {
            scalar[31 - i] = signature[32 + i];
        }
        byte[] larger = new BigInteger(1, scalar).add(order).toByteArray();
        for (int i = 0; i < 32; i++) {
            signature[32 + i] = i < larger.length ? larger[larger.length - 1 - i] : 0;
        }

        assertThat(Signatures.verify(Algorithm.ED25519, key, MESSAGE, signature))
                .isFalse();
    }

    @Test
    void refusesKeysAndSignaturesOfAnyOtherLength() {
        for (Algorithm algorithm : Algorithm.values()) {
            byte[] key = (algorithm == Algorithm.ED25519 ? miko.ed25519() : miko.mlDsa()).publicKey();
            assertThat(Signatures.verify(algorithm, key, MESSAGE, new byte[0])).isFalse();
            assertThat(Signatures.verify(algorithm, new byte[0], MESSAGE, new byte[algorithm.signatureBytes()]))
                    .isFalse();
            assertThat(Signatures.verify(algorithm, key, MESSAGE, new byte[algorithm.signatureBytes() + 1]))
                    .isFalse();
        }
    }

    /** What has taken a key in is used again and again, and by many threads. */
    @ParameterizedTest
    @EnumSource
    void noSignatureBearsOnAnother(Algorithm algorithm) {
        Forge other = new Forge("OTHR", 1, Set.of(Purpose.LICENSE));
        @SuppressWarnings("ArrayRecordComponent") // only handed on
        record Try(byte[] key, byte[] message, byte[] signature, boolean good) {}
        List<Try> tries = new ArrayList<>();
        for (Forge forge : List.of(miko, other)) {
            byte[] key = (algorithm == Algorithm.ED25519 ? forge.ed25519() : forge.mlDsa()).publicKey();
            for (int length : new int[] {0, 1, 135, 136, 5000}) {
                byte[] message = new byte[length];
                byte[] signature = forge.sign(algorithm, message);
                byte[] noSignature = new byte[algorithm.signatureBytes()];
                Arrays.fill(noSignature, (byte) 0xFF); // of no form at all
                byte[] changed = signature.clone();
                changed[algorithm.signatureBytes() / 2] ^= 1;
                tries.add(new Try(key, message, noSignature, false));
                tries.add(new Try(key, message, signature, true));
                tries.add(new Try(key, message, changed, false));
                tries.add(new Try(key, new byte[length + 1], signature, false));
            }
        }

        List<Boolean> results = IntStream.range(0, 400)
                .parallel()
                .mapToObj(one -> tries.get(one % tries.size()))
                .map(one -> Signatures.verify(algorithm, one.key(), one.message(), one.signature()) == one.good())
                .toList();

        assertThat(results).hasSize(400).containsOnly(true);
    }

    @ParameterizedTest
    @CsvSource({"ED25519,ed25519_test.json", "ML_DSA_65,mldsa_65_verify_test.json"})
    void agreesWithEveryKnownAttackVector(Algorithm algorithm, String file) throws Exception {
        Path vectors = Path.of("..", "..", "..", "shared", "data", "wycheproof", file);
        assumeTrue(Files.exists(vectors), "Skipped: no ../shared/data/wycheproof beside the checkout");
        List<String> disagreements = new ArrayList<>();
        int tried = 0;
        Map<String, Object> root = JSONObjectUtils.parse(Files.readString(vectors));
        for (Map<String, Object> group : JSONObjectUtils.getJSONObjectArray(root, "testGroups")) {
            String key = group.get("publicKey") instanceof Map<?, ?> parts
                    ? String.valueOf(parts.get("pk"))
                    : String.valueOf(group.get("publicKey"));
            for (Map<String, Object> vector : JSONObjectUtils.getJSONObjectArray(group, "tests")) {
                if (vector.get("ctx") == null || "".equals(vector.get("ctx"))) { // we sign without a context
                    boolean good = Signatures.verify(
                            algorithm,
                            hex(key),
                            hex(String.valueOf(vector.get("msg"))),
                            hex(String.valueOf(vector.get("sig"))));
                    tried++;
                    if (good != "valid".equals(vector.get("result"))) {
                        disagreements.add(vector.get("tcId") + " " + vector.get("comment"));
                    }
                }
            }
        }
        assertThat(disagreements).isEmpty();
        assertThat(tried).isGreaterThan(100);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
