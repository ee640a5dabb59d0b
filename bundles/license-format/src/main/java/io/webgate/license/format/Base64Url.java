// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.util.Base64;
import java.util.Optional;

/** base64url without padding, in which every sequence of bytes has one text only (R13). */
final class Base64Url {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Base64Url() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Empty for any text that {@link #encode} would not have written: padding, foreign characters, bits left over. The
     * decoder refuses what is not of its alphabet and a last group of one character; it lets pass padding, and the bits of
     * the last character that stand for nothing, so these two are looked at here.
     */
    static Optional<byte[]> decode(String text) {
        if (text.endsWith("=") || !endsClean(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the bits of the last character beyond the last byte are 0. */
    private static boolean endsClean(String text) {
        int unused =
                switch (text.length() % 4) {
                    case 2 -> 0b1111;
                    case 3 -> 0b11;
                    default -> 0;
                };
        return unused == 0 || (ALPHABET.indexOf(text.charAt(text.length() - 1)) & unused) == 0;
    }
}
