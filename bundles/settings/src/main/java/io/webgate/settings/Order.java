// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings;

import java.util.Optional;

/**
 * Under which circumstances a change is to be made.
 *
 * @param by who asks, as the record shows it
 * @param why how it came about
 * @param revision what the caller saw; where it is no longer so, nothing is changed. Empty: whatever is saved
 * @param confirmed an excess is meant
 */
public record Order(String by, Why why, Optional<String> revision, boolean confirmed) {

    /** How a change came about. */
    public enum Why {
        EDITED,
        RESTORED,
        IMPORTED,
        /** Not through here: in {@code etc/}, or by a program. Found when the next change was made. */
        ELSEWHERE;

        /** The name in API: {@code edited} … */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
