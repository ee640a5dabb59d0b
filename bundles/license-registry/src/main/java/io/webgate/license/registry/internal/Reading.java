// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LocalizedText;

/** What verifying a file gave: a document, or why it can't be trusted. */
sealed interface Reading {

    /** SHA-256 of the file's bytes in hexadecimal. */
    String sha256();

    /**
     * A document that can be trusted.
     *
     * @param license what both signatures cover
     */
    record Sound(String sha256, License license) implements Reading {}

    /**
     * What can't be trusted.
     *
     * @param reason for people (R6)
     */
    record Damaged(String sha256, LocalizedText reason) implements Reading {

        /** The name under which a damaged document is listed and removed. */
        LicenseId id() {
            return new LicenseId("sha256:" + sha256);
        }
    }
}
