// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.tls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

final class RenewalTest {

    private static final Instant NOW = Instant.parse("2027-03-31T22:00:00Z");

    @Test
    void makesOneWhereThereIsNone() {
        assertThat(Renewal.of(Optional.empty(), NOW)).isEqualTo(Renewal.MAKE);
    }

    @ParameterizedTest(name = "begun {0} ago, ends in {1}: {2}")
    @CsvSource({
        "P1D, P824D, KEEP",
        "P1D, P31D, KEEP",
        "P1D, P30D, KEEP",
        "P1D, P29DT23H59M59S, RENEW",
        "P1D, PT1S, RENEW",
        "P900D, P-1D, RENEW",
        "PT0S, P824D, KEEP",
        "PT-1S, P824D, RENEW",
    })
    void keepsItWhileItCountsForThirtyDaysMore(Duration begun, Duration left, Renewal expected) {
        assertThat(Renewal.of(Optional.of(new Renewal.Validity(NOW.minus(begun), NOW.plus(left))), NOW))
                .isEqualTo(expected);
    }
}
