// SPDX-License-Identifier: Apache-2.0
package io.webgate.store;

import io.webgate.store.internal.StatementCache;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * JDBC without the boilerplate: positional parameters, rows to values, statements closed. On a connection of the store
 * statements are kept prepared, so repeat the same text and put values into parameters.
 *
 * <p>Parameters: null, String, Integer, Long, Boolean, Double, byte[] and enums (by name). Times have no type of their
 * own here: store {@code toEpochMilli()} in a BIGINT, so that nothing is rounded unseen.
 */
public final class Sql {

    private Sql() {}

    /** Makes a value of the current row; must not move the cursor. */
    @ConsumerType
    @FunctionalInterface
    public interface Row<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** All rows, in order; also for {@code … RETURNING}. The list is unmodifiable. */
    public static <T> List<T> query(Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
            throws SQLException {
        return prepared(connection, sql, parameters, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(row.map(rows));
                }
                return List.copyOf(found);
            }
        });
    }

    /** The only row, if there is one; more than one is a programming error. */
    public static <T> Optional<T> first(Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
            throws SQLException {
        List<T> found = query(connection, sql, row, parameters);
        if (found.size() > 1) {
            throw new IllegalStateException(found.size() + " rows where at most one was expected: " + sql);
        }
        return found.stream().findFirst();
    }

    /** Runs INSERT, UPDATE, DELETE or DDL and returns how many rows it touched. */
    public static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        return prepared(connection, sql, parameters, PreparedStatement::executeUpdate);
    }

    private static <T> T prepared(Connection connection, String sql, @Nullable Object[] parameters, Use<T> use)
            throws SQLException {
        if (!(connection instanceof StatementCache cache)) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                return use.of(bind(statement, parameters));
            }
        }
        PreparedStatement statement = cache.take(sql);
        boolean sound = false;
        try {
            T value = use.of(bind(statement, parameters));
            sound = true;
            return value;
        } finally {
            if (sound) {
                cache.giveBack(sql, statement);
            } else {
                statement.close();
            }
        }
    }

    private static PreparedStatement bind(PreparedStatement statement, @Nullable Object[] parameters)
            throws SQLException {
        for (int index = 0; index < parameters.length; index++) {
            bind(statement, index + 1, parameters[index]);
        }
        return statement;
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setObject(index, null);
        } else if (value instanceof String text) {
            statement.setString(index, text);
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Integer number) {
            statement.setInt(index, number);
        } else if (value instanceof Boolean truth) {
            statement.setBoolean(index, truth);
        } else if (value instanceof Double number) {
            statement.setDouble(index, number);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (value instanceof Enum<?> constant) {
            statement.setString(index, constant.name());
        } else {
            throw new IllegalArgumentException(
                    "Parameter " + index + " is a " + value.getClass().getName()
                            + "; allowed are String, Integer, Long, Boolean, Double, byte[], enum");
        }
    }

    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }
}
