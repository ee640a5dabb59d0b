// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** The baseline of the ledger's queue: one thread that takes what is there and answers it, deciding nothing. */
final class BareQueue implements AutoCloseable {

    private final LinkedBlockingQueue<CompletableFuture<Boolean>> queue = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "bare-queue");

    BareQueue() {
        thread.setDaemon(true);
        thread.start();
    }

    CompletableFuture<Boolean> submit() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        queue.add(answer);
        return answer;
    }

    private void run() {
        List<CompletableFuture<Boolean>> batch = new ArrayList<>();
        try {
            while (true) {
                batch.add(queue.take());
                queue.drainTo(batch, 1023);
                batch.forEach(answer -> answer.complete(true));
                batch.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
