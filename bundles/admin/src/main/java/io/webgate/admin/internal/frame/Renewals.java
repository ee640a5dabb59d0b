// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.license.api.Advice;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.Renewal;
import io.webgate.license.api.WarningStage;

import java.time.Instant;
import java.util.Collection;
import java.util.function.Predicate;

/** Which licences are worth a warning: nobody is reminded to renew what he has renewed. Pure. */
public final class Renewals {

    private Renewals() {}

    /** Whether a licence ends soon; also true of what has ended. */
    public static boolean endsSoon(License license, Instant now) {
        return WarningStage.of(license, now).isPresent();
    }

    /** Holds for licences that no other one takes over from, see {@link Renewal}. */
    public static Predicate<License> missing(Collection<InstalledLicense> licenses) {
        return Renewal.missing(licenses);
    }

    /** Pages word the end of a licence, or of its file or drive, from the licence itself. */
    public static boolean isToldOtherwise(Advice.Kind kind) {
        return kind == Advice.Kind.EXPIRING || kind == Advice.Kind.VANISHING;
    }

    /** The tone of a warning: {@code info} while there is time to act, {@code warn} within a week, then {@code error}. */
    public static String tone(WarningStage stage) {
        return switch (stage) {
            case DAYS_30, DAYS_14 -> "info";
            case DAYS_7, DAYS_3 -> "warn";
            case DAYS_1, LAPSED -> "error";
        };
    }

    static boolean endsBefore(License license, Instant then) {
        return license.ends().filter(end -> end.isBefore(then)).isPresent();
    }
}
