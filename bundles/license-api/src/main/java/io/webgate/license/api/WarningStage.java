// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.time.Instant;
import java.util.Optional;

/**
 * How near the end of a licence is (R10): warnings begin 30, 14, 7, 3 and 1 days before. The one rule for pages, health and
 * metrics. In the order of time.
 */
public enum WarningStage {
    DAYS_30(30),
    DAYS_14(14),
    DAYS_7(7),
    DAYS_3(3),
    DAYS_1(1),
    /** Its last day is over. */
    LAPSED(-1);

    private final long days;

    WarningStage(long days) {
        this.days = days;
    }

    /** From so many days before the end on it applies; 0 for {@link #LAPSED}. */
    public long days() {
        return Math.max(0, days);
    }

    /** It hurts within a week, or hurts already. */
    public boolean isUrgent() {
        return compareTo(DAYS_7) >= 0;
    }

    /**
     * The stage that applies.
     *
     * @param daysLeft as {@link License#daysLeft} counts them: on the last day 0, afterwards negative
     * @return empty while it is too early to warn
     */
    public static Optional<WarningStage> of(long daysLeft) {
        Optional<WarningStage> stage = Optional.empty();
        for (WarningStage one : values()) {
            if (daysLeft <= one.days) {
                stage = Optional.of(one);
            }
        }
        return stage;
    }

    /** The stage of a licence; empty also where it never ends. */
    public static Optional<WarningStage> of(License license, Instant now) {
        return license.daysLeft(now).flatMap(WarningStage::of);
    }
}
