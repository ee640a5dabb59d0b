// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.UsagePoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import static io.webgate.ledger.internal.Given.NOON;
import static io.webgate.ledger.internal.Given.REGISTER;
import static io.webgate.ledger.internal.Given.TILL;
import static org.assertj.core.api.Assertions.assertThat;

final class UsageSpanTest {

    private static final long AT = NOON.getEpochSecond();

    private static UsageSpan span(long minutes, long used, long peak, long limit, long refused) {
        return new UsageSpan(REGISTER.id(), AT + minutes * 60, UsageSpan.SHORT, used, peak, limit, refused);
    }

    private static UsagePoint point(long from, long until, long used, long peak, long limit, long refused) {
        return new UsagePoint(after(from), after(until), used, peak, limit, refused);
    }

    private static Instant after(long minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }

    @ParameterizedTest
    @CsvSource({"P1D, 300", "P8D, 300", "P8DT1S, 3600", "P70D, 3600", "P70DT1S, 86400", "P400D, 86400"})
    void theLongerTheTimeTheLongerTheSpans(Duration asked, int seconds) {
        assertThat(UsageSpan.lengthFor(NOON, NOON.plus(asked))).isEqualTo(seconds);
    }

    @Test
    void ofALongerSpanTheLastUseAndLimitCountTheHighestPeakAndAllRefusals() {
        UsageSpan other = new UsageSpan(TILL.id(), AT, UsageSpan.SHORT, 9, 9, 9, 9);

        List<UsageSpan> hours = UsageSpan.inSpansOf(
                UsageSpan.HOUR,
                List.of(span(55, 2, 3, 4, 2), other, span(0, 1, 7, 8, 1), span(60, 5, 5, 5, 0), span(-1, 6, 6, 6, 6)));

        assertThat(hours)
                .containsExactly(
                        new UsageSpan(REGISTER.id(), AT - 3600, UsageSpan.HOUR, 6, 6, 6, 6),
                        new UsageSpan(REGISTER.id(), AT, UsageSpan.HOUR, 2, 7, 4, 3),
                        new UsageSpan(REGISTER.id(), AT + 3600, UsageSpan.HOUR, 5, 5, 5, 0),
                        new UsageSpan(TILL.id(), AT, UsageSpan.HOUR, 9, 9, 9, 9));
    }

    @Test
    void whatWasKeptInHoursStaysInHours() {
        UsageSpan hour = new UsageSpan(REGISTER.id(), AT, UsageSpan.HOUR, 1, 1, 1, 0);

        assertThat(UsageSpan.inSpansOf(UsageSpan.SHORT, List.of(hour))).containsExactly(hour);
    }

    @Test
    void neighboursThatAreAlikeAreOnePointAndGapsStayOpen() {
        List<UsagePoint> points = UsageSpan.points(
                List.of(
                        span(0, 1, 1, 4, 0),
                        span(5, 1, 1, 4, 0),
                        span(10, 1, 2, 4, 0),
                        span(15, 1, 1, 4, 3),
                        span(20, 1, 1, 5, 0),
                        span(30, 1, 1, 5, 0)),
                after(33));

        assertThat(points)
                .containsExactly(
                        point(0, 10, 1, 1, 4, 0),
                        point(10, 15, 1, 2, 4, 0),
                        point(15, 20, 1, 1, 4, 3),
                        point(20, 25, 1, 1, 5, 0),
                        point(30, 33, 1, 1, 5, 0));
    }
}
