// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.License;

import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Everything besides the documents that their states depend on; one sample of the time for all of them.
 *
 * @param now trusted time
 * @param played the applications that this host plays (R4)
 * @param matchingGroups how many groups of a machine key match this computer (R16)
 * @param revoked whether the vendor has revoked a document (R11)
 * @param marks what was ever seen
 */
record Circumstances(
        Instant now,
        Set<ApplicationId> played,
        ToIntFunction<String> matchingGroups,
        Predicate<License> revoked,
        Marks marks) {

    Circumstances {
        played = Set.copyOf(played);
    }
}
