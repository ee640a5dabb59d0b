// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.spi;

import io.webgate.license.api.LocalizedText;
import org.osgi.annotation.versioning.ProviderType;

import java.util.List;

/**
 * Whether this host is made of what its vendor signed, and whether it still tells good signatures from bad ones (D7). The
 * registry's bundle provides it and changes the service property {@link #REVISION} with each new finding. Without this
 * service, or while it is not sound, the gate does not run (R53). Thread-safe; every method answers from memory.
 *
 * <p>It detects and can't prevent: whoever may change this program's memory may change what this says.
 */
@ProviderType
public interface IntegrityReport {

    /** The service property that grows with {@link #revision()}, so that listeners hear of a change. */
    String REVISION = "webgate.integrity.revision";

    /** Everything was looked at, not long ago, and no finding is of the severity {@link Severity#STOPS}. */
    boolean isSound();

    /** What stands against it now; until the first look is over, that it is not over. */
    List<Finding> findings();

    /** Grows whenever the findings become others. */
    long revision();

    /**
     * One thing that was found.
     *
     * @param severity what follows from it
     * @param text what it is, why it matters and what to do about it (R102)
     */
    record Finding(Severity severity, LocalizedText text) {}

    /** What follows from a finding. */
    enum Severity {
        /** The gate does not run as long as it stands. */
        STOPS,
        /** What is to be looked at can't be read just now (R14): told at once, stops the gate when it lasts for a minute. */
        UNREADABLE,
        /** It is told, and nothing follows. */
        WARNING
    }
}
