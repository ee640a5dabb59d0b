// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** T58. */
final class CrowdTest {

    private final Crowd crowd = new Crowd(5, 2);

    @Test
    void oneOriginNeverTakesAllPlaces() {
        assertThat(crowd.enter("a")).isPresent();
        assertThat(crowd.enter("a")).isPresent();
        assertThat(crowd.enter("a")).isEmpty();
        assertThat(crowd.enter("b")).isPresent();
    }

    @Test
    void allOriginsTogetherNeverTakeMoreThanThereAre() {
        List<Optional<Crowd.Place>> places =
                IntStream.range(0, 6).mapToObj(n -> crowd.enter("o" + n)).toList();
        assertThat(places.stream().filter(Optional::isPresent)).hasSize(5);
    }

    @Test
    void whoLeavesMakesRoomForHisOwnAndForOthers() {
        Crowd.Place first = crowd.enter("a").orElseThrow();
        Crowd.Place second = crowd.enter("a").orElseThrow();
        first.leave();
        assertThat(crowd.enter("a")).isPresent();
        second.leave();
        for (int origin = 0; origin < 4; origin++) {
            assertThat(crowd.enter("o" + origin)).isPresent();
        }
        assertThat(crowd.enter("late")).isEmpty();
    }
}
