// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

final class AttemptLimitTest {

    private static final long SECOND = 1_000_000_000L;

    private final AttemptLimit limit = new AttemptLimit(3, Duration.ofSeconds(60), 100);

    @Test
    void theFourthAttemptWaitsUntilTheWindowEnds() {
        // Monotonic time may be negative and may overflow
        long start = Long.MAX_VALUE - 5 * SECOND;
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(limit.wait("a", start)).isEmpty();
            limit.failed("a", start + attempt * SECOND);
        }

        assertThat(limit.wait("a", start + 10 * SECOND)).contains(Duration.ofSeconds(50));
        assertThat(limit.wait("b", start + 10 * SECOND)).isEmpty();
        assertThat(limit.wait("a", start + 60 * SECOND)).isEmpty();
    }

    @Test
    void aNewWindowCountsAnew() {
        for (int attempt = 0; attempt < 3; attempt++) {
            limit.failed("a", 0);
        }
        limit.failed("a", 60 * SECOND);

        assertThat(limit.wait("a", 60 * SECOND)).isEmpty();
    }

    @Test
    void aFloodOfAddressesDoesNotFillTheMemory() {
        for (int address = 0; address < 10_000; address++) {
            limit.failed("address " + address, 0);
        }

        assertThat(limit.origins()).isEqualTo(100);
    }

    @Test
    void whatIsTakenCountsUntilItIsGivenBack() {
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(limit.take("a", 0)).isEmpty();
        }
        assertThat(limit.take("a", 10 * SECOND)).contains(Duration.ofSeconds(50));

        limit.back("a", 0);
        assertThat(limit.take("a", 10 * SECOND)).isEmpty();
        assertThat(limit.take("a", 10 * SECOND)).isPresent();
    }

    @Test
    void whatIsGivenBackLateComesOffNoLaterWindow() {
        assertThat(limit.take("a", 0)).isEmpty();
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(limit.take("a", 60 * SECOND)).isEmpty();
        }
        limit.back("a", 0);
        assertThat(limit.wait("a", 60 * SECOND)).isPresent();
    }
}
