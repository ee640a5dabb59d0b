// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.IdempotencyKey;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What idempotency keys were answered with during the last 24 hours (I3). Ledger's thread. */
final class Keys {

    static final Duration REMEMBERED = Duration.ofHours(24);

    private static final int MOST = 100_000;

    /** In the order in which they were first used, so that old ones are found at the front. */
    private final Map<String, LedgerTables.KeyRow> rows = new LinkedHashMap<>();

    Optional<LedgerTables.KeyRow> find(IdempotencyKey key, Instant now) {
        return Optional.ofNullable(rows.get(key.key())).filter(row -> row.atMillis() > oldest(now));
    }

    void add(List<LedgerTables.KeyRow> fresh) {
        for (LedgerTables.KeyRow row : fresh) {
            rows.remove(row.key());
            rows.put(row.key(), row);
        }
    }

    /** More than are kept, or an hour has passed: time to {@link #forget}. */
    boolean isCrowded() {
        return rows.size() > MOST;
    }

    /**
     * Forgets what is older than a day, and the oldest of too many: a client that sends a key with each of a hundred
     * thousand requests a day has given up on retrying the first of them.
     *
     * @return rows up to this time are to go from the store as well; empty: nothing was forgotten
     */
    OptionalLong forget(Instant now) {
        long cut = oldest(now);
        int surplus = rows.size() - MOST / 2;
        if (isCrowded()) {
            cut = Math.max(
                    cut,
                    rows.values().stream()
                            .skip(surplus - 1L)
                            .findFirst()
                            .orElseThrow()
                            .atMillis());
        }
        return forgetUpTo(cut) > 0 ? OptionalLong.of(cut) : OptionalLong.empty();
    }

    private int forgetUpTo(long cut) {
        List<String> old = new ArrayList<>();
        for (LedgerTables.KeyRow row : rows.values()) {
            if (row.atMillis() > cut) {
                break;
            }
            old.add(row.key());
        }
        old.forEach(rows::remove);
        return old.size();
    }

    static long oldest(Instant now) {
        return now.minus(REMEMBERED).toEpochMilli();
    }
}
