// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the planes' answers, for a bounded time, on the command's own thread. */
final class Waiting {

    private static final Duration MOST = Duration.ofSeconds(10);

    private Waiting() {}

    static <T> T on(CompletionStage<T> stage, String service, Speech speech) {
        return within(stage, service, speech)
                .orElseThrow(() -> new Failure(speech.say(
                        service + " did not answer within " + MOST.toSeconds()
                                + " seconds; what was asked may still happen. Look again.",
                        service + " не ответил за " + MOST.toSeconds()
                                + " секунд; запрошенное ещё может выполниться. Проверьте состояние.")));
    }

    /** The answer, where it comes in time. */
    static <T> Optional<T> within(CompletionStage<T> stage, String service, Speech speech) {
        try {
            return Optional.of(stage.toCompletableFuture().get(MOST.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException slow) {
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw closed(service, speech);
        } catch (ExecutionException failed) {
            throw closed(service, speech);
        }
    }

    private static Failure closed(String service, Speech speech) {
        return new Failure(speech.say(
                service + " is closing or has failed. See the log of the host.",
                service + " закрывается или не работает. Причина в журнале узла."));
    }
}
