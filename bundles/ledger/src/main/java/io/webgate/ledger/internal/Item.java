// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.Reply;
import io.webgate.license.api.SignedFile;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A change in the queue, with who waits for its answer.
 *
 * @param documents what new limits are made of
 */
record Item(Change change, Optional<IdempotencyKey> key, CompletableFuture<Reply> answer, List<SignedFile> documents) {

    Item(Change change, Optional<IdempotencyKey> key, CompletableFuture<Reply> answer) {
        this(change, key, answer, List.of());
    }

    static Item of(Change change) {
        return new Item(change, Optional.empty(), new CompletableFuture<>());
    }
}
