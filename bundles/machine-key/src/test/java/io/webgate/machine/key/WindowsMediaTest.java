// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import io.webgate.license.api.Media;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** R18 on Windows, from what PowerShell prints. */
class WindowsMediaTest {

    private static final String SERIAL = "60A44C413FAEF361B9720182";
    private static final String STICK = "USB\\VID_0951&PID_1666\\" + SERIAL;

    /** The disk of the system, a stick with the files of accounts, and an enclosure that speaks UASP. */
    private static final String COMPUTER =
            """
            {"drives":[
              {"model":"Samsung SSD 980 1TB","above":["PCI\\\\VEN_144D&DEV_A809\\\\4&1","PCI\\\\VEN_8086\\\\3&1","ACPI\\\\PNP0A08\\\\0"],
               "volumes":[{"DeviceID":"C:","VolumeSerialNumber":"9A0B1C2D","VolumeName":""}]},
              {"model":"Kingston DataTraveler 3.0 USB Device",
               "above":["USB\\\\VID_0951&PID_1666\\\\60A44C413FAEF361B9720182","USB\\\\ROOT_HUB30\\\\4&1","PCI\\\\VEN_8086\\\\3&2"],
               "volumes":[{"DeviceID":"E:","VolumeSerialNumber":"1234ABCD","VolumeName":"УЧЁТ"}]},
              {"model":"Samsung PSSD T7 SCSI Disk Device",
               "above":["USB\\\\VID_04E8&PID_4001\\\\S5TCNS0R123456F","USB\\\\ROOT_HUB30\\\\4&1","PCI\\\\VEN_8086\\\\3&2"],
               "volumes":[{"DeviceID":"F:","VolumeSerialNumber":"5678EF01","VolumeName":null}]}]}
            """;

    private final RecordedDrives drives = new RecordedDrives();

    @Test
    void r18ReadsTheDrivesOnUsb() throws Exception {
        assertThat(read(COMPUTER)).extracting(Media::label).containsExactly("УЧЁТ", "Samsung PSSD T7 SCSI Disk Device");
        assertThat(read(COMPUTER)).extracting(Media::product).contains("Kingston DataTraveler 3.0");
        assertThat(read(COMPUTER)).allMatch(media -> media.key().isPresent());
    }

    /** A licence moves with the drive, from a Linux to a Windows and back. */
    @ParameterizedTest
    @CsvSource({"1234-ABCD, 1234ABCD", "01D8ABCD1234EF56, 1234EF56"})
    void r18ADriveHasTheSameKeyOnLinux(String linux, String windows, @TempDir Path root) throws Exception {
        new RecordedTree(root).usbDrive("sdb", SERIAL).usbPartition("sdb", 1, linux, "");
        assertThat(read(drive(STICK, windows)).get(0).key())
                .isPresent()
                .isEqualTo(new LinuxMedia(root).read().get(0).key());
    }

    @Test
    void r18SpacesInASerialNumberAreUnderscoresOnWindows(@TempDir Path root) throws Exception {
        new RecordedTree(root).usbDrive("sdb", " ABC  123456 ").usbPartition("sdb", 1, "1234-ABCD", "");
        assertThat(read(drive("USB\\VID_0951&PID_1666\\ABC__123456_", "1234ABCD"))
                        .get(0)
                        .key())
                .isPresent()
                .isEqualTo(new LinuxMedia(root).read().get(0).key());
    }

    /** Windows makes up a number for a device that has none. */
    @Test
    void r18ADriveWithoutASerialNumberHasNoKeyAndSaysWhy() throws Exception {
        Media media = read(drive("USB\\VID_058F&PID_6387\\5&2A1B3C4D&0&2", "1234ABCD"))
                .get(0);
        assertThat(media.key()).isEmpty();
        assertThat(media.reason().orElseThrow().english()).contains("serial number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00000000"})
    void r18ADriveWithoutAFileSystemHasNoKeyAndSaysWhy(String volume) throws Exception {
        Media media = read(drive(STICK, volume)).get(0);
        assertThat(media.key()).isEmpty();
        assertThat(media.reason().orElseThrow().english()).contains("Format it");
    }

    @Test
    void r18TheFirstVolumeWithANumberCounts() throws Exception {
        String several =
                drive(STICK, "").replace("]}]}", ",{\"DeviceID\":\"G:\",\"VolumeSerialNumber\":\"1234ABCD\"}]}]}");
        assertThat(read(several).get(0).key())
                .isEqualTo(read(drive(STICK, "1234ABCD")).get(0).key())
                .isPresent();
    }

