// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class PluggedMediaTest {

    private static final String KEY = "AB".repeat(32);
    private static final String OTHER = "CD".repeat(32);

    private final PluggedMedia media = new PluggedMedia(Duration.ofSeconds(60));

    private boolean look(long second, String... keys) {
        return media.look(Set.of(keys), Duration.ofSeconds(second).toNanos());
    }

    @Test
    void pluggingInCountsAtOnceUnpluggingWhenItHasSettled_R14_R18() {
        assertThat(look(0)).isFalse();
        assertThat(look(1, KEY)).isTrue();
        assertThat(media.counting()).containsExactly(KEY);

        assertThat(look(10)).as("shown at once").isTrue();
        assertThat(media.isVanishing(KEY)).isTrue();
        assertThat(media.counting()).containsExactly(KEY);
        assertThat(look(69)).isFalse();
        assertThat(media.counting()).containsExactly(KEY);

        assertThat(look(70)).isTrue();
        assertThat(media.counting()).isEmpty();
        assertThat(media.isVanishing(KEY)).isFalse();
    }

    @Test
    void aBadContactChangesNothing_R14() {
        look(0, KEY, OTHER);
        look(1, OTHER);
        assertThat(look(59, OTHER, KEY)).as("no longer vanishing").isTrue();
        assertThat(media.isVanishing(KEY)).isFalse();
        look(60, OTHER);
        assertThat(look(119, OTHER)).as("its time began anew").isFalse();
        assertThat(media.counting()).containsExactlyInAnyOrder(KEY, OTHER);
        assertThat(look(120, OTHER)).isTrue();
        assertThat(media.counting()).containsExactly(OTHER);
    }
}
