// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Encrypts answers that hold a secret (AES-256-GCM), so that a retried request can get the same answer while the
 * database, and every copy of it, holds no secret. The key lies in a file of its own in the home. Thread-safe.
 */
final class Sealing {

    private static final String KEY_FILE = "access-key";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final Secrets secrets;

    private Sealing(byte[] key, Secrets secrets) {
        this.key = new SecretKeySpec(key, "AES");
        this.secrets = secrets;
    }

    /** With the key in this folder's {@code access-key}; a missing or damaged file gets a new key, and what the old one sealed is gone. */
    static Sealing with(Path folder, Secrets secrets) throws IOException {
        Path file = folder.resolve(KEY_FILE);
        byte[] key = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        if (key.length != KEY_BYTES) {
            key = secrets.bytes(KEY_BYTES);
            OwnerFile.write(folder, KEY_FILE, key);
        }
        return new Sealing(key, secrets);
    }

    /** @param context what it belongs to; only with the same it opens again */
    String seal(String context, String text) {
        byte[] nonce = secrets.bytes(NONCE_BYTES);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has AES-GCM", impossible);
        }
    }

    /** The text; empty where another key or context sealed it, or someone changed it. */
    Optional<String> open(String context, String text) {
        try {
            byte[] sealed = Base64.getDecoder().decode(text);
            if (sealed.length <= NONCE_BYTES) {
                return Optional.empty();
            }
            byte[] plain = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), context)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
            return Optional.of(new String(plain, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
