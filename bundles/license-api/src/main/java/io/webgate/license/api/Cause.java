// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/** Why a verdict was passed. */
public enum Cause {
    /** More in use than licensed. */
    EXCESS,
    /** More in use than the gate's own setting says it supports, which is less than licensed (R32). */
    SETTING,
    /** Nothing is licensed, but seats are in use or something is configured. */
    NOT_LICENSED,
    /** Profiles use features that are not licensed (R45). */
    FEATURES,
    /** An administrator stopped the gate. */
    ADMINISTRATOR;

    /** The name in API and journal: {@code excess}, {@code setting}, {@code not-licensed}, {@code features},
     * {@code administrator}. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
