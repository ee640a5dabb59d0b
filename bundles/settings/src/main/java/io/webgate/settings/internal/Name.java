// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A PID, taken apart at the first tilde.
 *
 * @param pid the whole
 * @param base the PID, or the factory's
 * @param name behind the tilde
 */
record Name(String pid, String base, Optional<String> name) {

    /** What a new configuration may be called: it becomes a part of file names and addresses. */
    private static final Pattern FRESH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    static Name of(String pid) {
        int tilde = pid.indexOf('~');
        return tilde < 0
                ? new Name(pid, pid, Optional.empty())
                : new Name(pid, pid.substring(0, tilde), Optional.of(pid.substring(tilde + 1)));
    }

    boolean isFit() {
        return name.filter(text -> FRESH.matcher(text).matches()).isPresent();
    }
}
