// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** R15. */
class LinuxComponentsTest {

    private static final String OVERLAY =
            "700 600 0:52 / / rw,relatime - overlay overlay rw,lowerdir=/a:/b,upperdir=/c,workdir=/d";

    private final Path root;

    LinuxComponentsTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void r15ReadsAllFiveComponentsOfAComputer() {
        assertThat(values(RecordedTree.computer(root)))
                .isEqualTo(Map.of(
                        ComponentName.SYSTEM_UUID, "4c4c4544-0042-3510-8052-b4c04f564831",
                        ComponentName.BOARD_SERIAL, "/5b5rvh1/cn7220099j01b2/",
                        ComponentName.DISK_SERIAL, "s3z8nb0k123456a",
                        ComponentName.NETWORK_CARD, "d8:9e:f3:0a:1b:2c",
                        ComponentName.MACHINE_ID, "6f1c2d3e4b5a69788796a5b4c3d2e1f0"));
    }

    @Test
    void anEmptyTreeHasNoComponents() {
        assertThat(values(new RecordedTree(root))).isEmpty();
    }

    @Test
    void aContainerHasItsMachineIdOnly() {
        RecordedTree tree = new RecordedTree(root)
                .mounts(OVERLAY)
                .pair("eth0", "02:42:ac:11:00:02", 7)
                .machineId("6f1c2d3e4b5a69788796a5b4c3d2e1f0");
        assertThat(values(tree)).containsOnlyKeys(ComponentName.MACHINE_ID);
    }

    @Test
    void aVirtualMachineWithoutFirmwareTablesHasThree() {
        RecordedTree tree = new RecordedTree(root)
                .virtioDisk("vda", "254:0", "overlayblk")
                .mounts("27 1 254:0 / / rw,relatime - ext4 /dev/vda rw")
                .card("eth0", "pci0000:00/0000:00:03.0/virtio2", "02:fc:00:00:00:01", 4, "0")
                .machineId("6f1c2d3e4b5a69788796a5b4c3d2e1f0");
        assertThat(values(tree))
                .containsOnlyKeys(ComponentName.DISK_SERIAL, ComponentName.NETWORK_CARD, ComponentName.MACHINE_ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "None",
                "To be filled by O.E.M.",
                "To Be Filled By O.E.M.",
                "Default string",
                "0000000000",
                "00000000-0000-0000-0000-000000000000",
                "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
                "xxxxxxxx",
                "..............",
                "03000200-0400-0500-0006-000700080009",
                "Not Specified",
                "N/A",
                "123456789",
                "1",
                "   ",
                ""
            })
    void r15PlaceholdersOfMakersCountAsMissing(String placeholder) {
        RecordedTree tree = RecordedTree.computer(root).dmi(placeholder, placeholder);
        assertThat(values(tree)).doesNotContainKeys(ComponentName.SYSTEM_UUID, ComponentName.BOARD_SERIAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "uninitialized", "00000000000000000000000000000000", "6f1c2d3e"})
    void r15AMachineIdThatIsNoneCountsAsMissing(String id) {
        assertThat(values(RecordedTree.computer(root).machineId(id))).doesNotContainKey(ComponentName.MACHINE_ID);
    }

    @Test
    void r15WhatOnlyRootMayReadIsDeniedToTheService() {
        Machine machine = RecordedTree.computer(root).asService().read();
        assertThat(machine.reading(ComponentName.SYSTEM_UUID)).isEqualTo(Reading.DENIED);
        assertThat(machine.reading(ComponentName.BOARD_SERIAL)).isEqualTo(Reading.DENIED);
        assertThat(machine.model()).isEqualTo("Dell Inc./OptiPlex 7090");
    }

    @Test
    void theSystemDiskIsFoundThroughEncryptionOnAVolumeOnAnArray() {
        RecordedTree tree = new RecordedTree(root)
                .scsiDisk("sda", "8:0", "OTHERDISK1")
                .virtioDisk("vdb", "254:16", "SYSTEMDISK")
                .partition("vdb", "vdb1", "254:17")
                .stacked("md0", "9:0", "vdb1")
                .stacked("dm-0", "253:0", "md0")
                .stacked("dm-1", "253:1", "dm-0")
                .mounts("24 1 253:1 / / rw - ext4 /dev/mapper/root rw");
        assertThat(values(tree)).containsEntry(ComponentName.DISK_SERIAL, "systemdisk");
    }

