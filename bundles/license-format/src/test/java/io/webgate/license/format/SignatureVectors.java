// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.format.Vectors.Vector;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.ParametersWithContext;
import org.bouncycastle.crypto.signers.MLDSASigner;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Attacks on the two algorithms (T26), each with what a verifier must say: written down here, not taken from a verifier.
 * The classes are those of the public collections; the bytes are our own.
 */
final class SignatureVectors {

    private static final BigInteger ORDER =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger FIELD = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

    /** Points whose eightfold is the neutral one, and a message to which (neutral, 0) is a signature for who checks the equation only. */
    private static final String[][] SMALL_ORDER = {
        {"0100000000000000000000000000000000000000000000000000000000000000", "m0"},
        {"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", "m0"},
        {"0000000000000000000000000000000000000000000000000000000000000080", "m1"},
        {"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", "m8"},
        {"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "m1"},
        {"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85", "m3"},
        {"0000000000000000000000000000000000000000000000000000000000000000", "m0"},
        {"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa", "m16"},
    };

    private static final int HINTS = 48 + 5 * 640;
    private static final int MOST_HINTS = 55;

    private final Forge forge;
    private final List<Vector> vectors = new ArrayList<>();

    SignatureVectors(Forge forge) {
        this.forge = forge;
    }

    List<Vector> all() {
        ed25519();
        ofSmallOrder();
        mlDsa();
        return vectors;
    }

    private void ed25519() {
        byte[] key = forge.ed25519().publicKey();
        for (String message : List.of("", "licence", "x".repeat(300))) {
            add(Algorithm.ED25519, "good, " + message.length() + " bytes", key, bytes(message), sign(message), true);
        }
        byte[] message = bytes("licence");
        byte[] good = sign("licence");
        byte[] s = Arrays.copyOfRange(good, 32, 64);
        ed("S + L, the same scalar in another form", withS(good, number(s).add(ORDER)));
        ed("S = L", withS(good, ORDER));
        ed("S = 0", withS(good, BigInteger.ZERO));
        ed("S with its highest bit set", flipped(good, 511));
        ed("S with one bit flipped", flipped(good, 256));
        ed("R with one bit flipped", flipped(good, 0));
        ed("R with its sign flipped", flipped(good, 255));
        ed("R = p, which is 0", withR(good, FIELD));
        ed("R = p + 1, which is 1", withR(good, FIELD.add(BigInteger.ONE)));
        ed("R is the neutral point with a sign", withR(good, BigInteger.ONE.setBit(255)));
        ed("R is no point", withR(good, BigInteger.TWO));
        ed("all zero", new byte[64]);
        ed("all ones", HexFormat.of().parseHex("ff".repeat(64)));
        ed("cut off", Arrays.copyOf(good, 63));
        ed("a byte too many", Arrays.copyOf(good, 65));
        ed("none at all", new byte[0]);
        ed("R and S exchanged", concatenated(s, Arrays.copyOf(good, 32)));
        add(Algorithm.ED25519, "another message", key, bytes("Licence"), good, false);
        add(Algorithm.ED25519, "another key", flipped(key, 9), message, good, false);
        add(Algorithm.ED25519, "the key's other sign", flipped(key, 255), message, good, false);
        add(Algorithm.ED25519, "a key that is no point", little(BigInteger.TWO), message, good, false);
        add(Algorithm.ED25519, "a key cut off", Arrays.copyOf(key, 31), message, good, false);
        add(Algorithm.ED25519, "no key", new byte[0], message, good, false);
    }

    /** Which equation is checked, with or without the factor eight, shows where a point of small order is added. */
    private void ofSmallOrder() {
        byte[] neutral = Arrays.copyOf(little(BigInteger.ONE), 64);
        for (String[] point : SMALL_ORDER) {
            add(Algorithm.ED25519, "a key of small order", hex(point[0]), bytes(point[1]), neutral, false);
        }
        for (BigInteger y : List.of(FIELD, FIELD.add(BigInteger.ONE), FIELD.setBit(255), BigInteger.ONE.setBit(255))) {
            add(Algorithm.ED25519, "a key that is not canonical", little(y), bytes("m0"), neutral, false);
        }
        // Whoever has the key signs with the neutral point as R; the same point written in another way must not do
        withNeutralR("R is the neutral point", BigInteger.ONE, true);
        withNeutralR("R is the neutral point, written as p + 1", FIELD.add(BigInteger.ONE), false);
        withNeutralR("R is the neutral point, written with a sign", BigInteger.ONE.setBit(255), false);
        withNeutralR(
                "R is the neutral point, written as p + 1 with a sign",
                FIELD.add(BigInteger.ONE).setBit(255),
                false);
        add(
                Algorithm.ED25519,
                "a point of order 8 added to R by whoever has the key: the equation has the factor eight",
                hex("03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"),
                bytes("t0"),
                hex("b94c4b868f0136a6e0c0f66eefd8e2bab53741a9296631c235f1a1fde9d2ff6f"
                        + "966eec1b0da244d7b03e4109a0ee514d6e432c0b78ff64ad998cb45093072503"),
                true);
        add(
                Algorithm.ED25519,
                "a point of order 8 added to the key by whoever has it: the equation has the factor eight",
                hex("b502ff3d92e31d8190b4aa4ea0414005167fad089c4de9dac8a2fc850fed4f58"),
                bytes("u0"),
                hex("92371aa11b05f115f855d5055e96125625e04684e74c907d1d922f4d0c677ba6"
                        + "14fec33b30a73598646aa022b1035ce162f0b6f5657c279cbd3fa3f1dbca0d0e"),
                true);
    }

    private void withNeutralR(String name, BigInteger encoding, boolean valid) {
        byte[] key = forge.ed25519().publicKey();
        byte[] r = little(encoding);
        byte[] message = bytes("licence");
        BigInteger k = number(sha512(concatenated(concatenated(r, key), message)));
        byte[] signature =
                concatenated(r, little(k.multiply(forge.ed25519Scalar()).mod(ORDER)));
        add(Algorithm.ED25519, name, key, message, signature, valid);
    }

    private void mlDsa() {
        byte[] key = forge.mlDsa().publicKey();
        byte[] message = bytes("licence");
        byte[] good = forge.sign(Algorithm.ML_DSA_65, message);
        add(Algorithm.ML_DSA_65, "good", key, message, good, true);
        add(
                Algorithm.ML_DSA_65,
                "good, over nothing",
                key,
                new byte[0],
                forge.sign(Algorithm.ML_DSA_65, new byte[0]),
                true);
        ml("signed with a context", signWith(new ParametersWithContext(forge.mlDsaSecret(), bytes("x")), message));
        ml("challenge with one bit flipped", flipped(good, 0));
        ml("z with one bit flipped", flipped(good, 8 * 48));
        ml("last bit of z flipped", flipped(good, 8 * HINTS - 1));
        ml("z too long: its first coefficient is 2^19", withZ(good, 0));
        ml("z too long: its first coefficient is 2^19 - 196", withZ(good, 196));
        ml("z too long: its first coefficient is 196 - 2^19", withZ(good, 2 * (1 << 19) - 196));
        ml("a hint less", withoutLastHint(good));
        ml("two hints exchanged: the same set in another order", exchanged(good));
        ml("a hint twice", with(good, HINTS + 1, good[HINTS]));
        ml("more hints than 55", with(good, HINTS + MOST_HINTS + 5, (byte) 56));
        ml("the number of hints goes down", with(good, HINTS + MOST_HINTS + 1, (byte) 0));
        ml("a byte behind the hints that is not zero", with(good, HINTS + MOST_HINTS - 1, (byte) 255));
        ml("all zero", new byte[good.length]);
        ml("cut off", Arrays.copyOf(good, good.length - 1));
        ml("a byte too many", Arrays.copyOf(good, good.length + 1));
        ml("none at all", new byte[0]);
        ml("an Ed25519 signature", sign("licence"));
        add(Algorithm.ML_DSA_65, "another message", key, bytes("Licence"), good, false);
        add(Algorithm.ML_DSA_65, "another seed in the key", flipped(key, 0), message, good, false);
        add(Algorithm.ML_DSA_65, "another vector in the key", flipped(key, 8 * 100), message, good, false);
        add(Algorithm.ML_DSA_65, "a key cut off", Arrays.copyOf(key, 1951), message, good, false);
    }

    private void ed(String name, byte[] signature) {
        add(Algorithm.ED25519, name, forge.ed25519().publicKey(), bytes("licence"), signature, false);
    }

    private void ml(String name, byte[] signature) {
        add(Algorithm.ML_DSA_65, name, forge.mlDsa().publicKey(), bytes("licence"), signature, false);
    }

    private void add(Algorithm algorithm, String name, byte[] key, byte[] message, byte[] signature, boolean valid) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("name", name);
        texts.put("algorithm", algorithm.jwsName());
        texts.put("publicKey", HexFormat.of().formatHex(key));
        texts.put("message", HexFormat.of().formatHex(message));
        texts.put("signature", HexFormat.of().formatHex(signature));
        texts.put("result", valid ? "valid" : "invalid");
        vectors.add(new Vector(texts));
    }

