// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.text;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class MachineKeyTextTest {

    private static final MachineKeyText KEY = key(1, 2345, 32767, 17, 20000);

    @Test
    void r15HasSixGroupsOfFourCrockfordCharacters() {
        assertThat(KEY.toString()).matches("([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}");
        assertThat(KEY.groups()).hasSize(6);
    }

    /** Keys are in documents for good: this text must never change. */
    @Test
    void r15TheTextOfAKeyIsFixedForGood() {
        assertThat(KEY).hasToString("0013-2991-ZZZ8-00H3-KH07-CBRN");
        assertThat(MachineKeyText.of(missing())).hasToString("0001-0002-0003-0004-0005-SHX1");
    }

    @Test
    void r15ReadsBackWhatItWrote() throws Exception {
        Random random = new Random(15);
        for (int round = 0; round < 5_000; round++) {
            MachineKeyText key = random(random);
            assertThat(MachineKeyText.parse(key.toString())).isEqualTo(key).hasSameHashCodeAs(key);
        }
    }

    @Test
    void r17NamesTheGroupOfASingleTypoInEveryPosition() throws Exception {
        Random random = new Random(17);
        for (int round = 0; round < 20; round++) {
            String key = String.join("", random(random).groups());
            for (int index = 0; index < 24; index++) {
                for (char wrong : Base32.ALPHABET.toCharArray()) {
                    if (wrong != key.charAt(index)) {
                        String typed = key.substring(0, index) + wrong + key.substring(index + 1);
                        KeyTextException error = error(typed);
                        assertThat(error.group()).isEqualTo(index / 4 + 1);
                        assertThat(error.text().english()).contains("group " + error.group());
                        assertThat(error.text().russian()).contains("группе " + error.group());
                    }
                }
            }
        }
    }

    @Test
    void r17FindsEveryExchangeOfNeighbours() {
        Random random = new Random(18);
        for (int round = 0; round < 500; round++) {
            String key = String.join("", random(random).groups());
            for (int index = 0; index < 23; index++) {
                char left = key.charAt(index);
                char right = key.charAt(index + 1);
                if (left != right) {
                    String typed = key.substring(0, index) + right + left + key.substring(index + 2);
                    assertThat(error(typed).group()).isBetween(index / 4 + 1, (index + 1) / 4 + 1);
                }
            }
        }
    }

    @Test
    void r17NamesEveryMistypedGroup() {
        List<String> groups = new ArrayList<>(KEY.groups());
        groups.set(1, "ZZZZ");
        groups.set(3, "ZZZZ");
        KeyTextException error = error(String.join("-", groups));
        assertThat(error.group()).isEqualTo(2);
        assertThat(error.text().english()).contains("groups 2, 4");
        assertThat(error.text().russian()).contains("группах 2, 4");
    }

    @Test
    void r17NamesTheGroupThatHasACharacterTooFewOrTooMany() {
        for (int place = 1; place <= 6; place++) {
            List<String> groups = new ArrayList<>(KEY.groups());
            groups.set(place - 1, groups.get(place - 1).substring(1));
            KeyTextException few = error(String.join("-", groups));
            assertThat(few.group()).isEqualTo(place);
            assertThat(few.text().english()).contains("Group " + place, "1 missing");
            assertThat(few.text().russian()).contains("группе " + place, "не хватает: 1");

            groups.set(place - 1, KEY.groups().get(place - 1) + "00");
            KeyTextException many = error(String.join(" ", groups));
            assertThat(many.group()).isEqualTo(place);
            assertThat(many.text().english()).contains("2 too many");
            assertThat(many.text().russian()).contains("лишних: 2");
        }
    }

    @Test
    void r17NamesTheFirstWrongGroupWhenNothingSeparatesTheGroups() {
        String key = String.join("", KEY.groups());
        KeyTextException error = error(key.substring(0, 13) + key.substring(14));
        assertThat(error.group()).isEqualTo(4);
        assertThat(error.text().english()).contains("23 characters instead of 24", "1 missing");
        assertThat(error(key + "0").text().english()).contains("25 characters", "1 too many");
    }

    @Test
    void r17NamesACharacterThatNoKeyContains() {
        String key = KEY.toString();
        KeyTextException error = error(key.substring(0, 11) + "u" + key.substring(12));
        assertThat(error.group()).isEqualTo(3);
        assertThat(error.text().english()).contains("'U'");
        assertThat(error(key.substring(0, 28) + "Я").group()).isEqualTo(6);
        assertThat(error(key.substring(0, 28) + "😀").group()).isEqualTo(6);
    }

    @Test
    void r17SaysSoWhenNothingWasTyped() {
        assertThat(error(" - ").group()).isZero();
        assertThat(error(" - ").text().english()).contains("24");
    }

    /** Two errors that happen to make a group fit are caught by the sixth. */
    @Test
    void r17TheSixthGroupCatchesAGroupThatIsReplacedAsAWhole() {
        for (int place = 1; place <= 5; place++) {
            for (int value = 0; value <= MachineKeyText.LARGEST; value += 7) {
                List<String> groups = new ArrayList<>(KEY.groups());
                String other = MachineKeyText.group(place, value);
                if (!groups.set(place - 1, other).equals(other)) {
                    assertThat(error(String.join("-", groups)).group()).isEqualTo(6);
                }
            }
        }
    }

    @Test
    void r101ReadsAKeyHoweverItIsTyped() throws Exception {
        String key = KEY.toString();
        assertThat(MachineKeyText.parse(key.toLowerCase(Locale.ROOT))).isEqualTo(KEY);
        assertThat(MachineKeyText.parse(key.replace("-", ""))).isEqualTo(KEY);
        assertThat(MachineKeyText.parse("\uFEFF " + key.replace('-', '—') + "\r\n"))
                .isEqualTo(KEY);
        assertThat(MachineKeyText.parse(key.replace("-", "").replaceAll("(.{5})", "$1 ")))
                .isEqualTo(KEY);
        assertThat(MachineKeyText.parse(key.replace('0', 'O').replace('1', 'l')))
                .isEqualTo(KEY);
        assertThat(MachineKeyText.parse(key.replace('0', 'о').replace('1', 'I')))
                .isEqualTo(KEY);
    }

    @Test
    void r101ReadsRandomKeysInRandomDress() throws Exception {
        Random random = new Random(101);
        String latin = "ABEKMHPCTYX";
        String cyrillic = "АВЕКМНРСТУХ";
        String[] separators = {"-", " ", "–", "\u00A0", "\u2212", "\u00AD", "", "- "};
        for (int round = 0; round < 2_000; round++) {
            MachineKeyText key = random(random);
            StringBuilder typed = new StringBuilder();
            for (String group : key.groups()) {
                for (int i = 0; i < group.length(); i++) {
                    char character = group.charAt(i);
                    int index = latin.indexOf(character);
                    char dressed = index >= 0 && random.nextBoolean() ? cyrillic.charAt(index) : character;
                    typed.append(random.nextBoolean() ? Character.toLowerCase(dressed) : dressed);
                }
                typed.append(separators[random.nextInt(separators.length)]);
            }
            assertThat(MachineKeyText.parse(typed.toString())).isEqualTo(key);
        }
    }

    @Test
    void r16CountsTheGroupsThatBothKeysHave() {
        assertThat(KEY.matching(KEY)).isEqualTo(5);
        assertThat(KEY.matching(key(1, 2345, 3, 17, 20000))).isEqualTo(4);
        assertThat(KEY.matching(key(2345, 1, 17, 32767, 20000))).isEqualTo(1);
    }

    @Test
    void r15AMissingComponentNeverMatches() {
        List<OptionalInt> some = missing();
        some.set(2, OptionalInt.of(9));
        MachineKeyText key = MachineKeyText.of(some);
        assertThat(key.matching(key)).isEqualTo(1);
        assertThat(key.isMissing(1)).isTrue();
        assertThat(key.isMissing(3)).isFalse();
        assertThat(MachineKeyText.of(missing()).matching(MachineKeyText.of(missing())))
                .isZero();
    }

    @Test
    void refusesAComponentOutsideFifteenBits() {
        for (int value : new int[] {-1, 0, 0x8000}) {
            List<OptionalInt> components = missing();
            components.set(1, OptionalInt.of(value));
            assertThatThrownBy(() -> MachineKeyText.of(components))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Component 2");
        }
        assertThatThrownBy(() -> MachineKeyText.of(List.of())).hasMessageContaining("5 components");
        assertThatThrownBy(() -> KEY.isMissing(6)).hasMessageContaining("not 6");
    }

    private static KeyTextException error(String typed) {
        KeyTextException error = catchThrowableOfType(KeyTextException.class, () -> MachineKeyText.parse(typed));
        assertThat(error).as(typed).isNotNull();
        return error;
    }

    private static List<OptionalInt> missing() {
        return new ArrayList<>(Collections.nCopies(5, OptionalInt.empty()));
    }

    private static MachineKeyText key(int... components) {
        return MachineKeyText.of(
                IntStream.of(components).mapToObj(OptionalInt::of).toList());
    }

    private static MachineKeyText random(Random random) {
        return key(random.ints(5, 1, 0x8000).toArray());
    }
}
