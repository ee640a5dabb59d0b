// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.spi;

import io.webgate.license.api.Limits;
import io.webgate.license.api.SignedFile;
import org.osgi.annotation.versioning.ConsumerType;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Hears of new limits. The registry's answer to an installation waits for every listener (R8). */
@ConsumerType
public interface LimitsListener {

    /** Applies the limits; the stage completes when they are in effect. Older revisions than one seen are ignored. */
    CompletionStage<Void> limitsChanged(Limits limits);

    /**
     * The same for who keeps what the limits were made of (R60).
     *
     * @param documents the licences that count, the catalogue's entries, the vendors' statements in force; what can't be
     *     read at the moment is not among them
     */
    default CompletionStage<Void> limitsChanged(Limits limits, List<SignedFile> documents) {
        return limitsChanged(limits);
    }
}
