// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/**
 * What a document is bound to (R3, R16).
 *
 * @param kind to what
 * @param value the machine key, media key, licence server or server id; empty for {@link Kind#ANYWHERE}
 * @param matching how many of the machine key's five groups must match, 3 to 5; 0 for other kinds
 */
public record Binding(Kind kind, String value, int matching) {

    /** Fits on every machine. */
    public static final Binding ANYWHERE = new Binding(Kind.ANYWHERE, "", 0);

    public Binding {
        if (kind == Kind.MACHINE && (matching < 3 || matching > 5)) {
            throw new IllegalArgumentException("A machine key needs 3 to 5 matching groups, not " + matching);
        }
        if (kind != Kind.MACHINE && matching != 0) {
            throw new IllegalArgumentException("Only a machine key has matching groups, not " + kind);
        }
        if ((kind == Kind.ANYWHERE) != value.isEmpty()) {
            throw new IllegalArgumentException("Binding " + kind + " with value '" + value + "'");
        }
    }

    /** To a machine key, three of whose five groups must match. */
    public static Binding machine(String key) {
        return new Binding(Kind.MACHINE, key, 3);
    }

    /** To what a document can be bound. */
    public enum Kind {
        MACHINE,
        MEDIA,
        LICENSE_SERVER,
        SERVER,
        ANYWHERE;

        /** The name in documents and API: {@code machine}, {@code license-server} … */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
