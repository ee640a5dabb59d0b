// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.Latch;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Picture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.function.Consumer;

/**
 * Wakes the watchdog when a picture differs in what concerns it; the ledger makes thousands of others a second.
 * Thread-safe.
 */
final class PictureWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PictureWatch.class);

    private final Runnable wake;
    private @Nullable AutoCloseable following;

    PictureWatch(Runnable wake) {
        this.wake = wake;
    }

    /** Follows this ledger, and no other any more. */
    synchronized void follow(Ledger ledger) {
        close();
        following = ledger.onPicture(new Difference(wake));
    }

    /** Safe twice. */
    @Override
    public synchronized void close() {
        AutoCloseable last = following;
        following = null;
        if (last != null) {
            try {
                last.close();
            } catch (Exception e) {
                LOG.warn("The ledger did not let go of the watchdog", e);
            }
        }
    }

    /** For the ledger's thread alone. */
    private static final class Difference implements Consumer<Picture> {

        private final Runnable wake;
        private boolean ready;
        private List<Latch> latches = List.of();

        Difference(Runnable wake) {
            this.wake = wake;
        }

        @Override
        public void accept(Picture picture) {
            boolean same = picture.isReady() && ready && picture.latches().equals(latches);
            ready = picture.isReady();
            latches = picture.latches();
            if (!same) {
                wake.run();
            }
        }
    }
}
