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

    @Test
    void r18RefusesEveryWrongCharacterAndEveryExchangeOfNeighbours() {
        String key = KEY.toString();
        for (int index = 0; index < 64; index++) {
            for (char wrong : "0123456789ABCDEF".toCharArray()) {
                if (wrong != key.charAt(index)) {
                    assertThat(error(key.substring(0, index) + wrong + key.substring(index + 1)))
                            .hasMessageContaining("typing error");
                }
            }
            if (index < 63 && key.charAt(index) != key.charAt(index + 1)) {
                String exchanged =
                        key.substring(0, index) + key.charAt(index + 1) + key.charAt(index) + key.substring(index + 2);
                assertThat(error(exchanged)).hasMessageContaining("typing error");
            }
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
