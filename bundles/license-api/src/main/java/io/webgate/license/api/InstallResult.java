// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.Optional;

/**
 * What became of an installation (R8).
 *
 * @param kind in one word
 * @param license the document as it now stands; empty where nothing of it was kept, and for what is no licence but another
 *     statement of a vendor (R11, R12)
 * @param message for people, where it was refused, or is no licence
 */
public record InstallResult(Kind kind, Optional<InstalledLicense> license, Optional<LocalizedText> message) {

    /** What became of it. */
    public enum Kind {
        /** Kept; durable; limits are in effect. */
        INSTALLED,
        /** This very document was there already; nothing changed. */
        ALREADY_INSTALLED,
        /** Can't be trusted; kept in the damaged area. */
        DAMAGED,
        /** A newer generation of its lineage, or a higher number of its series, was seen before. */
        OLDER_GENERATION,
        /** A time receipt that this host has not asked for, or that comes too late; nothing changed (R10). */
        RECEIPT_REFUSED,
        /** Larger than 256 KiB; not kept. */
        TOO_LARGE,
        /** The edition has its licences built in (R33). */
        EDITION_ADMITS_NONE,
        /** The disk is full or read-only; nothing changed. */
        STORE_FULL;

        /** The name in API. */
        public String code() {
            return switch (this) {
                case DAMAGED -> "license-damaged";
                case EDITION_ADMITS_NONE -> "edition-admits-no-licenses";
                default -> name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            };
        }
    }
}
