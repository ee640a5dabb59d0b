// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.store.Migration;
import io.webgate.store.Sql;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The mailer's tables. Times are milliseconds since 1970. */
final class Tables {

    static final String AREA = "report-mailer";

    static final List<Migration> MIGRATIONS = List.of(Migration.of(
            1,
            "outbox",
            "CREATE TABLE mailer_origin (id INTEGER NOT NULL PRIMARY KEY, origin TEXT NOT NULL)",
            // until when the due times of a job are kept as runs
            "CREATE TABLE mailer_cursor (job TEXT NOT NULL PRIMARY KEY, schedule TEXT NOT NULL, handled BIGINT NOT NULL)",
            "CREATE TABLE mailer_run (id TEXT NOT NULL PRIMARY KEY, job TEXT NOT NULL, due BIGINT NOT NULL,"
                    + " asked_by TEXT, ask_key TEXT UNIQUE, missed BIGINT NOT NULL, state TEXT NOT NULL,"
                    + " created BIGINT NOT NULL, attempts INTEGER NOT NULL, next_at BIGINT NOT NULL, ended BIGINT,"
                    + " file TEXT, digest TEXT, bytes BIGINT, subject TEXT, body TEXT, file_name TEXT,"
                    + " media_type TEXT, trouble TEXT, trouble_en TEXT, trouble_ru TEXT)",
            "CREATE INDEX mailer_run_created ON mailer_run (created, id)",
            "CREATE INDEX mailer_run_job ON mailer_run (job, created)",
            "CREATE INDEX mailer_run_open ON mailer_run (ended)",
            "CREATE TABLE mailer_delivery (run TEXT NOT NULL, place INTEGER NOT NULL, recipient TEXT NOT NULL,"
                    + " state TEXT NOT NULL, attempts INTEGER NOT NULL, next_at BIGINT NOT NULL, last_at BIGINT,"
                    + " answer TEXT, said TEXT, PRIMARY KEY (run, recipient))"));

    private static final String COLUMNS =
            "id, job, due, asked_by, missed, state, created, attempts, next_at, ended, file,"
                    + " digest, bytes, subject, body, file_name, media_type, trouble, trouble_en, trouble_ru";

    private Tables() {}

    static String origin(Connection connection, String fresh) throws SQLException {
        Sql.update(connection, "INSERT INTO mailer_origin VALUES (1, ?) ON CONFLICT (id) DO NOTHING", fresh);
        return Sql.first(connection, "SELECT origin FROM mailer_origin WHERE id = 1", row -> row.getString(1))
                .orElseThrow();
    }

    /** Until when a job's due times are runs, where it still has the same schedule. */
    static Optional<Instant> handled(Connection connection, String job, String schedule) throws SQLException {
        return Sql.first(
                connection,
                "SELECT handled FROM mailer_cursor WHERE job = ? AND schedule = ?",
                row -> Instant.ofEpochMilli(row.getLong(1)),
                job,
                schedule);
    }

    static boolean isHandled(Connection connection, String job) throws SQLException {
        return Sql.first(connection, "SELECT job FROM mailer_cursor WHERE job = ?", row -> row.getString(1), job)
                .isPresent();
    }

    static List<String> planned(Connection connection) throws SQLException {
        return Sql.query(connection, "SELECT job FROM mailer_cursor ORDER BY job", row -> row.getString(1));
    }

