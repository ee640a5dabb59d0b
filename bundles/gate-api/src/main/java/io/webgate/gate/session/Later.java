// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.session;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers when a stage has completed, without a thread that waits for a commit. The answer is written on a thread of the
 * container: a slow client must not hold up the ledger's or the store's. The servlet must support asynchronous work.
 */
public final class Later implements AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(Later.class);
    private static final long MOST_MILLIS = 30_000;

    private final AsyncContext context;
    private final Locale locale;
    private final AtomicBoolean answered = new AtomicBoolean();

    /**
     * Turns what has come into an answer.
     *
     * @param <T> what is waited for
     */
    @FunctionalInterface
    public interface Answer<T> {

        /** Writes; a failure of the program itself is logged and becomes 500. */
        void write(HttpServletResponse response, T outcome, Locale locale) throws IOException;
    }

    private interface Writing {
        void to(HttpServletResponse response) throws IOException;
    }

    private Later(AsyncContext context, Locale locale) {
        this.context = context;
        this.locale = locale;
    }

    /**
     * Answers the request when the stage has completed; 503 where that takes longer than half a minute, 500 where it fails.
     *
     * @param <T> what is waited for
     */
    public static <T> void answer(
            HttpServletRequest request, Locale locale, CompletionStage<T> outcome, Answer<? super T> answer) {
        AsyncContext context = request.startAsync();
        context.setTimeout(MOST_MILLIS);
        Later later = new Later(context, locale);
        context.addListener(later);
        outcome.whenComplete((given, failure) -> later.hand(answer, given, failure));
    }

    private <T> void hand(Answer<? super T> answer, @Nullable T outcome, @Nullable Throwable failure) {
        try {
            context.start(() -> write(response -> {
                if (outcome != null) {
                    answer.write(response, outcome, locale);
                } else {
                    LOG.error("What an answer waited for has failed", failure);
                    Responses.problem(response, Problems.internal(locale));
                }
            }));
        } catch (IllegalStateException | RejectedExecutionException e) {
            // timed out and answered meanwhile, or the container is stopping and answers no one
            LOG.debug("Too late for an answer", e);
        }
    }

    private void write(Writing writing) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        try {
            if (!(context.getResponse() instanceof HttpServletResponse response)) {
                throw new IllegalStateException("Only HTTP is served");
            }
            try {
                writing.to(response);
            } catch (RuntimeException e) {
                LOG.error("An answer has failed", e);
                if (!response.isCommitted()) {
                    response.resetBuffer();
                    Responses.problem(response, Problems.internal(locale));
                }
            }
        } catch (IOException e) {
            LOG.debug("The client has gone before its answer", e);
        } finally {
            context.complete();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        write(response -> Responses.problem(response, Problems.late(locale)));
    }

    @Override
    public void onError(AsyncEvent event) {
        LOG.debug("The client has gone before its answer", event.getThrowable());
        write(response -> {});
    }

    @Override
    public void onComplete(AsyncEvent event) {
        answered.set(true);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // never started twice
    }
}
