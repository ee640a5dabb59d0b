// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.Optional;

/**
 * Makes a retried request harmless (I3): the same key with the same request gets the first answer again.
 *
 * @param key what the client sent, with who sent it
 * @param digest of the request, so that the same key with another request is noticed
 */
public record IdempotencyKey(String key, String digest) {

    public IdempotencyKey {
        Bounded.text("Idempotency-Key", key, 400);
    }

    /** No key was sent. */
    public static Optional<IdempotencyKey> none() {
        return Optional.empty();
    }
}
