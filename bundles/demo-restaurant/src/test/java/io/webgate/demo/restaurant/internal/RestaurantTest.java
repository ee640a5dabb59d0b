// SPDX-License-Identifier: Apache-2.0
package io.webgate.demo.restaurant.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;

import static org.assertj.core.api.Assertions.assertThat;

/** The demo's restaurant: the same for everybody, and up to today. */
final class RestaurantTest {

    @Test
    void aDayIsTheSameWheneverItIsAskedFor() {
        LocalDate day = LocalDate.of(2026, 3, 31);
        assertThat(Restaurant.day(day)).isEqualTo(Restaurant.day(day)).isNotEqualTo(Restaurant.day(day.plusDays(1)));
        assertThat(Restaurant.day(day)).allSatisfy(bill -> {
            assertThat(bill.opened()).isBefore(bill.closed());
            assertThat(bill.items()).isNotEmpty();
        });
    }

    @Test
    void theFileHasThreeMonthsUntilNowAndIsWrittenAnewInOneStep(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("demo/restaurant.db");
        RestaurantFile.write(file, LocalDateTime.of(2026, 3, 31, 4, 0));
        RestaurantFile.write(file, LocalDateTime.of(2026, 4, 1, 18, 0));
        try (Connection open = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement ask = open.createStatement();
                ResultSet all =
                        ask.executeQuery("SELECT min(day), max(day), count(DISTINCT day), max(closed) FROM bill")) {
            all.next();
            assertThat(all.getString(1)).isEqualTo("2025-12-31");
            assertThat(all.getString(2)).isEqualTo("2026-04-01");
            assertThat(all.getInt(3)).isEqualTo(RestaurantFile.DAYS);
            assertThat(all.getString(4)).isLessThan("2026-04-01T18:00");
        }
    }
}
