// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/** A feature of a module that is on or off: {@code bonus-accounts} (R45). */
public record Feature(String value) implements Comparable<Feature> {

    public Feature {
        Text.require("Feature", value, "[a-z0-9]+(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)*");
    }

    @Override
    public int compareTo(Feature other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
