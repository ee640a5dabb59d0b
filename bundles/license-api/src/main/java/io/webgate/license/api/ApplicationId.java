// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/** A target application, qualified by suite (R4): {@code powerpos.data-server}. */
public record ApplicationId(String value) implements Comparable<ApplicationId> {

    public ApplicationId {
        Text.require("Application", value, "[a-z0-9]+(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)+");
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
