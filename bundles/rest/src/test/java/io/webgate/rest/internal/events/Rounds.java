// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal.events;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Keeps the rounds waiting, so that a test runs them by hand. */
final class Rounds extends ScheduledThreadPoolExecutor {

    private Runnable round = () -> {};

    Rounds() {
        super(1);
        setRemoveOnCancelPolicy(true);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long first, long delay, TimeUnit unit) {
        round = work;
        return super.scheduleWithFixedDelay(work, 1, 1, TimeUnit.DAYS);
    }

    void runOnce() {
        round.run();
    }
}
