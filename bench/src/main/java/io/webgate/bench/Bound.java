// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

/** What a figure may be at most, or must be at least. */
public record Bound(Kind kind, double value) {

    /** On which side of the value the good figures lie. */
    public enum Kind {
        AT_MOST,
        AT_LEAST
    }

    public static Bound atMost(double value) {
        return new Bound(Kind.AT_MOST, value);
    }

    public static Bound atLeast(double value) {
        return new Bound(Kind.AT_LEAST, value);
    }

    /** Whether the figure keeps it; one that is no number does not. */
    public boolean holds(double figure) {
        return kind == Kind.AT_MOST ? figure <= value : figure >= value;
    }

    @Override
    public String toString() {
        return (kind == Kind.AT_MOST ? "≤ " : "≥ ") + Figures.plain(value);
    }
}
