// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.AccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class PasswordRuleTest {

    @ParameterizedTest
    @CsvSource({
        "anna, осень в кафе три стула, true",
        "anna, correct horse battery, true",
        "anna, twelve chars, true",
        "anna, eleven char, false",
        "anna, password1234, false",
        "anna, PasswordPassword, false",
        "anna, aaaaaaaaaaaaaaaa, false",
        "anna, ababababababab, false",
        "anna, my name is Anna!!, false",
        "bo, rainbow trout at noon, true"
    })
    void aPasswordIsLongAndNotTheFirstThatAnyoneGuesses(String login, String password, boolean fits) {
        assertThat(PasswordRule.against(login, password).isEmpty()).isEqualTo(fits);
    }

    @Test
    void lengthIsCountedInCharactersAsAPersonSeesThem() {
        assertThat(PasswordRule.against("x", "😀😁😂🤣😃😄😅😆😉😊😋")).isPresent();
        assertThat(PasswordRule.against("x", "😀😁😂🤣😃😄😅😆😉😊😋😎")).isEmpty();
        assertThat(PasswordRule.against("x", "abcd".repeat(64))).isEmpty();
        assertThat(PasswordRule.against("x", "abcd".repeat(64) + "e")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"Anna, anna", "' anna.k@shop ', anna.k@shop", "7up, 7up"})
    void aLoginIsKeptInLowerCase(String typed, String kept) throws AccessException {
        assertThat(PasswordRule.login(typed)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"a", "''", "анна", "an na", "-anna", "an\u0000na", "'an\r\nna'", "<b>anna</b>"})
    void whatIsNoLoginIsRefused(String typed) {
        assertThatThrownBy(() -> PasswordRule.login(typed)).isInstanceOf(AccessException.class);
    }
}
