// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal.integrity;

import io.webgate.license.spi.IntegrityReport.Finding;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

class StandingTest {

    private static final Finding WARNING = Texts.attached();
    private static final Finding BAD = Texts.unknown("io.webgate.x");

    private final AtomicLong nanos = new AtomicLong(5);
    private final Standing standing = new Standing(nanos::get, Duration.ofNanos(100), Duration.ofNanos(60));

    @Test
    void r53NothingIsVouchedForBeforeTheFirstLookIsOver() {
        assertThat(standing.isSound()).isFalse();
        assertThat(standing.findings()).containsExactly(Texts.notLookedYet());

        standing.publish(standing.begin(), List.of());

        assertThat(standing.isSound()).isTrue();
        assertThat(standing.findings()).isEmpty();
    }

    @Test
    void aWarningStopsNothingAndAFindingDoes() {
        standing.publish(standing.begin(), List.of(WARNING));
        assertThat(standing.isSound()).isTrue();

        standing.publish(standing.begin(), List.of(WARNING, BAD));
        assertThat(standing.isSound()).isFalse();
        assertThat(standing.findings()).containsExactly(WARNING, BAD);
    }

    @Test
    void whatComesDuringALookIsNotSeenByIt() {
        long begun = standing.begin();
        standing.suspect();
        standing.publish(begun, List.of());
        assertThat(standing.isSound()).isFalse();

        standing.publish(standing.begin(), List.of());
        assertThat(standing.isSound()).isTrue();
    }

    @Test
    void r53ALookCountsForAWhileOnly() {
        standing.publish(standing.begin(), List.of());
        nanos.addAndGet(100);
        assertThat(standing.isSound()).isTrue();

        nanos.addAndGet(1);
        assertThat(standing.isSound()).isFalse();
        assertThat(standing.findings()).containsExactly(Texts.stale());
    }

    @Test
    void theRevisionGrowsWithWhatIsFoundAndNotOtherwise() {
        standing.publish(standing.begin(), List.of());
        long first = standing.revision();
        standing.publish(standing.begin(), List.of());
        assertThat(standing.revision()).isEqualTo(first);

        standing.publish(standing.begin(), List.of(BAD));
        long second = standing.revision();
        assertThat(second).isGreaterThan(first);

        standing.suspect();
        assertThat(standing.revision()).isGreaterThan(second);
    }

    @Test
    void r14WhatCanNotBeReadForAMomentStopsNothing() {
        Finding unreadable = Texts.unreadableBundle("io.webgate.x", "busy");
        standing.publish(standing.begin(), List.of(unreadable));
        assertThat(standing.isSound()).as("never read yet").isFalse();

        standing.publish(standing.begin(), List.of());
        nanos.addAndGet(30);
        standing.publish(standing.begin(), List.of(unreadable));
        assertThat(standing.isSound()).isTrue();
        assertThat(standing.findings()).containsExactly(unreadable);

        nanos.addAndGet(30);
        standing.publish(standing.begin(), List.of(unreadable));
        assertThat(standing.isSound()).isTrue();
        nanos.addAndGet(1);
        assertThat(standing.isSound()).as("it lasts").isFalse();

        standing.publish(standing.begin(), List.of());
        assertThat(standing.isSound()).isTrue();
    }
}
