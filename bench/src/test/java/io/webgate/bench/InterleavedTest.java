// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class InterleavedTest {

    @Test
    void takesOursBaselineBaselineOursAfterTheWarmUp() throws Exception {
        StringBuilder order = new StringBuilder();
        Ratio ratio = Interleaved.measure(
                1,
                2,
                () -> {
                    order.append('A');
                    return 3;
                },
                () -> {
                    order.append('B');
                    return 2;
                });
        assertThat(order).hasToString("AB" + "ABBA" + "ABBA");
        assertThat(ratio).isEqualTo(new Ratio(3, 2, 1.5, 1.5, 1.5, 2));
    }

    @Test
    void aDriftThatBearsOnBothSidesCancelsOut() throws Exception {
        double[] clock = {100};
        Ratio ratio = Interleaved.measure(0, 10, () -> 2 * (clock[0] += 10), () -> clock[0] += 10);
        assertThat(ratio.ratio()).isCloseTo(2, within(0.01));
        assertThat(ratio.low()).isLessThanOrEqualTo(ratio.ratio());
        assertThat(ratio.high()).isGreaterThanOrEqualTo(ratio.ratio());
    }

    @Test
    void oneDisturbedBlockMovesNeitherMedianNorTheLowerEnd() {
        List<Ratio.Block> blocks = new ArrayList<>();
        for (int block = 0; block < 11; block++) {
            blocks.add(new Ratio.Block(10, 10, 10, 10 + block / 10.0));
        }
        blocks.set(3, new Ratio.Block(1_000, 10, 10, 1_000));
        Ratio ratio = Ratio.of(blocks, new Random(1));
        assertThat(ratio.ratio()).isBetween(1.0, 1.05);
        assertThat(ratio.low()).isBetween(1.0, 1.05);
        assertThat(ratio.high()).isLessThan(2);
    }

    @Test
    void theSameBlocksAndSeedGiveTheSameInterval() {
        Random noise = new Random(5);
        List<Ratio.Block> blocks = new ArrayList<>();
        for (int block = 0; block < 12; block++) {
            blocks.add(new Ratio.Block(
                    1 + noise.nextDouble(), 1 + noise.nextDouble(), 1 + noise.nextDouble(), 1 + noise.nextDouble()));
        }
        Ratio once = Ratio.of(blocks, new Random(7));
        assertThat(Ratio.of(blocks, new Random(7))).isEqualTo(once);
        assertThat(once.low()).isLessThan(once.ratio());
        assertThat(once.high()).isGreaterThan(once.ratio());
    }

    @Test
    void percentilesAreByNearestRankAndTheWorstOfFewIsThe99th() {
        assertThat(Figures.percentile(99, 5, 1, 9)).isEqualTo(9);
        double[] hundred = new double[200];
        for (int figure = 0; figure < hundred.length; figure++) {
            hundred[figure] = figure + 1;
        }
        assertThat(Figures.percentile(99, hundred)).isEqualTo(198);
        assertThat(Figures.percentile(50, hundred)).isEqualTo(100);
        assertThat(Figures.median(4, 1, 3, 2)).isEqualTo(2.5);
        assertThatThrownBy(Figures::median).hasMessage("There are no figures");
    }
}
