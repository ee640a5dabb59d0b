// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.spi;

import io.webgate.license.api.Limits;
import org.osgi.annotation.versioning.ConsumerType;

import java.util.concurrent.CompletionStage;

/** Hears of new limits. The registry's answer to an installation waits for every listener (R8). */
@ConsumerType
public interface LimitsListener {

    /** Applies the limits; the stage completes when they are in effect. Older revisions than one seen are ignored. */
    CompletionStage<Void> limitsChanged(Limits limits);
}
