// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.Act;
import io.webgate.access.ApiToken;
import io.webgate.access.Device;
import io.webgate.access.EnrolmentRequest;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;
import io.webgate.license.api.ModuleId;
import io.webgate.store.Migration;
import io.webgate.store.Sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of access and the statements on them. Secrets are there as hashes only. */
final class Tables {

    static final String AREA = "access";

    static final List<Migration> MIGRATIONS = List.of(
            new Migration(
                    1,
                    "tokens, devices, acts",
                    List.of(
                            "CREATE TABLE access_token (id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, label TEXT NOT"
                                    + " NULL, role TEXT NOT NULL, created_at BIGINT NOT NULL, created_by TEXT NOT NULL,"
                                    + " revoked_at BIGINT)",
                            "CREATE TABLE access_enrolment (id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, label TEXT"
                                    + " NOT NULL, modules TEXT NOT NULL, sessions BIGINT NOT NULL, weight BIGINT NOT NULL,"
                                    + " created_by TEXT NOT NULL, expires_at BIGINT NOT NULL, redeemed_at BIGINT)",
                            "CREATE TABLE access_device (id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, label TEXT"
                                    + " NOT NULL, modules TEXT NOT NULL, sessions BIGINT NOT NULL, weight BIGINT NOT NULL,"
                                    + " enrolled_at BIGINT NOT NULL, enrolled_by TEXT NOT NULL, revoked_at BIGINT)",
                            "CREATE TABLE access_act (seq BIGINT PRIMARY KEY, at BIGINT NOT NULL, who TEXT NOT NULL,"
                                    + " what TEXT NOT NULL, subject TEXT NOT NULL, outcome TEXT NOT NULL)",
                            "CREATE TABLE access_replay (id TEXT PRIMARY KEY, digest TEXT NOT NULL, answer TEXT NOT"
                                    + " NULL, at BIGINT NOT NULL)")),
            AccountTables.MIGRATION,
            AccountTables.LAST_SEEN);

    private static final String DEVICE =
            "SELECT hash, id, label, modules, sessions, weight, enrolled_at, enrolled_by FROM access_device";

    private Tables() {}

    /** Something that authenticates, under the hash of its secret. */
    record Hashed<T>(String hash, T value) {}

    /** What is stored of a one-time code. */
    record Pending(String id, EnrolmentRequest request, String createdBy, Instant expiresAt, boolean redeemed) {}

    /** A kept answer. */
    record Kept(String digest, String answer) {}

