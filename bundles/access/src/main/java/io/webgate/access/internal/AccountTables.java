// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.Account;
import io.webgate.access.WebSession;
import io.webgate.gate.http.Role;
import io.webgate.store.Migration;
import io.webgate.store.Sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tables of accounts, second factors and browsers' sessions. Secrets are there hashed or sealed only. */
final class AccountTables {

    static final Migration MIGRATION = new Migration(
            2,
            "accounts, sessions",
            List.of(
                    "CREATE TABLE access_account (login TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL,"
                            + " totp TEXT, totp_step BIGINT NOT NULL, created_at BIGINT NOT NULL,"
                            + " created_by TEXT NOT NULL, last_sign_in BIGINT)",
                    "CREATE TABLE access_recovery (hash TEXT PRIMARY KEY, login TEXT NOT NULL)",
                    "CREATE TABLE access_session (hash TEXT PRIMARY KEY, id TEXT NOT NULL, login TEXT NOT NULL,"
                            + " form_token TEXT NOT NULL, agent TEXT NOT NULL, address TEXT NOT NULL,"
                            + " signed_in_at BIGINT NOT NULL, ends_at BIGINT NOT NULL)"));

    /** Without it a restart would give every forgotten browser its idle time anew. */
    static final Migration LAST_SEEN =
            new Migration(3, "last use of sessions", List.of("ALTER TABLE access_session ADD COLUMN last_seen BIGINT"));

    private static final String ACCOUNT =
            "SELECT login, role, password, totp, totp_step, created_at, created_by, last_sign_in FROM access_account";

    private AccountTables() {}

    /**
     * What is stored of an account.
     *
     * @param totp the sealed secret of the second factor
     * @param totpStep the last time step whose digits were used
     */
    record Stored(Account account, String password, Optional<String> totp, long totpStep) {}

    /** What is stored of a session, under the hash of its secret. */
    record StoredSession(
            String hash,
            String id,
            String login,
            String formToken,
            String agent,
            String address,
            Instant signedInAt,
            Instant lastSeen,
            Instant endsAt) {

        WebSession seen(Role role, Instant seenAt) {
            return new WebSession(id, login, role, formToken, agent, address, signedInAt, seenAt, endsAt);
        }
    }

    static List<Stored> accounts(Connection connection) throws SQLException {
        return Sql.query(connection, ACCOUNT + " ORDER BY login", AccountTables::stored);
    }

    static Optional<Stored> account(Connection connection, String login) throws SQLException {
        return Sql.first(connection, ACCOUNT + " WHERE login = ?", AccountTables::stored, login);
    }

    static long number(Connection connection) throws SQLException {
        return Sql.first(connection, "SELECT COUNT(*) FROM access_account", row -> row.getLong(1))
                .orElseThrow();
    }

    static void insert(Connection connection, Account account, String password) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO access_account (login, role, password, totp_step, created_at, created_by)"
                        + " VALUES (?, ?, ?, 0, ?, ?)",
                account.login(),
                account.role(),
                password,
                account.createdAt().toEpochMilli(),
                account.createdBy());
    }

    static void role(Connection connection, String login, Role role) throws SQLException {
        Sql.update(connection, "UPDATE access_account SET role = ? WHERE login = ?", role, login);
    }

    static void password(Connection connection, String login, String password) throws SQLException {
        Sql.update(connection, "UPDATE access_account SET password = ? WHERE login = ?", password, login);
    }

    static void signedIn(Connection connection, String login, Instant now) throws SQLException {
        Sql.update(connection, "UPDATE access_account SET last_sign_in = ? WHERE login = ?", now.toEpochMilli(), login);
    }

    static void totp(Connection connection, String login, Optional<String> sealed, long step) throws SQLException {
        Sql.update(
                connection,
                "UPDATE access_account SET totp = ?, totp_step = ? WHERE login = ?",
                sealed.orElse(null),
                step,
                login);
    }

    /** False where digits of this step, or of a later one, were used by someone else in between. */
    static boolean useStep(Connection connection, String login, long step) throws SQLException {
        return Sql.update(
                        connection,
                        "UPDATE access_account SET totp_step = ? WHERE login = ? AND totp_step < ?",
                        step,
                        login,
                        step)
                == 1;
    }

    static void recovery(Connection connection, String login, List<String> hashes) throws SQLException {
        Sql.update(connection, "DELETE FROM access_recovery WHERE login = ?", login);
        for (String hash : hashes) {
            Sql.update(connection, "INSERT INTO access_recovery (hash, login) VALUES (?, ?)", hash, login);
        }
    }

    static boolean useRecovery(Connection connection, String login, String hash) throws SQLException {
        return Sql.update(connection, "DELETE FROM access_recovery WHERE hash = ? AND login = ?", hash, login) == 1;
    }

    static boolean remove(Connection connection, String login) throws SQLException {
        Sql.update(connection, "DELETE FROM access_recovery WHERE login = ?", login);
        Sql.update(connection, "DELETE FROM access_session WHERE login = ?", login);
        return Sql.update(connection, "DELETE FROM access_account WHERE login = ?", login) == 1;
    }

    static void insert(Connection connection, StoredSession session) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO access_session (hash, id, login, form_token, agent, address, signed_in_at, last_seen,"
                        + " ends_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                session.hash(),
                session.id(),
                session.login(),
                session.formToken(),
                session.agent(),
                session.address(),
                session.signedInAt().toEpochMilli(),
                session.lastSeen().toEpochMilli(),
                session.endsAt().toEpochMilli());
    }

    static boolean end(Connection connection, String hash) throws SQLException {
        return Sql.update(connection, "DELETE FROM access_session WHERE hash = ?", hash) == 1;
    }

    /** Ends the sessions of an account but one. */
    static void endAll(Connection connection, String login, String keptId) throws SQLException {
        Sql.update(connection, "DELETE FROM access_session WHERE login = ? AND id <> ?", login, keptId);
    }

    static boolean seen(Connection connection, String hash, Instant now) throws SQLException {
        return Sql.update(
                        connection, "UPDATE access_session SET last_seen = ? WHERE hash = ?", now.toEpochMilli(), hash)
                == 1;
    }

    static void dropEnded(Connection connection, Instant now) throws SQLException {
        Sql.update(connection, "DELETE FROM access_session WHERE ends_at <= ?", now.toEpochMilli());
    }

    static List<StoredSession> sessions(Connection connection) throws SQLException {
        return Sql.query(
                connection,
                "SELECT hash, id, login, form_token, agent, address, signed_in_at,"
                        + " COALESCE(last_seen, signed_in_at), ends_at FROM access_session ORDER BY signed_in_at, id",
                row -> new StoredSession(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        Instant.ofEpochMilli(row.getLong(7)),
                        Instant.ofEpochMilli(row.getLong(8)),
                        Instant.ofEpochMilli(row.getLong(9))));
    }

    private static Stored stored(ResultSet row) throws SQLException {
        Optional<String> totp = Optional.ofNullable(row.getString(4));
        long lastSignIn = row.getLong(8);
        Optional<Instant> last = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(lastSignIn));
        return new Stored(
                new Account(
                        row.getString(1),
                        Role.valueOf(row.getString(2)),
                        totp.isPresent(),
                        Instant.ofEpochMilli(row.getLong(6)),
                        row.getString(7),
                        last),
                row.getString(3),
                totp,
                row.getLong(5));
    }
}
