// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.DriveAbsence;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The USB drives that count as plugged in (R18): one that is plugged in counts at once, one that was unplugged counts for
 * another settle time, shown as vanishing, since a bad contact must not stop a shop (R14). When its going was noticed is
 * remembered, so that a person is told; of one that was never seen since the start, only that. One thread at a time.
 */
final class PluggedMedia {

    private static final Logger LOG = LoggerFactory.getLogger(PluggedMedia.class);

    /** So many drives that are gone are remembered: someone may plug in one after the other for years. */
    static final int MOST_GONE = 256;

    private final Duration settle;
    private final Map<String, Instant> goneAt = new LinkedHashMap<>();
    private @Nullable Instant began;
    private boolean forgot;
    private final Map<String, Long> unpluggedAt = new HashMap<>();
    private Set<String> plugged = Set.of();
    private Set<String> counting = Set.of();

    PluggedMedia(Duration settle) {
        this.settle = settle;
    }

    /**
     * Takes a look.
     *
     * @param now keys of the drives that are plugged in
     * @param nanos monotonic time, so that a wall clock that jumps ends no settle time
     * @param at the same moment as people are told it
     * @return whether anything that a document may depend on, or is shown, has changed
     */
    boolean look(Set<String> now, long nanos, Instant at) {
        if (began == null) {
            began = at;
        }
        if (now.equals(plugged) && unpluggedAt.isEmpty()) {
            return false;
        }
        Set<String> before = counting;
        Set<String> vanishingBefore = Set.copyOf(unpluggedAt.keySet());
        for (String key : plugged) {
            if (!now.contains(key)) {
                LOG.warn(
                        "The USB drive {}… was unplugged; unless it comes back, what is bound to it ends in {} s",
                        key.substring(0, Math.min(8, key.length())),
                        settle.toSeconds());
                unpluggedAt.put(key, nanos);
                gone(key, at);
            }
        }
        unpluggedAt.keySet().removeAll(now);
        goneAt.keySet().removeAll(now);
        unpluggedAt.values().removeIf(since -> nanos - since >= settle.toNanos());
        plugged = Set.copyOf(now);
        Set<String> all = new HashSet<>(now);
        all.addAll(unpluggedAt.keySet());
        counting = Set.copyOf(all);
        return !counting.equals(before) || !vanishingBefore.equals(unpluggedAt.keySet());
    }

    private void gone(String key, Instant at) {
        goneAt.put(key, at);
        if (goneAt.size() > MOST_GONE) {
            goneAt.remove(goneAt.keySet().iterator().next());
            forgot = true;
        }
    }

    /**
     * Since when the drive has not been seen; empty where it is seen, before the first look, and where it may be one of those
     * that are not remembered any more. Where the drives can't be told none is seen, so this says no more than that.
     */
    Optional<DriveAbsence> absence(String key) {
        if (began == null || plugged.contains(key)) {
            return Optional.empty();
        }
        Instant gone = goneAt.get(key);
        if (gone != null) {
            return Optional.of(new DriveAbsence(gone, true));
        }
        return forgot ? Optional.empty() : Optional.of(new DriveAbsence(began, false));
    }

    /** The drives that count. */
    Set<String> counting() {
        return counting;
    }

    /** Whether the drive counts only until its settle time is over. */
    boolean isVanishing(String key) {
        return unpluggedAt.containsKey(key);
    }
}
