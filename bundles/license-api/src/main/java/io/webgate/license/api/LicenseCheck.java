// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.Locale;

/**
 * What is checked of a licence document, in the order in which it is (R2, R6, R7). The first check that fails is the one
 * that is told: those before it have passed, and of those after it nothing is known. The key is looked up before the
 * signatures are verified, since they are verified with it; what the document says is read only after that (D5).
 *
 * <p>The codes are stable; further checks may come between them.
 */
public enum LicenseCheck {
    /** It can be read and is not too large (R13). */
    READABLE,
    /** It has the form of a signed document: payload, headers and signatures stand where they belong. */
    ENVELOPE,
    /** Both keys that it names are known here. */
    KEY_KNOWN,
    /** These keys may sign licences, each with its algorithm (R12). */
    KEY_PURPOSE,
    /** Both signatures fit, and are by one vendor (R2). */
    SIGNATURES,
    /** What was signed is JSON. */
    PAYLOAD,
    /** Its fields are there, make sense and demand nothing that is not known here (R3). */
    FIELDS,
    /** It says what it says in the one canonical way. */
    CANONICAL,
    /** The vendor that it names signed it, with keys that counted when it was issued (R12). */
    ISSUER,
    /** It was admitted: no other document here has its id. */
    ADMISSION,
    /** The vendor has not revoked it (R11). */
    NOT_REVOKED,
    /** It is for an application that this host plays (R4). */
    APPLICATION,
    /** No later issue and no successor of it is known (R5, R8). */
    NOT_SUPERSEDED,
    /** The machine, drive or server is the one that it is bound to (R15, R18). */
    BINDING,
    /** Today is one of its days (R10). */
    DATES;

    /** The last one that makes a document damaged; those after it are about a document that is sound. */
    static final LicenseCheck LAST_OF_SOUNDNESS = ADMISSION;

    /** The name in API and pages: {@code key-known} … */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a document that fails this check can't be trusted, rather than does not count here and now. */
    public boolean isOfSoundness() {
        return compareTo(LAST_OF_SOUNDNESS) <= 0;
    }
}
