// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the planes' answers, for a bounded time, on the request's own thread. */
public final class Waiting {

    private static final Duration MOST = Duration.ofSeconds(10);

    private Waiting() {}

    /**
     * The answer; empty where it does not come in time.
     *
     * @throws IOException where the service failed or is closing
     */
    public static <T> Optional<T> on(CompletionStage<T> stage) throws IOException {
        try {
            return Optional.of(stage.toCompletableFuture().get(MOST.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException slow) {
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("The host is stopping", stopping);
        } catch (ExecutionException failed) {
            throw new IOException("A service of the licensing plane failed", failed);
        }
    }
}
