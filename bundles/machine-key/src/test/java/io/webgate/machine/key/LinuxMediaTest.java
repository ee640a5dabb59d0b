// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import io.webgate.license.api.Media;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** R18 on Linux, from a recorded device tree. */
class LinuxMediaTest {

    private static final String SERIAL = "60A44C413FAEF361B9720182";

    /** A licence for a drive holds for years: this text must never change. */
    private static final String KEY = "438616F1E05C9658B7CEE66F00B4EED3E437EB6C5F280422E7C759F52573E389";

    private final Path root;
    private final RecordedTree tree;

    LinuxMediaTest(@TempDir Path root) {
        this.root = root;
        this.tree = new RecordedTree(root);
    }

    /** A computer with a disk of its own and nothing on USB. */
    @BeforeEach
    void computer() {
        RecordedTree.computer(root).volume("sda2", "6f1c2d3e-4b5a-6978-8796-a5b4c3d2e1f0", "root");
    }

    @Test
    void r18TheKeyOfADriveIsFixedForGood() throws Exception {
        tree.usbDrive("sdb", SERIAL).usbPartition("sdb", 1, "1234-ABCD", "");
        assertThat(keys()).containsExactly(KEY);
    }

    @Test
    void r18NothingOnUsbIsNoMedia() throws Exception {
        tree.virtioDisk("vda", "254:0", "VIRTUAL001").file("sys/block/vda/removable", "1");
        assertThat(read()).isEmpty();
    }

    @Test
    void r18EachOfVendorProductSerialAndVolumeMakesAnotherKey() throws Exception {
        tree.usbDrive("sdb", "usb1/1-1", "0951", "1666", SERIAL).usbPartition("sdb", 1, "1234-ABCD", "");
        tree.usbDrive("sdc", "usb1/1-2", "0952", "1666", SERIAL).usbPartition("sdc", 1, "1234-ABCE", "");
        tree.usbDrive("sdd", "usb1/1-3", "0951", "1667", SERIAL).usbPartition("sdd", 1, "1234-ABCF", "");
        tree.usbDrive("sde", "usb1/1-4", "0951", "1666", "60A44C413FAEF361B9720183")
                .usbPartition("sde", 1, "1234-ABD0", "");
        tree.usbDrive("sdf", "usb1/1-5", "0951", "1666", SERIAL).usbPartition("sdf", 1, "1234-ABD1", "");
        assertThat(keys()).hasSize(5).doesNotHaveDuplicates().contains(KEY);
        // The volume is in all of them another; with the same one the rest makes the difference
        assertThat(Stream.of(
                                drive("0951", "1666", SERIAL, "1234-ABCD"),
                                drive("0952", "1666", SERIAL, "1234-ABCD"),
                                drive("0951", "1667", SERIAL, "1234-ABCD"),
                                drive("0951", "1666", SERIAL + "0", "1234-ABCD"))
                        .map(drive -> drive.media().key().orElseThrow()))
                .doesNotHaveDuplicates()
                .contains(KEY);
    }

