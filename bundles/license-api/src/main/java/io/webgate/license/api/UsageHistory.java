// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import org.osgi.annotation.versioning.ProviderType;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The use of the modules over time, for people who plan: how near a module came to its limit, and how often somebody was
 * refused. It is an aid, not the record: a crash may cost the last minutes of it. Safe for all threads; calls block.
 */
@ProviderType
public interface UsageHistory {

    /** For so long spans of five minutes are kept. */
    Duration DETAILED = Duration.ofDays(8);

    /** For so long spans of an hour are kept. */
    Duration KEPT = Duration.ofDays(400);

    /**
     * What is known of a module, oldest first. Neighbours that are alike are one point. Where there is a gap, the host did not
     * run, or nothing of the module was licensed, used or refused.
     *
     * @param from up to {@link #DETAILED} before {@code until}: in spans of five minutes; up to 70 days: of an hour; else of a
     *     day of UTC. Spans that overlap the time that is asked for are given whole
     * @throws IOException if the store can't be read
     */
    List<UsagePoint> of(ModuleId module, Instant from, Instant until) throws IOException;
}
