// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/** A target application, qualified by suite (R4): {@code powerpos.data-server}. */
public record ApplicationId(String value) implements Comparable<ApplicationId> {

    public ApplicationId {
        if (value.length() > 256 || !Text.isQualified(value)) {
            throw new IllegalArgumentException("Application '" + Text.shown(value)
                    + "' is not of the form suite.application (lower case, digits, dashes)");
        }
    }

    @Override
    public int compareTo(ApplicationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
