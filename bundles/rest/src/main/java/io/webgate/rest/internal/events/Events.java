// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal.events;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells every reader what has changed. While somebody reads, one thread looks at the plane four times a second and
 * writes what is different from the look before; while nobody does, nothing runs. Thread-safe.
 */
public final class Events implements AutoCloseable {

    static final int MOST_STREAMS = 64;
    static final int MOST_OF_ONE_CALLER = 8;
    static final int KEPT = 256;
    static final long ROUND_MILLIS = 250;
    static final long HEARTBEAT_ROUNDS = 15_000 / ROUND_MILLIS;
    /** A little less than ten minutes, since rounds take time themselves. */
    static final long LONGEST_ROUNDS = 580_000 / ROUND_MILLIS;

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final int RETRY_MILLIS = 3000;
    private static final String HEARTBEAT = ": \n\n";

    private final Supplier<Sight> look;
    private final ScheduledExecutorService executor;
    private final Recent recent;
    private final Set<EventStream> streams = new LinkedHashSet<>();

    /** Of which it is to be found out in the next round whether anybody still reads them. */
    private final Set<EventStream> doubted = new LinkedHashSet<>();

    private @Nullable Sight last;
    private @Nullable ScheduledFuture<?> rounds;
    private long round;
    private boolean failing;
    private boolean closed;

    /**
     * @param look at the plane; quick
     * @param start differs with each start of the bundle; letters and digits
     * @param executor for this alone; shut down by {@link #close()}
     */
    public Events(Supplier<Sight> look, String start, ScheduledExecutorService executor) {
        this.look = look;
        this.executor = executor;
        this.recent = new Recent(start, KEPT);
    }

    /**
     * A place for one more reader, to be started or ended by the caller. Where there is none the others of this caller are
     * asked for a sign of life: a browser that goes from page to page leaves streams behind, and nobody tells the host.
     *
     * @param lastId the id of the last event that the reader had
     * @return empty where there are too many readers, in all or of this caller, or when this is closed
     */
    public Optional<EventStream> open(String caller, Optional<String> lastId) {
        // Outside the lock, so that a slow look keeps nobody else waiting
        Sight now = look.get();
        List<EventStream> others;
        synchronized (this) {
            others = streams(caller);
            if (!closed && streams.size() < MOST_STREAMS && others.size() < MOST_OF_ONE_CALLER) {
                return Optional.of(opened(caller, lastId, now));
            }
            doubted.addAll(others);
        }
        // What is written first reaches the system of whoever has gone, and only what comes after its answer fails
        others.forEach(other -> other.send(HEARTBEAT));
        return Optional.empty();
    }

    /** With the lock held. */
    private EventStream opened(String caller, Optional<String> lastId, Sight now) {
        if (last == null) {
            last = now;
        }
        EventStream stream = new EventStream(caller, round + LONGEST_ROUNDS, this::left);
        streams.add(stream);
        greet(stream, lastId);
        if (rounds == null) {
            rounds = executor.scheduleWithFixedDelay(this::run, ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
        }
        return stream;
    }

    /** How many read now. */
    public synchronized int readers() {
        return streams.size();
    }

    /** The streams of one caller. */
    synchronized List<EventStream> streams(String caller) {
        return streams.stream().filter(stream -> stream.caller().equals(caller)).toList();
    }

    @Override
    public void close() {
        List<EventStream> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(streams);
        }
        executor.shutdownNow();
        all.forEach(EventStream::end);
    }

    private void greet(EventStream stream, Optional<String> lastId) {
        String retry = "retry: " + RETRY_MILLIS + "\n";
        if (lastId.isEmpty()) {
            // An id without data, so that also who has had no event yet can resume
            stream.send(retry + "id: " + recent.newestId() + "\n\n");
            return;
        }
        stream.send(retry + "\n");
        recent.after(lastId.get())
                .ifPresentOrElse(
                        texts -> texts.forEach(stream::send),
                        () -> stream.send(new Event("reset", Map.of("reload", true)).text(recent.newestId())));
    }

    private synchronized void left(EventStream stream) {
        streams.remove(stream);
        doubted.remove(stream);
        ScheduledFuture<?> running = rounds;
        if (streams.isEmpty() && running != null) {
            running.cancel(false);
            rounds = null;
        }
    }

    private void run() {
        try {
            round();
            failing = false;
        } catch (RuntimeException failure) {
            // A service may vanish during a look. Thrown on, it would end all rounds
            if (!failing) {
                LOG.warn("What has changed can't be told to the readers of events at the moment", failure);
            }
            failing = true;
        }
    }

    /** One round. On the executor's thread. */
    void round() {
        beat();
        Sight now = look.get();
        List<EventStream> readers;
        List<String> texts;
        synchronized (this) {
            Sight before = last;
            last = now;
            texts = before == null
                    ? List.of()
                    : Topics.between(before, now).stream().map(recent::add).toList();
            readers = List.copyOf(streams);
        }
        texts.forEach(text -> readers.forEach(reader -> reader.send(text)));
    }

    private void beat() {
        List<EventStream> all;
        Set<EventStream> asked;
        long now;
        synchronized (this) {
            now = ++round;
            all = List.copyOf(streams);
            asked = Set.copyOf(doubted);
            doubted.clear();
        }
        for (EventStream stream : all) {
            if (now >= stream.until()) {
                stream.end();
            } else if (now % HEARTBEAT_ROUNDS == 0 || asked.contains(stream)) {
                stream.send(HEARTBEAT);
            }
        }
    }
}
