// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class LocalizedTextTest {

    static Stream<Arguments> quotations() {
        return Stream.of(
                arguments("disk full", "disk full"),
                arguments("a\tb\r\nc", "a b c"),
                arguments("  a   b  ", "a b"),
                arguments("pay\u202elecnac\u202c now", "pay lecnac now"),
                arguments("a\u2028b\u200bc", "a b c"),
                arguments("half \ud800 a character", "half a character"),
                arguments("<b>\"&'", "<b>\"&'"),
                arguments("касса №1", "касса №1"),
                arguments("\u0007\u200f", "–"),
                arguments(null, "–"));
    }

    @ParameterizedTest
    @MethodSource("quotations")
    void foreignTextIsQuotedOnOneLineWithoutWhatHidesOrTurnsTheRest(@Nullable String foreign, String quoted) {
        assertThat(LocalizedText.quotable(foreign)).isEqualTo(quoted);
    }

    @Test
    void foreignTextIsCutBetweenCharactersHoweverLongItIs() {
        String smiles = "😀".repeat(10_000);

        assertThat(LocalizedText.quotable("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(LocalizedText.quotable("x".repeat(201))).isEqualTo("x".repeat(199) + "…");
        assertThat(LocalizedText.quotable(smiles)).isEqualTo("😀".repeat(99) + "…");
        assertThat(LocalizedText.quotable(" ".repeat(100_000) + "x")).isEqualTo("–");
        assertThat(LocalizedText.quotable("x".repeat(201), 201)).isEqualTo("x".repeat(201));
        assertThat(LocalizedText.quotable(smiles, 4)).isEqualTo("😀…");
        assertThat(LocalizedText.quotable("xyz", 2)).isEqualTo("x…");
        assertThatThrownBy(() -> LocalizedText.quotable("x", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatAnAdministratorTypesIsBoundedWhereverItIsKept() {
        SeatId seat = new SeatId("s");
        Optional<String> typed = Optional.of(" a\nb" + "c".repeat(300));

        assertThat(new Change.Stop("olga", typed).reason().orElseThrow())
                .startsWith("a b")
                .hasSize(200);
        assertThat(new Change.Evict(seat, "olga", typed, Duration.ZERO).reason().orElseThrow())
                .hasSize(200);
        assertThat(new Eviction(new ModuleId("a.b"), "d", Optional.empty(), typed)
                        .reason()
                        .orElseThrow())
                .hasSize(200);
        assertThat(new Change.Stop("olga", Optional.of(" \n ")).reason()).isEmpty();
    }
}
