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

/** What idempotency keys were answered with during the last 24 hours (I3). Ledger's thread. */
final class Keys {

    static final Duration REMEMBERED = Duration.ofHours(24);

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

    /** Forgets what is older than a day; the number of forgotten. */
    int forget(Instant now) {
        List<String> old = new ArrayList<>();
        for (LedgerTables.KeyRow row : rows.values()) {
            if (row.atMillis() > oldest(now)) {
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
