// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/** What might be done with documents, to see beforehand what would follow (R9). */
public sealed interface Proposal {

    /** Nothing is done; time passes. */
    record Nothing() implements Proposal {}

    /**
     * A file is installed: a licence, or another statement of a vendor.
     *
     * @param file its bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // copied on the way in and out
    record Install(byte[] file) implements Proposal {

        public Install {
            file = file.clone();
        }

        @Override
        public byte[] file() {
            return file.clone();
        }
    }

    /** A document is removed. */
    record Remove(LicenseId id) implements Proposal {}

    /** A break-glass licence is activated (R59). */
    record Activate(LicenseId id) implements Proposal {}
}
