// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/** Names one licence document, as the vendor gave it; unique among all documents of that vendor. */
public record LicenseId(String value) implements Comparable<LicenseId> {

    public LicenseId {
        Text.requireName("Licence id", value, "._:-", 96);
    }

    @Override
    public int compareTo(LicenseId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