    static void insertToken(Connection connection, ApiToken token, String hash) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO access_token (id, hash, label, role, created_at, created_by) VALUES (?, ?, ?, ?, ?, ?)",
                token.id(),
                hash,
                token.label(),
                token.role(),
                token.createdAt().toEpochMilli(),
                token.createdBy());
    }

    static List<Hashed<ApiToken>> tokens(Connection connection) throws SQLException {
        return Sql.query(
                connection,
                "SELECT hash, id, label, role, created_at, created_by FROM access_token WHERE revoked_at IS NULL"
                        + " ORDER BY created_at, id",
                row -> new Hashed<>(row.getString(1), token(row)));
    }

    static Optional<ApiToken> token(Connection connection, String id) throws SQLException {
        return Sql.first(
                connection,
                "SELECT hash, id, label, role, created_at, created_by FROM access_token WHERE id = ?",
                Tables::token,
                id);
    }

    static boolean revokeToken(Connection connection, String id, Instant now) throws SQLException {
        return Sql.update(
                        connection,
                        "UPDATE access_token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                        now.toEpochMilli(),
                        id)
                == 1;
    }

    static void insertEnrolment(Connection connection, Pending pending, String hash) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO access_enrolment (id, hash, label, modules, sessions, weight, created_by, expires_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                pending.id(),
                hash,
                pending.request().label(),
                modules(pending.request().modules()),
                pending.request().sessions(),
                pending.request().weight(),
                pending.createdBy(),
                pending.expiresAt().toEpochMilli());
    }

    static Optional<Pending> enrolment(Connection connection, String hash) throws SQLException {
        return Sql.first(
                connection,
                "SELECT id, label, modules, sessions, weight, created_by, expires_at, redeemed_at FROM access_enrolment"
                        + " WHERE hash = ?",
                row -> new Pending(
                        row.getString(1),
                        new EnrolmentRequest(
                                row.getString(2), modules(row.getString(3)), row.getLong(4), row.getLong(5)),
                        row.getString(6),
                        Instant.ofEpochMilli(row.getLong(7)),
                        row.getObject(8) != null),
                hash);
    }

    static void redeemed(Connection connection, String id, Instant now) throws SQLException {
        Sql.update(connection, "UPDATE access_enrolment SET redeemed_at = ? WHERE id = ?", now.toEpochMilli(), id);
    }

    static void insertDevice(Connection connection, Device device, String hash) throws SQLException {
        Caller.Enrolment enrolment = device.enrolment();
        Sql.update(
                connection,
                "INSERT INTO access_device (id, hash, label, modules, sessions, weight, enrolled_at, enrolled_by)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                enrolment.device(),
                hash,
                enrolment.label(),
                modules(enrolment.modules()),
                enrolment.sessions(),
                enrolment.weight(),
                device.enrolledAt().toEpochMilli(),
                device.enrolledBy());
    }

    static List<Hashed<Device>> devices(Connection connection) throws SQLException {
        return Sql.query(connection, DEVICE + " WHERE revoked_at IS NULL ORDER BY enrolled_at, id", Tables::device);
    }

    /** The devices that were revoked, the last one first. */
    static List<Hashed<Device>> blockedDevices(Connection connection, int most) throws SQLException {
        return Sql.query(
                connection,
                DEVICE + " WHERE revoked_at IS NOT NULL ORDER BY revoked_at DESC, id LIMIT ?",
                Tables::device,
                most);
    }

    /** A device that was revoked; nothing where it was not. */
    static List<Hashed<Device>> blockedDevice(Connection connection, String device) throws SQLException {
        return Sql.query(connection, DEVICE + " WHERE revoked_at IS NOT NULL AND id = ?", Tables::device, device);
    }

    private static Hashed<Device> device(ResultSet row) throws SQLException {
        return new Hashed<>(
                row.getString(1),
                new Device(
                        new Caller.Enrolment(
                                row.getString(2),
                                row.getString(3),
                                modules(row.getString(4)),
                                row.getLong(5),
                                row.getLong(6)),
                        Instant.ofEpochMilli(row.getLong(7)),
                        row.getString(8)));
    }

    static boolean allowDevice(Connection connection, String device) throws SQLException {
        return Sql.update(connection, "UPDATE access_device SET revoked_at = NULL WHERE id = ?", device) == 1;
    }

    static boolean revokeDevice(Connection connection, String device, Instant now) throws SQLException {
        return Sql.update(
                        connection,
                        "UPDATE access_device SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                        now.toEpochMilli(),
                        device)
                == 1;
    }

    static boolean act(Connection connection, Instant at, String who, String what, String subject, String outcome)
            throws SQLException {
        return Sql.update(
                        connection,
                        "INSERT INTO access_act (seq, at, who, what, subject, outcome)"
                                + " SELECT COALESCE(MAX(seq), 0) + 1, ?, ?, ?, ?, ? FROM access_act",
                        at.toEpochMilli(),
                        who,
                        what,
                        subject,
                        outcome)
                == 1;
    }

    static List<Act> acts(Connection connection, int most) throws SQLException {
        return Sql.query(
                connection,
                "SELECT seq, at, who, what, subject, outcome FROM access_act ORDER BY seq DESC LIMIT ?",
                row -> new Act(
                        row.getLong(1),
                        Instant.ofEpochMilli(row.getLong(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)),
                most);
    }

    static Optional<Kept> kept(Connection connection, String id, Instant notBefore) throws SQLException {
        return Sql.first(
                connection,
                "SELECT digest, answer FROM access_replay WHERE id = ? AND at > ?",
                row -> new Kept(row.getString(1), row.getString(2)),
                id,
                notBefore.toEpochMilli());
    }

    /** Keeps an answer, and drops those that are too old. */
    static boolean keep(Connection connection, String id, Kept kept, Instant now, Instant notBefore)
            throws SQLException {
        Sql.update(connection, "DELETE FROM access_replay WHERE at <= ?", notBefore.toEpochMilli());
        return Sql.update(
                        connection,
                        "INSERT INTO access_replay (id, digest, answer, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        id,
                        kept.digest(),
                        kept.answer(),
                        now.toEpochMilli())
                == 1;
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        return new ApiToken(
                row.getString(2),
                row.getString(3),
                Role.valueOf(row.getString(4)),
                Instant.ofEpochMilli(row.getLong(5)),
                row.getString(6));
    }

    private static String modules(Set<ModuleId> modules) {
        return modules.stream().sorted().map(ModuleId::value).collect(Collectors.joining(" "));
    }

    private static Set<ModuleId> modules(String text) {
        return Stream.of(text.split(" ", -1)).map(ModuleId::new).collect(Collectors.toUnmodifiableSet());
    }
}
