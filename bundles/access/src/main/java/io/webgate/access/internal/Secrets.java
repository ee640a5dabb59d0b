// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Makes random names and secrets, and the hash by which a secret is found again. Thread-safe. */
final class Secrets {

    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 8;

    private final SecureRandom random;

    Secrets(SecureRandom random) {
        this.random = random;
    }

    /** 256 random bits behind a prefix that tells what it is: {@code wgt_…}. */
    String token(String prefix) {
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(SECRET_BYTES));
    }

    /** A short name that is no secret: {@code t-9f86d081884c7d65}. */
    String id(String prefix) {
        return prefix + HexFormat.of().formatHex(bytes(ID_BYTES));
    }

    byte[] bytes(int number) {
        byte[] bytes = new byte[number];
        random.nextBytes(bytes);
        return bytes;
    }

    /**
     * SHA-256, in hexadecimal. Enough for secrets of at least 112 random bits, which can't be searched through; short
     * passwords need more.
     */
    static String hash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
