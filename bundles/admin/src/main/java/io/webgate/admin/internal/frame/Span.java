// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import java.time.Duration;

/** How long something lasts, in the largest unit that tells it exactly: 2 days, 36 hours, 15 minutes. Pure. */
public final class Span {

    private Span() {}

    /** Less than a second is told as a second. */
    public static String of(Duration time, Ui ui) {
        long seconds = Math.max(1, time.toSeconds());
        if (seconds % Duration.ofDays(1).toSeconds() == 0) {
            return ui.count("frame.days", seconds / Duration.ofDays(1).toSeconds());
        }
        if (seconds % Duration.ofHours(1).toSeconds() == 0) {
            return ui.count("frame.hours", seconds / Duration.ofHours(1).toSeconds());
        }
        if (seconds % Duration.ofMinutes(1).toSeconds() == 0) {
            return ui.count("frame.minutes", seconds / Duration.ofMinutes(1).toSeconds());
        }
        return ui.count("frame.seconds", seconds);
    }
}
