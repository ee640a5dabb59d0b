// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;

/**
 * Writes one canonical JSON object member by member. Each licence is written once more when it is read, to be compared, and
 * need not become a tree of values for that. One thread.
 */
final class JsonWriter {

    private final StringBuilder out = new StringBuilder(1024);

    /** Begins an object: the whole, or one in a list. */
    JsonWriter open() {
        separate();
        out.append('{');
        return this;
    }

    /** Ends the object begun last. */
    JsonWriter close() {
        out.append('}');
        return this;
    }

    /** Begins an object that is a member. */
    JsonWriter open(String name) {
        named(name).append('{');
        return this;
    }

    JsonWriter openList(String name) {
        named(name).append('[');
        return this;
    }

    JsonWriter closeList() {
        out.append(']');
        return this;
    }

    JsonWriter text(String name, Object value) {
        quote(value.toString(), named(name));
        return this;
    }

    JsonWriter number(String name, long value) {
        named(name).append(value);
        return this;
    }

    /** A list of texts, each once and in their order. */
    JsonWriter texts(String name, Collection<?> values) {
        openList(name);
        Collection<String> texts = values.stream().map(Object::toString).toList();
        for (String text : texts.size() > 1 ? new TreeSet<>(texts) : texts) {
            separate();
            quote(text, out);
        }
        return closeList();
    }

    JsonWriter members(Map<String, Json> members) {
        members.forEach((name, value) -> value.write(named(name)));
        return this;
    }

    byte[] bytes() {
        return encoded(out);
    }

    /** In UTF-8. */
    static byte[] encoded(StringBuilder out) {
        // one encoding of the whole: a text of ASCII alone is copied as it is
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private StringBuilder named(String name) {
        separate();
        quote(name, out);
        return out.append(':');
    }

    /** Between two members or values stands a comma. */
    private void separate() {
        char last = out.isEmpty() ? '[' : out.charAt(out.length() - 1);
        if (last != '{' && last != '[') {
            out.append(',');
        }
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c != '"' && c != '\\';
    }

    /** The one way to write a string: escaped is only what must be, in the short way where there is one. */
    static void quote(String text, StringBuilder out) {
        out.append('"');
        // Nearly no text has anything to escape, so what has not is appended whole
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain))) {
            plain++;
        }
        out.append(plain == text.length() ? text : text.substring(0, plain));
        for (int i = plain; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
