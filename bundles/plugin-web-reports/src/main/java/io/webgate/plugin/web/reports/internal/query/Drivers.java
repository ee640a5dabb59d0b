// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.query;

import io.webgate.gate.api.GateNames;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;
import org.osgi.service.jdbc.DataSourceFactory;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the driver for a source: any bundle that registers a {@link DataSourceFactory}, as OSGi has it for JDBC drivers;
 * SQLite's bundle does not and is asked directly. Thread-safe.
 */
@Component(service = Opener.class)
@SatisfyingConditionTarget("(osgi.condition.id=" + GateNames.MODULE_CONDITION + "powerpos.web-reports" + ")")
public final class Drivers implements Opener {

    private final Map<DataSourceFactory, String> factories = new ConcurrentHashMap<>();

    /** Called by SCR. */
    @Reference(
            service = DataSourceFactory.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bindFactory(DataSourceFactory factory, Map<String, Object> properties) {
        Object driver = properties.get(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS);
        factories.put(factory, driver == null ? "" : driver.toString());
    }

    void unbindFactory(DataSourceFactory factory) {
        factories.remove(factory);
    }

    @Override
    public Connection open(Source source, Duration most) throws SQLException {
        return readOnly(source.isSqlite() ? sqlite(source) : byFactory(source, most), source);
    }

    private static Connection readOnly(Connection connection, Source source) throws SQLException {
        try {
            connection.setAutoCommit(false);
            if (source.isSqlite()) {
                // Opened to read; a URL may say otherwise, and what it attaches is opened as it likes
                try (Statement fence = connection.createStatement()) {
                    fence.execute("PRAGMA query_only = 1");
                }
            } else {
                // The transaction that begins with the query is then READ ONLY
                connection.setReadOnly(true);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static Connection sqlite(Source source) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(5_000);
        Connection connection = JDBC.createConnection(source.url(), config.toProperties());
        if (connection == null) {
            throw new NoDriver("SQLite does not take the URL");
        }
        return connection;
    }

    private Connection byFactory(Source source, Duration most) throws SQLException {
        Properties properties = new Properties();
        if (!source.user().isEmpty()) {
            properties.setProperty(DataSourceFactory.JDBC_USER, source.user());
        }
        if (!source.password().isEmpty()) {
            properties.setProperty(DataSourceFactory.JDBC_PASSWORD, source.password());
        }
        if (source.isPostgres()) {
            String seconds = Long.toString(Math.max(1, most.toSeconds()));
            properties.setProperty("loginTimeout", seconds);
            properties.setProperty("connectTimeout", seconds);
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("ApplicationName", "webgate-reports");
        }
        for (Map.Entry<DataSourceFactory, String> one : factories.entrySet()) {
            if (source.driver().isEmpty() || source.driver().equals(one.getValue())) {
                Optional<Connection> connection = connect(one.getKey(), source, properties);
                if (connection.isPresent()) {
                    return connection.get();
                }
            }
        }
        throw new NoDriver(
                source.driver().isEmpty()
                        ? "None of " + factories.values() + " takes the URL"
                        : "No bundle brings " + source.driver() + ", there are " + factories.values());
    }

    private static Optional<Connection> connect(DataSourceFactory factory, Source source, Properties properties)
            throws SQLException {
        Driver driver = factory.createDriver(null);
        return driver.acceptsURL(source.url())
                ? Optional.ofNullable(driver.connect(source.url(), properties))
                : Optional.empty();
    }
}
