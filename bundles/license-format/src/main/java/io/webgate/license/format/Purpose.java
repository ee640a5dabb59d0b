// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.util.Arrays;
import java.util.Optional;

/** What a key may sign and what a signed document is: neither can ever pass for the other kind (R2). */
public enum Purpose {
    LICENSE,
    CATALOGUE,
    REVOCATION,
    ALLOTMENT,
    TOKEN,
    TIME_RECEIPT,
    /** Further keys of the same vendor, and those that count no more (R12). */
    KEYS,
    /** The bundles of a distribution (D7). */
    MANIFEST;

    private final String typ = "webgate-" + code() + "+jws";

    /** The {@code typ} of the protected headers: {@code webgate-license+jws}. */
    public String typ() {
        return typ;
    }

    /** The purpose of that {@code typ}; empty where it is of no kind that this version knows. */
    static Optional<Purpose> ofTyp(String typ) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.typ().equals(typ))
                .findFirst();
    }

    /** The name in trust documents and key rings: {@code time-receipt}. */
    public String code() {
        return Codes.of(this);
    }
}
