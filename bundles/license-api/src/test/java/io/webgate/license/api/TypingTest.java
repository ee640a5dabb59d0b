// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** R101. */
class TypingTest {

    @ParameterizedTest
    @CsvSource({
        "А,A", "В,B", "Е,E", "К,K", "М,M", "Н,H", "О,O", "Р,P", "С,C", "Т,T", "У,Y", "Х,X",
        "а,A", "в,B", "е,E", "к,K", "м,M", "н,H", "о,O", "р,P", "с,C", "т,T", "у,Y", "х,X"
    })
    void r101ACyrillicLetterThatLooksLatinIsRead(String cyrillic, String latin) {
        assertThat(cyrillic.codePointAt(0)).isBetween(0x400, 0x4ff);
        assertThat(Typing.letters(cyrillic)).isEqualTo(latin);
    }

    @ParameterizedTest
    @CsvSource({
        "ab-12, AB12",
        "' a\u2014b\u00a01\u20072 ', AB12",
        "\uff41\uff22\uff0d\uff11, AB1",
        "\u202aAB\u202c\ufeff, AB",
        "O0Il, O0IL",
        "sha256:7f_1.2, SHA256:7F_1.2",
        "Ж\u0130\u0131, ЖII"
    })
    void r101CaseDashesAndBlanksDoNotMatterAndWhateverElseIsThereStays(String typed, String letters) {
        assertThat(Typing.letters(typed)).isEqualTo(letters);
    }
}
