// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SweepTest {

    private static final List<Integer> ITEMS = List.of(1, 2, 3, 4);

    private final Queue<Integer> taken = new ConcurrentLinkedQueue<>();

    private long step(Integer item) {
        taken.add(item);
        return item;
    }

    @Test
    void takesEachItemOnce() {
        assertThat(Sweep.alone(ITEMS, 10, this::step)).isNotNegative();
        assertThat(taken).containsExactlyElementsOf(ITEMS);
        taken.clear();
        assertThat(Sweep.together(ITEMS, 10, this::step)).isPositive();
        assertThat(taken).containsExactlyInAnyOrderElementsOf(ITEMS);
    }

    @Test
    void workThatWasLeftOutIsNoFigure() {
        assertThatThrownBy(() -> Sweep.alone(ITEMS, 11, this::step)).hasMessageContaining("10 instead of 11");
        assertThatThrownBy(() -> Sweep.together(ITEMS, 11, this::step)).hasMessageContaining("10 instead of 11");
    }

    @Test
    void aStepThatFailsIsNoFigure() {
        assertThatThrownBy(() -> Sweep.alone(ITEMS, 0, item -> {
                    throw new IOException("gone");
                }))
                .hasMessageContaining("failed with 1")
                .hasRootCauseMessage("gone");
    }
}
