// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;
import io.webgate.license.api.Lineage;

/** A lineage of one vendor: the generations of one licence (R5). */
record Strand(String vendor, Lineage lineage) {

    static Strand of(License license) {
        return new Strand(license.vendor(), license.lineage());
    }
}
