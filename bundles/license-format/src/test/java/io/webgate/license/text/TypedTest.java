// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

/** R101. */
class TypedTest {

    @ParameterizedTest
    @CsvSource({
        "А,A", "В,B", "Е,E", "К,K", "М,M", "Н,H", "О,O", "Р,P", "С,C", "Т,T", "У,Y", "Х,X",
        "а,A", "в,B", "е,E", "к,K", "м,M", "н,H", "о,O", "р,P", "с,C", "т,T", "у,Y", "х,X"
    })
    void r101ReadsCyrillicLookAlikesAsLatin(String cyrillic, String latin) {
        assertThat(cyrillic.codePointAt(0)).isBetween(0x400, 0x4ff);
        assertThat(Typed.letters(cyrillic)).isEqualTo(latin);
    }

    @Test
    void r101ReadsOILAsDigitsOnlyWhereNoWordIsMeant() {
        assertThat(Typed.letters("oOiIlLоО")).isEqualTo("OOIILLOO");
        assertThat(Typed.base32("oOiIlLоО")).isEqualTo("00111100");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                '-', 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x00AD, 0x058A, 0x2E3A, 0xFE58, 0xFF0D,
                0xFE63, 0x2043, 0x02D7, ' ', '\t', '\n', '\r', 0x00A0, 0x2002, 0x2009, 0x202F, 0x3000, 0x200B, 0xFEFF,
                0x2060, 0x200E, 0x2028, 0x2029
            })
    void r101TakesAnyDashOrSpaceForASeparator(int separator) {
        assertThat(Typed.parts("AB" + Character.toString(separator) + "CD")).containsExactly("AB", "CD");
    }

    @Test
    void r101ReadsFullWidthForms() {
        assertThat(Typed.letters("ＡｂＣ－１２３")).isEqualTo("ABC123");
    }

    @Test
    void r101ReadsTheSameUnderATurkishLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertThat(Typed.letters("miko")).isEqualTo("MIKO");
            assertThat(Typed.letters("mıko")).isEqualTo("MIKO");
            assertThat(Typed.letters("MİKO")).isEqualTo("MIKO");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void leavesWhatItDoesNotKnowSoThatTheCheckCanNameIt() {
        assertThat(Typed.letters("Я*u😀")).isEqualTo("Я*U😀");
        assertThat(Typed.stranger("A?", Base32.ALPHABET)).contains("?");
        assertThat(Typed.stranger("A\u0007", Base32.ALPHABET)).contains("U+0007");
        assertThat(Typed.stranger("AB", Base32.ALPHABET)).isEmpty();
    }

    @Test
    void anEmptyTextHasNoParts() {
        assertThat(Typed.parts(" - \u00AD ")).isEmpty();
        assertThat(Typed.letters("")).isEmpty();
    }

    @Test
    void whatIsLongerThanAnyKeyIsCutAndNeverBecomesOne() {
        assertThat(Typed.letters("A".repeat(1024))).isEqualTo("A".repeat(1024));
        assertThat(Typed.letters("AB" + " ".repeat(2000) + "CD")).isEqualTo("AB?");
    }
}
