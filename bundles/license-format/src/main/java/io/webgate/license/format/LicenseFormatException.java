// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.LicenseCheck;
import io.webgate.license.api.LocalizedText;

/** A document is damaged: what is wrong with it, where, and what to do about it (R6, R102). */
public final class LicenseFormatException extends Exception {

    private static final long serialVersionUID = 1;

    private final Fault fault;
    private final LicenseCheck check;
    private final String where;

    @SuppressWarnings("serial") // Exceptions of this class never leave the process
    private final LocalizedText text;

    LicenseFormatException(Fault fault, LicenseCheck check, String where, LocalizedText text) {
        super(fault + " at " + where + ": " + text.english());
        this.fault = fault;
        this.check = check;
        this.where = where;
        this.text = text;
    }

    public Fault fault() {
        return fault;
    }

    /** Which check it failed: those before it have passed. */
    public LicenseCheck check() {
        return check;
    }

    /** The place in the file or the member: {@code byte 17}, {@code payload.entitlements[2].module}. */
    public String where() {
        return where;
    }

    /** What is wrong, where, and what to do, for the person who holds the document. */
    public LocalizedText text() {
        return text;
    }

    /** Kinds of damage. */
    public enum Fault {
        /** Larger than any document may be (R13). */
        TOO_LARGE,
        /** Not the form of a signed document, or not JSON. */
        MALFORMED,
        /** Says what it says in another way than the one canonical one. */
        NOT_CANONICAL,
        /** Signed with a key that is not trusted here. */
        UNKNOWN_KEY,
        /** Signed with a key that may not sign this, or the document is of another kind. */
        WRONG_PURPOSE,
        /** A signature does not fit: the document was changed. */
        SIGNATURE,
        /** Demands something that this version does not know (R3). */
        CRITICAL,
        /** Well formed and signed, but what it says makes no sense. */
        CONTENT
    }
}
