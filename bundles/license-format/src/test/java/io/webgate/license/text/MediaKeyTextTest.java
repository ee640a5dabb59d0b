// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.text;

import org.junit.jupiter.api.Test;

import java.util.Locale;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** R18. */
class MediaKeyTextTest {

    private static final MediaKeyText KEY = MediaKeyText.of(bytes(new Random(18)));

    @Test
    void r18HasSixtyFourHexadecimalCharacters() {
        assertThat(KEY.toString()).matches("[0-9A-F]{64}");
    }

    /** Keys are in documents for good: this text must never change. */
    @Test
    void r18TheTextOfAKeyIsFixedForGood() {
        assertThat(MediaKeyText.of(new byte[30])).hasToString("0".repeat(60) + "2A45");
    }

    @Test
    void r18ReadsBackWhatItWrote() throws Exception {
        Random random = new Random(19);
        for (int round = 0; round < 2_000; round++) {
            MediaKeyText key = MediaKeyText.of(bytes(random));
            assertThat(MediaKeyText.parse(key.toString())).isEqualTo(key).hasSameHashCodeAs(key);
        }
    }

    /** One key stands for all: the check is linear, so it sees the error alone. */
    @Test
    void r17NamesTheGroupOfEverySingleTypo() {
        String key = KEY.toString();
        for (int index = 0; index < 64; index++) {
            for (char wrong : "0123456789ABCDEF".toCharArray()) {
                if (wrong != key.charAt(index)) {
                    KeyTextException error = error(key.substring(0, index) + wrong + key.substring(index + 1));
                    assertThat(error.group()).isEqualTo(index / 4 + 1);
                    assertThat(error.text().english()).contains("group " + error.group() + " ");
                    assertThat(error.text().russian()).contains("группе " + error.group() + " ");
                }
            }
        }
    }

    @Test
    void r17NamesTheGroupOfACharacterThatNoKeyContains() {
        String key = KEY.toString();
        for (int index = 0; index < 64; index++) {
            for (String wrong : new String[] {"G", "Я", "\uD83D\uDE00"}) {
                KeyTextException error = error(key.substring(0, index) + wrong + key.substring(index + 1));
                String named = wrong.length() == 1 ? wrong : "U+1F600";
                assertThat(error.group()).isEqualTo(index / 4 + 1);
                assertThat(error.text().english()).contains("'" + named + "'", "characters ");
            }
        }
    }

    @Test
    void r18RefusesEveryExchangeOfNeighbours() {
        String key = KEY.toString();
        for (int index = 0; index < 63; index++) {
            if (key.charAt(index) != key.charAt(index + 1)) {
                String exchanged =
                        key.substring(0, index) + key.charAt(index + 1) + key.charAt(index) + key.substring(index + 2);
                assertThat(error(exchanged)).hasMessageContaining("typing error");
            }
        }
    }

    @Test
    void r17NamesNoGroupWhereSeveralAreWrong() {
        String key = KEY.toString();
        String wrong = (key.startsWith("00") ? "11" : "00") + key.substring(2, 62) + (key.endsWith("00") ? "11" : "00");
        assertThat(error(wrong).group()).isZero();
        assertThat(error(wrong).text().english()).contains("several");
    }

    @Test
    void r101ReadsRandomKeysInRandomDress() throws Exception {
        Random random = new Random(101);
        String[] separators = {"-", " ", "–", "—", "\u2011", "\u00A0", "\u2212", "\u00AD", "", "\r\n"};
        for (int round = 0; round < 1_000; round++) {
            MediaKeyText key = MediaKeyText.of(bytes(random));
            StringBuilder typed = new StringBuilder();
            for (char character : key.toString().toCharArray()) {
                int index = "ABCE01".indexOf(character);
                char dressed = index >= 0 && random.nextBoolean() ? "АВСЕОI".charAt(index) : character;
                typed.append(random.nextBoolean() ? Character.toLowerCase(dressed) : dressed)
                        .append(separators[random.nextInt(separators.length)]);
            }
            assertThat(MediaKeyText.parse(typed.toString())).isEqualTo(key);
        }
    }

    @Test
    void r101ReadsAKeyHoweverItIsTyped() throws Exception {
        String typed = KEY.toString()
                .toLowerCase(Locale.ROOT)
                .replace('a', 'а')
                .replace('0', 'o')
                .replaceAll("(.{8})", "$1 ");
        assertThat(MediaKeyText.parse(typed)).isEqualTo(KEY);
    }

    @Test
    void saysHowManyCharactersAreMissingOrTooMany() {
        assertThat(error(KEY.toString().substring(3)).text().english()).contains("61", "3 missing");
        assertThat(error(KEY + "1").text().russian()).contains("65", "лишних: 1");
        assertThat(error(KEY.toString().substring(1) + "G").text().english()).contains("'G'");
    }

    @Test
    void refusesAHashOfAnotherLength() {
        assertThatThrownBy(() -> MediaKeyText.of(new byte[32])).hasMessageContaining("32");
    }

    private static KeyTextException error(String typed) {
        KeyTextException error = catchThrowableOfType(KeyTextException.class, () -> MediaKeyText.parse(typed));
        assertThat(error).as(typed).isNotNull();
        return error;
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[MediaKeyText.HASH_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}
