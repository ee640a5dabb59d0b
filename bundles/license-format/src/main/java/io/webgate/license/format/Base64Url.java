// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
        // a character beyond these becomes a question mark, which is foreign too
        byte[] characters = text.getBytes(StandardCharsets.ISO_8859_1);
        return decode(characters, 0, characters.length);
    }

    /** The same for a text that stands among others, a byte for a character; it is not copied. */
    static Optional<byte[]> decode(byte[] texts, int from, int end) {
        if (end > from && (texts[end - 1] == '=' || !endsClean(end - from, (char) (texts[end - 1] & 0xFF)))) {
            return Optional.empty();
        }
        try {
            ByteBuffer decoded = Base64.getUrlDecoder().decode(ByteBuffer.wrap(texts, from, end - from));
            byte[] bytes = decoded.array();
            return Optional.of(decoded.limit() == bytes.length ? bytes : Arrays.copyOf(bytes, decoded.limit()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the bits of the last character beyond the last byte are 0. */
    private static boolean endsClean(int length, char last) {
        int unused =
                switch (length % 4) {
                    case 2 -> 0b1111;
                    case 3 -> 0b11;
                    default -> 0;
                };
        return unused == 0 || (ALPHABET.indexOf(last) & unused) == 0;
    }
}
