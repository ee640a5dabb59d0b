// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/** For how long a licence is meant (R3, R48). */
public enum Term {
    PERMANENT,
    TEMPORARY,
    RENTAL,
    TRIAL;

    /** The name in documents and API. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