    @Test
    void r18TheKeyIsTheSameInAnyPortAndUnderAnyName() throws Exception {
        tree.usbDrive("sdz", "usb1/1-3/1-3.4", "0951", "1666", SERIAL).usbPartition("sdz", 1, "1234-ABCD", "");
        assertThat(keys()).containsExactly(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0000000000", "1", "None", "            "})
    void r18ADriveWithoutASerialNumberHasNoKeyAndSaysWhy(String serial) throws Exception {
        tree.usbDevice("sys/devices/pci0000:00/0000:00:14.0/usb1/1-3", "05e3", "0608", "HUB0123456789");
        tree.usbDrive("sdb", "usb1/1-3/1-3.1", "0951", "1666", serial).usbPartition("sdb", 1, "1234-ABCD", "");
        Media media = only();
        assertThat(media.key()).isEmpty();
        assertThat(media.reason().orElseThrow().english()).contains("serial number");
        assertThat(media.reason().orElseThrow().russian()).contains("серийного номера");
    }

    @Test
    void r18TwoDrivesOfOneModelHaveTwoKeys() throws Exception {
        tree.usbDrive("sdb", "usb1/1-1", "0951", "1666", SERIAL).usbPartition("sdb", 1, "1234-ABCD", "ONE");
        tree.usbDrive("sdc", "usb1/1-2", "0951", "1666", "60A44C413FAEF361B9720183")
                .usbPartition("sdc", 1, "5678-EF01", "TWO");
        assertThat(read()).extracting(Media::label).containsExactly("ONE", "TWO");
        assertThat(keys()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void r18OfSeveralPartitionsTheFirstWithAVolumeCounts() throws Exception {
        tree.usbDrive("sdb", SERIAL)
                .usbPartition("sdb", 10, "9999-9999", "TENTH")
                .usbPartition("sdb", 1, "", "")
                .usbPartition("sdb", 2, "1234-ABCD", "SECOND");
        assertThat(keys()).containsExactly(KEY);
        assertThat(only().label()).isEqualTo("SECOND");
    }

    @Test
    void r18AFileSystemMayFillTheDisk() throws Exception {
        tree.usbDrive("sdb", SERIAL).volume("sdb", "1234-ABCD", "");
        assertThat(keys()).containsExactly(KEY);
    }

    /** An image for starting from is a volume as a whole and in its first partition; udev links one of the two. */
    @Test
    void r18AnImageThatIsBothKeepsItsKey() throws Exception {
        String id = "2026-11-22-12-00-00-00";
        tree.usbDrive("sdb", SERIAL).usbPartition("sdb", 1, id, "").usbPartition("sdb", 2, "1234-ABCD", "");
        List<String> before = keys();
        tree.volume("sdb", id, "");
        assertThat(keys()).isEqualTo(before);
    }

    @Test
    void r18ADriveWithoutAFileSystemHasNoKeyAndSaysWhy() throws Exception {
        tree.usbDrive("sdb", SERIAL).usbPartition("sdb", 1, "", "");
        Media media = only();
        assertThat(media.key()).isEmpty();
        assertThat(media.reason().orElseThrow().english()).contains("Format it");
        assertThat(media.reason().orElseThrow().russian()).contains("Отформатируйте");
    }

    @Test
    void r18ADiskOnUsbCountsButNotTheOneThatTheSystemIsOn() throws Exception {
        tree.usbDrive("sdb", "usb2/2-1", "04e8", "61f5", "S4PBNJ0N503331V")
                .file("sys/block/sdb/removable", "0")
                .usbPartition("sdb", 1, "1234-ABCD", "");
        assertThat(keys()).hasSize(1);
        Path partition = root.toRealPath()
                .relativize(root.resolve("sys/block/sdb").toRealPath().resolve("sdb1"));
        tree.link("sys/dev/block/8:17", partition.toString()).mounts("24 1 8:17 / / rw - ext4 /dev/sdb1 rw");
        assertThat(read()).isEmpty();
    }

    @Test
    void r18ASlotOfACardReaderCountsWithACardInIt() throws Exception {
        tree.usbDrive("sdb", SERIAL).file("sys/block/sdb/size", "0").volume("sdb", "1234-ABCD", "");
        assertThat(read()).isEmpty();
        tree.file("sys/block/sdb/size", "60604416");
        assertThat(keys()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "MY\\x20KEYS, MY KEYS",
        "\\xd0\\x9a\\xd0\\xbb\\xd1\\x8e\\xd1\\x87, Ключ",
        "Ключ, Ключ",
        "a\\x1b\\x5b31m\\x0ab, a [31m b",
        "\\xe2\\x80\\xaeevil, evil",
    })
    void aLabelIsShownAsItsOwnerWroteItWithoutWhatSteersATerminal(String link, String label) throws Exception {
        tree.usbDrive("sdb", SERIAL).usbPartition("sdb", 1, "1234-ABCD", link);
        assertThat(only().label()).isEqualTo(label);
        assertThat(only().product()).isEqualTo("Kingston DataTraveler 3.0");
    }

    @Test
    void aDriveWithoutALabelIsCalledByItsModel() throws Exception {
        tree.usbDrive("sdb", SERIAL).usbPartition("sdb", 1, "1234-ABCD", "");
        assertThat(only().label()).isEqualTo("Kingston DataTraveler 3.0");
        tree.file("sys/block/sdb/device/x", "")
                .file(device() + "/manufacturer", "x".repeat(500))
                .remove(device() + "/product");
        assertThat(only().label()).hasSize(65).endsWith("…");
        tree.remove(device() + "/manufacturer");
        assertThat(only().label()).isEqualTo("USB");
    }

    private static List<Arguments> volumes() {
        return List.of(
                Arguments.of("1234-ABCD", RecordedVolume.fat32(0x1234abcd)),
                Arguments.of("1234-ABCD", RecordedVolume.fat16(0x1234abcd)),
                Arguments.of("0034-ABCD", RecordedVolume.exfat(0x34abcd)),
                Arguments.of("01D8ABCD1234EF56", RecordedVolume.ntfs(0x01d8abcd1234ef56L)),
                Arguments.of(
                        "6f1c2d3e-4b5a-6978-8796-a5b4c3d2e1f0",
                        RecordedVolume.ext4(0x6f1c2d3e4b5a6978L, 0x8796a5b4c3d2e1f0L)));
    }

    @ParameterizedTest
    @MethodSource("volumes")
    void r18WithoutUdevTheVolumeItselfTellsTheSameId(String id, byte[] head) throws Exception {
        tree.usbDrive("sdb", SERIAL).usbPartition("sdb", 1, id, "");
        List<String> before = keys();
        withoutUdev();
        List<Path> asked = new ArrayList<>();
        assertThat(keys(node -> {
                    asked.add(node);
                    return head;
                }))
                .isEqualTo(before)
                .hasSize(1);
        assertThat(asked).containsExactly(root.resolve("dev/sdb1"));
    }

    @Test
    void r18WithoutUdevAFileSystemMayFillTheDisk() throws Exception {
        tree.usbDrive("sdb", SERIAL);
        withoutUdev();
        assertThat(keys(node -> RecordedVolume.fat32(0x1234abcd))).containsExactly(KEY);
    }

    @Test
    void r18AVolumeThatTheServiceMayNotReadSaysSo() throws Exception {
        tree.usbDrive("sdb", SERIAL).usbPartition("sdb", 1, "", "").usbPartition("sdb", 2, "", "");
        withoutUdev();
        Media media = new LinuxMedia(root, node -> {
                    throw new AccessDeniedException(node.toString());
                })
                .read()
                .get(0);
        assertThat(media.reason().orElseThrow().english()).contains("/dev/sdb1, /dev/sdb2");
        assertThat(media.reason().orElseThrow().russian()).contains("/dev/sdb1, /dev/sdb2");
    }

    @Test
    void r18ANumberThatIsAllZeroOrAnUnknownFileSystemIsNoId() {
        assertThat(List.of(
                        RecordedVolume.empty(),
                        RecordedVolume.fat32(0),
                        RecordedVolume.fat16(0),
                        RecordedVolume.exfat(0),
                        RecordedVolume.ntfs(0),
                        RecordedVolume.ext4(0, 0),
                        new byte[0],
                        new byte[512]))
                .allSatisfy(head -> assertThat(VolumeId.of(head)).isEmpty());
    }

    @Test
    void readsNoMoreThanTheFirstBytesOfAVolume(@TempDir Path folder) throws Exception {
        Path node = Files.write(folder.resolve("sdb1"), RecordedVolume.fat32(0x1234abcd));
        assertThat(VolumeId.head(node)).hasSize(2048);
        assertThat(VolumeId.of(VolumeId.head(node))).isEqualTo("1234-ABCD");
    }

    @Test
    void theSignChangesWithEveryPluggingAndEveryFormatting() throws Exception {
        LinuxMedia media = new LinuxMedia(root);
        List<Object> signs = new ArrayList<>();
        signs.add(media.sign());
        tree.usbDrive("sdb", SERIAL);
        signs.add(media.sign());
        tree.usbPartition("sdb", 1, "", "");
        signs.add(media.sign());
        tree.volume("sdb1", "1234-ABCD", "");
        signs.add(media.sign());
        tree.remove("dev/disk/by-uuid/1234-ABCD").volume("sdb1", "1234-ABCE", "");
        signs.add(media.sign());
        tree.file("sys/block/sdb/size", "0");
        signs.add(media.sign());
        tree.file("sys/block/sdb/diskseq", "12");
        signs.add(media.sign());
        assertThat(signs).doesNotHaveDuplicates();
        assertThat(media.sign()).isEqualTo(media.sign());
        tree.unplug("sdb");
        assertThat(media.sign()).isEqualTo(signs.get(0));
    }

    /** Most hosts have nothing on USB: then other disks and their volumes are not looked at. */
    @Test
    void withoutADriveTheSignIsEmpty() throws Exception {
        assertThat(new LinuxMedia(root).sign()).isEqualTo(List.of());
    }

    /** Without the kernel's count of pluggings it is the folder, which is made anew. */
    @Test
    void theSignTellsAnotherDriveInTheSamePortUnderTheSameName() throws Exception {
        LinuxMedia media = new LinuxMedia(root);
        tree.usbDrive("sdb", SERIAL).usbPartition("sdb", 1, "1234-ABCD", "");
        Object before = media.sign();
        Path old = root.resolve("sys/block/sdb").toRealPath();
        Files.move(old, old.resolveSibling("gone"));
        tree.usbDrive("sdb", "60A44C413FAEF361B9720183").usbPartition("sdb", 1, "1234-ABCD", "");
        assertThat(media.sign()).isNotEqualTo(before);
    }

    private void withoutUdev() throws IOException {
        Files.move(root.resolve("dev/disk"), root.resolve("dev/disk-of-before"));
    }

    private String device() {
        return "sys/devices/pci0000:00/0000:00:14.0/usb1/1-2";
    }

    private Media only() throws IOException {
        List<Media> media = read();
        assertThat(media).hasSize(1);
        return media.get(0);
    }

    private List<Media> read() throws IOException {
        return new LinuxMedia(root).read();
    }

    private List<String> keys() throws IOException {
        return keys(node -> {
            throw new IOException("With udev " + node + " is not read");
        });
    }

    private List<String> keys(Tree.Source source) throws IOException {
        return new LinuxMedia(root, source)
                .read().stream().map(media -> media.key().orElseThrow()).toList();
    }

    private static UsbDrive drive(String vendor, String product, String serial, String volume) {
        return new UsbDrive(vendor, product, serial, volume, "", "", Optional.empty());
    }
}
