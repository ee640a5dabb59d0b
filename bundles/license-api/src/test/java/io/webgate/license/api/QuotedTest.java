// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** R100: no mark stands twice around a name. */
class QuotedTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Bar| “Bar”| «Bar»",
                "ООО «Ромашка»| “ООО ‘Ромашка’”| «ООО „Ромашка“»",
                "ООО \"Ромашка\"| “ООО ‘Ромашка’”| «ООО „Ромашка“»",
                "ООО „Ромашка“| “ООО ‘Ромашка’”| «ООО „Ромашка“»",
                "Café “Autumn”| “Café ‘Autumn’”| «Café „Autumn“»",
                "«Ромашка»| “Ромашка”| «Ромашка»",
                "\"Autumn\"| “Autumn”| «Autumn»",
                "“Autumn”| “Autumn”| «Autumn»",
                "„Ромашка“| “Ромашка”| «Ромашка»",
                "«Осень» и «Зима»| “‘Осень’ и ‘Зима’”| «„Осень“ и „Зима“»",
                "ООО «Сеть «Ромашка»»| “ООО ‘Сеть ‘Ромашка’’”| «ООО „Сеть „Ромашка““»",
                "«Сеть «Ромашка»»| “Сеть ‘Ромашка’”| «Сеть „Ромашка“»",
                "Bar (\"Autumn\")| “Bar (‘Autumn’)”| «Bar („Autumn“)»",
                "Screens of 5\"| “Screens of 5’”| «Screens of 5“»",
                "O'Neil's| “O'Neil's”| «O'Neil's»",
                "»«| “’‘”| «“„»",
                "\"| “‘”| «„»",
                "«| “‘”| «„»",
                "``| “”| «»"
            })
    void r100AMarkWithinANameIsTheInnerOneOfTheLanguage(String name, String english, String russian) {
        assertThat(Quoted.english(name)).isEqualTo(english);
        assertThat(Quoted.russian(name)).isEqualTo(russian);
    }
}
