// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.Reply;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A change in the queue, with who waits for its answer. */
record Item(Change change, Optional<IdempotencyKey> key, CompletableFuture<Reply> answer) {

    static Item of(Change change) {
        return new Item(change, Optional.empty(), new CompletableFuture<>());
    }
}
