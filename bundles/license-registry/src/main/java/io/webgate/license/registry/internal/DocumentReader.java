// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;
import io.webgate.license.api.LicenseCheck;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.UnverifiedDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.DateTimeException;
import java.util.EnumSet;
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
            UnverifiedDocument document = UnverifiedDocument.read(bytes);
            Optional<Purpose> claimed = document.claimedPurpose();
            if (claimed.filter(STATEMENTS::contains).isPresent()) {
                return new Reading.Statement(sha256, claimed.get(), bytes.clone());
            }
            LicenseDocuments.Opened opened = verifier.verify(document);
            return isRepresentable(opened.license())
                    ? new Reading.Sound(
                            sha256,
                            new Content(opened.license(), Digest.of(opened.contents())),
                            opened.kids(),
                            opened.attached())
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

    static String sha256(byte[] bytes) {
        return Digest.of(bytes).hex();
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
        LicenseDocuments.Opened verify(UnverifiedDocument document) throws LicenseFormatException;
    }
}
