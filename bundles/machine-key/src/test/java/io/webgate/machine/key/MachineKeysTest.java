// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import io.webgate.license.api.Drift;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.text.MachineKeyText;
import org.junit.jupiter.api.Test;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** R15, R16. */
class MachineKeysTest {

    private static final Map<ComponentName, String> COMPUTER = Map.of(
            ComponentName.SYSTEM_UUID, "4c4c4544-0042-3510-8052-b4c04f564831",
            ComponentName.BOARD_SERIAL, "/5b5rvh1/cn7220099j01b2/",
            ComponentName.DISK_SERIAL, "s3z8nb0k123456a",
            ComponentName.NETWORK_CARD, "d8:9e:f3:0a:1b:2c",
            ComponentName.MACHINE_ID, "6f1c2d3e4b5a69788796a5b4c3d2e1f0");

    private static final String KEY = MachineKeys.identity(COMPUTER, "").machineKey();

    /** Documents are bound to keys for good: the way from component to group must never change. */
    @Test
    void r15TheKeyOfAComputerIsFixedForGood() {
        assertThat(KEY).isEqualTo("DR77-796J-BQQC-K46M-HT1W-Y43V");
        assertThat(MachineKeys.identity(Map.of(), "an identity of an operator").machineKey())
                .isEqualTo("QBNE-8YD5-QF83-XKHP-DH44-RS7X");
    }

    @Test
    void r16AReplacedDiskLeavesFourGroupsMatching() {
        assertThat(matching(with(ComponentName.DISK_SERIAL, "another disk"))).isEqualTo(4);
    }

    @Test
    void r16DiskAndCardReplacedLeaveThreeWhichStillFits() {
        Map<ComponentName, String> changed = with(ComponentName.DISK_SERIAL, "another disk");
        changed.put(ComponentName.NETWORK_CARD, "d8:9e:f3:ff:ff:01");
        assertThat(matching(changed)).isEqualTo(3);
    }

    @Test
    void r16ADiskMovedToAnotherComputerDoesNotFit() {
        Map<ComponentName, String> other = with(ComponentName.SYSTEM_UUID, "11111111-2222-3333-4444-555555555555");
        other.put(ComponentName.BOARD_SERIAL, "another board");
        other.put(ComponentName.NETWORK_CARD, "d8:9e:f3:ff:ff:01");
        assertThat(matching(other)).isEqualTo(2);
    }

    @Test
    void r16AComponentThatIsGoneIsNoEvidenceEvenIfTheKeyNeverHadIt() {
        Map<ComponentName, String> fewer = new EnumMap<>(COMPUTER);
        fewer.remove(ComponentName.BOARD_SERIAL);
        MachineIdentity identity = MachineKeys.identity(fewer, "");
        assertThat(identity.matching(KEY)).isEqualTo(4);
        assertThat(identity.matching(identity.machineKey())).isEqualTo(4);
        assertThat(identity.components())
                .containsExactly(
                        new MachineIdentity.Component("system-uuid", true, false),
                        new MachineIdentity.Component("board-serial", false, false),
                        new MachineIdentity.Component("disk-serial", true, false),
                        new MachineIdentity.Component("network-card", true, false),
                        new MachineIdentity.Component("machine-id", true, false));
    }

    @Test
    void r16WithThreeComponentsTheOperatorsIdentityIsNotUsed() {
        Map<ComponentName, String> three = three();
        assertThat(MachineKeys.identity(three, "an identity of an operator"))
                .isEqualTo(MachineKeys.identity(three, ""));
        assertThat(MachineKeys.identity(three, "").isWeak()).isFalse();
    }

    @Test
    void r16WithTwoComponentsTheOperatorsIdentityTakesTheMissingOnesPlace() throws Exception {
        Map<ComponentName, String> two = three();
        two.remove(ComponentName.DISK_SERIAL);
        MachineIdentity identity = MachineKeys.identity(two, "an identity of an operator");
        assertThat(identity.isWeak()).isTrue();
        assertThat(identity.matching(identity.machineKey())).isEqualTo(5);
        assertThat(identity.components())
                .containsExactly(
                        new MachineIdentity.Component("system-uuid", false, true),
                        new MachineIdentity.Component("board-serial", false, true),
                        new MachineIdentity.Component("disk-serial", false, true),
                        new MachineIdentity.Component("network-card", true, false),
                        new MachineIdentity.Component("machine-id", true, false));
        assertThat(new HashSet<>(MachineKeyText.parse(identity.machineKey()).groups()))
                .hasSize(6);
        assertThat(MachineKeys.identity(two, "the identity of another").matching(identity.machineKey()))
                .isEqualTo(2);
        assertThat(MachineKeys.identity(two, "").matching(identity.machineKey()))
                .isEqualTo(2);
    }

    @Test
    void r16AnIdentityIsNeverTakenForAComponent() {
        String text = "the same text in both places";
        MachineIdentity weak = MachineKeys.identity(Map.of(), text);
        Map<ComponentName, String> all = new EnumMap<>(ComponentName.class);
        for (ComponentName name : ComponentName.values()) {
            all.put(name, text);
        }
        assertThat(MachineKeys.identity(all, "").matching(weak.machineKey())).isZero();
    }

