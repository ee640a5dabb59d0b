// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

/** What a caller may do; each covers the ones before it. */
public enum Role {
    /** Sees everything, changes nothing. */
    VIEWER,
    /** May act for any device and run the shop's daily business. */
    OPERATOR,
    /** May do everything. */
    ADMIN;

    /** Whether this role has the rights of the other. */
    public boolean covers(Role other) {
        return compareTo(other) >= 0;
    }
}
