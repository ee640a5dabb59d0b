// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.LocalizedText;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was checked of a document, in the order in which the registry does it: what passed, where it failed, what was not
 * reached (R6, R7). The key is looked up before the signatures are verified, since they are verified with it.
 *
 * <p>A damaged document's reason is a sentence that names a place in it, {@code (signatures[0].protected)}; the place
 * tells the step. Where it can't be told, nothing is claimed.
 */
public final class Checks {

    private static final Pattern PLACE =
            Pattern.compile("\\(((?:payload )?byte \\d+|signatures[^ ()]*|payload[^ ()]*)\\)\\.(?: |$)");

    /** Reasons that name no place, by their beginnings. */
    private static final Map<String, Step> PLACELESS = Map.of(
            "The file is larger than", Step.READABLE,
            "Its contents make no sense", Step.CONTENT,
            "Another document with the id", Step.NUMBER,
            "It was refused when it came", Step.NUMBER);

    private Checks() {}

    /** One step, in order. */
    public enum Step {
        /** Can be read, and is not too large. */
        READABLE,
        /** Has the form of a signed document. */
        FORM,
        /** Both keys are known here and may sign licences. */
        KEY,
        /** Both signatures fit. */
        SIGNATURE,
        /** What it says makes sense. */
        CONTENT,
        /** No other document has its number. */
        NUMBER,
        NOT_REVOKED,
        APPLICATION,
        /** No later issue and no successor of it is here. */
        ISSUE,
        /** The machine, media or server is the one it is for. */
        PLACE,
        DATES;

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What became of a step. */
    public enum Outcome {
        PASSED,
        FAILED,
        NOT_REACHED;

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** One step with its outcome. */
    public record Check(Step step, Outcome outcome) {}

    /** Every step; empty where the reason does not tell which one failed. */
    public static List<Check> of(InstalledLicense installed) {
        if (installed.state() == LicenseState.VALID) {
            return Arrays.stream(Step.values())
                    .map(step -> new Check(step, Outcome.PASSED))
                    .toList();
        }
        return failing(installed)
                .map(failed -> Arrays.stream(Step.values())
                        .map(step -> new Check(step, outcome(step, failed)))
                        .toList())
                .orElse(List.of());
    }

    /** Which icon an outcome has. */
    public static String look(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "ok";
            case FAILED -> "failed";
            case NOT_REACHED -> "waiting";
        };
    }

    private static Outcome outcome(Step step, Step failed) {
        int order = step.compareTo(failed);
        return order < 0 ? Outcome.PASSED : order == 0 ? Outcome.FAILED : Outcome.NOT_REACHED;
    }

    private static Optional<Step> failing(InstalledLicense installed) {
        return switch (installed.state()) {
            case VALID -> Optional.empty();
            case DAMAGED -> installed.reason().map(LocalizedText::english).flatMap(Checks::damagedAt);
            case REVOKED -> Optional.of(Step.NOT_REVOKED);
            case OTHER_APPLICATION -> Optional.of(Step.APPLICATION);
            case SUPERSEDED -> Optional.of(Step.ISSUE);
            case OTHER_MACHINE, MEDIA_ABSENT, OTHER_SERVER -> Optional.of(Step.PLACE);
            case EXPIRED, NOT_YET_VALID -> Optional.of(Step.DATES);
        };
    }

    private static Optional<Step> damagedAt(String reason) {
        Optional<Step> placeless = PLACELESS.entrySet().stream()
                .filter(entry -> reason.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (placeless.isPresent()) {
            return placeless;
        }
        // The last one: what stands before it may quote the document
        String place = "";
        Matcher matcher = PLACE.matcher(reason);
        while (matcher.find()) {
            place = matcher.group(1);
        }
        if (place.startsWith("byte ")) {
            return Optional.of(Step.FORM);
        }
        if (place.endsWith(".protected")) {
            return Optional.of(Step.KEY);
        }
        if (place.startsWith("signatures")) {
            return Optional.of(Step.SIGNATURE);
        }
        return place.startsWith("payload") ? Optional.of(Step.CONTENT) : Optional.empty();
    }
}
