// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class TableTest {

    private static final Speech ENGLISH = new Speech(Locale.ENGLISH, ZoneOffset.UTC);

    @Test
    void columnsAlignByCharactersAndNoLineEndsInSpace() {
        assertThat(Table.of("A", "B").add("длинный", "").add("😀", "x"))
                .hasToString("A        B\nдлинный\n😀        x");
    }

    @Test
    void whatADocumentSaysCannotMoveTheCursorOrTurnTheText() {
        assertThat(Table.ofFacts().add("h\u001b[2J\r\nx", "a\u202eb\u2028c")).hasToString("h?[2J??x  a?b?c");
    }

    @Test
    void aTableWithOnlyItsHeadingIsEmpty() {
        assertThat(Table.of("A").isEmpty()).isTrue();
        assertThat(Table.of("A").add("x").isEmpty()).isFalse();
        assertThat(Table.ofFacts().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"'', PT0S", "90s, PT90S", "15m, PT15M", "2H, PT2H", "1d, P1D", "PT15M, PT15M", "p7d, P7D", "0m, PT0S"})
    void aHoldIsTypedShortOrAsTheApiSaysIt(String typed, Duration hold) {
        assertThat(Hold.of(typed, ENGLISH)).isEqualTo(hold);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "15", "-1m", "8d", "169h", "15 m", "99999999999999999999d", "P"})
    void aHoldThatIsNoTimeOrTooLongIsNamed(String typed) {
        assertThatThrownBy(() -> Hold.of(typed, ENGLISH))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(typed);
    }
}
