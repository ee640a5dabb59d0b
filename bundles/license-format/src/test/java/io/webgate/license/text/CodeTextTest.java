// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.text;

import io.webgate.license.text.CodeText.Kind;
import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** R92, R97, R101. */
class CodeTextTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final CodeText KEY = CodeText.make("MIKO", Kind.LICENSE_KEY, RANDOM);
    private static final CodeText COUPON = CodeText.make("MIKO", Kind.COUPON, RANDOM);

    @Test
    void r97BeginsWithTheVendorsPrefixAndHasGroupsOfFive() {
        assertThat(KEY.text()).matches("MIKO(-[0-9A-HJKMNP-TV-Z]{5}){6}");
        assertThat(COUPON.text()).matches("MIKOUPD(-[0-9A-HJKMNP-TV-Z]{5}){6}");
    }

    @Test
    void r97ReadsBackWhatItMade() throws Exception {
        Set<String> made = new HashSet<>();
        for (Kind kind : Kind.values()) {
            for (int round = 0; round < 1_000; round++) {
                CodeText code = CodeText.make("OLIL", kind, RANDOM);
                assertThat(made.add(code.text())).isTrue();
                CodeText read = CodeText.parse(code.text(), "OLIL");
                assertThat(read).isEqualTo(code).hasSameHashCodeAs(code);
                assertThat(read.kind()).isEqualTo(kind);
                assertThat(read.vendor()).isEqualTo("OLIL");
            }
        }
    }

    @Test
    void r97TheTextOfACodeIsFixedForGood() throws Exception {
        assertThat(CodeText.parse("MIKO-4EN9K-JQQK0-9FD03-3TVW7-PGAR5-KGHFE", "MIKO")
                        .kind())
                .isEqualTo(Kind.LICENSE_KEY);
        assertThat(CodeText.parse("MIKOUPD-BQ7K4-KCK2C-FYC5S-88B9Y-31RJS-HGYT0", "MIKO")
                        .kind())
                .isEqualTo(Kind.COUPON);
    }

    @Test
    void r97NamesTheGroupOfASingleWrongCharacter() {
        String text = COUPON.text();
        for (int index = "MIKOUPD-".length(); index < text.length(); index++) {
            for (char wrong : Base32.ALPHABET.toCharArray()) {
                if (text.charAt(index) != '-' && text.charAt(index) != wrong) {
                    int group = (index - "MIKOUPD-".length()) / 6 + 1;
                    KeyTextException error = error(text.substring(0, index) + wrong + text.substring(index + 1));
                    assertThat(error.group()).isEqualTo(group);
                    assertThat(error.text().russian()).contains("группе " + group);
                }
            }
        }
    }

    @Test
    void r97FindsEveryExchangeOfNeighbours() {
        String code = KEY.text().substring(4).replace("-", "");
        for (int index = 0; index < 29; index++) {
            if (code.charAt(index) != code.charAt(index + 1)) {
                String typed = "MIKO" + code.substring(0, index) + code.charAt(index + 1) + code.charAt(index)
                        + code.substring(index + 2);
                assertThat(error(typed).text().english()).contains("typing error");
            }
        }
    }

    @Test
    void r97AKeyNeverReadsAsACouponNorAsAnotherVendors() {
        assertThat(error(KEY.text().replace("MIKO", "MIKOUPD")).group()).isZero();
        assertThat(error(COUPON.text().replace("UPD", "")).group()).isZero();
        KeyTextException other = catchThrowableOfType(
                KeyTextException.class, () -> CodeText.parse(KEY.text().replace("MIKO", "ASTR"), "ASTR"));
        assertThat(other).hasMessageContaining("typing error");
        assertThat(error(KEY.text().replace("MIKO", "ASTR"))).hasMessageContaining("begin with MIKO");
    }

    @Test
    void r101ReadsOILAsLettersInThePrefixAndAsDigitsAfterIt() throws Exception {
        CodeText code = CodeText.make("OLIL", Kind.COUPON, RANDOM);
        String typed = code.text().substring(7).replace('0', 'o').replace('1', 'l');
        assertThat(CodeText.parse("оlil upd" + typed.toLowerCase(Locale.ROOT).replace('-', '—'), "OLIL"))
                .isEqualTo(code);
        assertThat(catchThrowableOfType(
                        KeyTextException.class, () -> CodeText.parse(code.text().replace("OLIL", "0111"), "OLIL")))
                .hasMessageContaining("begin with OLIL");
    }

    @Test
    void r101ReadsCyrillicLookAlikes() throws Exception {
        assertThat(CodeText.parse(
                        COUPON.text()
                                .replace('M', 'М')
                                .replace('K', 'к')
                                .replace('B', 'в')
                                .replace('X', 'Х'),
                        "MIKO"))
                .isEqualTo(COUPON);
    }

    @Test
    void saysHowManyCharactersAreMissingOrTooManyAndWhichAreUnknown() {
        String text = KEY.text();
        assertThat(error(text.substring(0, text.length() - 2)).text().english()).contains("28", "2 missing");
        assertThat(error(text + "00").text().russian()).contains("32", "лишних: 2");
        KeyTextException error = error(text.substring(0, 12) + "U" + text.substring(13));
        assertThat(error.group()).isEqualTo(2);
        assertThat(error.text().english()).contains("'U'");
    }

    @Test
    void tellsALogTooLittleToUseACode() {
        assertThat(COUPON.toString()).startsWith("MIKOUPD-…").hasSizeLessThan(15);
        assertThat(COUPON.text()).endsWith(COUPON.toString().substring(9));
    }

    @Test
    void refusesAPrefixThatIsNotFourLetters() {
        for (String vendor : new String[] {"MIK", "MIKOO", "miko", "M1KO", "МІКО"}) {
            assertThatThrownBy(() -> CodeText.make(vendor, Kind.COUPON, RANDOM)).hasMessageContaining(vendor);
            assertThatThrownBy(() -> CodeText.parse("MIKO", vendor)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void randomTextIsNeverACode() {
        Random random = new Random(97);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder typed = new StringBuilder("MIKO");
            random.ints(random.nextInt(40), 0, 0x500).forEach(typed::appendCodePoint);
            assertThat(error(typed.toString()).text().english()).isNotBlank();
        }
    }

    private static KeyTextException error(String typed) {
        KeyTextException error = catchThrowableOfType(KeyTextException.class, () -> CodeText.parse(typed, "MIKO"));
        assertThat(error).as(typed).isNotNull();
        return error;
    }
}
