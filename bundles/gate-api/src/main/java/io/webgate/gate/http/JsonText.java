// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

import java.util.Map;

/**
 * Writes the few JSON values that a problem is made of: texts, whole numbers, booleans, lists and maps with text keys.
 * Control characters, the line separators of JavaScript and unpaired surrogates are escaped, so that the result is valid
 * UTF-8 whatever a stranger sent.
 */
final class JsonText {

    private final StringBuilder out = new StringBuilder(512);

    private JsonText() {}

    static String of(Object value) {
        JsonText text = new JsonText();
        text.value(value);
        return text.out.toString();
    }

    private void value(Object value) {
        if (value instanceof CharSequence chars) {
            string(chars);
        } else if (value instanceof Long || value instanceof Integer || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof Iterable<?> items) {
            array(items);
        } else {
            throw new IllegalArgumentException(
                    "A problem can't hold a " + value.getClass().getName());
        }
    }

    private void object(Map<?, ?> map) {
        String comma = "";
        out.append('{');
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(comma);
            string(entry.getKey().toString());
            out.append(':');
            value(entry.getValue());
            comma = ",";
        }
        out.append('}');
    }

    private void array(Iterable<?> items) {
        String comma = "";
        out.append('[');
        for (Object item : items) {
            out.append(comma);
            value(item);
            comma = ",";
        }
        out.append(']');
    }

    private void string(CharSequence text) {
        out.append('"');
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            boolean pair = Character.isHighSurrogate(unit)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1));
            if (pair) {
                out.append(unit).append(text.charAt(++at));
            } else if (unit == '"' || unit == '\\') {
                out.append('\\').append(unit);
            } else if (unit < 0x20 || unit == 0x7f || unit == 0x2028 || unit == 0x2029 || Character.isSurrogate(unit)) {
                escape(unit);
            } else {
                out.append(unit);
            }
        }
        out.append('"');
    }

    private void escape(char unit) {
        String digits = Integer.toHexString(unit);
        out.append("\\u").append("0".repeat(4 - digits.length())).append(digits);
    }
}
