// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.LicenseCheck;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What was checked of a document, in the order in which the registry does it: what passed, where it failed, what was not
 * reached (R6, R7).
 */
public final class Checks {

    private Checks() {}

    /** What became of a check. */
    public enum Outcome {
        PASSED,
        FAILED,
        NOT_REACHED;

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** One check with its outcome. */
    public record Check(LicenseCheck step, Outcome outcome) {}

    /** Every check. */
    public static List<Check> of(InstalledLicense installed) {
        return Arrays.stream(LicenseCheck.values())
                .map(step -> new Check(
                        step,
                        installed.failed().map(failed -> outcome(step, failed)).orElse(Outcome.PASSED)))
                .toList();
    }

    /** Which icon an outcome has. */
    public static String look(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "ok";
            case FAILED -> "failed";
            case NOT_REACHED -> "waiting";
        };
    }

    private static Outcome outcome(LicenseCheck step, LicenseCheck failed) {
        int order = step.compareTo(failed);
        return order < 0 ? Outcome.PASSED : order == 0 ? Outcome.FAILED : Outcome.NOT_REACHED;
    }
}