    @Test
    void whatIsNoMachineKeyMatchesInNoGroup() {
        MachineIdentity identity = MachineKeys.identity(COMPUTER, "");
        assertThat(identity.matching(KEY.replace("-", " "))).isEqualTo(5);
        for (String text : List.of("", "nonsense", KEY.substring(1), KEY.substring(0, 28) + "UUUU")) {
            assertThat(identity.matching(text)).isZero();
        }
    }

    @Test
    void r15AHashNeverYieldsWhatMeansMissing() {
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 400_000; i++) {
            seen.add(MachineKeys.bits("component", ComponentName.DISK_SERIAL, "disk " + i));
        }
        // Every value but 0: a hash that is 0 at first (about 12 of these) takes the next 15 bits
        assertThat(seen).hasSize(MachineKeyText.LARGEST).doesNotContain(MachineKeyText.MISSING);
    }

    @Test
    void r16OfRandomComputersExactlyTheSharedComponentsMatch() {
        Random random = new Random(16);
        for (int round = 0; round < 2_000; round++) {
            Map<ComponentName, String> left = new EnumMap<>(ComponentName.class);
            Map<ComponentName, String> right = new EnumMap<>(ComponentName.class);
            int shared = 0;
            for (ComponentName name : ComponentName.values()) {
                int kind = random.nextInt(4);
                String value = "value-" + random.nextInt();
                if (kind != 0) {
                    left.put(name, value);
                }
                if (kind == 1) {
                    right.put(name, value);
                    shared++;
                }
            }
            assertThat(MachineKeys.identity(left, "")
                            .matching(MachineKeys.identity(right, "").machineKey()))
                    .isEqualTo(shared);
        }
    }

    @Test
    void r16TheDriftAgreesWithTheCountAndNamesWhatChanged() {
        MachineIdentity now = MachineKeys.identity(with(ComponentName.DISK_SERIAL, "another disk"), "");
        Drift drift = now.drift(KEY.replace("-", " ").toLowerCase(Locale.ROOT), 3);
        assertThat(drift.changed()).containsExactly("disk-serial");
        assertThat(drift.matching()).isEqualTo(now.matching(KEY)).isEqualTo(4);
        assertThat(drift.left()).isEqualTo(1);
        assertThat(drift.isWarning()).isTrue();
        assertThat(now.drift("nonsense", 3).fits()).isFalse();
    }

    /** What a missing component's group looks like is known in two places: here it is one. */
    @Test
    void r16OfRandomComputersTheDriftTellsWhatBecameOfEachComponent() {
        Random random = new Random(160);
        for (int round = 0; round < 2_000; round++) {
            Map<ComponentName, String> then = some(random, Map.of());
            Map<ComponentName, String> now = some(random, then);
            MachineIdentity before = MachineKeys.identity(then, "the identity of the operator");
            MachineIdentity after = MachineKeys.identity(now, "the identity of the operator");
            Drift drift = after.drift(before.machineKey(), 3);
            assertThat(drift.matching()).isEqualTo(after.matching(before.machineKey()));
            int at = 0;
            for (ComponentName name : ComponentName.values()) {
                MachineIdentity.Component was = before.components().get(at);
                MachineIdentity.Component is = after.components().get(at);
                Drift.State expected;
                if (!was.present() && !was.substituted()) {
                    expected = Drift.State.NOT_IN_KEY;
                } else if (was.present() && is.present()) {
                    expected = Objects.equals(then.get(name), now.get(name)) ? Drift.State.SAME : Drift.State.CHANGED;
                } else if (was.substituted() && is.substituted()) {
                    expected = Drift.State.SUBSTITUTED;
                } else {
                    expected = is.present() ? Drift.State.CHANGED : Drift.State.MISSING;
                }
                assertThat(drift.parts().get(at)).isEqualTo(new Drift.Part(name.code(), expected));
                at++;
            }
        }
    }

    /** Some components of a computer: those of another, other ones, or none. */
    private static Map<ComponentName, String> some(Random random, Map<ComponentName, String> other) {
        Map<ComponentName, String> some = new EnumMap<>(ComponentName.class);
        for (ComponentName name : ComponentName.values()) {
            int kind = random.nextInt(4);
            if (kind != 0) {
                String fresh = "value-" + random.nextInt();
                some.put(name, kind == 1 ? fresh : other.getOrDefault(name, fresh));
            }
        }
        return some;
    }

    private static int matching(Map<ComponentName, String> components) {
        return MachineKeys.identity(components, "").matching(KEY);
    }

    private static Map<ComponentName, String> with(ComponentName name, String value) {
        Map<ComponentName, String> changed = new EnumMap<>(COMPUTER);
        changed.put(name, value);
        return changed;
    }

    private static Map<ComponentName, String> three() {
        Map<ComponentName, String> three = new EnumMap<>(COMPUTER);
        three.remove(ComponentName.SYSTEM_UUID);
        three.remove(ComponentName.BOARD_SERIAL);
        return three;
    }
}
