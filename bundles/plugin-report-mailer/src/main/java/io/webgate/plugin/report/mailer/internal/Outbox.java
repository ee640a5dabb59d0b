// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.store.Sql;
import io.webgate.store.Store;
import io.webgate.store.StoreException;
import io.webgate.store.Work;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be mailed and what was, in the store: each step is durable before the next begins. Safe for any number of threads;
 * any may begin runs, only one, of the postman that has the lock, moves them on.
 */
final class Outbox {

    /** How long is told what went to whom. */
    static final Duration KEPT = Duration.ofDays(400);

    /** The most runs that are told of. */
    static final int MOST_KEPT = 20_000;

    /** Due times that are counted one by one when many were missed. */
    static final int MOST_COUNTED = 1000;

    private final Store store;
    private final String origin;

    private Outbox(Store store, String origin) {
        this.store = store;
        this.origin = origin;
    }

    /** @param fresh a random text, in case this store has no origin yet */
    static Outbox open(Store store, String fresh) throws StoreException {
        store.migrate(Tables.AREA, Tables.MIGRATIONS);
        return new Outbox(store, store.write(connection -> Tables.origin(connection, fresh)));
    }

    /** Random, of this installation: makes its Message-IDs its own. */
    String origin() {
        return origin;
    }

    /**
     * Keeps what is due since the last look as one run at most, the last of the due times; the ones before it are counted, those
     * too that are kept and that nobody has begun to make. A job that is new, or has another schedule than before, begins now.
     * However many do this at once, there is one run.
     *
     * @return the run, where there is a new one
     */
    Optional<Run> plan(Job job, Instant now) throws StoreException {
        Optional<Instant> handled = store.read(connection ->
                Tables.handled(connection, job.name(), job.schedule().text()));
        if (handled.isPresent() && latest(job, handled.get(), now).isEmpty()) {
            return Optional.empty();
        }
        // looked at once more where nobody else writes
        return store.write(connection -> planned(connection, job, now));
    }

    private static Optional<Run> planned(Connection connection, Job job, Instant now) throws SQLException {
        String schedule = job.schedule().text();
        Optional<Instant> handled = Tables.handled(connection, job.name(), schedule);
        if (handled.isEmpty()) {
            Tables.handle(connection, job.name(), schedule, now);
            return Optional.empty();
        }
        Optional<Schedule.Latest> latest = latest(job, handled.get(), now);
        if (latest.isEmpty()) {
            return Optional.empty();
        }
        Instant due = latest.get().due();
        long missed = latest.get().missed() + Tables.withdraw(connection, job.name(), due);
        Run run = Run.begin(job, due, Optional.empty(), missed, now);
        Tables.handle(connection, job.name(), schedule, due);
        return Tables.insert(connection, run, Optional.empty()) ? Optional.of(run) : Optional.empty();
    }

    private static Optional<Schedule.Latest> latest(Job job, Instant handled, Instant now) {
        return job.schedule().latest(handled, now, MOST_COUNTED);
    }

    /** A job that is off has no due times: switched on again, it begins then. */
    void rest(String job) throws StoreException {
        if (store.read(connection -> Tables.isHandled(connection, job))) {
            write(connection -> Sql.update(connection, "DELETE FROM mailer_cursor WHERE job = ?", job) >= 0);
        }
    }

    /**
     * Keeps that somebody asks for a job now.
     *
     * @param key of the request, so that asking twice is asking once
     * @return the run, or the one that the key had begun
     */
    Run ask(Job job, String by, Optional<String> key, Instant now) throws StoreException {
        return store.write(connection -> {
            if (key.isPresent()) {
                List<Run> earlier = Tables.runs(connection, "ask_key = ?", key.get());
                if (!earlier.isEmpty()) {
                    return earlier.get(0);
                }
            }
            Instant due = Instant.ofEpochMilli(now.toEpochMilli());
            while (!Tables.runs(connection, "id = ?", Run.id(job.name(), due, true))
                    .isEmpty()) {
                due = due.plusMillis(1);
            }
            Run run = Run.begin(job, due, Optional.of(by), 0, now);
            Tables.insert(connection, run, key);
            return run;
        });
    }

    void keep(Run run) throws StoreException {
        keep(run, run.deliveries());
    }

    /** Keeps a step of one mail, and touches no other. */
    void keep(Run run, Delivery changed) throws StoreException {
        keep(run, List.of(changed));
    }

    private void keep(Run run, List<Delivery> changed) throws StoreException {
        write(connection -> {
            Tables.update(connection, run, changed);
            return true;
        });
    }

    /** What has not come to an end, the oldest first. */
    List<Run> open() throws StoreException {
        return store.read(connection -> Tables.runs(connection, "ended IS NULL ORDER BY created, id"));
    }

    /** The jobs whose due times are kept as runs. */
    List<String> planned() throws StoreException {
        return store.read(Tables::planned);
    }

    /** Takes back attempts that were cut off; only while none is on its way. */
    int recover(Instant now) throws StoreException {
        int recovered = 0;
        for (Run run : open()) {
            Run next = run;
            for (Delivery one : run.deliveries()) {
                if (one.state() == Delivery.State.SENDING) {
                    next = next.with(one.recovered(now), now);
                    recovered++;
                }
            }
            if (!next.equals(run)) {
                keep(next);
            }
        }
        return recovered;
    }

    /**
     * What was sent and what will be, the newest first.
     *
     * @param before runs older than this one; empty: from the newest
     */
    List<Run> history(int most, Optional<String> before) throws StoreException {
        return store.read(connection -> before.isPresent()
                ? Tables.runs(
                        connection,
                        "(created, id) < (SELECT created, id FROM mailer_run WHERE id = ?)"
                                + " ORDER BY created DESC, id DESC LIMIT ?",
                        before.get(),
                        most)
                : Tables.runs(connection, "created > 0 ORDER BY created DESC, id DESC LIMIT ?", most));
    }

    Optional<Run> run(String id) throws StoreException {
        return store.read(connection -> Tables.runs(connection, "id = ?", id)).stream()
                .findFirst();
    }

    /** The last run of each job. */
    Map<String, Run> last() throws StoreException {
        Map<String, Run> last = new LinkedHashMap<>();
        for (Run run : store.read(connection -> Tables.runs(
                connection,
                "id IN (SELECT id FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY job ORDER BY created DESC, id DESC)"
                        + " AS place FROM mailer_run) ranked WHERE place = 1)"))) {
            last.put(run.job(), run);
        }
        return last;
    }

    /** Forgets what came to an end long ago, or is beyond the number that is kept. */
    void prune(Instant now) throws StoreException {
        long before = now.minus(KEPT).toEpochMilli();
        write(connection -> {
            Sql.update(
                    connection,
                    "DELETE FROM mailer_run WHERE ended IS NOT NULL AND (ended < ? OR id IN (SELECT id FROM mailer_run"
                            + " WHERE ended IS NOT NULL ORDER BY created DESC, id DESC LIMIT 1000000 OFFSET ?))",
                    before,
                    MOST_KEPT);
            Sql.update(connection, "DELETE FROM mailer_delivery WHERE run NOT IN (SELECT id FROM mailer_run)");
            return true;
        });
    }

    private void write(Work<Boolean> work) throws StoreException {
        boolean done = store.write(work);
        if (!done) {
            throw new IllegalStateException("A step of the outbox was not made");
        }
    }
}
