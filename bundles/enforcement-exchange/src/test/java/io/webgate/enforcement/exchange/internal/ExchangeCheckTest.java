// SPDX-License-Identifier: Apache-2.0
package io.webgate.enforcement.exchange.internal;

import io.webgate.license.spi.SettingsCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What is refused of connections' settings before it is saved. */
final class ExchangeCheckTest {

    private final ExchangeCheck check = new ExchangeCheck();

    @ParameterizedTest
    @CsvSource({
        "lives,PT5M,",
        "lives,P1D,",
        "lives,P2D,P1D",
        "lives,PT0S,PT1S",
        "lives,five minutes,PT5M",
        "permitLives,PT15M,",
        "permitLives,PT16M,PT15M"
    })
    void aDurationIsReadAsItsComponentReadsIt(String key, String text, String told) {
        if (told == null) {
            assertThat(check.check(Map.of(key, text))).isEmpty();
        } else {
            assertThat(check.check(Map.of(key, text))).singleElement().satisfies(remark -> {
                assertThat(remark.key()).isEqualTo(key);
                assertThat(remark.refuses()).isTrue();
                assertThat(remark.text().english()).contains(told);
                assertThat(remark.text().russian()).contains(told, "длительность");
            });
        }
    }

    @Test
    void aLineIsReadAsItsComponentReadsIt() {
        assertThat(check.check(Map.of())).isEmpty();
        assertThat(check.check(Map.of("displaceIdle", new String[] {"a.b=PT10M", " "})))
                .isEmpty();
        assertThat(check.check(Map.of("displaceIdle", new String[] {"a.b=PT10M", "a.c", "a.d=P9D"})))
                .hasSize(2)
                .allMatch(SettingsCheck.Remark::refuses);
        assertThat(check.check(Map.of("displaceIdle", new String[] {"a.b=PT10M", "a.b=PT11M"})))
                .singleElement()
                .satisfies(remark -> assertThat(remark.text().english()).contains("once"));
    }
}
