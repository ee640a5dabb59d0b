// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.LicenseState;
import io.webgate.license.api.LocalizedText;

import java.util.Optional;

/** What became of a document, and why, for people; a valid one needs no reason. */
record Standing(LicenseState state, Optional<LocalizedText> reason) {

    static final Standing VALID = new Standing(LicenseState.VALID, Optional.empty());

    static Standing not(LicenseState state, LocalizedText reason) {
        return new Standing(state, Optional.of(reason));
    }
}
