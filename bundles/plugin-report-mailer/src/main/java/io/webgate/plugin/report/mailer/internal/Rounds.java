// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One thread that makes pass after pass, each when the last one said, or earlier when it is woken. */
final class Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final Supplier<Instant> pass;
    private final InstantSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread = new Thread(this::run, "webgate-report-mailer");

    private boolean woken;
    private boolean ended;

    /** @param pass does what can be done and says when to come again */
    Rounds(Supplier<Instant> pass, InstantSource time) {
        this.pass = pass;
        this.time = time;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** There may be something to do. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No pass begins any more; waits for the one that runs, at most so long. */
    void stop(Duration most) {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(most.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("A mail is still on its way; until its answer is kept no other one begins");
        }
    }

    private void run() {
        Instant next = time.instant();
        while (isToGoOn(next)) {
            try {
                next = pass.get();
            } catch (RuntimeException e) {
                LOG.error("A round of the report mailer failed; the next one is in a minute", e);
                next = time.instant().plus(Postman.LONGEST_REST);
            }
        }
    }

    /** Waits until then, or until woken; false at the end. */
    private boolean isToGoOn(Instant next) {
        lock.lock();
        try {
            long nanos = Math.max(0, Duration.between(time.instant(), next).toNanos());
            while (!ended && !woken && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            woken = false;
            return !ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
