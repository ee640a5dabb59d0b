// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** R16. */
class DriftTest {

    private static final String BOUND = "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF";
    private static final List<String> NAMES =
            List.of("system-uuid", "board-serial", "disk-serial", "network-card", "machine-id");

    /** One letter a component: s same, o substituted by the operator's identity, c changed, m missing, n not in the key. */
    @ParameterizedTest
    @CsvSource({
        // As issued
        "sssss, 3, true, 2, false",
        "sssss, 4, true, 1, false",
        "sssss, 5, true, 0, false",
        // A change at a time up to the lock-out
        "ssscs, 3, true, 1, true",
        "ssccs, 3, true, 0, true",
        "scccs, 3, false, 0, false",
        "ccccc, 3, false, 0, false",
        "ssscs, 4, true, 0, true",
        "ssscs, 5, false, 0, false",
        // What cannot be read any more counts as a change
        "mmsss, 3, true, 0, true",
        "mssss, 3, true, 1, true",
        // What was not in the key is neither evidence nor a change
        "nnsss, 3, true, 0, false",
        "nnscs, 3, false, 0, false",
        "nssss, 3, true, 1, false",
        "nsscs, 3, true, 0, true",
        // All that the operator's identity stands for goes with it
        "oooss, 3, true, 0, false",
        "ooooo, 3, true, 0, false",
        "ooocs, 3, true, 0, true",
        "ooccc, 3, false, 0, false",
        "oooos, 1, true, 1, false",
        "ossss, 3, true, 2, false",
        "oosss, 3, true, 1, false",
        // A lower demand lasts longer
        "sssss, 1, true, 4, false",
        "sscss, 1, true, 3, false",
        "scccs, 1, true, 1, true",
    })
    void r16TheFuelGaugeCountsTheChangesThatAreLeft(
            String states, int demanded, boolean fits, int left, boolean warning) {
        Drift drift = drift(states, demanded);
        assertThat(drift.fits()).isEqualTo(fits);
        assertThat(drift.left()).isEqualTo(left);
        assertThat(drift.isWarning()).isEqualTo(warning);
    }

    @ParameterizedTest(name = "of {0}, {1} demanded: {2} allowed")
    @CsvSource({
        "sssss, 3, 2",
        "ssscc, 3, 2",
        "scccc, 3, 2",
        "sscns, 3, 1",
        "nncmm, 3, 0",
        "oooss, 3, 0",
        "osscm, 3, 2",
        "sssss, 5, 0",
    })
    void r16TheGaugesFullMarkIsWhatWasAllowedBeforeAnythingChanged(String states, int demanded, int allowed) {
        assertThat(drift(states, demanded).allowed()).isEqualTo(allowed);
    }

    @Test
    void r16NeverIsMoreLeftThanWasAllowed() {
        for (String states : all("", new ArrayList<>())) {
            for (int demanded = 1; demanded <= 5; demanded++) {
                Drift drift = drift(states, demanded);
                assertThat(drift.left()).as("%s", drift).isBetween(0, drift.allowed());
            }
        }
    }

    /** What the number promises, tried on every order in which things can change. */
    @Test
    void r16WhateverChangesTheDocumentSurvivesAsManyAsAreLeftAndSomeOneMoreEndsIt() {
        for (String states : all("", new ArrayList<>())) {
            for (int demanded = 1; demanded <= 5; demanded++) {
                Drift drift = drift(states, demanded);
                assertThat(worst(states, demanded))
                        .as("%s of %s", demanded, states)
                        .isEqualTo(drift.fits() ? drift.left() : -1);
                if (!drift.fits()) {
                    assertThat(drift.left()).isZero();
                }
            }
        }
    }

    @Test
    void r16TellsWhichComponentChanged() {
        Drift drift =
                Drift.between("AAAA-BXBB-CCCC-0004-EEEE-FXXF", components("ppp-p"), "AAAA-BBBB-0003-DDDD-EEEE-FFFF", 3);
        assertThat(drift.parts())
                .extracting(Drift.Part::state)
                .containsExactly(
                        Drift.State.SAME,
                        Drift.State.CHANGED,
                        Drift.State.NOT_IN_KEY,
                        Drift.State.MISSING,
                        Drift.State.SAME);
        assertThat(drift.parts()).extracting(Drift.Part::name).containsExactlyElementsOf(NAMES);
        assertThat(drift.changed()).containsExactly("board-serial", "network-card");
        assertThat(drift.matching()).isEqualTo(2);
    }

