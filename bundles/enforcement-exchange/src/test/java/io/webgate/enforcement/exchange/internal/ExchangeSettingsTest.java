// SPDX-License-Identifier: Apache-2.0
package io.webgate.enforcement.exchange.internal;

import io.webgate.license.api.ModuleId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExchangeSettingsTest {

    private static final ModuleId WAITER = new ModuleId("example.waiter");

    @Test
    void whatIsWrittenIsRead() {
        assertThat(ExchangeSettings.parse(" PT30S ", "PT1M", List.of("", " example.waiter = PT10M ", "a.b=P1D")))
                .isEqualTo(new ExchangeSettings(
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Map.of(WAITER, Duration.ofMinutes(10), new ModuleId("a.b"), Duration.ofDays(1))));
    }

    @Test
    void theDefaultsAreThoseOfTheContract() {
        assertThat(ExchangeSettings.parse("PT5M", "PT2M", List.of())).isEqualTo(ExchangeSettings.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,PT2M,'',lives",
        "P2D,PT2M,'',lives",
        "-PT5M,PT2M,'',lives",
        "5,PT2M,'',lives",
        "PT5M,PT16M,'',permitLives",
        "PT5M,soon,'',permitLives",
        "PT5M,PT2M,example.waiter,displaceIdle",
        "PT5M,PT2M,=PT1M,displaceIdle",
        "PT5M,PT2M,waiter=PT1M,displaceIdle",
        "PT5M,PT2M,example.waiter=never,displaceIdle",
        "PT5M,PT2M,example.waiter=PT0S,displaceIdle"
    })
    void whatCantBeReadIsNamed(String lives, String permit, String idle, String name) {
        assertThatThrownBy(() -> ExchangeSettings.parse(lives, permit, List.of(idle)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + " '");
    }

    @Test
    void nothingIsTakenTwiceAndEveryMistakeIsNamedAtOnce() {
        assertThatThrownBy(() -> ExchangeSettings.parse("x", "y", List.of("a.b=PT1M", "a.b=PT2M")))
                .hasMessageContainingAll("lives 'x'", "permitLives 'y'", "a.b twice");
    }
}
