// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.host.Home;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits until a host is ready: {@code GET /health} answers 200 to a caller without a token, and the token of the local
 * command line is there.
 */
final class Readiness {

    private Readiness() {}

    /** @throws CommandFailure it is not ready in time */
    static void await(Home home, long seconds) throws InterruptedException {
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try {
            var asking = timer.scheduleWithFixedDelay(() -> ask(home, ready), 0, 100, TimeUnit.MILLISECONDS);
            ready.get(seconds, TimeUnit.SECONDS);
            asking.cancel(false);
        } catch (TimeoutException | ExecutionException e) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    Bilingual.text(
                            "The host is not ready after " + seconds + " s.",
                            "Узел не готов спустя " + seconds + " с."),
                    e);
        } finally {
            timer.shutdownNow();
        }
    }

    private static void ask(Home home, CompletableFuture<Boolean> ready) {
        try {
            if (HostClient.withoutToken(home).status("/health") == 200 && Files.exists(home.adminTokenFile())) {
                ready.complete(true);
            }
        } catch (IOException e) {
            // Not listening yet is what is waited for; anything else ends it
            if (!(e instanceof java.net.ConnectException)) {
                ready.completeExceptionally(e);
            }
        } catch (CommandFailure e) {
            ready.completeExceptionally(e); // the host has ended
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
