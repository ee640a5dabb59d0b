// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/** What goes on for a seat although its exchange is suspended; named by the vendor: {@code debit-existing}. */
public record Operation(String value) implements Comparable<Operation> {

    public Operation {
        Text.require("Operation", value, "[a-z0-9]+(-[a-z0-9]+)*");
    }

    @Override
    public int compareTo(Operation other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
