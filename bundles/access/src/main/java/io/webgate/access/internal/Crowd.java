// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many may stand at the door at the same time, in all and of one origin. A body that comes byte by byte, and an answer
 * that nobody reads, keep a thread of the server waiting; strangers may keep some of them, never all (T58). Remembers only
 * who stands there. Thread-safe.
 */
final class Crowd {

    private final int most;
    private final int mostOfOne;
    private final Map<String, Integer> byOrigin = new HashMap<>();
    private int all;

    Crowd(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** A place, to be given back; empty where there is none. */
    synchronized Optional<Place> enter(String origin) {
        int own = byOrigin.getOrDefault(origin, 0);
        if (all >= most || own >= mostOfOne) {
            return Optional.empty();
        }
        all++;
        byOrigin.put(origin, own + 1);
        return Optional.of(() -> leave(origin));
    }

    private synchronized void leave(String origin) {
        all--;
        byOrigin.computeIfPresent(origin, (same, own) -> own > 1 ? own - 1 : null);
    }

    /** Is left once. */
    interface Place {
        void leave();
    }
}
