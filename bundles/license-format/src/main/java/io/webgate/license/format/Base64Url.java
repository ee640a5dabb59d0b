// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.util.Base64;
import java.util.Optional;

/** base64url without padding, in which every sequence of bytes has one text only (R13). */
final class Base64Url {

    private Base64Url() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Empty for any text that {@link #encode} would not have written: padding, foreign characters, bits left over. */
    static Optional<byte[]> decode(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    }
}
