// SPDX-License-Identifier: Apache-2.0
package io.webgate.demo.restaurant.internal;

import io.webgate.license.api.TrustedTime;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Properties;

/**
 * Writes the invented restaurant's last three months into a database file below the home, whenever the bundle starts. It
 * needs no licence and knows nothing of the reports that read it.
 */
@Component(
        service = {},
        immediate = true)
public final class RestaurantFile {

    /** The file, from the home. */
    static final Path PLACE = Path.of("var", "demo", "restaurant.db");

    static final int DAYS = 92;

    private static final Logger LOG = LoggerFactory.getLogger(RestaurantFile.class);

    /** Called by SCR. */
    @Activate
    public RestaurantFile(BundleContext context, @Reference TrustedTime time) {
        String home = context.getProperty("webgate.home");
        if (home == null) {
            LOG.warn("No home, no restaurant");
            return;
        }
        try {
            write(Path.of(home).resolve(PLACE), LocalDateTime.ofInstant(time.instant(), ZoneId.systemDefault()));
        } catch (IOException | SQLException e) {
            LOG.warn("The demo's restaurant can't be written", e);
        }
    }

    /** Writes the days until now; whoever reads the file meanwhile has the one of before. */
    static void write(Path file, LocalDateTime now) throws IOException, SQLException {
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(fresh);
        try (Connection open = JDBC.createConnection("jdbc:sqlite:" + fresh, new Properties());
                Statement make = open.createStatement()) {
            open.setAutoCommit(false);
            make.execute("CREATE TABLE waiter (id INTEGER PRIMARY KEY, name TEXT NOT NULL)");
            make.execute("CREATE TABLE dish (id INTEGER PRIMARY KEY, name TEXT NOT NULL, category TEXT NOT NULL)");
            make.execute("CREATE TABLE bill (id INTEGER PRIMARY KEY, day TEXT NOT NULL, opened TEXT NOT NULL,"
                    + " closed TEXT NOT NULL, place INTEGER NOT NULL, guests INTEGER NOT NULL,"
                    + " waiter INTEGER NOT NULL REFERENCES waiter, payment TEXT NOT NULL)");
            make.execute(
                    "CREATE TABLE item (bill INTEGER NOT NULL REFERENCES bill, dish INTEGER NOT NULL REFERENCES dish,"
                            + " number INTEGER NOT NULL, total NUMERIC NOT NULL, voided INTEGER NOT NULL)");
            lists(open);
            bills(open, now);
            make.execute("CREATE INDEX bill_day ON bill (day)");
            make.execute("CREATE INDEX item_bill ON item (bill)");
            open.commit();
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void lists(Connection open) throws SQLException {
        try (PreparedStatement waiter = open.prepareStatement("INSERT INTO waiter VALUES (?, ?)");
                PreparedStatement dish = open.prepareStatement("INSERT INTO dish VALUES (?, ?, ?)")) {
            for (int at = 0; at < Restaurant.WAITERS.size(); at++) {
                waiter.setInt(1, at);
                waiter.setString(2, Restaurant.WAITERS.get(at));
                waiter.executeUpdate();
            }
            for (int at = 0; at < Restaurant.MENU.size(); at++) {
                dish.setInt(1, at);
                dish.setString(2, Restaurant.MENU.get(at).name());
                dish.setString(3, Restaurant.MENU.get(at).category());
                dish.executeUpdate();
            }
        }
    }

    private static void bills(Connection open, LocalDateTime now) throws SQLException {
        LocalDate today = now.toLocalDate();
        int number = 0;
        try (PreparedStatement row = open.prepareStatement("INSERT INTO bill VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement line = open.prepareStatement("INSERT INTO item VALUES (?, ?, ?, ?, ?)")) {
            for (LocalDate day = today.minusDays(DAYS - 1L); !day.isAfter(today); day = day.plusDays(1)) {
                // Early in the morning a restaurant has sold nothing yet; the demo has something to show at any hour
                LocalDateTime until = now.toLocalTime().isBefore(LocalTime.of(15, 0)) ? day.atTime(15, 0) : now;
                for (Restaurant.Bill bill : Restaurant.day(day)) {
                    if (day.isBefore(today) || bill.closed().isBefore(until)) {
                        number++;
                        add(row, line, number, bill);
                    }
                }
            }
        }
    }

    private static void add(PreparedStatement row, PreparedStatement line, int number, Restaurant.Bill bill)
            throws SQLException {
        row.setInt(1, number);
        row.setString(2, bill.opened().toLocalDate().toString());
        row.setString(3, bill.opened().toString());
        row.setString(4, bill.closed().toString());
        row.setInt(5, bill.table());
        row.setInt(6, bill.guests());
        row.setInt(7, bill.waiter());
        row.setString(8, bill.payment());
        row.executeUpdate();
        List<Restaurant.Item> items = bill.items();
        for (Restaurant.Item item : items) {
            line.setInt(1, number);
            line.setInt(2, item.dish());
            line.setInt(3, item.number());
            line.setInt(4, item.number() * Restaurant.MENU.get(item.dish()).price());
            line.setInt(5, item.voided() ? 1 : 0);
            line.addBatch();
        }
        line.executeBatch();
    }
}
