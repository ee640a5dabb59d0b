// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import java.util.concurrent.atomic.AtomicBoolean;

/** Raised by any thread, taken down by one; no raising is ever lost. Thread-safe. */
final class Flag {

    private final AtomicBoolean up = new AtomicBoolean(true);

    /** It is up at first: nothing has been looked at yet. */
    Flag() {}

    void raise() {
        up.set(true);
    }

    /** Whether it was up; it is down now, unless it was raised meanwhile. */
    boolean take() {
        return up.getAndSet(false);
    }
}
