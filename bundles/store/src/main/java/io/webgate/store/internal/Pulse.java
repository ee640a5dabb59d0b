// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.StoreException.Kind;
import io.webgate.store.StoreState;
import io.webgate.store.StoreState.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;

/** Knows whether the store can write and says so once a change. Safe for all threads: reads meet damage too. */
final class Pulse {

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    private final String database;
    private final InstantSource time;
    private volatile StoreState state;
    private volatile boolean damaged;

    Pulse(String database, InstantSource time) {
        this.database = database;
        this.time = time;
        this.state = new StoreState(Status.OK, "", time.instant());
    }

    StoreState state() {
        return state;
    }

    /** A commit succeeded. Damage does not go away by it: other pages are still damaged. */
    synchronized void wrote() {
        if (state.isOk() || damaged) {
            return;
        }
        LOG.info("Store {} can be written again", database);
        state = new StoreState(Status.OK, "", time.instant());
    }

    /** Damage was met: to write any further, be it only to try, could make it worse. */
    boolean isDamaged() {
        return damaged;
    }

    synchronized void failed(Kind kind, String reason) {
        damaged |= kind == Kind.CORRUPT;
        Status status = kind == Kind.FULL ? Status.FULL : kind == Kind.READ_ONLY ? Status.READ_ONLY : Status.FAILED;
        if (damaged) {
            status = Status.FAILED;
        }
        if (state.status() == status) {
            return;
        }
        if (status == Status.FAILED) {
            LOG.error("Store {} is {}: {}", database, status, reason);
        } else {
            LOG.warn("Store {} is {}: {}", database, status, reason);
        }
        state = new StoreState(status, reason, time.instant());
    }
}
