// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal.events;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * One reader. What is to be written waits in a bounded queue and is written without blocking whoever brings it; a reader
 * whose queue is full is cut off, since it can come back and resume. Thread-safe.
 */
public final class EventStream {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    /** More than a resume may bring at once. */
    static final int MOST_WAITING = 320;

    private final String caller;
    private final long until;
    private final Consumer<EventStream> ended;
    private final Deque<String> waiting = new ArrayDeque<>();
    private @Nullable AsyncContext context;
    private @Nullable ServletOutputStream out;
    private boolean flushed = true;
    private boolean over;

    /**
     * @param caller who reads
     * @param until the round of its hub in which it ends
     * @param ended told once when this stream has ended
     */
    EventStream(String caller, long until, Consumer<EventStream> ended) {
        this.caller = caller;
        this.until = until;
        this.ended = ended;
    }

    String caller() {
        return caller;
    }

    long until() {
        return until;
    }

    /** Begins to write. The response's headers are set already. */
    public void start(AsyncContext started) throws IOException {
        // The hub ends streams; the container's own limit is not needed, and its default would cut every stream
        started.setTimeout(0);
        started.addListener(new Ending());
        ServletOutputStream body = started.getResponse().getOutputStream();
        boolean late;
        synchronized (this) {
            context = started;
            late = over;
        }
        if (late) {
            started.complete();
        } else {
            body.setWriteListener(new Writing(body));
        }
    }

    /** Puts a text in the queue and writes as much as the connection takes. */
    void send(String text) {
        boolean full;
        synchronized (this) {
            if (over) {
                return;
            }
            full = waiting.size() >= MOST_WAITING;
            if (!full) {
                waiting.addLast(text);
            }
        }
        if (full) {
            LOG.debug("A reader of events ({}) is too slow and is cut off", caller);
            end();
        } else {
            write();
        }
    }

    /** Ends the stream; again does nothing. */
    public void end() {
        AsyncContext known;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            waiting.clear();
            known = context;
        }
        ended.accept(this);
        if (known != null) {
            try {
                known.complete();
            } catch (IllegalStateException completed) {
                LOG.debug("The stream of events of {} was over already", caller, completed);
            }
        }
    }

    private void write() {
        try {
            writeReady();
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("A reader of events ({}) is gone", caller, gone);
            end();
        }
    }

    private synchronized void writeReady() throws IOException {
        // Null until the container has called for the first time: before, nothing may be written
        ServletOutputStream body = out;
        if (over || body == null) {
            return;
        }
        while (body.isReady()) {
            String text = waiting.pollFirst();
            if (text != null) {
                flushed = false;
                body.write(text.getBytes(StandardCharsets.UTF_8));
            } else if (flushed) {
                return;
            } else {
                flushed = true;
                body.flush();
            }
        }
    }

    private final class Writing implements WriteListener {

        private final ServletOutputStream body;

        Writing(ServletOutputStream body) {
            this.body = body;
        }

        @Override
        public void onWritePossible() {
            synchronized (EventStream.this) {
                out = body;
            }
            write();
        }

        @Override
        public void onError(Throwable gone) {
            LOG.debug("A reader of events ({}) is gone", caller, gone);
            end();
        }
    }

    private final class Ending implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            end();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            end();
        }

        @Override
        public void onError(AsyncEvent event) {
            end();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // Nobody starts a stream a second time
        }
    }
}
