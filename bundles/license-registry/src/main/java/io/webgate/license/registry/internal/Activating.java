// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Activation;
import io.webgate.license.api.ActivationResult;
import io.webgate.license.api.ActivationResult.Kind;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LocalizedText;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Who may activate what (R59): the one rule for the act and for what it would do. Pure. */
final class Activating {

    private Activating() {}

    /**
     * What is meant by an id that documents of several vendors may bear: the one that can be activated, else any.
     *
     * @param listed everything that is kept
     */
    static Optional<InstalledLicense> meant(List<InstalledLicense> listed, LicenseId id, Instant now) {
        return listed.stream()
                .filter(entry -> entry.id().equals(id))
                .max(Comparator.comparing(
                                (InstalledLicense entry) -> refusal(entry, now).isEmpty())
                        .thenComparing(entry -> entry.license()
                                .flatMap(
                                        one -> one.breakGlass().stream().boxed().findFirst())
                                .isPresent()));
    }

    /** Why it can't be activated; empty where it can. */
    static Optional<ActivationResult> refusal(InstalledLicense entry, Instant now) {
        Optional<License> license = entry.license();
        if (license.isEmpty()) {
            return refused(Kind.NOT_APPLICABLE, entry, entry.reason().orElse(Reasons.ourDefect()));
        }
        if (license.get().breakGlass().isEmpty()) {
            return refused(Kind.NOT_BREAK_GLASS, entry, Reasons.notBreakGlass());
        }
        if (entry.activation().isPresent()) {
            return refused(
                    Kind.ALREADY_USED,
                    entry,
                    Reasons.alreadyUsed(entry.activation().get()));
        }
        if (!entry.awaitsActivation(now)) {
            return refused(Kind.NOT_APPLICABLE, entry, entry.reason().orElse(Reasons.ourDefect()));
        }
        return entry.vanishing() ? refused(Kind.NOT_APPLICABLE, entry, Reasons.vanishingUnused()) : Optional.empty();
    }

    /** The use that begins now. */
    static Activation begun(License license, Instant now, String by, String reason) {
        return new Activation(
                now.truncatedTo(ChronoUnit.SECONDS),
                LocalizedText.quotable(by),
                LocalizedText.quotable(reason),
                license.lastDayIfActivated(now));
    }

    static ActivationResult unknown() {
        return new ActivationResult(Kind.LICENSE_UNKNOWN, Optional.empty(), Optional.of(Reasons.licenseUnknown()));
    }

    private static Optional<ActivationResult> refused(Kind kind, InstalledLicense entry, LocalizedText why) {
        return Optional.of(new ActivationResult(kind, Optional.of(entry), Optional.of(why)));
    }
}
