// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.license.api.LocalizedText;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the planes' answers, for a bounded time, on the request's own thread. */
final class Waiting {

    private static final Duration MOST = Duration.ofSeconds(10);

    private Waiting() {}

    /** The answer; 503 where it does not come in time or never will. */
    static <T> T on(CompletionStage<T> stage, String service, Locale locale) {
        return within(stage, service, locale)
                .orElseThrow(() -> Problems.unavailable(
                        new LocalizedText(
                                service + " did not answer within " + MOST.toSeconds()
                                        + " seconds; what was asked may still happen. Look again.",
                                service + " не ответил за " + MOST.toSeconds()
                                        + " секунд; запрошенное ещё может выполниться. Проверьте состояние."),
                        service,
                        locale));
    }

    /** The answer, where it comes in time. */
    static <T> Optional<T> within(CompletionStage<T> stage, String service, Locale locale) {
        try {
            return Optional.of(stage.toCompletableFuture().get(MOST.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException slow) {
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw closed(service, locale, stopping);
        } catch (ExecutionException failed) {
            throw closed(service, locale, failed);
        }
    }

    private static ProblemException closed(String service, Locale locale, Exception cause) {
        ProblemException problem = Problems.unavailable(
                new LocalizedText(
                        service + " is closing or has failed. See the log of the host.",
                        service + " закрывается или не работает. Причина в журнале узла."),
                service,
                locale);
        problem.initCause(cause);
        return problem;
    }
}
