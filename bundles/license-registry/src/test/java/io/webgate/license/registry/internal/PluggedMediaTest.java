// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.DriveAbsence;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class PluggedMediaTest {

    private static final String KEY = "AB".repeat(32);
    private static final String OTHER = "CD".repeat(32);

    private final PluggedMedia media = new PluggedMedia(Duration.ofSeconds(60));

    private boolean look(long second, String... keys) {
        return media.look(Set.of(keys), Duration.ofSeconds(second).toNanos(), at(second));
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

    private static Instant at(long second) {
        return Instant.parse("2026-11-24T10:00:00Z").plusSeconds(second);
    }

    private static DriveAbsence gone(long second) {
        return new DriveAbsence(at(second), true);
    }

    @Test
    void sinceWhenADriveIsGoneIsToldFromTheMomentThatIsNoticed_R14_R18() {
        assertThat(media.absence(KEY)).as("nobody has looked").isEmpty();
        look(0, KEY);
        assertThat(media.absence(KEY)).isEmpty();
        look(10);
        assertThat(media.absence(KEY)).contains(gone(10));
        look(70);
        assertThat(media.absence(KEY)).as("after it has settled").contains(gone(10));
        look(90_000);
        assertThat(media.absence(KEY)).as("a day later").contains(gone(10));
        look(90_001, KEY);
        assertThat(media.absence(KEY)).isEmpty();
        look(90_002);
        assertThat(media.absence(KEY)).as("gone again").contains(gone(90_002));
    }

    @Test
    void ofADriveThatWasNeverHereOnlyThatIsTold_R18() {
        look(5, OTHER);
        look(500, OTHER);
        assertThat(media.absence(KEY)).contains(new DriveAbsence(at(5), false));
        look(600, KEY);
        look(700);
        assertThat(media.absence(KEY)).contains(gone(700));
        assertThat(media.absence(OTHER)).contains(gone(600));
    }

    @Test
    void whatIsNotRememberedAnyMoreIsNotInvented() {
        look(0, KEY);
        look(1);
        for (int other = 0; other < PluggedMedia.MOST_GONE; other++) {
            look(2L + other, "%064X".formatted(other));
        }
        look(1000);
        assertThat(media.absence(KEY)).isEmpty();
        assertThat(media.absence(OTHER))
                .as("it may have been here and be forgotten")
                .isEmpty();
        assertThat(media.absence("%064X".formatted(PluggedMedia.MOST_GONE - 1))).contains(gone(1000));
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
