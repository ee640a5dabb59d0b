// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/** Names a licensable thing, qualified by its suite: {@code powerpos.mobile-waiter}. Ordered by its text. */
public record ModuleId(String value) implements Comparable<ModuleId> {

    public ModuleId {
        if (value.length() > 128 || !Text.isQualified(value)) {
            throw new IllegalArgumentException("Module id '" + Text.shown(value)
                    + "' is not of the form suite.module (lower case, digits, dashes)");
        }
    }

    @Override
    public int compareTo(ModuleId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
