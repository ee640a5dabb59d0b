// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;
import io.webgate.license.api.LicenseCheck;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.SignedDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Turns bytes into a {@link Reading}, whatever the bytes are: the one way by which every document comes in (R1), and the
 * place that keeps a bad one from hindering others (R6). Safe for all threads.
 */
final class DocumentReader {

    private static final Logger LOG = LoggerFactory.getLogger(DocumentReader.class);

    /** What a vendor signs for its customers besides licences. */
    private static final Set<Purpose> STATEMENTS = EnumSet.of(Purpose.REVOCATION, Purpose.KEYS, Purpose.TIME_RECEIPT);

    private final Verifier verifier;

    DocumentReader(Verifier verifier) {
        this.verifier = verifier;
    }

    Reading read(byte[] bytes) {
        return read(bytes, sha256(bytes));
    }

    /** The same for who has taken the hash of the bytes already. */
    Reading read(byte[] bytes, String sha256) {
        if (bytes.length > LicenseDocuments.MAX_BYTES) {
            return new Reading.Damaged(sha256, LicenseCheck.READABLE, Reasons.tooLarge(LicenseDocuments.MAX_BYTES));
        }
        try {
            Optional<Purpose> claimed = SignedDocument.claimedPurpose(bytes);
            if (claimed.filter(STATEMENTS::contains).isPresent()) {
                return new Reading.Statement(sha256, claimed.get(), bytes.clone());
            }
            LicenseDocuments.Opened opened = verifier.verify(bytes);
            return isRepresentable(opened.license())
                    ? new Reading.Sound(sha256, opened.license(), opened.kids(), opened.attached())
                    : new Reading.Damaged(sha256, LicenseCheck.FIELDS, Reasons.datesOutOfRange());
        } catch (LicenseFormatException e) {
            return new Reading.Damaged(sha256, e.check(), e.text());
        } catch (RuntimeException e) {
            // A defect of ours: it must neither let the document count nor stop the others from being read, and
            // of nothing is it known that it has passed
            LOG.error("Verifying document sha256:{} failed unexpectedly", sha256, e);
            return new Reading.Damaged(sha256, LicenseCheck.READABLE, Reasons.ourDefect());
        }
    }

    /** Contents in a form that says whether two documents say the same, whoever of several signatures they bear. */
    static String contentDigest(License license) {
        return sha256(LicenseDocuments.payload(license));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The calendar has more days than there are instants; found here, it can't surprise a later sum. */
    private static boolean isRepresentable(License license) {
        try {
            return license.ends().map(license.begins()::isBefore).orElse(true);
        } catch (DateTimeException | ArithmeticException e) {
            LOG.warn("Licence {} has dates out of range: {}", license.id(), e.getMessage());
            return false;
        }
    }

    /** Verifies both signatures, then interprets. */
    @FunctionalInterface
    interface Verifier {
        LicenseDocuments.Opened verify(byte[] document) throws LicenseFormatException;
    }
}
