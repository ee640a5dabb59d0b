// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Activation;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.License;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Everything besides the documents that their states depend on; one sample of the time for all of them.
 *
 * @param now trusted time
 * @param played the applications that this host plays (R4)
 * @param matchingGroups how many groups of a machine key match this computer (R16)
 * @param media keys of the USB drives that count as plugged in (R14, R18)
 * @param revoked whether the vendor has revoked a licence (R11)
 * @param revokedKey whether the vendor has revoked a key (R12)
 * @param marks what was ever seen
 * @param activations the uses of break-glass licences (R59)
 */
record Circumstances(
        Instant now,
        Set<ApplicationId> played,
        ToIntFunction<String> matchingGroups,
        Set<String> media,
        Predicate<License> revoked,
        Predicate<String> revokedKey,
        Marks marks,
        Map<Identity, Activation> activations) {

    Circumstances {
        played = Set.copyOf(played);
        media = Set.copyOf(media);
        activations = Map.copyOf(activations);
    }

    /** Where no break-glass licence was ever used. */
    Circumstances(
            Instant now,
            Set<ApplicationId> played,
            ToIntFunction<String> matchingGroups,
            Set<String> media,
            Predicate<License> revoked,
            Predicate<String> revokedKey,
            Marks marks) {
        this(now, played, matchingGroups, media, revoked, revokedKey, marks, Map.of());
    }

    /** The use of a break-glass licence; of any other there is none. */
    Optional<Activation> activation(License license) {
        return Activations.of(activations, license);
    }

    /** The same at another time. */
    Circumstances at(Instant other) {
        return new Circumstances(other, played, matchingGroups, media, revoked, revokedKey, marks, activations);
    }
}
