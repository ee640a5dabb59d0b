// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Tells a plain path from a tricky one (T49). Routes are matched on the raw path, servlets are chosen by the decoded
 * one; so that both always mean the same resource, a path has exactly one spelling here and every other is refused.
 */
final class RawPath {

    private static final int LONGEST = 2048;
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final String ALLOWED = PLAIN + "/:@!$&'()*+,=";

    private RawPath() {}

    /** Whether the path has the one spelling that is accepted. */
    static boolean isPlain(String path) {
        if (!path.startsWith("/") || path.length() > LONGEST || path.contains("//")) {
            return false;
        }
        byte[] decoded = new byte[path.length()];
        int length = 0;
        for (int at = 0; at < path.length(); at++) {
            char unit = path.charAt(at);
            if (unit == '%') {
                int value = escaped(path, at);
                // What needs no escaping is written as it is; separators, dots, controls and a second % are tricks
                if (value <= 0x20 || value == 0x7f || "/\\%;".indexOf(value) >= 0 || PLAIN.indexOf(value) >= 0) {
                    return false;
                }
                decoded[length++] = (byte) value;
                at += 2;
            } else if (ALLOWED.indexOf(unit) >= 0) {
                decoded[length++] = (byte) unit;
            } else {
                return false;
            }
        }
        return hasNoDotSegment(path) && isText(decoded, length);
    }

    private static int escaped(String path, int at) {
        if (at + 2 >= path.length()) {
            return -1;
        }
        int high = Character.digit(path.charAt(at + 1), 16);
        int low = Character.digit(path.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static boolean hasNoDotSegment(String path) {
        for (String segment : path.substring(1).split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(byte[] bytes, int length) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
            return text.chars().noneMatch(Character::isISOControl);
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}
