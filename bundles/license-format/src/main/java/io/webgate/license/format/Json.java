// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.util.List;
import java.util.Map;

/** A JSON value that can be written in exactly one way: no white space, members in their order, one escape per character. */
sealed interface Json {

    /** Appends the canonical form. */
    void write(StringBuilder out);

    /** The canonical form, in UTF-8. */
    default byte[] bytes() {
        var out = new StringBuilder(1024);
        write(out);
        return JsonWriter.encoded(out);
    }

    /**
     * Members in the order in which they stand.
     *
     * @param byName in that order; whoever made the map hands it over and changes it no more
     */
    record Members(Map<String, Json> byName) implements Json {

        @Override
        public void write(StringBuilder out) {
            char separator = '{';
            for (Map.Entry<String, Json> member : byName.entrySet()) {
                out.append(separator);
                separator = ',';
                JsonWriter.quote(member.getKey(), out);
                out.append(':');
                member.getValue().write(out);
            }
            out.append(byName.isEmpty() ? "{}" : "}");
        }
    }

    /** Values in their order. */
    record Items(List<Json> values) implements Json {

        static final Items NONE = new Items(List.of());

        public Items {
            values = List.copyOf(values);
        }

        @Override
        public void write(StringBuilder out) {
            char separator = '[';
            for (Json value : values) {
                out.append(separator);
                separator = ',';
                value.write(out);
            }
            out.append(values.isEmpty() ? "[]" : "]");
        }
    }

    /** A string. */
    record Text(String value) implements Json {

        @Override
        public void write(StringBuilder out) {
            JsonWriter.quote(value, out);
        }
    }

    /** A number, {@code true}, {@code false} or {@code null}, as it is written: no precision is lost on the way. */
    record Plain(String literal) implements Json {

        @Override
        public void write(StringBuilder out) {
            out.append(literal);
        }
    }
}
