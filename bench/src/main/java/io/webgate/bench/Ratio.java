// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import java.util.List;
import java.util.Random;

/**
 * What a series of blocks says.
 *
 * @param ours median of our samples
 * @param baseline median of the baseline's
 * @param ratio median over the blocks of ours divided by the baseline's
 * @param low lower end of the 95 % bootstrap interval of that median
 * @param high upper end
 * @param blocks how many there were
 */
public record Ratio(double ours, double baseline, double ratio, double low, double high, int blocks) {

    private static final int RESAMPLES = 2_000;

    /** Two samples of each side, taken in the order ours, baseline, baseline, ours, so that a drift cancels out. */
    public record Block(double oursFirst, double baselineFirst, double baselineSecond, double oursSecond) {

        double ratio() {
            return (oursFirst + oursSecond) / (baselineFirst + baselineSecond);
        }
    }

    /**
     * Sums them up.
     *
     * @param random seeded, so that the same blocks give the same interval
     */
    public static Ratio of(List<Block> blocks, Random random) {
        double[] ratios = blocks.stream().mapToDouble(Block::ratio).toArray();
        double[] ours = blocks.stream()
                .flatMapToDouble(block -> java.util.stream.DoubleStream.of(block.oursFirst(), block.oursSecond()))
                .toArray();
        double[] baseline = blocks.stream()
                .flatMapToDouble(
                        block -> java.util.stream.DoubleStream.of(block.baselineFirst(), block.baselineSecond()))
                .toArray();
        double[] medians = new double[RESAMPLES];
        double[] drawn = new double[ratios.length];
        for (int resample = 0; resample < RESAMPLES; resample++) {
            for (int draw = 0; draw < drawn.length; draw++) {
                drawn[draw] = ratios[random.nextInt(ratios.length)];
            }
            medians[resample] = Figures.median(drawn);
        }
        java.util.Arrays.sort(medians);
        return new Ratio(
                Figures.median(ours),
                Figures.median(baseline),
                Figures.median(ratios),
                medians[(int) (RESAMPLES * 0.025)],
                medians[(int) (RESAMPLES * 0.975)],
                ratios.length);
    }
}
