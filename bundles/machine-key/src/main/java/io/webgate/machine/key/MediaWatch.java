// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import io.webgate.license.api.Media;
import io.webgate.license.api.MediaIdentity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Watches the USB drives that are plugged in (R18). {@link #of} looks once, so that a program which only asks is done;
 * {@link #start} goes on looking every second on one daemon thread. Drives that cannot be told for several looks in a row
 * count as gone: what is not seen is no evidence.
 */
public final class MediaWatch implements MediaIdentity, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MediaWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int PATIENCE = 3;

    /** So many looks are left out when looking has failed for good: each costs a process on Windows. */
    private static final int REST = 30;

    private final MediaSource source;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private @Nullable ScheduledExecutorService clock;
    private @Nullable Future<?> looks;
    private @Nullable Object sign;
    private int failures;
    private int rest;

    private volatile Seen seen = new Seen(0, List.of());

    private record Seen(long changes, List<Media> media) {}

    MediaWatch(MediaSource source) {
        this.source = source;
        look();
    }

    /**
     * The drives of this computer.
     *
     * @param root {@code /}, or a recorded tree; not used on Windows
     */
    public static MediaWatch of(Path root) {
        return new MediaWatch(
                switch (OperatingSystem.current()) {
                    case LINUX -> new LinuxMedia(root);
                    case WINDOWS ->
                        new WindowsMedia(
                                WindowsCommands.ofThisSystem(),
                                new SystemDrives(FileSystems.getDefault()),
                                Optional.ofNullable(System.getenv("SystemDrive"))
                                        .orElse("C:"));
                    case OTHER -> new NoMedia();
                });
    }

    /** Goes on looking, every second, until closed. */
    public MediaWatch start() {
        return start(INTERVAL);
    }

    synchronized MediaWatch start(Duration interval) {
        if (clock != null) {
            throw new IllegalStateException("It is watching already");
        }
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(MediaWatch::thread);
        clock = executor;
        looks = executor.scheduleWithFixedDelay(
                this::look, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
        return this;
    }

    @Override
    public synchronized void close() {
        if (clock != null && looks != null) {
            looks.cancel(true);
            clock.shutdownNow();
        }
        listeners.clear();
    }

    @Override
    public List<Media> plugged() {
        return seen.media();
    }

    @Override
    public long changes() {
        return seen.changes();
    }

    @Override
    public AutoCloseable onChange(Runnable listener) {
        // One object for each call, so that a listener that is given twice is told twice and ended once
        Runnable entry = () -> tell(listener);
        listeners.add(entry);
        return () -> listeners.remove(entry);
    }

    /** One look; all that is in it is for one thread. */
    void look() {
        if (rest > 0) {
            rest--;
            return;
        }
        try {
            // Before the drives, so that what changes between the two is seen by the next look
            Object now = source.sign();
            if (!now.equals(sign)) {
                List<Media> media = List.copyOf(source.read());
                // Reading may have told what to look at
                sign = source.sign().equals(now) ? now : null;
                take(media);
            }
            failures = 0;
        } catch (Throwable e) { // an Error too: a timer that throws would not come again, and what was seen last stay
            failed(e);
        }
    }

    private void failed(Throwable cause) {
        sign = null;
        failures++;
        if (failures >= PATIENCE) {
            rest = REST;
        }
        if (failures == PATIENCE) {
            LOG.error("The USB drives cannot be told, so they count as unplugged: {}", cause.getMessage(), cause);
            take(List.of());
        } else {
            LOG.debug("The USB drives cannot be told", cause);
        }
    }

    private void take(List<Media> media) {
        Seen before = seen;
        if (!media.equals(before.media())) {
            seen = new Seen(before.changes() + 1, media);
            listeners.forEach(Runnable::run);
        }
    }

    private static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (Throwable e) { // whatever a listener throws must not end the looks
            LOG.error("A listener to changes of the USB drives failed", e);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "webgate-media");
        thread.setDaemon(true);
        return thread;
    }

    /** On other systems drives are not told. */
    private static final class NoMedia implements MediaSource {
        @Override
        public Object sign() {
            return "";
        }

        @Override
        public List<Media> read() {
            return List.of();
        }
    }
}