    /** Part of a device with several functions has no number of its own; the device above it has. */
    @Test
    void r18APartOfADeviceIsNotTheDevice() throws Exception {
        String part = drive("USB\\VID_0951&PID_1666&MI_00\\6&1&0&0000\",\"" + STICK, "1234ABCD");
        assertThat(read(part).get(0).key())
                .isEqualTo(read(drive(STICK, "1234ABCD")).get(0).key())
                .isPresent();
    }

    @Test
    void r18TheSystemsOwnDiskIsNoMedia() throws Exception {
        assertThat(read(drive(STICK, "1234ABCD").replace("E:", "c:"))).isEmpty();
        assertThat(read(drive("PCI\\VEN_144D&DEV_A809\\4&1", "1234ABCD"))).isEmpty();
        assertThat(read("{\"drives\":[]}")).isEmpty();
        assertThat(read("{}")).isEmpty();
    }

    @Test
    void aLabelMayComeInTheCodePageOfARussianWindows() throws Exception {
        RecordedWindows windows = new RecordedWindows().powershell(COMPUTER.getBytes(Charset.forName("IBM866")));
        assertThat(media(windows).read().get(0).label()).isEqualTo("УЧЁТ");
    }

    @Test
    void whatIsNoAnswerIsAnErrorAndNotAnEmptyList() {
        assertThatThrownBy(() -> read("Get-CimInstance : Access denied")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("")).isInstanceOf(IOException.class);
    }

    @Test
    void theSignChangesWithLettersAndWithVolumesOnUsb() throws Exception {
        WindowsMedia media = media(RecordedWindows.answering(COMPUTER));
        drives.volumes.putAll(Map.of("C:", "1", "E:", "2", "N:", "3"));
        media.read();
        Object before = media.sign();
        assertThat(drives.touched).containsExactly("E:");
        drives.volumes.put("E:", "9");
        assertThat(media.sign()).isNotEqualTo(before);
        drives.volumes.remove("E:");
        assertThat(media.sign()).isNotEqualTo(before);
        drives.volumes.put("E:", "2");
        assertThat(media.sign()).isEqualTo(before);
        drives.volumes.put("G:", "4");
        assertThat(media.sign()).isNotEqualTo(before);
    }

    /** PowerShell is dear: two runs for a change, none while nothing changes. */
    @Test
    void aWatchAsksPowerShellOnlyWhenTheSignChanges() throws Exception {
        drives.volumes.putAll(Map.of("C:", "1", "E:", "2"));
        RecordedWindows windows = RecordedWindows.answering(COMPUTER);
        try (MediaWatch watch = new MediaWatch(media(windows))) {
            for (int look = 0; look < 5; look++) {
                watch.look();
            }
            assertThat(windows.asked).hasSize(2).allSatisfy(command -> assertThat(String.join(" ", command))
                    .startsWith("C:\\Windows\\System32\\")
                    .doesNotContain("\""));
            assertThat(watch.plugged()).hasSize(2);
        }
    }

    @Test
    void theLettersAreTheRootsOfTheFileSystem() {
        SystemDrives here = new SystemDrives(FileSystems.getDefault());
        assertThat(here.letters()).isNotEmpty();
        assertThat(here.serial("there-is-no-such-drive:")).isEmpty();
    }

    private List<Media> read(String json) throws IOException {
        return media(RecordedWindows.answering(json)).read();
    }

    private WindowsMedia media(RecordedWindows windows) {
        return new WindowsMedia(windows.commands(), drives, "C:");
    }

    private static String drive(String above, String volume) {
        return "{\"drives\":[{\"model\":\"Stick\",\"above\":[\"%s\"],\"volumes\":[%s]}]}"
                .formatted(
                        above.replace("\\", "\\\\"),
                        "{\"DeviceID\":\"E:\",\"VolumeSerialNumber\":\"" + volume + "\",\"VolumeName\":\"\"}");
    }

    private static final class RecordedDrives implements WindowsMedia.Drives {
        final Map<String, String> volumes = new TreeMap<>();
        final Set<String> touched = new TreeSet<>();

        @Override
        public Set<String> letters() {
            return Set.copyOf(volumes.keySet());
        }

        @Override
        public Optional<String> serial(String letter) {
            touched.add(letter);
            return Optional.ofNullable(volumes.get(letter));
        }
    }
}
