// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.query;

import io.webgate.plugin.web.reports.Outcome;
import io.webgate.plugin.web.reports.internal.report.Column;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** R64: whatever a query or its source does, there is an answer in time, the data stay, and no secret is told. */
@Timeout(300)
final class EngineTest {

    private static final String ENDLESS =
            "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) as c from n where i < :most";

    private final Drivers drivers = new Drivers();
    private final Engine engine = new Engine(drivers, System::nanoTime, ZoneOffset.UTC);
    private final ExecutorService reader = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });
    private Path folder;
    private Shop shop;

    @BeforeEach
    void open(@TempDir Path fresh) throws SQLException {
        folder = fresh;
        shop = new Shop(folder.resolve("shop.db"));
    }

    @AfterEach
    void close() {
        engine.close();
        reader.shutdownNow();
    }

    private Failure refused(Query query) {
        return refused(engine, query);
    }

    private static Failure refused(Engine engine, Query query) {
        return refused(engine, query, new Shop.Kept());
    }

    private static Failure refused(Engine engine, Query query, Sink sink) {
        try {
            engine.run(query, sink);
        } catch (Failure failure) {
            return failure;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("It was not refused");
    }

    @Test
    void rowsComeTypedInTheOrderOfTheSettings() throws Exception {
        Shop.Kept kept = new Shop.Kept();
        Outcome.Written written = engine.run(
                shop.query(
                        "select total, DAY, n > 4 as many, null as missing from sale where day >= :from and n <= :most"
                                + " and total < :top and (:all or dish = :dish) order by day",
                        Map.of("from", "2026-03-03", "most", "5", "top", "51,25", "all", "no", "dish", "Caesar"),
                        "parameters=from DATE\nmost INTEGER\ntop DECIMAL\nall BOOLEAN\ndish TEXT",
                        "columns=day DATE\ntotal NUMBER(2)\nmany BOOLEAN\nmissing TEXT"),
                kept);
        assertThat(written).isEqualTo(new Outcome.Written(1, false));
        assertThat(kept.rows.get(0)).containsExactly(LocalDate.of(2026, 3, 3), new BigDecimal("30.75"), false, null);
        assertThat(kept.ended).isTrue();
    }

    @Test
    void withoutColumnsTheResultsOwnAreTaken() throws Exception {
        Shop.Kept kept = new Shop.Kept();
        engine.run(shop.query("select day, n, total from sale order by day limit 1", Map.of()), kept);
        assertThat(kept.rows.get(0)).containsExactly("2026-03-01", 1L, new BigDecimal("10.25"));
    }

    @Test
    void moreRowsThanTheReportGivesAreCutAndItSaysSo() throws Exception {
        Shop.Kept kept = new Shop.Kept();
        assertThat(engine.run(shop.query("select n from sale", Map.of(), "rows=19"), kept))
                .isEqualTo(new Outcome.Written(19, true));
        assertThat(engine.run(shop.query("select n from sale", Map.of(), "rows=20"), new Shop.Kept()))
                .isEqualTo(new Outcome.Written(20, false));
        assertThat(kept.rows).hasSize(19);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR '1'='1",
                "'; DROP TABLE sale; --",
                "\" OR \"\"=\"",
                "x' UNION SELECT name, sql FROM sqlite_master --",
                "1; DELETE FROM sale",
                "\\'; DELETE FROM sale; --",
                ":dish",
                "?",
                "%' --",
                "$$; DROP TABLE sale; $$",
                "/* */ OR 1=1",
                "ʼ OR 1=1",
            })
    void whatReadersGiveIsAValueAndNothingElse(String payload) throws Exception {
        String before = shop.content();
        Shop.Kept kept = new Shop.Kept();
        engine.run(
                shop.query(
                        "select :dish as given, count(*) as n from sale where dish = :dish",
                        Map.of("dish", payload),
                        "parameters=dish TEXT",
                        "columns=given TEXT\nn INTEGER"),
                kept);
        assertThat(kept.rows).containsExactly(List.of(payload, 0L));
        assertThat(shop.content()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with x as (select 1) insert into sale select '', '', 1, 1 from x returning n",
                "with x as (select 1) delete from sale where n in (select * from x) returning n",
                "with x as (select 1) update sale set n = 0 returning n",
            })
    void aQueryThatWritesIsRefusedByTheConnection(String sql) throws Exception {
        String before = shop.content();
        Failure failure = refused(shop.query(sql, Map.of()));
        assertThat(failure.refused().code()).isEqualTo(Outcome.Code.QUERY_FAILED);
        assertThat(failure.refused().passing()).isFalse();
        assertThat(failure.detail().orElseThrow()).contains("readonly");
        assertThat(shop.content()).isEqualTo(before);
    }

    @Test
    void aUrlThatOpensForWritingStillOnlyReads() throws Exception {
        Source loose = new Source("loose", shop.source.url() + "?open_mode=6", "", "", "");
        String before = shop.content();
        assertThat(refused(Shop.query(loose, "with x as (select 1) delete from sale returning n", Map.of()))
                        .refused()
                        .code())
                .isEqualTo(Outcome.Code.QUERY_FAILED);
        assertThat(shop.content()).isEqualTo(before);
    }

    @Test
    void aQueryThatTakesTooLongIsEndedAndTheSourceStaysUsable() throws Exception {
        // The connection has to come within this time, too, whatever the machine does
        Duration most = Duration.ofSeconds(3);
        long since = System.nanoTime();
        Failure failure = refused(
                shop.query(ENDLESS, Map.of("most", "999999999999"), "parameters=most INTEGER", "timeout=" + most));
        assertThat(failure.refused().code()).isEqualTo(Outcome.Code.QUERY_TOO_SLOW);
        assertThat(failure.refused().passing()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isBetween(most, most.plusMinutes(2));
        for (int again = 0; again < Engine.MOST_AT_ONCE + 1; again++) {
            engine.run(shop.query("select n from sale", Map.of()), new Shop.Kept());
        }
    }

    @Test
    void theTimeOfASlowReaderIsNotTheSourcesTime() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Shop.Kept slow = new Shop.Kept() {
            @Override
            public void row(@Nullable Object[] cells) throws IOException {
                try {
                    if (rows.isEmpty()) {
                        never.await(3_500, TimeUnit.MILLISECONDS);
                    }
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                super.row(cells);
            }
        };
        assertThat(engine.run(shop.query("select n from sale", Map.of(), "timeout=PT3S"), slow)
                        .rows())
                .isEqualTo(20);
    }

    @Test
    void aSourceThatIsNotThereIsToldWithoutItsAddressOrPassword() {
        Source gone = new Source("gone", "jdbc:sqlite:" + folder.resolve("secret-place/none.db"), "u", "hunter2", "");
        Failure failure = refused(Shop.query(gone, "select 1", Map.of()));
        assertThat(failure.refused().code()).isEqualTo(Outcome.Code.SOURCE_UNAVAILABLE);
        assertThat(failure.refused().passing()).isTrue();
        assertThat(failure.refused().reason().english())
                .contains("gone")
                .doesNotContain("secret-place")
                .doesNotContain("hunter2");
        assertThat(Files.exists(folder.resolve("secret-place"))).isFalse();
        Source stranger = new Source("stranger", "jdbc:nobody://u:hunter2@host/", "", "hunter2", "");
        assertThat(refused(Shop.query(stranger, "select 1", Map.of())).getMessage())
                .doesNotContain("hunter2");
        assertThat(stranger.toString()).doesNotContain("hunter2");
    }

    @Test
    void whatIsNoDatabaseIsASourceThatIsNotThere() throws IOException {
        Path file = folder.resolve("no.db");
        Files.writeString(file, "This is no database at all, but long enough to look like a file of one.".repeat(40));
        assertThat(refused(Shop.query(new Source("no", "jdbc:sqlite:" + file, "", "", ""), "select 1 from x", Map.of()))
                        .refused()
                        .code())
                .isEqualTo(Outcome.Code.SOURCE_UNAVAILABLE);
    }

    @Test
    void aConnectionThatNeverComesIsNotWaitedForLongerThanTheReportAllows() {
        CountDownLatch hung = new CountDownLatch(1);
        try (Engine waiting = new Engine(
                (source, most) -> {
                    await(hung);
                    throw new SQLException("too late");
                },
                System::nanoTime,
                ZoneOffset.UTC)) {
            assertThatThrownBy(() -> waiting.run(shop.query("select 1", Map.of(), "timeout=PT0.2S"), new Shop.Kept()))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.refused().code()).isEqualTo(Outcome.Code.SOURCE_UNAVAILABLE));
            hung.countDown();
        }
    }

    @Test
    void whenAllConnectionsAreBusyTheNextIsToldSo() throws Exception {
        ExecutorService readers = Executors.newCachedThreadPool();
        CountDownLatch inside = new CountDownLatch(Engine.MOST_AT_ONCE);
        CountDownLatch go = new CountDownLatch(1);
        try {
            List<Future<Outcome.Written>> running = new ArrayList<>();
            for (int number = 0; number < Engine.MOST_AT_ONCE; number++) {
                running.add(
                        readers.submit(() -> engine.run(shop.query("select n from sale", Map.of()), new Shop.Kept() {
                            @Override
                            public void row(@Nullable Object[] cells) throws IOException {
                                if (rows.isEmpty()) {
                                    inside.countDown();
                                    try {
                                        go.await();
                                    } catch (InterruptedException e) {
                                        throw new IOException(e);
                                    }
                                }
                                super.row(cells);
                            }
                        })));
            }
            inside.await();
            Failure failure = refused(shop.query("select 1", Map.of()));
            assertThat(failure.refused().code()).isEqualTo(Outcome.Code.SOURCE_UNAVAILABLE);
            assertThat(failure.refused().reason().english()).contains("in use");
            go.countDown();
            for (Future<Outcome.Written> one : running) {
                assertThat(one.get().rows()).isEqualTo(20);
            }
            assertThat(engine.run(shop.query("select n from sale", Map.of()), new Shop.Kept())
                            .rows())
                    .isEqualTo(20);
        } finally {
            go.countDown();
            readers.shutdownNow();
        }
    }

    @Test
    void aReaderThatGoesGivesTheConnectionBack() throws Exception {
        for (int again = 0; again < Engine.MOST_AT_ONCE + 1; again++) {
            assertThatThrownBy(() -> engine.run(shop.query("select n from sale", Map.of()), new Shop.Kept() {
                        @Override
                        public void row(@Nullable Object[] cells) throws IOException {
                            throw new IOException("gone");
                        }
                    }))
                    .isInstanceOf(IOException.class);
        }
        assertThat(engine.run(shop.query("select n from sale", Map.of()), new Shop.Kept())
                        .rows())
                .isEqualTo(20);
    }

    @Test
    void closingEndsWhatRuns() throws Exception {
        Stubborn stubborn = new Stubborn();
        Engine own = engine((source, most) -> stubborn.around(drivers.open(source, most), Map.of()));
        Future<Failure> running = refusedElsewhere(
                own, shop.query(ENDLESS, Map.of("most", "999999999999"), "parameters=most INTEGER", "timeout=PT10M"));
        stubborn.executing.await();
        own.close();
        assertThat(running.get(120, TimeUnit.SECONDS).refused().code()).isEqualTo(Outcome.Code.SOURCE_UNAVAILABLE);
        assertThat(refused(own, shop.query("select 1", Map.of())).refused().code())
                .isEqualTo(Outcome.Code.SOURCE_UNAVAILABLE);
    }

    /** A driver loses the word to end that comes before its query begins: it has to be told again. */
    @Test
    void closingEndsAQueryThatWasToldTooEarly() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        Stubborn stubborn = new Stubborn();
        Engine own = engine((source, most) -> stubborn.around(
                drivers.open(source, most),
                Map.of(
                        "executeQuery",
                        (driver, arguments) -> {
                            told.await();
                            return driver.call();
                        },
                        "cancel",
                        (driver, arguments) -> {
                            Object done = driver.call();
                            told.countDown();
                            return done;
                        })));
        Future<Failure> running = refusedElsewhere(
                own, shop.query(ENDLESS, Map.of("most", "999999999999"), "parameters=most INTEGER", "timeout=PT10M"));
        stubborn.executing.await();
        own.close();
        assertThat(running.get(120, TimeUnit.SECONDS).refused().code()).isEqualTo(Outcome.Code.SOURCE_UNAVAILABLE);
        assertThat(stubborn.closed.await(120, TimeUnit.SECONDS)).isTrue();
    }

    /** As PostgreSQL's driver: it ends on the executor that it is given, and a word to end may not get through. */
    @Test
    void closingAbortsAConnectionThatCanNotBeToldToEnd() throws Exception {
        CountDownLatch aborted = new CountDownLatch(1);
        Stubborn stubborn = new Stubborn();
        Engine own = engine((source, most) -> stubborn.around(
                drivers.open(source, most),
                Map.of(
                        "executeQuery",
                        (driver, arguments) -> {
                            aborted.await();
                            throw new SQLException("closed", "08006");
                        },
                        "cancel",
                        (driver, arguments) -> {
                            throw new SQLException("not reached", "08001");
                        },
                        "abort",
                        (driver, arguments) -> {
                            Stubborn.executor(arguments).execute(aborted::countDown);
                            return null;
                        })));
        Future<Failure> running = refusedElsewhere(own, shop.query("select n from sale", Map.of(), "timeout=PT10M"));
        stubborn.executing.await();
        own.close();
        assertThat(running.get(120, TimeUnit.SECONDS).refused().code()).isEqualTo(Outcome.Code.SOURCE_UNAVAILABLE);
    }

    /** A driver that takes no notice: its next row is there however often it is told to end. */
    private static Map<String, Stubborn.Call> endless(Stubborn.Call next) {
        return Map.of(
                "setMaxRows", (driver, arguments) -> null,
                "next", next,
                "getObject", (driver, arguments) -> 7,
                "cancel", (driver, arguments) -> null,
                "abort", (driver, arguments) -> null);
    }

    @Test
    void closingEndsRowsWithoutEndOfADriverThatIsNotToldToEnd() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch second = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Stubborn stubborn = new Stubborn();
        Engine own =
                engine((source, most) -> stubborn.around(drivers.open(source, most), endless((driver, arguments) -> {
                    if (asked.incrementAndGet() == 2) {
                        second.countDown();
                        go.await();
                    }
                    return true;
                })));
        Shop.Kept kept = new Shop.Kept();
        Future<Failure> running = reader.submit(
                () -> refused(own, shop.query("select n from sale", Map.of(), "rows=100000", "timeout=PT10M"), kept));
        assertThat(second.await(120, TimeUnit.SECONDS)).isTrue();
        own.close();
        assertThat(own.isGone()).isFalse();
        go.countDown();
        Failure failure = running.get(120, TimeUnit.SECONDS);
        assertThat(failure.refused().code()).isEqualTo(Outcome.Code.SOURCE_UNAVAILABLE);
        assertThat(failure.refused().reason().english()).contains("stopping");
        assertThat(kept.rows).as("no row after the word to end").hasSize(1);
        assertThat(kept.ended).isFalse();
        assertThat(asked).hasValue(2);
        assertThat(stubborn.closed.await(120, TimeUnit.SECONDS)).isTrue();
        assertThat(own.isGone()).isTrue();
    }

    /** What has come by then is not the report: a reader would take half of the sales for all. */
    @Test
    void rowsThatEndBecauseTheEngineClosesAreNoReport() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Stubborn stubborn = new Stubborn();
        Engine own =
                engine((source, most) -> stubborn.around(drivers.open(source, most), endless((driver, arguments) -> {
                    if (asked.incrementAndGet() == 1) {
                        return true;
                    }
                    second.countDown();
                    go.await();
                    return false;
                })));
        Shop.Kept kept = new Shop.Kept();
        Future<Failure> running =
                reader.submit(() -> refused(own, shop.query("select n from sale", Map.of(), "timeout=PT10M"), kept));
        assertThat(second.await(120, TimeUnit.SECONDS)).isTrue();
        own.close();
        go.countDown();
        assertThat(running.get(120, TimeUnit.SECONDS).refused().code()).isEqualTo(Outcome.Code.SOURCE_UNAVAILABLE);
        assertThat(kept.ended).isFalse();
    }

    /** The same when the time is over, with the rows' end as a driver tells it that was stopped, or without any. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rowsAreNoReportWhenTheirTimeIsOverWhateverTheDriverSays(boolean more) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch told = new CountDownLatch(1);
        Map<String, Stubborn.Call> calls = new HashMap<>(endless((driver, arguments) -> {
            if (asked.incrementAndGet() > 1) {
                told.await();
                return more;
            }
            return true;
        }));
        calls.put("cancel", (driver, arguments) -> {
            told.countDown();
            return null;
        });
        Stubborn stubborn = new Stubborn();
        try (Engine own = engine((source, most) -> stubborn.around(drivers.open(source, most), calls))) {
            Shop.Kept kept = new Shop.Kept();
            Failure failure = refused(own, shop.query("select n from sale", Map.of(), "timeout=PT3S"), kept);
            assertThat(failure.refused().code()).isEqualTo(Outcome.Code.QUERY_TOO_SLOW);
            assertThat(kept.rows).hasSize(1);
            assertThat(kept.ended).isFalse();
        }
    }

    @Test
    void aConnectionThatComesWhileTheEngineClosesIsNotAskedAnything() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch come = new CountDownLatch(1);
        Stubborn stubborn = new Stubborn();
        Engine own = engine((source, most) -> {
            asked.countDown();
            await(come);
            return stubborn.around(drivers.open(source, most), Map.of());
        });
        Future<Failure> running = refusedElsewhere(own, shop.query("select n from sale", Map.of()));
        asked.await();
        own.close();
        come.countDown();
        assertThat(running.get(120, TimeUnit.SECONDS).refused().code()).isEqualTo(Outcome.Code.SOURCE_UNAVAILABLE);
        assertThat(stubborn.closed.await(120, TimeUnit.SECONDS)).isTrue();
        assertThat(stubborn.prepared.getCount()).isOne();
    }

    @Test
    void aConnectionThatComesTooLateForAClosedEngineIsGivenUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch come = new CountDownLatch(1);
        Stubborn stubborn = new Stubborn();
        Engine own = engine((source, most) -> {
            asked.countDown();
            await(come);
            return stubborn.around(drivers.open(source, most), Map.of());
        });
        Future<Failure> running = refusedElsewhere(own, shop.query("select n from sale", Map.of(), "timeout=PT0.3S"));
        asked.await();
        own.close();
        assertThat(running.get(120, TimeUnit.SECONDS).refused().code()).isEqualTo(Outcome.Code.SOURCE_UNAVAILABLE);
        come.countDown();
        assertThat(stubborn.closed.await(120, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theClockAndTheHelpersGoWithTheLastQuery() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Engine own = engine(drivers);
        Future<?> running = reader.submit(() -> own.run(shop.query("select n from sale", Map.of()), new Shop.Kept() {
            @Override
            public void row(@Nullable Object[] cells) throws IOException {
                inside.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                super.row(cells);
            }
        }));
        inside.await();
        own.close();
        assertThat(own.isGone()).isFalse();
        go.countDown();
        assertThatThrownBy(() -> running.get(120, TimeUnit.SECONDS)).hasCauseInstanceOf(Failure.class);
        assertThat(own.isGone()).isTrue();
    }

    private static Engine engine(Opener opener) {
        return new Engine(opener, System::nanoTime, ZoneOffset.UTC);
    }

    private Future<Failure> refusedElsewhere(Engine own, Query query) {
        return reader.submit(() -> refused(own, query));
    }

    private static void await(CountDownLatch latch) throws SQLException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
    }

    @Test
    void columnsOfOneNameAreToldApart() throws Exception {
        List<String> names = new ArrayList<>();
        Shop.Kept kept = new Shop.Kept() {
            @Override
            public void begin(List<Column> columns) {
                columns.forEach(column -> names.add(column.name()));
            }
        };
        engine.run(
                shop.query("select n as id, dish as \"id_2\", day as ID, total as id from sale limit 1", Map.of()),
                kept);
        assertThat(names).containsExactly("id", "id_2", "ID_3", "id_4");
        assertThat(kept.rows.get(0)).containsExactly(1L, "Caesar", "2026-03-01", new BigDecimal("10.25"));
    }

    @Test
    void columnsThatTheResultDoesNotHaveOrThatDoNotFitAreTheReportsFault() {
        Failure missing = refused(shop.query("select n from sale", Map.of(), "columns=m INTEGER"));
        assertThat(missing.refused().code()).isEqualTo(Outcome.Code.REPORT_INVALID);
        assertThat(missing.refused().reason().english()).contains("“m”");
        Failure unfit = refused(shop.query("select dish as n from sale", Map.of(), "columns=n INTEGER"));
        assertThat(unfit.refused().code()).isEqualTo(Outcome.Code.REPORT_INVALID);
        Failure bad = refused(shop.query("select nonsense from sale", Map.of()));
        assertThat(bad.refused().code()).isEqualTo(Outcome.Code.QUERY_FAILED);
        assertThat(bad.refused().reason().english()).doesNotContain("nonsense");
        assertThat(bad.detail().orElseThrow()).contains("nonsense");
    }
}
