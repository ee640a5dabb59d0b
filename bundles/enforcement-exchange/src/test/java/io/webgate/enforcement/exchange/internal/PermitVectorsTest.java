// SPDX-License-Identifier: Apache-2.0
package io.webgate.enforcement.exchange.internal;

import io.webgate.license.api.Exchange;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Operation;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Subject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/vectors/permits.json} is what this bundle makes, to the byte, with keys from fixed numbers (R61); the verifiers
 * of exchange-client and of {@code docs/verify} are held against the file. Run with {@code -Dwebgate.writeVectors=true} to
 * write it after a change of the form.
 */
class PermitVectorsTest {

    private static final Path FILE = Path.of("..", "..", "docs", "vectors", "permits.json");

    private static final Instant NOW = Instant.parse("2020-01-02T10:00:00Z");
    private static final String POS = "powerpos.pos";
    private static final Operation DEBIT = new Operation("debit-existing");

    private static final HostKey HOST = HostKey.of(pair(1));
    private static final HostKey STRANGER = HostKey.of(pair(2));

    private final List<String> vectors = new ArrayList<>();

    @BeforeAll
    static void write() throws IOException {
        if (Boolean.getBoolean("webgate.writeVectors")) {
            Files.writeString(FILE, new PermitVectorsTest().file());
        }
    }

    @Test
    void theFileIsWhatThisBundleMakes() {
        assertThat(FILE).hasContent(file());
        assertThat(vectors).hasSizeGreaterThan(25);
    }

    private String file() {
        String good = permit("till-1", 7);
        accepted("good", good, "till-1", "exchange", 0);
        accepted("another operation of the same", good, "till-1", "debit-existing", 0);
        accepted("in its last second", good, "till-1", "exchange", 119);
        vector("at its end", good, "till-1", POS, "exchange", 120, "", "EXPIRED");
        vector("long after", good, "till-1", POS, "exchange", 86_400, "", "EXPIRED");
        vector("of another application", good, "till-2", POS, "exchange", 0, "", "SUBJECT");
        vector("of an application with a longer name", good, "till-11", POS, "exchange", 0, "", "SUBJECT");
        vector("of another module", good, "till-1", "powerpos.processing-center", "exchange", 0, "", "SUBJECT");
        vector("for what goes on alone", suspended(), "till-1", POS, "exchange", 0, "", "OPERATION");
        accepted("what goes on", suspended(), "till-1", "debit-existing", 0);
        vector("for a part of an operation's name", good, "till-1", POS, "debit", 0, "", "OPERATION");
        vector("for no operation", good, "till-1", POS, "", 0, "", "OPERATION");
        vector("an older grant", good, "till-1", POS, "exchange", 0, permit("till-1", 8), "FENCED");
        vector("the same grant again", good, "till-1", POS, "exchange", 1, good, "accepted");
        vector("a newer grant", permit("till-1", 8), "till-1", POS, "exchange", 0, good, "accepted");
        String odd = permit("Касса \"1\" \\ {\"sub\":\"x\"}", 7);
        accepted("a name that must be escaped", odd, "Касса \"1\" \\ {\"sub\":\"x\"}", "exchange", 0);
        vector("a part of a name that must be escaped", odd, "x", POS, "exchange", 0, "", "SUBJECT");
        String posing = permit("till-9\",\"module\":\"powerpos.processing-center", 7);
        vector(
                "a name that poses as a member",
                posing,
                "till-9",
                "powerpos.processing-center",
                "exchange",
                0,
                "",
                "SUBJECT");
        broken("of another host", permit(STRANGER, "till-1", 7), "KEY");
        broken(
                "of another host, under this one's name",
                with(good, 2, last(permit(STRANGER, "till-1", 7))),
                "SIGNATURE");
        broken(
                "signed by this host, issued by another",
                claims(good, text -> text.replace(HOST.thumbprint(), STRANGER.thumbprint())),
                "KEY");
        broken("changed claims", with(good, 1, encoded(decoded(good, 1).replace("till-1", "till-2"))), "SIGNATURE");
        broken("no signature", with(good, 2, ""), "SIGNATURE");
        broken("a signature of nothing", with(good, 2, Permit.encoded(new byte[64])), "SIGNATURE");
        broken("a signature cut off", with(good, 2, last(good).substring(0, 84)), "SIGNATURE");
        broken("another algorithm", header(good, text -> text.replace("EdDSA", "none")), "FORM");
        broken("another type", header(good, text -> text.replace("webgate-permit+jwt", "JWT")), "FORM");
        broken(
                "a key of its own in the header",
                header(good, text -> text.replace("{\"alg\"", "{\"jwk\":{},\"alg\"")),
                "FORM");
        broken("white space in the claims", claims(good, text -> text.replace(",", ", ")), "FORM");
        broken("a further claim", claims(good, text -> text.replace("}", ",\"admin\":true}")), "FORM");
        broken("a claim twice", claims(good, text -> text.replace("\"sub\"", "\"sub\":\"till-2\",\"sub\"")), "FORM");
        broken("a time that is no number", claims(good, text -> text.replace("\"exp\":1", "\"exp\":-1")), "FORM");
        broken("no operations", claims(good, text -> text.replaceAll("\\[.*]", "[]")), "FORM");
        broken("padding", good + "==", "FORM");
        broken(
                "another last character",
                good.substring(0, good.length() - 1) + next(good.charAt(good.length() - 1)),
                "FORM");
        broken("two parts", good.substring(0, good.lastIndexOf('.')), "FORM");
        broken("four parts", good + ".e30", "FORM");
        broken("nothing", "", "FORM");
        broken("too long", good + "A".repeat(4096), "FORM");
        return "{\"license\":\"Apache-2.0\",\"host\":" + quoted(HOST.thumbprint()) + ",\"keys\":" + HOST.keySet()
                + ",\"vectors\":[\n" + String.join(",\n", vectors) + "\n]}\n";
    }

