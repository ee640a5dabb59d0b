// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class LayeredTest {

    @Test
    void isTheMapOfAllThatWasPutAndLeavesTheOneBeforeAlone() {
        Random random = new Random(4);
        Map<Integer, Integer> expected = new HashMap<>(Map.of(1, 1));
        Layered<Integer, Integer> map = Layered.of(Map.of(1, 1));
        for (int step = 0; step < 300; step++) {
            Map<Integer, Integer> changed = new HashMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                changed.put(random.nextInt(200), step);
            }
            Map<Integer, Integer> beforeIt = Map.copyOf(expected);
            Layered<Integer, Integer> before = map;
            map = map.with(changed);
            expected.putAll(changed);

            assertThat(map).isEqualTo(Layered.of(expected)).hasSameHashCodeAs(Layered.of(expected));
            assertThat(map.values()).containsExactlyInAnyOrderElementsOf(expected.values());
            assertThat(before).isEqualTo(Layered.of(beforeIt));
            for (int key = 0; key < 200; key++) {
                assertThat(map.get(key).orElse(null)).isEqualTo(expected.get(key));
            }
        }
    }
}
