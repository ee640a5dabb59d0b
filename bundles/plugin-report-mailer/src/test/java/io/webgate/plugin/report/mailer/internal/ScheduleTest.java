// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import com.cronutils.model.time.ExecutionTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

final class ScheduleTest {

    private static Schedule schedule(String line, String zone) {
        return Schedule.of(line, ZoneId.of(zone)).orElseThrow();
    }

    /** Clocks in Berlin go forward on 29 March 2026 at 2:00, back on 25 October 2026 at 3:00; Moscow's don't. */
    @ParameterizedTest(name = "{0} in {1} after {2}: {3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            0 8 * * *       | Europe/Moscow | 2026-11-26T04:59:59Z | 2026-11-26T05:00:00Z
            0 8 * * *       | Europe/Moscow | 2026-11-26T05:00:00Z | 2026-11-27T05:00:00Z
            30 8 * * 1-5    | Europe/Moscow | 2026-11-27T06:00:00Z | 2026-11-30T05:30:00Z
            0 7 1 * *       | UTC           | 2026-12-01T07:00:00Z | 2027-01-01T07:00:00Z
            0 0 29 2 *      | UTC           | 2026-03-01T00:00:00Z | 2028-02-29T00:00:00Z
            0 9 * * sun     | UTC           | 2026-11-26T00:00:00Z | 2026-11-29T09:00:00Z
            0 9 * * 7       | UTC           | 2026-11-26T00:00:00Z | 2026-11-29T09:00:00Z
            */20 9 * * *    | UTC           | 2026-11-26T09:20:00Z | 2026-11-26T09:40:00Z
            # the time that is left out is due at the moment of the change
            30 2 * * *      | Europe/Berlin | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z
            30 2 * * *      | Europe/Berlin | 2026-03-29T01:00:00Z | 2026-03-30T00:30:00Z
            # several left out are one, and the regular one of three o'clock is the same moment
            */15 2,3 * * *  | Europe/Berlin | 2026-03-29T00:59:00Z | 2026-03-29T01:00:00Z
            */15 2,3 * * *  | Europe/Berlin | 2026-03-29T01:00:00Z | 2026-03-29T01:15:00Z
            # the time that comes twice is due the first time
            30 2 * * *      | Europe/Berlin | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z
            30 2 * * *      | Europe/Berlin | 2026-10-25T00:30:00Z | 2026-10-26T01:30:00Z
            # asked in the second half of the doubled hour
            30 2 * * *      | Europe/Berlin | 2026-10-25T01:10:00Z | 2026-10-26T01:30:00Z
            0 3 * * *       | Europe/Berlin | 2026-10-25T01:10:00Z | 2026-10-25T02:00:00Z
            """)
    void R65_nextDueTime(String line, String zone, Instant after, Instant due) {
        assertThat(schedule(line, zone).next(after)).contains(due);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0 8 * *", "0 8 * * * *", "60 8 * * *", "0 24 * * *", "a b c d e", "0 8 32 * *", "@daily"})
    void R65_whatIsNoCronLineIsRefused(String line) {
        assertThat(Schedule.of(line, ZoneId.of("UTC"))).isEmpty();
    }

    @Test
    void R65_aDayThatNoMonthHasNeverComes() {
        assertThat(schedule("0 0 31 2 *", "UTC").next(Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void R65_nextNeverGoesBackAndNeverStandsStill() {
        for (String line : List.of("*/15 * * * *", "30 2 * * *", "0 0 1 * *", "7 1-4 * * *")) {
            Schedule schedule = schedule(line, "Europe/Berlin");
            Instant at = Instant.parse("2026-03-27T00:00:00Z");
            for (int count = 0; count < 400; count++) {
                Instant next = schedule.next(at).orElseThrow();
                assertThat(next).as(line).isAfter(at);
                at = next;
            }
        }
    }

    @Test
    void R65_theLatestOfASpanAndHowManyWereBeforeIt() {
        Schedule daily = schedule("0 8 * * *", "UTC");
        Instant monday = Instant.parse("2026-11-23T08:00:00Z");
        assertThat(daily.latest(monday, Instant.parse("2026-11-24T07:59:00Z"), 10))
                .isEmpty();
        assertThat(daily.latest(monday, Instant.parse("2026-11-24T08:00:00Z"), 10))
                .contains(new Schedule.Latest(Instant.parse("2026-11-24T08:00:00Z"), 0));
        assertThat(daily.latest(monday, Instant.parse("2026-11-26T12:00:00Z"), 10))
                .contains(new Schedule.Latest(Instant.parse("2026-11-26T08:00:00Z"), 2));
    }

    @Test
    void R65_aRoundReckonsNoFurtherThanItsEnd() {
        AtomicInteger steps = new AtomicInteger();
        Schedule daily = Schedule.of("0 8 * * *", ZoneId.of("Europe/Berlin"), times -> counted(times, steps))
                .orElseThrow();
        Instant monday = Instant.parse("2026-11-23T07:00:00Z");
        assertThat(daily.latest(monday, monday.plusSeconds(60), 1000)).isEmpty();
        assertThat(steps).hasValue(1);
        steps.set(0);
        assertThat(daily.latest(monday, Instant.parse("2026-11-26T12:00:00Z"), 1000))
                .contains(new Schedule.Latest(Instant.parse("2026-11-26T07:00:00Z"), 2));
        assertThat(steps).as("those of the span, and one that is beyond it").hasValue(4);
        steps.set(0);
        assertThat(daily.next(monday, 3)).hasSize(3);
        assertThat(steps).hasValue(3);
    }

    private static ExecutionTime counted(ExecutionTime times, AtomicInteger steps) {
        return (ExecutionTime) Proxy.newProxyInstance(
                ScheduleTest.class.getClassLoader(), new Class<?>[] {ExecutionTime.class}, (proxy, method, values) -> {
                    steps.incrementAndGet();
                    return method.invoke(times, values);
                });
    }

    @Test
    void R65_theLatestIsRightHoweverManyWereMissed() {
        Schedule often = schedule("*/10 * * * *", "Europe/Berlin");
        List<Instant> untils = new ArrayList<>();
        // across the doubled hour, the hour left out, and a plain day
        for (String from : List.of("2026-10-25T00:00:00Z", "2026-03-29T00:00:00Z", "2026-07-01T00:00:00Z")) {
            for (int minute = 0; minute < 180; minute += 7) {
                untils.add(Instant.parse(from).plusSeconds(minute * 60L));
            }
        }
        for (Instant until : untils) {
            Instant after = until.minusSeconds(8 * 3600);
            Optional<Schedule.Latest> all = often.latest(after, until, 1000);
            Optional<Schedule.Latest> few = often.latest(after, until, 3);
            assertThat(few.map(Schedule.Latest::due)).as("%s", until).isEqualTo(all.map(Schedule.Latest::due));
            assertThat(few.orElseThrow().missed()).isEqualTo(2);
        }
    }
}
