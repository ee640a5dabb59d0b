// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.admin.internal.frame.Renewals;
import io.webgate.license.api.Activation;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.WarningStage;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One document in the list of installed licences (R7, R19).
 *
 * @param installed as the registry keeps it
 * @param license its contents
 * @param daysLeft how many days follow its present day in its own zone; empty where it does not count or never ends
 */
public record LicenseRow(InstalledLicense installed, License license, Optional<Long> daysLeft) {

    /** Those that can be read: what counts first, then by id. */
    static List<LicenseRow> of(List<InstalledLicense> all, Instant now) {
        return all.stream()
                .flatMap(installed -> installed.license().stream()
                        .map(license -> new LicenseRow(installed, license, daysLeft(installed, license, now))))
                .sorted(Comparator.comparing((LicenseRow row) -> !row.counts()).thenComparing(LicenseRow::id))
                .toList();
    }

    /** Belongs to the edition and can't be removed (R33). */
    public boolean isBuiltIn() {
        return installed.source().equals("built-in");
    }

    private static Optional<Long> daysLeft(InstalledLicense installed, License license, Instant now) {
        if (installed.state() != LicenseState.VALID) {
            return Optional.empty();
        }
        return license.daysLeft(now).map(days -> Math.max(0, days));
    }

    /** Break-glass: an administrator can activate it now (R59). */
    public boolean awaitsActivation(Instant now) {
        return installed.awaitsActivation(now);
    }

    /** Its one use. */
    public Optional<Activation> activation() {
        return installed.activation();
    }

    public LicenseId id() {
        return installed.id();
    }

    public LicenseState state() {
        return installed.state();
    }

    public Optional<LocalizedText> reason() {
        return installed.reason();
    }

    public boolean counts() {
        return installed.state() == LicenseState.VALID;
    }

    /** It counts, but not for long. */
    public boolean endsSoon() {
        return daysLeft.flatMap(WarningStage::of).isPresent();
    }

    /** The tone of its days left. */
    public String tone() {
        return daysLeft.flatMap(WarningStage::of)
                .map(stage -> "tone-" + Renewals.tone(stage))
                .orElse("help");
    }
}