    private void accepted(String name, String permit, String subject, String operation, int second) {
        vector(name, permit, subject, POS, operation, second, "", "accepted");
    }

    private void broken(String name, String permit, String fault) {
        vector(name, permit, "till-1", POS, "exchange", 0, "", fault);
    }

    /** @param after a permit of the same application that was accepted before; empty: none */
    private void vector(
            String name,
            String permit,
            String subject,
            String module,
            String operation,
            int second,
            String after,
            String result) {
        vectors.add("{\"name\":" + quoted(name) + ",\"permit\":" + quoted(permit) + ",\"subject\":" + quoted(subject)
                + ",\"module\":" + quoted(module) + ",\"operation\":" + quoted(operation) + ",\"at\":"
                + (NOW.getEpochSecond() + second) + ",\"after\":" + quoted(after) + ",\"result\":" + quoted(result)
                + "}");
    }

    private static String permit(String device, long fence) {
        return permit(HOST, device, fence);
    }

    private static String permit(HostKey key, String device, long fence) {
        return permit(key, device, fence, Set.of(Exchange.WHOLE, DEBIT));
    }

    private static String suspended() {
        return permit(HOST, "till-1", 7, Set.of(DEBIT));
    }

    private static String permit(HostKey key, String device, long fence, Set<Operation> operations) {
        Seat seat = new Seat(
                new SeatId("seat-" + fence),
                1,
                fence,
                new ModuleId(POS),
                new Subject(device, Optional.empty(), Optional.empty()),
                Optional.empty(),
                1,
                Set.of(),
                NOW);
        return Permit.of(key.thumbprint(), seat, operations, NOW, Duration.ofMinutes(2), NOW.plusSeconds(300))
                .signed(key::sign);
    }

    private static String header(String permit, UnaryOperator<String> change) {
        return resigned(change.apply(decoded(permit, 0)), decoded(permit, 1));
    }

    private static String claims(String permit, UnaryOperator<String> change) {
        return resigned(decoded(permit, 0), change.apply(decoded(permit, 1)));
    }

    /** As if this host had signed it. */
    private static String resigned(String header, String claims) {
        String input = encoded(header) + "." + encoded(claims);
        return input + "." + Permit.encoded(HOST.sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String with(String permit, int part, String replacement) {
        String[] parts = permit.split("\\.", -1);
        parts[part] = replacement;
        return String.join(".", parts);
    }

    private static String last(String permit) {
        return permit.split("\\.", -1)[2];
    }

    private static String decoded(String permit, int part) {
        return new String(Base64.getUrlDecoder().decode(permit.split("\\.", -1)[part]), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return Permit.encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The last character holds bits that mean nothing: another one must not be the same permit. */
    private static char next(char last) {
        return (char) (last + 1);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static KeyPair pair(int number) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Fixed(number));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key from a number, so that no private key is ever written down. */
    private static final class Fixed extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final int number;

        Fixed(int number) {
            this.number = number;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256")
                        .digest(("permit vectors " + number).getBytes(StandardCharsets.US_ASCII));
                System.arraycopy(Arrays.copyOf(digest, bytes.length), 0, bytes, 0, bytes.length);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
