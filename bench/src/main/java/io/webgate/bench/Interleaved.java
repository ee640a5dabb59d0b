// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Measures two things side by side, A B B A, so that whatever else the machine is doing bears on both. One thread.
 */
public final class Interleaved {

    /** The same interval from the same blocks. */
    private static final long SEED = 20_261_122;

    /** Takes one sample: a time or a rate, the same unit on both sides. */
    @FunctionalInterface
    public interface Sample {
        double take() throws Exception;
    }

    private Interleaved() {}

    /**
     * Measures.
     *
     * @param warmups samples of each side that are taken first and thrown away
     * @param blocks of four samples each
     */
    public static Ratio measure(int warmups, int blocks, Sample ours, Sample baseline) throws Exception {
        for (int warmup = 0; warmup < warmups; warmup++) {
            ours.take();
            baseline.take();
        }
        List<Ratio.Block> taken = new ArrayList<>(blocks);
        for (int block = 0; block < blocks; block++) {
            double oursFirst = ours.take();
            double baselineFirst = baseline.take();
            double baselineSecond = baseline.take();
            double oursSecond = ours.take();
            taken.add(new Ratio.Block(oursFirst, baselineFirst, baselineSecond, oursSecond));
        }
        return Ratio.of(taken, new Random(SEED));
    }
}
