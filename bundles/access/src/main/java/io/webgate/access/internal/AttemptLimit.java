// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts failed attempts per origin in windows of time. Remembers a bounded number of origins, the latest ones, so that
 * no flood of addresses fills the memory. Thread-safe.
 */
final class AttemptLimit {

    private final int most;
    private final long window;
    private final Map<String, Failures> byOrigin;

    /**
     * The limit.
     *
     * @param most failures that a window holds
     * @param origins how many are remembered
     */
    AttemptLimit(int most, Duration window, int origins) {
        this.most = most;
        this.window = window.toNanos();
        this.byOrigin = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                return size() > origins;
            }
        };
    }

    /** How long this origin must wait; empty: not at all. */
    synchronized Optional<Duration> wait(String origin, long nanos) {
        Failures failures = byOrigin.get(origin);
        if (failures == null || failures.count < most || nanos - failures.since >= window) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(window - (nanos - failures.since)));
    }

    /**
     * Counts an attempt as failed before it is made, so that many made at the same time are no more than the limit; what
     * did not fail is given {@link #back}.
     *
     * @return how long this origin must wait, nothing being counted then; empty: not at all
     */
    synchronized Optional<Duration> take(String origin, long nanos) {
        Optional<Duration> wait = wait(origin, nanos);
        if (wait.isEmpty()) {
            failed(origin, nanos);
        }
        return wait;
    }

    /** An attempt taken at this time did not fail. */
    synchronized void back(String origin, long takenNanos) {
        byOrigin.computeIfPresent(origin, (same, failures) -> {
            // A window that began later does not hold it
            if (failures.since - takenNanos > 0) {
                return failures;
            }
            return failures.count > 1 ? new Failures(failures.since, failures.count - 1) : null;
        });
    }

    synchronized void failed(String origin, long nanos) {
        Failures failures = byOrigin.get(origin);
        if (failures != null && nanos - failures.since < window) {
            byOrigin.put(origin, new Failures(failures.since, failures.count + 1));
        } else {
            byOrigin.put(origin, new Failures(nanos, 1));
        }
    }

    /** What failed counts no more. */
    synchronized void forget(String origin) {
        byOrigin.remove(origin);
    }

    synchronized int origins() {
        return byOrigin.size();
    }

    private record Failures(long since, int count) {}
}
