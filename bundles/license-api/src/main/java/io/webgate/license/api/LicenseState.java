// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

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

    /** The name in API and pages: {@code not-yet-valid} … */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
