// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A document that the registry keeps, with what became of it.
 *
 * @param id of the document; {@code sha256:…} of its bytes where it is damaged
 * @param license its contents; empty where it is damaged. Of a break-glass licence in use the last day is the one that
 *     follows from its activation (R59), so whoever warns of an end, or draws one, need not know of such licences
 * @param state in one word
 * @param reason why, for people; empty where it is valid
 * @param failed the first check that it failed; empty where it is valid
 * @param source how it came: {@code api}, {@code folder}, {@code built-in} …
 * @param installedAt when
 * @param vanishing its file is gone and it ends when the settle time is over (R14)
 * @param activation the one use of a break-glass licence; empty where it still waits for it, and for any other
 * @param absence since when the drive that it is bound to has not been seen; empty where it is seen, where it is bound to
 *     none, and where that is not remembered any more
 */
public record InstalledLicense(
        LicenseId id,
        Optional<License> license,
        LicenseState state,
        Optional<LocalizedText> reason,
        Optional<LicenseCheck> failed,
        String source,
        Instant installedAt,
        boolean vanishing,
        Optional<Activation> activation,
        Optional<DriveAbsence> absence) {

    public InstalledLicense {
        boolean fits = state == LicenseState.DAMAGED
                ? failed.filter(LicenseCheck::isOfSoundness).isPresent()
                : failed.equals(state.failed());
        if (!fits) {
            throw new IllegalArgumentException(
                    "Document " + id + " is " + state.code() + ", that does not go with the failed check " + failed);
        }
    }

    /** A document of whose drive nothing is told. */
    public InstalledLicense(
            LicenseId id,
            Optional<License> license,
            LicenseState state,
            Optional<LocalizedText> reason,
            Optional<LicenseCheck> failed,
            String source,
            Instant installedAt,
            boolean vanishing,
            Optional<Activation> activation) {
        this(id, license, state, reason, failed, source, installedAt, vanishing, activation, Optional.empty());
    }

    /** A document that nobody has activated. */
    public InstalledLicense(
            LicenseId id,
            Optional<License> license,
            LicenseState state,
            Optional<LocalizedText> reason,
            Optional<LicenseCheck> failed,
            String source,
            Instant installedAt,
            boolean vanishing) {
        this(id, license, state, reason, failed, source, installedAt, vanishing, Optional.empty());
    }

    /** A break-glass licence that nobody has activated: by itself it will never give anything (R59). */
    public boolean isDormant() {
        return activation.isEmpty()
                && license.filter(own -> own.breakGlass().isPresent()).isPresent();
    }

    /** Whether an administrator can activate it now (R59): it is sound, fits here, and waits for nothing else. */
    public boolean awaitsActivation(Instant now) {
        return state == LicenseState.NOT_YET_VALID
                && isDormant()
                && license.filter(own -> !now.isBefore(own.begins())).isPresent();
    }

    /**
     * A document whose state tells which check it failed. Of a damaged one it does not, so nothing is said to have
     * passed.
     */
    public InstalledLicense(
            LicenseId id,
            Optional<License> license,
            LicenseState state,
            Optional<LocalizedText> reason,
            String source,
            Instant installedAt,
            boolean vanishing) {
        this(
                id,
                license,
                state,
                reason,
                state == LicenseState.DAMAGED ? Optional.of(LicenseCheck.READABLE) : state.failed(),
                source,
                installedAt,
                vanishing);
    }
}
