// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.Work;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** One work on its way: tried, settled when its fate is certain, published when the writer's lock is released. */
final class Piece<T> {

    private final Work<T> work;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private @Nullable T value;
    private @Nullable Throwable failure;

    Piece(Work<T> work) {
        this.work = work;
    }

    /** Runs the work; a later run replaces the value of an earlier one. */
    void attempt(Connection connection) throws SQLException {
        value = Objects.requireNonNull(work.on(connection), "A work returned null; it must return a value");
    }

    void fail(Throwable reason) {
        failure = reason;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** What the work returned, once it is settled and has not failed. */
    T value() {
        return Objects.requireNonNull(value);
    }

    void publish() {
        if (failure != null) {
            outcome.completeExceptionally(failure);
        } else {
            outcome.complete(value);
        }
    }

    CompletableFuture<T> outcome() {
        return outcome;
    }
}
