// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class RowTest {

    private static final Ratio TWICE = new Ratio(20, 10, 2, 1.9, 2.1, 12);

    @Test
    void onlyARatioBeyondItsBoundFailsTheRun() {
        assertThat(Row.bounded("P", "a", "ms", TWICE, Bound.atMost(2)).isMissed())
                .isFalse();
        Row missed = Row.bounded("P", "a", "ms", TWICE, Bound.atMost(1.99));
        assertThat(missed.isMissed()).isTrue();
        assertThat(missed.result()).isEqualTo("MISSED");
        assertThat(Row.bounded("P", "a", "/s", TWICE, Bound.atLeast(2.01)).isMissed())
                .isTrue();
        assertThat(Row.compared("P", "a", "ms", TWICE).isMissed()).isFalse();
        Row absolute = Row.absolute("P", "a", "ms", 20, Bound.atMost(10));
        assertThat(absolute.isMissed()).isFalse();
        assertThat(absolute.result()).isEqualTo("goal not met");
    }

    @Test
    void aRatioThatIsNoNumberIsMissed() {
        Ratio none = new Ratio(0, 0, Double.NaN, Double.NaN, Double.NaN, 12);
        assertThat(Row.bounded("P", "a", "ms", none, Bound.atMost(2)).isMissed())
                .isTrue();
    }

    @Test
    void theTableTellsRatioIntervalBoundAndResult() {
        String table = Report.table(List.of(
                Row.bounded("P1", "one", "ms", TWICE, Bound.atMost(1.35)), Row.reported("P2", "two", "MB", 123.4)));
        assertThat(table.lines().skip(2))
                .containsExactly(
                        "| P1 | one | 20 ms | 10 ms | 2 | 1.9 – 2.1 | ≤ 1.35 | MISSED |",
                        "| P2 | two | 123 MB |  |  |  |  | reported |");
    }

    @Test
    void figuresHaveThreeDigitsAndNoExponent() {
        assertThat(List.of(
                        Figures.plain(0.012345),
                        Figures.plain(1.0),
                        Figures.plain(99.96),
                        Figures.plain(1234567.8),
                        Figures.plain(0),
                        Figures.plain(Double.NaN)))
                .containsExactly("0.0123", "1", "100", "1234568", "0", "–");
    }
}