    private byte[] sign(String message) {
        return forge.sign(Algorithm.ED25519, bytes(message));
    }

    private static byte[] signWith(CipherParameters key, byte[] message) {
        var signer = new MLDSASigner();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] withR(byte[] signature, BigInteger r) {
        return concatenated(little(r), Arrays.copyOfRange(signature, 32, 64));
    }

    private static byte[] withS(byte[] signature, BigInteger s) {
        return concatenated(Arrays.copyOf(signature, 32), little(s));
    }

    /** The first coefficient of z in its packed form, 20 bits of 2^19 minus the coefficient. */
    private static byte[] withZ(byte[] signature, int packed) {
        byte[] changed = signature.clone();
        changed[48] = (byte) packed;
        changed[49] = (byte) (packed >> 8);
        changed[50] = (byte) ((changed[50] & 0xf0) | (packed >> 16 & 15));
        return changed;
    }

    private static byte[] withoutLastHint(byte[] signature) {
        byte[] changed = signature.clone();
        int last = HINTS + MOST_HINTS + 5;
        changed[last]--;
        changed[HINTS + changed[last]] = 0;
        return changed;
    }

    private static byte[] exchanged(byte[] signature) {
        if (signature[HINTS + MOST_HINTS] < 2) {
            throw new AssertionError("Take another message: the first polynomial has no two hints");
        }
        return with(with(signature, HINTS, signature[HINTS + 1]), HINTS + 1, signature[HINTS]);
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        byte[] changed = bytes.clone();
        changed[at] = value;
        return changed;
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        return with(bytes, bit / 8, (byte) (bytes[bit / 8] ^ (1 << (bit % 8))));
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    static BigInteger number(byte[] little) {
        return new BigInteger(1, reversed(little));
    }

    private static byte[] little(BigInteger number) {
        byte[] big = number.toByteArray();
        byte[] little = reversed(big);
        return Arrays.copyOf(little, 32);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static byte[] sha512(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
