// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/** A licence through its renewals and corrections (R3, R5): the thread that ties its generations together. */
public record Lineage(String value) {

    public Lineage {
        Text.requireName("Lineage", value, "._-", 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
