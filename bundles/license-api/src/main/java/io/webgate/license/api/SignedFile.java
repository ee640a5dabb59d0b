// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A whole signed file, byte for byte as its vendor made it: what limits are made of, kept with the record so that they can
 * be made again off line (R60).
 *
 * @param kind of the document
 * @param id a licence's id, or a module's; for a statement what tells it from others
 * @param bytes the file
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out
public record SignedFile(Kind kind, String id, byte[] bytes) {

    public SignedFile {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** SHA-256 of the file, lower-case hexadecimal. */
    public String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** What a vendor signs that limits depend on. */
    public enum Kind {
        LICENSE,
        /** A module's entry of the catalogue. */
        CATALOGUE,
        /** An announcement of keys (R12). */
        KEYS,
        /** A revocation list (R11). */
        REVOCATION;

        /** The name in the journal: {@code license} … */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
