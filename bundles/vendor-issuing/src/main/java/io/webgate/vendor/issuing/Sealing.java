// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.modes.AEADBlockCipher;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.crypto.params.KeyParameter;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Seals secrets under a passphrase: Argon2id makes a key of it, AES-256-GCM seals each secret by itself, bound to the text
 * of what it belongs to, so that a secret can't be moved to another place or given another meaning.
 */
final class Sealing {

    /**
     * What a guess costs.
     *
     * @param memoryKiB of Argon2id
     * @param iterations over that memory
     * @param salt base64url, 16 bytes
     */
    record Cost(int memoryKiB, int iterations, String salt) {

        /** Less is no protection; more is an attack on whoever opens the file. */
        Cost {
            if (memoryKiB < LEAST_MEMORY_KIB || memoryKiB > 1024 * 1024 || iterations < 1 || iterations > 100) {
                throw new IllegalArgumentException(
                        "Argon2id with " + memoryKiB + " KiB and " + iterations + " iterations is out of bounds");
            }
            if (Base64.getUrlDecoder().decode(salt).length != SALT_BYTES) {
                throw new IllegalArgumentException("A salt has " + SALT_BYTES + " bytes");
            }
        }

        static Cost fresh(SecureRandom random) {
            byte[] salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            return new Cost(MEMORY_KIB, ITERATIONS, text(salt));
        }
    }

    static final int LEAST_MEMORY_KIB = 46 * 1024;

    private static final int MEMORY_KIB = 64 * 1024;
    private static final int ITERATIONS = 3;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Cost cost;
    private final byte[] key;

    private Sealing(Cost cost, byte[] key) {
        this.cost = cost;
        this.key = key;
    }

    /** Takes a noticeable part of a second, which is the point of it. */
    static Sealing of(Passphrase passphrase, Cost cost) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKiB())
                .withIterations(cost.iterations())
                .withParallelism(LANES)
                .withSalt(Base64.getUrlDecoder().decode(cost.salt()))
                .build());
        byte[] key = new byte[KEY_BYTES];
        generator.generateBytes(passphrase.bytes(), key);
        return new Sealing(cost, key);
    }

    Cost cost() {
        return cost;
    }

    /** The nonce and what is sealed, in base64url. */
    String seal(byte[] secret, String bound, SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        AEADBlockCipher cipher = cipher(true, nonce, bound);
        byte[] out = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(secret.length));
        int length = cipher.processBytes(secret, 0, secret.length, out, NONCE_BYTES);
        try {
            cipher.doFinal(out, NONCE_BYTES + length);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("Sealing checks no tag", e);
        }
        return text(out);
    }

    /** Empty where it was not sealed with this passphrase, or is bound to something else, or was changed. */
    Optional<byte[]> open(String sealed, String bound) {
        byte[] in;
        try {
            in = Base64.getUrlDecoder().decode(sealed);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (in.length < NONCE_BYTES + TAG_BITS / 8) {
            return Optional.empty();
        }
        AEADBlockCipher cipher = cipher(false, Arrays.copyOf(in, NONCE_BYTES), bound);
        byte[] secret = new byte[cipher.getOutputSize(in.length - NONCE_BYTES)];
        int length = cipher.processBytes(in, NONCE_BYTES, in.length - NONCE_BYTES, secret, 0);
        try {
            cipher.doFinal(secret, length);
        } catch (InvalidCipherTextException e) {
            return Optional.empty();
        }
        return Optional.of(secret);
    }

    private AEADBlockCipher cipher(boolean seals, byte[] nonce, String bound) {
        AEADBlockCipher cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
        cipher.init(seals, new AEADParameters(new KeyParameter(key), TAG_BITS, nonce, bound.getBytes(UTF_8)));
        return cipher;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "Sealing[" + cost + "]";
    }
}
