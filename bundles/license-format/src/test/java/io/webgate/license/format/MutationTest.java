// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.format.LicenseFormatException.Fault;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * T21, T22, T24: nothing that differs from three real documents in a bit, a byte or a piece is accepted, and each refusal
 * says why. Only line breaks behind the end are no change.
 */
class MutationTest {

    private static final Forge MIKO = new Forge("MIKO", 101, Set.of(Purpose.LICENSE));
    private static final KeyRing RING = MIKO.ring();

    static Stream<Named<byte[]>> documents() {
        return Stream.of(
                Named.of("small permanent", MIKO.license(Vectors.PERMANENT)),
                Named.of("fifty entitlements", MIKO.license(Vectors.LARGE)),
                Named.of("rental", MIKO.license(Vectors.RENTAL)));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyFlippedBitIsRefused(byte[] file) {
        allRefused(IntStream.range(0, file.length * 8).mapToObj(bit -> {
            byte[] mutant = file.clone();
            mutant[bit / 8] ^= (byte) (1 << (bit % 8));
            return mutant;
        }));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyTruncationIsRefused(byte[] file) {
        allRefused(IntStream.range(0, file.length).mapToObj(length -> Arrays.copyOf(file, length)));
        allRefused(IntStream.range(1, file.length).mapToObj(from -> Arrays.copyOfRange(file, from, file.length)));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyByteDeletedOrDoubledIsRefused(byte[] file) {
        allRefused(IntStream.range(0, file.length).mapToObj(at -> replaced(file, at, at + 1)));
        allRefused(IntStream.range(0, file.length).mapToObj(at -> replaced(file, at, at, file[at])));
    }

    /** Around each literal of the form every byte there is, elsewhere some of each kind and a random one. */
    @ParameterizedTest
    @MethodSource("documents")
    void everyByteInsertedIsRefused(byte[] file) {
        byte[] some = "A0-_\"{}[],: \n\r\t\\=+/\u0000\u007f".getBytes(UTF_8);
        Set<Integer> edges = edges(file);
        var random = new Random(22);
        byte[] anything = new byte[file.length + 1];
        random.nextBytes(anything);

        allRefused(IntStream.rangeClosed(0, file.length).boxed().flatMap(at -> {
            IntStream bytes = edges.contains(at)
                    ? IntStream.range(0, 256)
                    : IntStream.of(some[at % some.length], some[(at * 7 + 3) % some.length], 0xEF, anything[at]);
            return bytes.filter(value -> at < file.length || (value != '\n' && value != '\r'))
                    .mapToObj(value -> replaced(file, at, at, (byte) value));
        }));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyExchangeOfNeighboursAndEveryPieceCutOutIsRefused(byte[] file) {
        allRefused(IntStream.range(1, file.length)
                .filter(at -> file[at - 1] != file[at])
                .mapToObj(at -> replaced(file, at - 1, at + 1, file[at], file[at - 1])));
        var random = new Random(23);
        allRefused(IntStream.range(0, 3000)
                .mapToObj(i -> {
                    int from = random.nextInt(file.length);
                    return replaced(file, from, Math.min(file.length, from + 1 + random.nextInt(200)));
                })
                .toList()
                .stream());
    }

    @Test
    void twoDocumentsInOneFileAndTwoMixedAreRefused() {
        List<byte[]> files = documents().map(Named::getPayload).toList();
        for (byte[] first : files) {
            for (byte[] second : files) {
                for (String between : List.of("", "\n", "\r\n", ",", "\u0000")) {
                    byte[] glue = between.getBytes(UTF_8);
                    allRefused(Stream.of(joined(joined(first, glue), second)));
                }
                if (first != second) { // payload of one, signatures of the other
                    int end = new String(first, UTF_8).indexOf('"', 12);
                    int from = new String(second, UTF_8).indexOf('"', 12);
                    allRefused(Stream.of(
                            joined(Arrays.copyOf(first, end), Arrays.copyOfRange(second, from, second.length))));
                }
            }
        }
    }

    /** T24: the public key is nobody's secret, so a signature made with it as one is none. */
    @Test
    void aMacWithThePublicKeyIsNoSignature() throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(MIKO.ed25519().publicKey(), "HmacSHA256"));
        byte[] payload = Vectors.PERMANENT.getBytes(UTF_8);
        for (String alg : List.of("HS256", "EdDSA")) {
            String header = Base64Url.encode(Forge.header(alg, MIKO.ed25519().kid(), Purpose.LICENSE.typ())
                    .getBytes(UTF_8));
            byte[] tag = mac.doFinal((header + "." + Base64Url.encode(payload)).getBytes(UTF_8));
            String part = "{\"protected\":\"" + header + "\",\"signature\":\"" + Base64Url.encode(tag) + "\"}";

            allRefused(Stream.of(Forge.envelope(
                    payload,
                    part,
                    MIKO.part(Algorithm.ML_DSA_65, MIKO.header(Algorithm.ML_DSA_65, Purpose.LICENSE), payload))));
        }
    }

    /** T24: an address in a header, in the payload or as a name of a key is text; nobody is called. */
    @Test
    void noAddressInADocumentIsEverCalled() throws IOException {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + server.getLocalPort() + "/keys";
            String kid = MIKO.ed25519().kid();
            String good = Forge.header("EdDSA", kid, Purpose.LICENSE.typ());
            byte[] payload = Vectors.PERMANENT
                    .replace("\"supersedes\":[]}", "\"supersedes\":[],\"jku\":\"" + address + "\"}")
                    .getBytes(UTF_8);
            String second = MIKO.part(Algorithm.ML_DSA_65, MIKO.header(Algorithm.ML_DSA_65, Purpose.LICENSE), payload);
            for (String member : List.of("jku", "x5u", "iss")) {
                String header = good.replace("}", ",\"" + member + "\":\"" + address + "\"}");
                allRefused(Stream.of(Forge.envelope(payload, MIKO.part(Algorithm.ED25519, header, payload), second)));
            }
            allRefused(Stream.of(Forge.envelope(
                    payload, MIKO.part(Algorithm.ED25519, good.replace(kid, address), payload), second)));
            assertThat(reason(MIKO.license(new String(payload, UTF_8)))).isEmpty();

            server.setSoTimeout(200);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    /** The places before, in and behind each of the literals that make the form. */
    private static Set<Integer> edges(byte[] file) {
        String text = new String(file, UTF_8);
        Set<Integer> edges = new TreeSet<>();
        for (int at = 0; at <= file.length; at++) {
            boolean inside = at > 0 && at < file.length && isRun(text.charAt(at - 1)) && isRun(text.charAt(at));
            boolean name = at > 2
                    && at < file.length - 2
                    && text.substring(at - 2, at + 2).contains("\"");
            if (!inside || name) {
                edges.add(at);
            }
        }
        assertThat(edges).hasSizeBetween(60, 200);
        return edges;
    }

    private static boolean isRun(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '_';
    }

    private static void allRefused(Stream<byte[]> mutants) {
        Map<Boolean, Long> verdicts = mutants.parallel()
                .map(MutationTest::reason)
                .collect(Collectors.partitioningBy(Optional::isPresent, Collectors.counting()));
        assertThat(verdicts.get(false)).describedAs("accepted").isZero();
        assertThat(verdicts.get(true)).describedAs("refused").isPositive();
    }

    /** Why it is refused; empty if it is not. */
    private static Optional<Fault> reason(byte[] file) {
        try {
            LicenseDocuments.read(file, RING);
            return Optional.empty();
        } catch (LicenseFormatException e) {
            // Nothing was interpreted of what nobody signed
            assertThat(e.fault()).isNotIn(Fault.CONTENT, Fault.CRITICAL);
            assertThat(e.where()).isNotBlank();
            assertThat(e.text().english()).contains(e.where());
            assertThat(e.text().russian()).matches("(?s).*[а-я]{3}.*");
            return Optional.of(e.fault());
        }
    }

    private static byte[] replaced(byte[] file, int from, int to, byte... by) {
        return joined(joined(Arrays.copyOf(file, from), by), Arrays.copyOfRange(file, to, file.length));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
