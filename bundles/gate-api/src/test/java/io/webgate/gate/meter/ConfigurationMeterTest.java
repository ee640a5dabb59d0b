// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.meter;

import io.webgate.license.api.ModuleId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What counts as configured (R27, R29). */
final class ConfigurationMeterTest {

    private static final String FACTORY = "com.example.reports";

    private final KeptConfigurations configurations = new KeptConfigurations();
    private final ConfigurationMeter meter =
            new ConfigurationMeter(new ModuleId("example.reports"), FACTORY, configurations.admin()) {};

    @BeforeEach
    void listen() {
        configurations.tell(meter);
    }

    static Stream<Arguments> r27Table() {
        return Stream.of(
                Arguments.of("on by default", FACTORY, null, 1),
                Arguments.of("on", FACTORY, true, 1),
                Arguments.of("off", FACTORY, false, 0),
                Arguments.of("off in a file", FACTORY, "false", 0),
                Arguments.of("off in capitals", FACTORY, " FALSE ", 0),
                Arguments.of("on in a file", FACTORY, "true", 1),
                Arguments.of("neither", FACTORY, "no", 1),
                Arguments.of("empty", FACTORY, "", 1),
                Arguments.of("a number", FACTORY, 0, 1),
                Arguments.of("a list", FACTORY, new Boolean[] {false}, 1),
                Arguments.of("for one bundle", FACTORY + "|com.example.plugin", null, 1),
                Arguments.of("for one version, off", FACTORY + "|com.example.plugin|1.0.0", false, 0),
                Arguments.of("another factory that begins alike", FACTORY + ".job", null, 0),
                Arguments.of("another factory", "com.example.other", null, 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("r27Table")
    void r27CountsWhatIsNotPlainlySwitchedOff(String title, String factory, Object enabled, long expected) {
        configurations.put(factory, "one", enabled);
        assertThat(meter.value()).as(title).isEqualTo(expected);
        // what is told before it is saved is what is counted then
        Map<String, ?> properties = enabled == null ? Map.of() : Map.of(ConfigurationMeter.ENABLED, enabled);
        assertThat(meter.shareOf(factory, properties)).as(title).isEqualTo(expected);
    }

    @Test
    void r27FollowsEachChangeAndLooksOnlyThen() {
        assertThat(meter.value()).isZero();
        configurations.put(FACTORY, "one", null);
        configurations.put(FACTORY, "two", null);
        assertThat(meter.value()).isEqualTo(2);
        configurations.put(FACTORY, "two", false);
        assertThat(meter.value()).isEqualTo(1);
        configurations.delete(FACTORY, "one");
        assertThat(meter.value()).isZero();
        int looks = configurations.looks();
        configurations.put("com.example.other", "one", null);
        assertThat(meter.value()).isZero();
        assertThat(configurations.looks()).isEqualTo(looks);
    }

    @Test
    void r53WhatCantBeReadIsNotNoneAndIsReadAgain() {
        configurations.put(FACTORY, "one", null);
        configurations.failing(true);
        assertThatThrownBy(meter::value)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(FACTORY);
        assertThatThrownBy(meter::value).isInstanceOf(UncheckedIOException.class);
        configurations.failing(false);
        assertThat(meter.value()).isEqualTo(1);
    }
}
