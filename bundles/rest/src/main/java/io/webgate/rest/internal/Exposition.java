// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

/** Writes the text format of Prometheus, version 0.0.4. */
final class Exposition {

    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder out = new StringBuilder();
    private String current = "";

    /** Begins a family; its samples follow. */
    Exposition family(String name, String type, String help) {
        current = name;
        out.append("# HELP ").append(name).append(' ').append(escapedHelp(help)).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /** @param labels names and values in turn */
    Exposition sample(long value, String... labels) {
        out.append(current);
        for (int at = 0; at < labels.length; at += 2) {
            out.append(at == 0 ? '{' : ',')
                    .append(labels[at])
                    .append("=\"")
                    .append(escaped(labels[at + 1]))
                    .append('"');
        }
        out.append(labels.length == 0 ? " " : "} ").append(value).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private static String escaped(String value) {
        return escapedHelp(value).replace("\"", "\\\"");
    }

    private static String escapedHelp(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }
}
