// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;
import io.webgate.license.api.Lineage;

import java.time.Instant;

/**
 * A generation of a lineage that was seen here once (R8). It outlives the document.
 *
 * @param begins from when on lower generations count no more
 */
record Mark(String vendor, Lineage lineage, long generation, Instant begins) {

    static Mark of(License license) {
        return new Mark(license.vendor(), license.lineage(), license.generation(), license.begins());
    }

    boolean isSameLineage(License license) {
        return vendor.equals(license.vendor()) && lineage.equals(license.lineage());
    }

    /** Whatever the other one supersedes, this one does too, and no later. */
    boolean covers(Mark other) {
        return generation >= other.generation && !begins.isAfter(other.begins);
    }
}
