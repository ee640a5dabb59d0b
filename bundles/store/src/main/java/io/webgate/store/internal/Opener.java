// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.OpenStore;
import io.webgate.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Opens the store on a thread of its own, offers it, and takes it back. While it can't be opened nothing is offered; the
 * reason is logged once, and it is tried again, since what hinders (a server that starts later, a lock that an ending
 * process still holds, a full disk) may pass without anyone touching this host.
 */
final class Opener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Opener.class);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(90);

    /** How to open. */
    interface Opening {
        OpenStore open(InstantSource time) throws StoreException;
    }

    /** What takes an offered store back. */
    interface Offer {
        void withdraw();
    }

    private final Opening opening;
    private final InstantSource time;
    private final Function<OpenStore, Offer> offering;
    private final Duration longestPause;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::live, "webgate-store-open");
    private Duration pause;
    private String lastReason = "";

    /** @param firstPause after a failure; doubled after each further one up to the longest */
    Opener(
            Opening opening,
            InstantSource time,
            Function<OpenStore, Offer> offering,
            Duration firstPause,
            Duration longestPause) {
        this.opening = opening;
        this.time = time;
        this.offering = offering;
        this.pause = firstPause;
        this.longestPause = longestPause;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void live() {
        try {
            while (!stopped(Duration.ZERO)) {
                try (OpenStore store = opening.open(time)) {
                    LOG.info("Store opened: {}", opening);
                    offerUntilStopped(store);
                    return;
                } catch (StoreException e) {
                    say(e);
                }
                if (stopped(pause)) {
                    return;
                }
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.error("The store's thread was interrupted; the store is closed");
        } catch (RuntimeException | LinkageError e) {
            LOG.error("The store can't be used: {}", opening, e);
        }
    }

    private void offerUntilStopped(OpenStore store) throws InterruptedException {
        Offer offer = offering.apply(store);
        try {
            stop.await();
        } finally {
            offer.withdraw();
        }
    }

    private boolean stopped(Duration atMost) throws InterruptedException {
        return stop.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void say(StoreException e) {
        String reason = String.valueOf(e.getMessage());
        if (!reason.equals(lastReason)) {
            lastReason = reason;
            LOG.error(
                    "The store can't be opened ({}), so nothing that needs it runs; it is tried again. {}",
                    e.kind(),
                    reason,
                    e);
        }
    }

    /** Withdraws and closes the store, or ends the attempts. Safe to call twice. */
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(LONGEST_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.error("The store is still closing: {}", opening);
        }
    }
}
