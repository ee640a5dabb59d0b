// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;
import io.webgate.license.api.LicenseCheck;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.format.Purpose;

import java.util.List;

/** What verifying a file gave: a document, or why it can't be trusted. */
@SuppressWarnings("ArrayRecordComponent") // files are only handed on
sealed interface Reading {

    /** SHA-256 of the file's bytes in hexadecimal. */
    String sha256();

    /**
     * A document that can be trusted.
     *
     * @param content what both signatures cover
     * @param signers the ids of its two keys, so that it ends when one of them is revoked (R12)
     * @param attached statements that came along, not verified yet
     */
    record Sound(String sha256, Content content, List<String> signers, List<byte[]> attached) implements Reading {

        public Sound {
            signers = List.copyOf(signers);
            attached = List.copyOf(attached);
        }

        License license() {
            return content.license();
        }

        /** Compared by the hash of the whole file, which covers everything. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Sound sound && sha256.equals(sound.sha256);
        }

        @Override
        public int hashCode() {
            return sha256.hashCode();
        }
    }

    /**
     * Something else than a licence that a vendor signs and a host takes: a revocation list, an announcement of keys, a
     * time receipt. Which keys it must be verified with is known when it is taken.
     *
     * @param purpose the kind that it claims to be
     * @param file the whole file
     */
    record Statement(String sha256, Purpose purpose, byte[] file) implements Reading {

        @Override
        public boolean equals(Object other) {
            return other instanceof Statement statement && sha256.equals(statement.sha256);
        }

        @Override
        public int hashCode() {
            return sha256.hashCode();
        }
    }

    /**
     * What can't be trusted.
     *
     * @param failed the first check that it failed
     * @param reason for people (R6)
     */
    record Damaged(String sha256, LicenseCheck failed, LocalizedText reason) implements Reading {

        /** The name under which a damaged document is listed and removed. */
        LicenseId id() {
            return new LicenseId("sha256:" + sha256);
        }
    }
}
