// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

    private static final Map<String, Purpose> BY_TYP =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Purpose::typ, purpose -> purpose));

    private final String typ = "webgate-" + code() + "+jws";

    /** The {@code typ} of the protected headers: {@code webgate-license+jws}. */
    public String typ() {
        return typ;
    }

    /** The purpose of that {@code typ}; empty where it is of no kind that this version knows. */
    static Optional<Purpose> ofTyp(String typ) {
        return Optional.ofNullable(BY_TYP.get(typ));
    }

    /** The name in trust documents and key rings: {@code time-receipt}. */
    public String code() {
        return Codes.of(this);
    }
}
