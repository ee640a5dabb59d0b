// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.internal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GuardRuleTest {

    @Test
    void r53GateStopsAtOnceWhenItsPermitIsGone() {
        assertThat(GuardRule.timeLeft(0, true, 0)).isZero();
        assertThat(GuardRule.timeLeft(0, true, GuardRule.PATIENCE * 2)).isZero();
    }

    @Test
    void r53GateWaitsHalfAMinuteForTheFirstPermit() {
        assertThat(GuardRule.timeLeft(0, false, 0)).isEqualTo(GuardRule.PATIENCE);
        assertThat(GuardRule.timeLeft(0, false, GuardRule.PATIENCE - 1)).isEqualTo(1);
        assertThat(GuardRule.timeLeft(0, false, GuardRule.PATIENCE)).isZero();
        assertThat(GuardRule.timeLeft(0, false, GuardRule.PATIENCE + 5)).isNegative();
    }

    @Test
    void gateWithPermitNeverStopsItself() {
        assertThat(GuardRule.timeLeft(1, true, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(GuardRule.timeLeft(2, true, 0)).isEqualTo(Long.MAX_VALUE);
    }
}
