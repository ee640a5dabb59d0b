// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.LicenseId;

import java.time.Instant;

/**
 * A document that another one of the same vendor replaces by naming it (R3). It outlives both.
 *
 * @param id what counts no more
 * @param by the document that says so
 * @param begins from when on
 */
record Supersession(String vendor, LicenseId id, LicenseId by, Instant begins) {

    Identity superseded() {
        return new Identity(vendor, id);
    }
}
