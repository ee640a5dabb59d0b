// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.text;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChecksTest {

    /** All 5 places, all 32768 values, all 4 characters, all 31 other characters: 20 million changed groups. */
    @Test
    void r17FindsEverySingleWrongCharacterOfAGroup() {
        int missed = 0;
        for (int place = 1; place <= 5; place++) {
            for (int value = 0; value <= MachineKeyText.LARGEST; value++) {
                int[] group = group(place, value);
                for (int index = 0; index < 4; index++) {
                    int right = group[index];
                    for (int wrong = 0; wrong < 32; wrong++) {
                        group[index] = wrong;
                        missed += wrong != right && fits(place, group) ? 1 : 0;
                    }
                    group[index] = right;
                }
            }
        }
        assertThat(missed).isZero();
    }

    @Test
    void r17FindsEveryExchangeOfTwoCharactersOfAGroup() {
        int missed = 0;
        for (int place = 1; place <= 5; place++) {
            for (int value = 0; value <= MachineKeyText.LARGEST; value++) {
                int[] group = group(place, value);
                for (int i = 0; i < 4; i++) {
                    for (int j = i + 1; j < 4; j++) {
                        int[] exchanged = group.clone();
                        exchanged[i] = group[j];
                        exchanged[j] = group[i];
                        missed += group[i] != group[j] && fits(place, exchanged) ? 1 : 0;
                    }
                }
            }
        }
        assertThat(missed).isZero();
    }

    @Test
    void r17FindsEveryGroupInAWrongPlace() {
        int missed = 0;
        for (int place = 1; place <= 5; place++) {
            for (int value = 0; value <= MachineKeyText.LARGEST; value++) {
                for (int other = 1; other <= 5; other++) {
                    missed += other != place && fits(other, group(place, value)) ? 1 : 0;
                }
            }
        }
        assertThat(missed).isZero();
    }

    @Test
    void fourCheckSymbolsFindEveryFourErrors() {
        Random random = new Random(4);
        for (int round = 0; round < 20_000; round++) {
            int[] word = word(random, 4 + random.nextInt(24));
            int[] changed = word.clone();
            for (int errors = 1 + random.nextInt(4); errors > 0; errors--) {
                changed[random.nextInt(changed.length)] = random.nextInt(32);
            }
            assertThat(isWhole(changed)).isEqualTo(Arrays.equals(word, changed));
        }
    }

    @Test
    void fourCheckSymbolsLocateASingleError() {
        Random random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            int[] word = word(random, 1 + random.nextInt(27));
            assertThat(Checks.single(word)).isEmpty();
            int index = random.nextInt(word.length);
            word[index] ^= 1 + random.nextInt(31);
            assertThat(Checks.single(word)).hasValue(index);
        }
    }

    @Test
    void twoErrorsAreNeverTakenForOne() {
        Random random = new Random(6);
        for (int round = 0; round < 20_000; round++) {
            int[] word = word(random, 26);
            int first = random.nextInt(word.length);
            int second = (first + 1 + random.nextInt(word.length - 1)) % word.length;
            word[first] ^= 1 + random.nextInt(31);
            word[second] ^= 1 + random.nextInt(31);
            assertThat(Checks.single(word)).isEmpty();
        }
    }

    @Test
    void refusesAMessageLongerThanTheFieldAllows() {
        assertThatThrownBy(() -> Checks.four(new int[28])).hasMessageContaining("32");
    }

    private static int[] group(int place, int value) {
        return Base32.values(MachineKeyText.group(place, value));
    }

    private static boolean fits(int place, int... group) {
        return Checks.character(place, group[0], group[1], group[2]) == group[3];
    }

    private static int[] word(Random random, int length) {
        int[] message = random.ints(length, 0, 32).toArray();
        int[] word = Arrays.copyOf(message, length + 4);
        System.arraycopy(Checks.four(message), 0, word, length, 4);
        return word;
    }

    private static boolean isWhole(int... word) {
        int length = word.length - 4;
        return Arrays.equals(Checks.four(Arrays.copyOf(word, length)), Arrays.copyOfRange(word, length, word.length));
    }
}
