// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.AccessException;
import org.junit.jupiter.api.Test;

import java.util.Locale;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class CodeTextTest {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    @Test
    void R101_isReadInAnyCaseWithAnyDashesSpacesAndLookAlikes() throws AccessException {
        for (int seed = 0; seed < 200; seed++) {
            String code = code(seed);
            String typed = code.toLowerCase(Locale.ROOT)
                    .replace("-", " – ")
                    .replace('0', 'О')
                    .replace('1', 'l')
                    .replace('a', 'а')
                    .replace('c', 'С')
                    .replace('x', 'х');

            assertThat(CodeText.canonical(code)).isEqualTo(code);
            assertThat(CodeText.canonical(typed)).isEqualTo(code);
        }
    }

    @Test
    void R17_everyWrongCharacterIsNoticedAndItsGroupNamed() {
        String code = code(1);
        for (int at = 0; at < code.length(); at++) {
            if (code.charAt(at) == '-') {
                continue;
            }
            for (int next = 0; next < ALPHABET.length(); next++) {
                char wrong = ALPHABET.charAt(next);
                if (wrong != code.charAt(at)) {
                    String typed = code.substring(0, at) + wrong + code.substring(at + 1);
                    assertMistyped(typed, "group " + (at / 6 + 1));
                }
            }
        }
    }

    @Test
    void swappedNeighboursInAGroupAreNoticed() {
        for (int seed = 0; seed < 100; seed++) {
            String code = code(seed);
            for (int at = 0; at + 1 < code.length(); at++) {
                char first = code.charAt(at);
                char second = code.charAt(at + 1);
                if (first != '-' && second != '-' && first != second) {
                    assertMistyped(code.substring(0, at) + second + first + code.substring(at + 2), "group");
                }
            }
        }
    }

    @Test
    void tooShortAndTooLongAreToldInNumbers() {
        assertMistyped("ABCDE", "this one has 5");
        assertMistyped(code(1) + "A", "this one has 31");
        assertMistyped("A".repeat(201), "far more");
        assertMistyped("", "this one has 0");
        assertMistyped("U" + code(1).substring(1), "group 1");
    }

    private static void assertMistyped(String typed, String named) {
        assertThatThrownBy(() -> CodeText.canonical(typed))
                .isInstanceOfSatisfying(AccessException.class, refused -> assertThat(refused.fault())
                        .isEqualTo(AccessException.Fault.CODE_MISTYPED))
                .hasMessageContaining(named);
    }

    private static String code(int seed) {
        byte[] bytes = new byte[CodeText.RANDOM_BYTES];
        new Random(seed).nextBytes(bytes);
        return CodeText.of(bytes);
    }
}