    @Test
    void theSystemDiskOfAFileSystemOverSeveralDevicesIsTheOneItNames() {
        RecordedTree tree = new RecordedTree(root)
                .scsiDisk("sda", "8:0", "OTHERDISK1")
                .virtioDisk("vdb", "254:16", "SYSTEMDISK")
                .partition("vdb", "vdb1", "254:17")
                .file("dev/vdb1", "")
                .mounts("24 1 0:33 /@ / rw - btrfs /dev/vdb1 rw,subvol=/@");
        assertThat(values(tree)).containsEntry(ComponentName.DISK_SERIAL, "systemdisk");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OVERLAY,
                "24 1 0:33 / / rw - zfs rpool/ROOT rw",
                "24 1 0:33 / / rw - btrfs /dev/gone rw",
                "24 1 8:99 / / rw - ext4 /dev/root rw",
                "24 1 7:0 / / rw - squashfs /dev/loop0 ro",
                "nonsense",
                "24 1 0:33 / / rw -"
            })
    void withoutADiskBehindTheRootItIsTheFirstThatIsNotRemovable(String mount) {
        RecordedTree tree = new RecordedTree(root)
                .virtioDisk("vda", "254:0", "STICK00001")
                .file("sys/block/vda/removable", "1")
                .virtioDisk("vdb", "254:16", "PATH000001")
                .file("sys/block/vdb/hidden", "1")
                .virtioDisk("vdc10", "254:48", "TENTH00001")
                .virtioDisk("vdc2", "254:32", "SECOND0001")
                .stacked("loop0", "7:0")
                .mounts(mount);
        assertThat(values(tree)).containsEntry(ComponentName.DISK_SERIAL, "second0001");
    }

    @Test
    void aDeviceThatStandsOnItselfIsNoDisk() {
        RecordedTree tree = new RecordedTree(root)
                .stacked("dm-0", "253:0")
                .stacked("dm-1", "253:1", "dm-0")
                .stacked("dm-0", "253:0", "dm-1")
                .mounts("24 1 253:1 / / rw - ext4 /dev/mapper/root rw");
        assertThat(values(tree)).isEmpty();
    }

    @Test
    void aDisksWorldWideNameStandsInForItsSerialNumber() {
        RecordedTree tree = RecordedTree.computer(root)
                .remove("sys/block/sda/device/vpd_pg80")
                .file("sys/block/sda/device/wwid", "naa.5002538e40a1b2c3");
        assertThat(values(tree)).containsEntry(ComponentName.DISK_SERIAL, "naa.5002538e40a1b2c3");
    }

    @Test
    void aKernelThatShowsTheSerialNumberAsAFileChangesNothing() {
        RecordedTree tree = RecordedTree.computer(root);
        Map<ComponentName, String> before = values(tree);
        assertThat(values(tree.file("sys/block/sda/device/serial", "S3Z8NB0K123456A     ")))
                .isEqualTo(before);
    }

    @Test
    void theSerialNumberOfAnEmulatedDiskIsNoEvidence() {
        RecordedTree tree = RecordedTree.computer(root)
                .scsiDisk("sda", "8:0", "QM00001")
                .file("sys/block/sda/device/wwid", "t10.ATA     QEMU HARDDISK                           QM00001");
        assertThat(values(tree)).doesNotContainKey(ComponentName.DISK_SERIAL);
    }

    @Test
    void theFirstCardIsByNameAndAdaptersOnUsbComeLast() {
        RecordedTree tree = new RecordedTree(root)
                .pair("br0", "3a:00:00:00:00:01", 9)
                .card("eno10", "pci0000:00/0000:00:04.0", "d8:9e:f3:00:00:10", 2, "0")
                .card("eno2", "pci0000:00/0000:00:05.0", "d8:9e:f3:00:00:02", 3, "0")
                .card("enamel", "pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0", "d8:9e:f3:00:00:99", 1, "0");
        assertThat(values(tree)).containsEntry(ComponentName.NETWORK_CARD, "d8:9e:f3:00:00:02");
    }

    @ParameterizedTest
    @CsvSource({
        "d8:9e:f3:00:00:01,0,true",
        "02:fc:00:00:00:01,0,true",
        "d8:9e:f3:00:00:01,3,true",
        "02:fc:00:00:00:01,3,false",
        "d8:9e:f3:00:00:01,1,false",
        "00:00:00:00:00:00,0,false",
        "nonsense,0,false"
    })
    void anAddressThatDoesNotLastIsNoEvidence(String address, String origin, boolean counts) {
        RecordedTree tree = new RecordedTree(root).card("eth0", "pci0000:00/0000:00:04.0", address, 2, origin);
        assertThat(values(tree).containsKey(ComponentName.NETWORK_CARD)).isEqualTo(counts);
    }

    @Test
    void aCardInABondKeepsItsOwnAddress() {
        RecordedTree tree = new RecordedTree(root)
                .card("eth0", "pci0000:00/0000:00:04.0", "06:00:00:00:00:01", 2, "3")
                .file("sys/class/net/eth0/bonding_slave/perm_hwaddr", "d8:9e:f3:00:00:01");
        assertThat(values(tree)).containsEntry(ComponentName.NETWORK_CARD, "d8:9e:f3:00:00:01");
    }

    private static Map<ComponentName, String> values(RecordedTree tree) {
        return tree.asRoot().read().readings().entrySet().stream()
                .filter(entry -> entry.getValue().isPresent())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().value()));
    }
}
