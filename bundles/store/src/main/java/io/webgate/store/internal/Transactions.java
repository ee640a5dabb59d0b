// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.StoreException;
import io.webgate.store.StoreException.Kind;
import io.webgate.store.internal.Failure.Scope;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.List;

/**
 * Runs pieces in as few transactions as possible, so that one that fails takes no other along and the order stays.
 * Settles each piece; publishing is the caller's. One thread at a time, under the writer's lock.
 */
final class Transactions implements AutoCloseable {

    private final Backend backend;
    private final Pulse pulse;
    private Backend.@Nullable Link link;
    private long commits;

    Transactions(Backend backend, Pulse pulse, Backend.Link link) {
        this.backend = backend;
        this.pulse = pulse;
        this.link = link;
    }

    /** How many transactions were committed since the store was opened. */
    long commits() {
        return commits;
    }

    /** Settles all pieces. */
    void run(List<Piece<?>> pieces) {
        int settled = 0;
        while (settled < pieces.size()) {
            settled += advance(pieces.subList(settled, pieces.size()), true);
        }
    }

    /** Runs the pieces in one transaction. Settles all of them or a first part, and returns how many. */
    private int advance(List<Piece<?>> pieces, boolean mayReopen) {
        if (pulse.isDamaged()) {
            return settle(
                    pieces,
                    new StoreException(
                            Kind.CORRUPT,
                            "Database " + backend.name() + " is damaged, so nothing more is written to it: stop, keep a"
                                    + " copy of it and restore the last backup"));
        }
        int ran = -1;
        try {
            Backend.Link current = link();
            current.begin();
            for (ran = 0; ran < pieces.size(); ran++) {
                pieces.get(ran).attempt(current.connection());
            }
            current.commit();
            commits++;
            pulse.wrote();
            return pieces.size();
        } catch (SQLException e) {
            Failure failure = backend.meaning(e);
            giveUp(failure.scope());
            return failed(pieces, ran, failure, explained(e, failure), mayReopen);
        } catch (StoreException e) {
            // Only opening the connection throws it
            giveUp(Scope.CONNECTION);
            return failed(pieces, ran, Failure.connection(e.kind()), e, false);
        } catch (Throwable e) {
            // A runtime exception or error of a work: its own affair, given to its caller
            giveUp(Scope.WORK);
            return failed(pieces, ran, Failure.work(Kind.FAILED), e, false);
        }
    }

    /** @param ran how many pieces had run: -1 if the transaction did not begin, all if the commit failed */
    private int failed(List<Piece<?>> pieces, int ran, Failure failure, Throwable reason, boolean mayReopen) {
        boolean lost = failure.scope() == Scope.CONNECTION;
        if (lost && mayReopen && ran < pieces.size()) {
            // Nothing was committed, e.g. the server was restarted since: worth one more attempt on a new connection
            return advance(pieces, false);
        }
        if (failure.scope() != Scope.WORK) {
            pulse.failed(failure.kind(), String.valueOf(reason.getMessage()));
        }
        if (ran < 0) {
            return settle(pieces, reason);
        }
        if (ran == pieces.size()) {
            if (lost) {
                return settle(
                        pieces,
                        new StoreException(
                                failure.kind(),
                                "Nobody knows whether this was saved, the commit itself failed: " + reason.getMessage(),
                                reason));
            }
            return pieces.size() == 1 ? settle(pieces, reason) : oneByOne(pieces);
        }
        // The first of a transaction failed as it would have alone; else what went well before it goes first
        return ran == 0 ? settle(pieces.subList(0, 1), reason) : advance(pieces.subList(0, ran), true);
    }

    private int oneByOne(List<Piece<?>> pieces) {
        for (Piece<?> piece : pieces) {
            advance(List.of(piece), true);
        }
        return pieces.size();
    }

    private static int settle(List<Piece<?>> pieces, Throwable reason) {
        pieces.forEach(piece -> piece.fail(reason));
        return pieces.size();
    }

    private void giveUp(Scope scope) {
        Backend.Link current = link;
        if (current == null) {
            return;
        }
        if (scope != Scope.CONNECTION) {
            try {
                current.rollback();
                return;
            } catch (SQLException e) {
                // Not swallowed: the connection is thrown away, and opening the next one meets whatever is wrong
                link = null;
            }
        }
        link = null;
        current.close();
    }

    private Backend.Link link() throws SQLException, StoreException {
        Backend.Link current = link;
        if (current == null) {
            current = backend.open();
            link = current;
        }
        return current;
    }

    private StoreException explained(SQLException error, Failure failure) {
        return StoreErrors.explained(backend, error, failure);
    }

    /** Forgets prepared statements, after tables were changed. */
    void tablesChanged() {
        try {
            if (link != null && link.connection() instanceof StatementCache cache) {
                cache.forgetStatements();
            }
        } catch (SQLException e) {
            giveUp(Scope.CONNECTION);
        }
    }

    @Override
    public void close() {
        giveUp(Scope.CONNECTION);
    }
}
