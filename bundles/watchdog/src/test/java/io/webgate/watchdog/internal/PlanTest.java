// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;

import static io.webgate.watchdog.internal.Desired.Wish.CLOSED;
import static io.webgate.watchdog.internal.Desired.Wish.OPEN;
import static io.webgate.watchdog.internal.Desired.Wish.UNDECIDED;
import static io.webgate.watchdog.internal.Node.Run.DOWN;
import static io.webgate.watchdog.internal.Node.Run.STARTING;
import static io.webgate.watchdog.internal.Node.Run.STOPPING;
import static io.webgate.watchdog.internal.Node.Run.UNRESOLVED;
import static io.webgate.watchdog.internal.Node.Run.UP;
import static org.assertj.core.api.Assertions.assertThat;

class PlanTest {

    private static Node node(long id, Node.Run run) {
        return node(id, run, true, 30);
    }

    private static Node node(long id, Node.Run run, boolean autostart, int level) {
        return new Node(id, "bundle-" + id, "1.0.0", run, autostart, level, 0);
    }

    private static Plan plan(Desired.Wish wish, Map<Long, Boolean> stopped, Node... nodes) {
        return Plan.of(wish, List.of(nodes), stopped, Set.of(), Set.of(), 100);
    }

    @Test
    void closedStopsWhatRunsInReverseOrder() {
        Plan plan = plan(CLOSED, Map.of(), node(1, UP), node(2, UP), node(3, STARTING));

        assertThat(plan.stop()).containsExactly(3L, 2L, 1L);
        assertThat(plan.start()).isEmpty();
    }

    @Test
    void closedLeavesWhatIsDownOrOnItsWay() {
        assertThat(plan(CLOSED, Map.of(), node(1, DOWN), node(2, UNRESOLVED), node(3, STOPPING))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void t84ClosedDoesNotStopAgainWhatHangs() {
        Plan plan = Plan.of(CLOSED, List.of(node(1, UP), node(2, STARTING)), Map.of(), Set.of(2L), Set.of(), 100);

        assertThat(plan.stop()).containsExactly(1L);
    }

    @Test
    void t86OpenStartsExactlyWhatWasStoppedInOrder() {
        Plan plan = plan(OPEN, Map.of(1L, true, 3L, true), node(1, DOWN), node(2, DOWN), node(3, DOWN));

        assertThat(plan.start()).containsExactly(1L, 3L);
        assertThat(plan.stop()).isEmpty();
    }

    @Test
    void openStartsWhatRanWithoutAutostart() {
        assertThat(plan(OPEN, Map.of(1L, false), node(1, DOWN, false, 30)).start())
                .containsExactly(1L);
    }

    @Test
    void openLeavesWhatAnAdministratorStoppedForGoodInTheMeantime() {
        assertThat(plan(OPEN, Map.of(1L, true), node(1, DOWN, false, 30)).isEmpty())
                .isTrue();
    }

    @Test
    void openLeavesWhatTheStartLevelForbids() {
        Plan plan = Plan.of(
                OPEN,
                List.of(node(1, DOWN, true, 20), node(2, DOWN, true, 30)),
                Map.of(1L, true, 2L, true),
                Set.of(),
                Set.of(),
                20);

        assertThat(plan.start()).containsExactly(1L);
    }

    @Test
    void openDoesNotTryAgainWhatFailed() {
        Plan plan = Plan.of(
                OPEN, List.of(node(1, DOWN), node(2, DOWN)), Map.of(1L, true, 2L, true), Set.of(), Set.of(2L), 100);

        assertThat(plan.start()).containsExactly(1L);
    }

    @Test
    void openLeavesWhatRunsAndWhatHangs() {
        Plan plan = Plan.of(
                OPEN,
                List.of(node(1, UP), node(2, STOPPING), node(3, DOWN)),
                Map.of(1L, true, 2L, true, 3L, true),
                Set.of(3L),
                Set.of(),
                100);

        assertThat(plan.isEmpty()).isTrue();
    }

    @Test
    void undecidedTouchesNothing() {
        assertThat(plan(UNDECIDED, Map.of(2L, true), node(1, UP), node(2, DOWN)).isEmpty())
                .isTrue();
    }
}
