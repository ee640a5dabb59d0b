// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.AccessException;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.LocalizedText;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Kept answers, so that a retried request is harmless (I3). Looked up and kept in the transaction of the act itself:
 * either both are durable or neither.
 */
final class Replays {

    private static final Duration KEPT = Duration.ofHours(24);

    private final Sealing sealing;

    Replays(Sealing sealing) {
        this.sealing = sealing;
    }

    /** The kept answer; refuses the key with another digest. */
    Optional<String> find(Connection connection, Optional<IdempotencyKey> key, Instant now) throws SQLException {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        String id = id(key.get());
        Optional<Tables.Kept> kept = Tables.kept(connection, id, now.minus(KEPT));
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        if (!kept.get().digest().equals(key.get().digest())) {
            throw reused(
                    "This Idempotency-Key came before with another request. Use a new key for a new request.",
                    "Такой Idempotency-Key уже был в другом запросе. Для нового запроса нужен новый ключ.");
        }
        Optional<String> answer = sealing.open(id, kept.get().answer());
        if (answer.isEmpty()) {
            throw reused(
                    "This request was done before, but its answer can't be read any more. Use a new Idempotency-Key.",
                    "Этот запрос уже выполнен, но его ответ больше нельзя прочитать. Нужен новый Idempotency-Key.");
        }
        return answer;
    }

    void keep(Connection connection, Optional<IdempotencyKey> key, String answer, Instant now) throws SQLException {
        if (key.isPresent()) {
            String id = id(key.get());
            Tables.Kept kept = new Tables.Kept(key.get().digest(), sealing.seal(id, answer));
            Tables.keep(connection, id, kept, now, now.minus(KEPT));
        }
    }

    private static String id(IdempotencyKey key) {
        return Secrets.hash(key.key());
    }

    private static Refusal reused(String english, String russian) {
        return new Refusal(new AccessException(AccessException.Fault.KEY_REUSED, new LocalizedText(english, russian)));
    }
}
