// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

/** What a key may sign and what a signed document is: neither can ever pass for the other kind (R2). */
public enum Purpose {
    LICENSE,
    CATALOGUE,
    REVOCATION,
    ALLOTMENT,
    TOKEN,
    TIME_RECEIPT;

    /** The {@code typ} of the protected headers: {@code webgate-license+jws}. */
    public String typ() {
        return "webgate-" + code() + "+jws";
    }

    /** The name in trust documents and key rings: {@code time-receipt}. */
    public String code() {
        return Codes.of(this);
    }
}
