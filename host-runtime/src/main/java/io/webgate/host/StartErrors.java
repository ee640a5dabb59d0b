// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for the framework to reach its start level, and remembers which bundle failed on the way. Thread-safe. */
final class StartErrors implements FrameworkListener {

    private final Map<Long, Throwable> errors = new ConcurrentHashMap<>();
    private final CountDownLatch started = new CountDownLatch(1);

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR && event.getThrowable() != null) {
            errors.putIfAbsent(event.getBundle().getBundleId(), event.getThrowable());
        }
        if (event.getType() == FrameworkEvent.STARTED) {
            started.countDown();
        }
    }

    boolean awaitStarted(long seconds) throws InterruptedException {
        return started.await(seconds, TimeUnit.SECONDS);
    }

    /** The innermost cause, which is the one that a person can act on. */
    String of(Bundle bundle) {
        Throwable error = errors.get(bundle.getBundleId());
        if (error == null) {
            return Bilingual.text("no reason given", "причина не названа");
        }
        while (error.getCause() != null) {
            error = error.getCause();
        }
        return error.toString();
    }
}