    static void handle(Connection connection, String job, String schedule, Instant until) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO mailer_cursor VALUES (?, ?, ?) ON CONFLICT (job) DO UPDATE SET"
                        + " schedule = excluded.schedule, handled = excluded.handled",
                job,
                schedule,
                until.toEpochMilli());
    }

    /**
     * Takes back the runs of a job's schedule that nobody has begun to make, since a later one stands for them. What was asked
     * for, or has a mail that was tried, stays.
     *
     * @return the due times that they stood for
     */
    static long withdraw(Connection connection, String job, Instant before) throws SQLException {
        long due = 0;
        for (Map.Entry<String, Long> one : Sql.query(
                connection,
                "SELECT id, missed FROM mailer_run WHERE job = ? AND asked_by IS NULL AND state = ? AND attempts = 0"
                        + " AND due < ? AND NOT EXISTS (SELECT 1 FROM mailer_delivery mail WHERE mail.run = mailer_run.id"
                        + " AND (mail.state <> ? OR mail.attempts > 0))",
                row -> Map.entry(row.getString(1), row.getLong(2)),
                job,
                Run.State.DUE,
                before.toEpochMilli(),
                Delivery.State.WAITING)) {
            Sql.update(connection, "DELETE FROM mailer_delivery WHERE run = ?", one.getKey());
            Sql.update(connection, "DELETE FROM mailer_run WHERE id = ?", one.getKey());
            due += one.getValue() + 1;
        }
        return due;
    }

    /** False, and nothing, where a run of this id is there already. */
    static boolean insert(Connection connection, Run run, Optional<String> key) throws SQLException {
        int inserted = Sql.update(
                connection,
                "INSERT INTO mailer_run (id, job, due, asked_by, ask_key, missed, state, created, attempts, next_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                run.id(),
                run.job(),
                run.due().toEpochMilli(),
                run.by().orElse(null),
                key.orElse(null),
                run.missed(),
                run.state(),
                run.created().toEpochMilli(),
                run.attempts(),
                run.nextAt().toEpochMilli());
        for (int place = 0; inserted == 1 && place < run.deliveries().size(); place++) {
            Delivery one = run.deliveries().get(place);
            Sql.update(
                    connection,
                    "INSERT INTO mailer_delivery (run, place, recipient, state, attempts, next_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    run.id(),
                    place,
                    one.recipient(),
                    one.state(),
                    one.attempts(),
                    one.nextAt().toEpochMilli());
        }
        return inserted == 1;
    }

    /** Writes everything of a run that may change, and these of its mails. One that has come to its end stays as it is. */
    static void update(Connection connection, Run run, List<Delivery> changed) throws SQLException {
        Optional<Run.Content> content = run.content();
        Sql.update(
                connection,
                "UPDATE mailer_run SET state = ?, attempts = ?, next_at = ?, ended = ?, file = ?, digest = ?, bytes = ?,"
                        + " subject = ?, body = ?, file_name = ?, media_type = ?, trouble = ?, trouble_en = ?,"
                        + " trouble_ru = ? WHERE id = ?",
                run.state(),
                run.attempts(),
                run.nextAt().toEpochMilli(),
                run.ended().map(Instant::toEpochMilli).orElse(null),
                content.map(Run.Content::file).orElse(null),
                content.map(Run.Content::digest).orElse(null),
                content.map(Run.Content::bytes).orElse(null),
                content.map(Run.Content::subject).orElse(null),
                content.map(Run.Content::body).orElse(null),
                content.map(Run.Content::name).orElse(null),
                content.map(Run.Content::mediaType).orElse(null),
                run.trouble().map(Run.Trouble::code).orElse(null),
                run.trouble().map(why -> why.text().english()).orElse(null),
                run.trouble().map(why -> why.text().russian()).orElse(null),
                run.id());
        for (Delivery one : changed) {
            Sql.update(
                    connection,
                    "UPDATE mailer_delivery SET state = ?, attempts = ?, next_at = ?, last_at = ?, answer = ?, said = ?"
                            + " WHERE run = ? AND recipient = ? AND state IN ('WAITING', 'SENDING')",
                    one.state(),
                    one.attempts(),
                    one.nextAt().toEpochMilli(),
                    one.lastAt().map(Instant::toEpochMilli).orElse(null),
                    one.answer().map(told -> told.kind().name()).orElse(null),
                    one.answer().flatMap(Answer::said).orElse(null),
                    run.id(),
                    one.recipient());
        }
    }

    /** @param condition what follows WHERE, on the table {@code mailer_run} */
    static List<Run> runs(Connection connection, String condition, @Nullable Object... parameters) throws SQLException {
        List<Run> bare = Sql.query(
                connection,
                "SELECT " + COLUMNS + " FROM mailer_run WHERE " + condition,
                row -> run(row, List.of()),
                parameters);
        Map<String, List<Delivery>> deliveries = new LinkedHashMap<>();
        for (Run one : bare) {
            deliveries.put(
                    one.id(),
                    Sql.query(
                            connection,
                            "SELECT recipient, state, attempts, next_at, last_at, answer, said FROM mailer_delivery"
                                    + " WHERE run = ? ORDER BY place",
                            Tables::delivery,
                            one.id()));
        }
        List<Run> whole = new ArrayList<>();
        for (Run one : bare) {
            whole.add(new Run(
                    one.id(),
                    one.job(),
                    one.due(),
                    one.by(),
                    one.missed(),
                    one.state(),
                    one.created(),
                    one.attempts(),
                    one.nextAt(),
                    one.ended(),
                    one.content(),
                    one.trouble(),
                    deliveries.getOrDefault(one.id(), List.of())));
        }
        return List.copyOf(whole);
    }

    private static Run run(ResultSet row, List<Delivery> deliveries) throws SQLException {
        Optional<String> file = text(row, "file");
        Optional<String> trouble = text(row, "trouble");
        return new Run(
                row.getString("id"),
                row.getString("job"),
                time(row, "due").orElseThrow(),
                text(row, "asked_by"),
                row.getLong("missed"),
                Run.State.valueOf(row.getString("state")),
                time(row, "created").orElseThrow(),
                row.getInt("attempts"),
                time(row, "next_at").orElseThrow(),
                time(row, "ended"),
                file.isPresent()
                        ? Optional.of(new Run.Content(
                                file.get(),
                                row.getString("digest"),
                                row.getLong("bytes"),
                                row.getString("subject"),
                                row.getString("body"),
                                row.getString("file_name"),
                                row.getString("media_type")))
                        : Optional.empty(),
                trouble.isPresent()
                        ? Optional.of(new Run.Trouble(
                                trouble.get(),
                                new LocalizedText(row.getString("trouble_en"), row.getString("trouble_ru"))))
                        : Optional.empty(),
                deliveries);
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        Optional<String> answer = text(row, "answer");
        Optional<String> said = text(row, "said");
        return new Delivery(
                row.getString("recipient"),
                Delivery.State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                time(row, "next_at").orElseThrow(),
                time(row, "last_at"),
                answer.map(kind -> new Answer(Answer.Kind.valueOf(kind), said)));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
