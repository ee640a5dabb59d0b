// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.mobile.waiter.internal;

import io.webgate.license.api.Reply;
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
 * Answers when the ledger has, without a thread that waits for the commit. The answer is written on a thread of the
 * container: a slow client must not hold up the ledger's.
 */
final class Later implements AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(Later.class);
    private static final long MOST_MILLIS = 30_000;

    private final AsyncContext context;
    private final Locale locale;
    private final AtomicBoolean answered = new AtomicBoolean();

    /** Turns a reply into an answer. */
    interface Answer {
        void write(HttpServletResponse response, Reply reply, Locale locale) throws IOException;
    }

    private interface Writing {
        void to(HttpServletResponse response) throws IOException;
    }

    private Later(AsyncContext context, Locale locale) {
        this.context = context;
        this.locale = locale;
    }

    static void answer(HttpServletRequest request, Locale locale, CompletionStage<Reply> reply, Answer answer) {
        AsyncContext context = request.startAsync();
        context.setTimeout(MOST_MILLIS);
        Later later = new Later(context, locale);
        context.addListener(later);
        reply.whenComplete((given, failure) -> later.hand(answer, given, failure));
    }

    private void hand(Answer answer, @Nullable Reply reply, @Nullable Throwable failure) {
        try {
            context.start(() -> write(response -> {
                if (reply != null) {
                    answer.write(response, reply, locale);
                } else {
                    LOG.error("The ledger has failed to answer", failure);
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
                LOG.error("An answer of the mobile waiter has failed", e);
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