    @Test
    void r16TheOperatorsIdentityCountsWhileItMatches() {
        List<MachineIdentity.Component> weak = components("oo-pp");
        assertThat(Drift.between(BOUND, weak, BOUND, 3).parts())
                .extracting(Drift.Part::state)
                .containsExactly(
                        Drift.State.SUBSTITUTED,
                        Drift.State.SUBSTITUTED,
                        Drift.State.SUBSTITUTED,
                        Drift.State.SAME,
                        Drift.State.SAME);
        assertThat(Drift.between("XAAA-XBBB-XCCC-DDDD-EEEE-FFFF", weak, BOUND, 3)
                        .changed())
                .containsExactly("system-uuid", "board-serial", "disk-serial");
    }

    @Test
    void r15AComponentThatBothKeysLackIsNoMatch() {
        String key = "AAAA-BBBB-0003-DDDD-EEEE-FFFF";
        assertThat(Drift.between(key, components("pp-pp"), key, 3)
                        .parts()
                        .get(2)
                        .state())
                .isEqualTo(Drift.State.NOT_IN_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "A-B", "AAAA-BBBB-CCCC-DDDD-EEEE"})
    void r16WhatIsNoKeyMatchesInNothing(String bound) {
        Drift drift = Drift.between(BOUND, components("ppppp"), bound, 1);
        assertThat(drift.fits()).isFalse();
        assertThat(drift.parts()).extracting(Drift.Part::state).containsOnly(Drift.State.NOT_IN_KEY);
    }

    @Test
    void statesHaveCodesForTheApi() {
        assertThat(Drift.State.values())
                .extracting(Drift.State::code)
                .containsExactly("same", "substituted", "changed", "missing", "not-in-key");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 6})
    void refusesToDemandMoreOrLessThanThereIs(int demanded) {
        assertThatThrownBy(() -> new Drift(demanded, List.of())).hasMessageContaining(String.valueOf(demanded));
    }

    /** The fewest changes that end it, less one; -1 where it does not fit now. */
    private static int worst(String states, int demanded) {
        long matching = states.chars().filter(state -> "so".indexOf(state) >= 0).count();
        if (matching < demanded) {
            return -1;
        }
        int fewest = Integer.MAX_VALUE;
        if (states.contains("s")) {
            fewest = Math.min(fewest, 1 + worst(states.replaceFirst("s", "c"), demanded));
        }
        if (states.contains("o")) {
            fewest = Math.min(fewest, 1 + worst(states.replace('o', 'm'), demanded));
        }
        return fewest;
    }

    private static List<String> all(String start, List<String> found) {
        if (start.length() == 5) {
            found.add(start);
        } else {
            for (char state : "socmn".toCharArray()) {
                all(start + state, found);
            }
        }
        return found;
    }

    private static Drift drift(String states, int demanded) {
        return new Drift(
                demanded,
                IntStream.range(0, 5)
                        .mapToObj(at -> new Drift.Part(NAMES.get(at), state(states.charAt(at))))
                        .toList());
    }

    private static Drift.State state(char letter) {
        return switch (letter) {
            case 's' -> Drift.State.SAME;
            case 'o' -> Drift.State.SUBSTITUTED;
            case 'c' -> Drift.State.CHANGED;
            case 'm' -> Drift.State.MISSING;
            default -> Drift.State.NOT_IN_KEY;
        };
    }

    /** One letter a component: p present, o or - absent. */
    private static List<MachineIdentity.Component> components(String states) {
        return IntStream.range(0, 5)
                .mapToObj(at -> new MachineIdentity.Component(
                        NAMES.get(at), states.charAt(at) == 'p', states.charAt(at) == 'o'))
                .toList();
    }
}
