// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import java.util.Locale;

/**
 * What came of reading one component.
 *
 * @param value in lower case, one space between words; empty unless present
 */
record Reading(State state, String value) {

    static final Reading ABSENT = new Reading(State.ABSENT, "");
    static final Reading DENIED = new Reading(State.DENIED, "");

    Reading {
        if ((state == State.PRESENT) == value.isEmpty()) {
            throw new IllegalArgumentException(state + " with a value of " + value.length() + " characters");
        }
    }

    static Reading of(String value) {
        return new Reading(State.PRESENT, value);
    }

    /** What an operating system says of a component: lower case, one space between words, placeholders absent. */
    static Reading parse(String text) {
        String value = text.replace('\0', ' ').strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        return Placeholders.isPlaceholder(value) ? ABSENT : of(value);
    }

    boolean isPresent() {
        return state == State.PRESENT;
    }

    enum State {
        PRESENT,
        /** The computer has none, or only a placeholder. */
        ABSENT,
        /** It may be there, but this user may not see it. */
        DENIED
    }
}
