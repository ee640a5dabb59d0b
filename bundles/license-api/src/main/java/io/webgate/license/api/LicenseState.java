// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.Optional;

/** What became of an installed document; each state has its own name (R7). */
public enum LicenseState {
    VALID,
    NOT_YET_VALID,
    EXPIRED,
    OTHER_MACHINE,
    MEDIA_ABSENT,
    OTHER_SERVER,
    OTHER_APPLICATION,
    SUPERSEDED,
    REVOKED,
    DAMAGED;

    /** The check that fails in this state; empty where none does, and for a damaged document, which may fail any. */
    public Optional<LicenseCheck> failed() {
        return switch (this) {
            case VALID, DAMAGED -> Optional.empty();
            case REVOKED -> Optional.of(LicenseCheck.NOT_REVOKED);
            case OTHER_APPLICATION -> Optional.of(LicenseCheck.APPLICATION);
            case SUPERSEDED -> Optional.of(LicenseCheck.NOT_SUPERSEDED);
            case OTHER_MACHINE, MEDIA_ABSENT, OTHER_SERVER -> Optional.of(LicenseCheck.BINDING);
            case EXPIRED, NOT_YET_VALID -> Optional.of(LicenseCheck.DATES);
        };
    }

    /** The name in API and pages: {@code not-yet-valid} … */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
