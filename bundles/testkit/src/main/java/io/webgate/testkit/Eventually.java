// SPDX-License-Identifier: Apache-2.0
package io.webgate.testkit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits until something is so, and says what was still wrong when it was not in time. */
public final class Eventually {

    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    private Eventually() {}

    /**
     * A look at the world: empty text when it is as wanted, else what is still wrong. Exceptions and failed assertions count
     * as wrong; any other error ends the wait at once.
     */
    @FunctionalInterface
    public interface Look {
        String wrong() throws Exception;
    }

    /**
     * Looks every ten milliseconds.
     *
     * @param what is waited for, for the message
     * @param report made once, when time is up: what a person needs to find the cause
     * @throws AssertionError with the last thing that was wrong
     */
    public static void isSo(String what, Duration within, Look look, Supplier<String> report) {
        long deadline = System.nanoTime() + within.toNanos();
        String wrong = look(look);
        while (!wrong.isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(what + ": not within " + within + ": " + wrong + "\n" + report.get());
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            wrong = look(look);
        }
    }

    /**
     * Waits until something is so and stays so; whatever was wrong meanwhile begins that time again.
     *
     * @throws AssertionError with the last thing that was wrong
     */
    public static void stays(String what, Duration stays, Duration within, Look look, Supplier<String> report) {
        AtomicLong since = new AtomicLong();
        isSo(
                what,
                within,
                () -> {
                    String wrong = look(look);
                    long now = System.nanoTime();
                    if (!wrong.isEmpty()) {
                        since.set(0);
                        return wrong;
                    }
                    since.compareAndSet(0, now);
                    return now - since.get() > stays.toNanos() ? "" : "it has just become so";
                },
                report);
    }

    private static String look(Look look) {
        try {
            return look.wrong();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } catch (Exception | AssertionError e) {
            return e.toString();
        }
    }
}
