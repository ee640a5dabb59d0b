// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class BoundedTest {

    @ParameterizedTest
    @ValueSource(strings = {"a\ud800", "\udc00", "\ud83d\ud83d\ude00", "\ude00\ud83d", "a\u0000", " ", "12345678901"})
    void r60WhatIsAnotherTextOnceItIsWrittenDownIsNone(String text) {
        assertThatThrownBy(() -> Bounded.text("Name", text, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Name");
    }

    @Test
    void aCharacterOfTwoHalvesIsOne() {
        assertThatCode(() -> Bounded.text("Name", "\ud83d\ude00 Касса", 10)).doesNotThrowAnyException();
    }
}
