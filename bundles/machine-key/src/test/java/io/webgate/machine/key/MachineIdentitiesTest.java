// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import io.webgate.license.api.MachineIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** R15, R16: what is kept in the home. */
class MachineIdentitiesTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path root;
    private final Path folder;

    MachineIdentitiesTest(@TempDir Path root, @TempDir Path folder) {
        this.root = root;
        this.folder = folder;
    }

    @Test
    void r15TheServiceHasTheWholeKeyAfterRootReadItOnce() throws Exception {
        RecordedTree tree = RecordedTree.computer(root);
        String before = read(tree.asService()).machineKey();
        MachineIdentity asRoot = read(tree.asRoot());
        MachineIdentity asService = read(tree.asService());
        assertThat(before).isNotEqualTo(asRoot.machineKey());
        assertThat(asService).isEqualTo(asRoot);
        assertThat(asService.components()).allMatch(MachineIdentity.Component::present);
        assertThat(mode("var/machine-components")).isEqualTo("rw-------");
        assertThat(Files.readString(home().resolve("var/machine-components")))
                .contains("system-uuid=", "board-serial=")
                .doesNotContain("6f1c2d3e4b5a69788796a5b4c3d2e1f0", "d8:9e:f3");
    }

    @Test
    void r15AValueReadNowWinsOverTheKeptOne() throws Exception {
        RecordedTree tree = RecordedTree.computer(root);
        String before = read(tree.asRoot()).machineKey();
        tree.dmi("4c4c4544-0042-3510-8052-b4c04f564831", "ANOTHERBOARD1");
        MachineIdentity after = read(tree.asRoot());
        assertThat(after.matching(before)).isEqualTo(4);
        assertThat(read(tree.asService())).isEqualTo(after);
    }

    @Test
    void r15AComponentThatIsGoneIsNotTakenFromWhatWasKept() throws Exception {
        RecordedTree tree = RecordedTree.computer(root);
        String before = read(tree.asRoot()).machineKey();
        tree.remove("sys/class/dmi/id/board_serial");
        MachineIdentity after = read(tree.asService());
        assertThat(after.matching(before)).isEqualTo(4);
        assertThat(after.components())
                .filteredOn(component -> !component.present())
                .extracting(MachineIdentity.Component::name)
                .containsExactly("board-serial");
    }

    @Test
    void r16WhatWasKeptDoesNotMoveToAnotherModelWithTheDisk() throws Exception {
        String before =
                read(RecordedTree.computer(root.resolve("old")).asRoot()).machineKey();
        RecordedTree other = RecordedTree.computer(root.resolve("new"))
                .model("Lenovo", "ThinkCentre M70")
                .card("enp0s31f6", "pci0000:00/0000:00:1f.6", "d8:9e:f3:ff:ff:01", 2, "0");
        assertThat(read(other.asService()).matching(before)).isEqualTo(2);
    }

    @Test
    void r16WhatRootHasNotReadSinceTheStartCountsAndIsTold() throws Exception {
        RecordedTree tree = RecordedTree.computer(root);
        MachineIdentity asRoot = read(tree.asRoot());
        assertThat(asRoot.remembered()).isEmpty();
        assertThat(read(tree.asService()).remembered()).isEmpty();

        tree.boot("7d0f3c55-1f3e-4c7b-8b54-2f1d6a9e0c22");
        MachineIdentity restarted = read(tree.asService());
        assertThat(restarted.machineKey()).isEqualTo(asRoot.machineKey());
        assertThat(restarted.remembered()).containsExactlyInAnyOrder("system-uuid", "board-serial");

        assertThat(read(tree.asRoot()).remembered()).isEmpty();
        assertThat(read(tree.asService()).remembered()).isEmpty();
    }

    @Test
    void r16AServiceThatMayReadOneComponentDoesNotForgetThatRootReadTheOthersInThisStart() throws Exception {
        RecordedTree tree = RecordedTree.computer(root);
        MachineIdentity asRoot = read(tree.asRoot());
        MachineIdentities.read(home(), halfReadable(tree), RANDOM);
        MachineIdentity again = MachineIdentities.read(home(), halfReadable(tree), RANDOM);
        assertThat(again).isEqualTo(asRoot);
        assertThat(again.remembered()).isEmpty();

        tree.boot("7d0f3c55-1f3e-4c7b-8b54-2f1d6a9e0c22");
        for (int turn = 0; turn < 2; turn++) {
            assertThat(MachineIdentities.read(home(), halfReadable(tree), RANDOM)
                            .remembered())
                    .as("turn %s after the restart", turn)
                    .containsExactly("system-uuid");
        }
    }

    /** Its user may read the board's serial number, but not the system's. */
    private static ComponentReader halfReadable(RecordedTree tree) {
        return () -> {
            Machine whole = tree.asRoot().read();
            Map<ComponentName, Reading> readings = new EnumMap<>(whole.readings());
            readings.put(ComponentName.SYSTEM_UUID, Reading.DENIED);
            return new Machine(readings, whole.model(), whole.boot());
        };
    }

    @Test
    void r16ADiskThatMovedToAnotherComputerOfItsModelIsToldUntilRootReads() throws Exception {
        String before =
                read(RecordedTree.computer(root.resolve("old")).asRoot()).machineKey();
        RecordedTree other = RecordedTree.computer(root.resolve("new"))
                .dmi("4c4c4544-0099-3510-8052-b4c04f564831", "/9X9RVH1/CN7220099J0999/")
                .card("enp0s31f6", "pci0000:00/0000:00:1f.6", "d8:9e:f3:ff:ff:01", 2, "0")
                .boot("7d0f3c55-1f3e-4c7b-8b54-2f1d6a9e0c22");
        MachineIdentity cloned = read(other.asService());
        assertThat(cloned.matching(before)).as("no shop stands still").isEqualTo(4);
        assertThat(cloned.remembered()).containsExactlyInAnyOrder("system-uuid", "board-serial");

        assertThat(read(other.asRoot()).matching(before)).isEqualTo(2);
        assertThat(read(other.asService()).matching(before)).isEqualTo(2);
    }

    @Test
    void r16WhereNothingTellsTheStartTheKeptOnesAreAlwaysTold() throws Exception {
        RecordedTree tree = RecordedTree.computer(root).remove("proc/sys/kernel/random/boot_id");
        assertThat(read(tree.asRoot()).remembered()).isEmpty();
        assertThat(read(tree.asService()).remembered()).containsExactlyInAnyOrder("system-uuid", "board-serial");
    }

    @Test
    void aDamagedFileOfKeptComponentsIsMadeAnewWhenRootReads() throws Exception {
        RecordedTree tree = RecordedTree.computer(root);
        MachineIdentity whole = read(tree.asRoot());
        Files.write(home().resolve("var/machine-components"), new byte[] {(byte) 0xff, 0, '=', '\n', 'x'});
        assertThat(read(tree.asService()).matching(whole.machineKey())).isEqualTo(3);
        assertThat(read(tree.asRoot())).isEqualTo(whole);
        assertThat(read(tree.asService())).isEqualTo(whole);
    }

    @Test
    void r16AContainerWorksOutOfTheBoxWithAnIdentityMadeForIt() throws Exception {
        RecordedTree tree = new RecordedTree(root).machineId("6f1c2d3e4b5a69788796a5b4c3d2e1f0");
        MachineIdentity first = read(tree.asService());
        assertThat(first.isWeak()).isTrue();
        assertThat(first.matching(first.machineKey())).isEqualTo(5);
        assertThat(Files.readString(home().resolve("etc/identity"))).matches("[0-9a-f]{32}\n");
        assertThat(mode("etc/identity")).isEqualTo("rw-------");
        assertThat(read(tree.asService())).isEqualTo(first);
        assertThat(entries("etc")).containsExactly("identity");
    }

    @Test
    void r16AnIdentityGivenByTheOperatorIsUsedAsItIs() throws Exception {
        RecordedTree tree = new RecordedTree(root);
        write("etc/identity", "  an operator's identity\n");
        MachineIdentity given = read(tree.asService());
        write("etc/identity", "an operator's identity");
        assertThat(read(tree.asService())).isEqualTo(given);
        write("etc/identity", "another operator's identity");
        assertThat(read(tree.asService()).matching(given.machineKey())).isZero();
    }

    @Test
    void r16AnIdentityThatIsTooShortIsRefusedWithWhatToDo() throws Exception {
        write("etc/identity", "fifteen letters\n");
        LinuxComponents tree = new RecordedTree(root).asService();
        assertThatThrownBy(() -> read(tree))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("15 bytes")
                .hasMessageContaining("at least 16")
                .hasMessageContaining("delete it");
        assertThat(Files.readString(home().resolve("etc/identity"))).isEqualTo("fifteen letters\n");
    }

    @Test
    void r16AnIdentityThatCannotBeMadeIsAnErrorThatSaysWhatToDo() throws Exception {
        Files.createDirectories(home());
        Files.writeString(home().resolve("etc"), "a file where a folder should be");
        LinuxComponents tree = new RecordedTree(root).asService();
        assertThatThrownBy(() -> read(tree)).isInstanceOf(IOException.class).hasMessageContaining("etc/identity");
    }

    @Test
    void r16AComputerWithThreeComponentsMakesNoIdentity() throws Exception {
        MachineIdentity identity = read(RecordedTree.computer(root).asService());
        assertThat(identity.isWeak()).isFalse();
        assertThat(home().resolve("etc/identity")).doesNotExist();
    }

    @Test
    void twoProgramsThatMakeTheIdentityAtOnceAgreeOnOne() throws Exception {
        LinuxComponents tree = new RecordedTree(root).asService();
        CyclicBarrier start = new CyclicBarrier(8);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            Callable<String> program = () -> {
                start.await();
                return read(tree).machineKey();
            };
            Set<String> keys = new HashSet<>();
            for (Future<String> key : pool.invokeAll(
                    IntStream.range(0, 8).mapToObj(number -> program).toList())) {
                keys.add(key.get());
            }
            assertThat(keys).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void theHostsFallbackMatchesNothingThatIsMissing() throws Exception {
        new RecordedTree(root).machineId("6f1c2d3e4b5a69788796a5b4c3d2e1f0");
        MachineIdentity identity = MachineIdentities.readWithoutOperator(home(), root);
        assertThat(identity.isWeak()).isTrue();
        assertThat(identity.matching(identity.machineKey())).isEqualTo(1);
        assertThat(identity.components()).noneMatch(MachineIdentity.Component::substituted);
        assertThat(home()).doesNotExist();
    }

    @Test
    void anUnknownOperatingSystemHasTheOperatorsIdentityAlone() throws Exception {
        MachineIdentity identity = MachineIdentities.read(home(), () -> Machine.UNKNOWN, RANDOM);
        assertThat(identity.components()).noneMatch(MachineIdentity.Component::present);
        assertThat(identity.matching(identity.machineKey())).isEqualTo(5);
    }

    @Test
    void thisComputerGivesTheSameKeyTwice() throws Exception {
        MachineIdentity identity = MachineIdentities.read(home(), Path.of("/"), RANDOM);
        assertThat(identity.machineKey()).matches("([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}");
        assertThat(identity.matching(identity.machineKey())).isGreaterThanOrEqualTo(3);
        assertThat(MachineIdentities.read(home(), Path.of("/"), RANDOM)).isEqualTo(identity);
    }

    private MachineIdentity read(LinuxComponents tree) throws IOException {
        return MachineIdentities.read(home(), tree, RANDOM);
    }

    private Path home() {
        return folder.resolve("home");
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(home().resolve("etc"));
        Files.writeString(home().resolve(name), text);
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(home().resolve(name)));
    }

    private List<String> entries(String name) throws IOException {
        try (Stream<Path> entries = Files.list(home().resolve(name))) {
            return entries.map(Tree::name).collect(Collectors.toList());
        }
    }
}
