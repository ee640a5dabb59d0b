// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;

/** Names one document among those of all vendors: an id is unique only among the documents of its vendor. */
record Identity(String vendor, LicenseId id) {

    static Identity of(License license) {
        return new Identity(license.vendor(), license.id());
    }
}
