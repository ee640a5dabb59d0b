// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** R15 on Windows, from what its programs print. */
class WindowsComponentsTest {

    private static final String UUID = "4C4C4544-0042-3510-8052-B4C04F564831";

    /** Windows 11 on a desktop computer: NVMe disk, one card on the board, a VPN's, Hyper-V's and Bluetooth's beside it. */
    private static final String DESKTOP =
            """
            {"adapters":[
               {"PnPDeviceID":"ROOT\\\\NET\\\\0000","PermanentAddress":"00FF3A1B2C3D","NdisPhysicalMedium":0},
               {"PnPDeviceID":"ROOT\\\\VMS_MP\\\\0000","PermanentAddress":"00155DE01A00","NdisPhysicalMedium":0},
               {"PnPDeviceID":"SWD\\\\MSRRAS\\\\MS_NDISWANIP","PermanentAddress":"020054746872","NdisPhysicalMedium":0},
               {"PnPDeviceID":"BTH\\\\MS_BTHPAN\\\\6&1A2B3C4D&0&2","PermanentAddress":"A0B1C2D3E4F5","NdisPhysicalMedium":10},
               {"PnPDeviceID":"{5D624F94-8850-40C3-A3FA-A4FD2080BAF3}\\\\VWIFIMP_WFD\\\\5&22&0&11",
                "PermanentAddress":"A2B1C2D3E4F5","NdisPhysicalMedium":9},
               {"PnPDeviceID":"PCI\\\\VEN_8086&DEV_02F0&SUBSYS_00748086&REV_00\\\\3&11583659&0&A3",
                "PermanentAddress":"A0B1C2D3E4F1","NdisPhysicalMedium":9},
               {"PnPDeviceID":"PCI\\\\VEN_8086&DEV_15FB&SUBSYS_0A2A1028&REV_11\\\\3&11583659&0&FE",
                "PermanentAddress":"D89EF30A1B2C","NdisPhysicalMedium":14}],
             "board":[{"SerialNumber":"/5B5RVH1/CN7220099J01B2/"}],
             "boot":[{"SerialNumber":"0025_38B1_21C4_6F3B."}],
             "cards":[
               {"PNPDeviceID":"PCI\\\\VEN_8086&DEV_15FB&SUBSYS_0A2A1028&REV_11\\\\3&11583659&0&FE",
                "MACAddress":"D8:9E:F3:0A:1B:2C"},
               {"PNPDeviceID":"ROOT\\\\KDNIC\\\\0000","MACAddress":null}],
             "disk":[{"SerialNumber":"0025_38B1_21C4_6F3B."}],
             "system":[{"UUID":"4C4C4544-0042-3510-8052-B4C04F564831"}]}
            """;

    @Test
    void r15ReadsAllFiveComponentsOfAComputer() {
        assertThat(values(RecordedWindows.answering(DESKTOP)))
                .isEqualTo(Map.of(
                        ComponentName.SYSTEM_UUID, "4c4c4544-0042-3510-8052-b4c04f564831",
                        ComponentName.BOARD_SERIAL, "/5b5rvh1/cn7220099j01b2/",
                        ComponentName.DISK_SERIAL, "002538b121c46f3b",
                        ComponentName.NETWORK_CARD, "d8:9e:f3:0a:1b:2c",
                        ComponentName.MACHINE_ID, RecordedWindows.GUID));
    }

    /** Both systems of one computer see the same firmware and card. */
    @Test
    void r15AComponentReadsTheSameOnLinux(@TempDir Path root) {
        Map<ComponentName, String> windows = values(RecordedWindows.answering(DESKTOP));
        Machine linux = RecordedTree.computer(root).asRoot().read();
        for (ComponentName name :
                new ComponentName[] {ComponentName.SYSTEM_UUID, ComponentName.BOARD_SERIAL, ComponentName.NETWORK_CARD
                }) {
            assertThat(windows).containsEntry(name, linux.reading(name).value());
        }
    }

    /** Server 2016 as a guest of Hyper-V: no serial number of the disk, a card on the bus of the host. */
    @Test
    void aGuestOfHyperVHasFour() {
        String json =
                """
                {"adapters":[{"PnPDeviceID":"VMBUS\\\\{F8615163-DF3E-46C5-913F-F2D2F965ED0E}\\\\5&1E9C2C5&0&{AB}",
                   "PermanentAddress":"00155D010203","NdisPhysicalMedium":14}],
                 "board":[{"SerialNumber":"7583-1234-5678-9012-3456-7890-12"}],
                 "boot":[{"SerialNumber":null}],"cards":[],"disk":[{"SerialNumber":null}],
                 "system":[{"UUID":"A1B2C3D4-E5F6-4A5B-8C9D-0E1F2A3B4C5D"}]}
                """;
        assertThat(values(RecordedWindows.answering(json)))
                .containsEntry(ComponentName.NETWORK_CARD, "00:15:5d:01:02:03")
                .doesNotContainKey(ComponentName.DISK_SERIAL)
                .hasSize(4);
    }

    /** A virtual machine whose firmware has nothing but words in it, and QEMU's disk. */
    @Test
    void r15PlaceholdersOfMakersAndVirtualMachinesCountAsMissing() {
        String json =
                """
                {"adapters":[],"board":[{"SerialNumber":"Default string"}],"boot":[{"SerialNumber":"QM00001"}],
                 "cards":[{"PNPDeviceID":"PCI\\\\VEN_1AF4&DEV_1000\\\\3&13C0B0C5&0&18","MACAddress":"52:54:00:12:34:56"}],
                 "disk":[{"SerialNumber":"QM00001"}],"system":[{"UUID":"FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF"}]}
                """;
        assertThat(values(RecordedWindows.answering(json)))
                .isEqualTo(Map.of(
                        ComponentName.NETWORK_CARD,
                        "52:54:00:12:34:56",
                        ComponentName.MACHINE_ID,
                        RecordedWindows.GUID));
    }

    @ParameterizedTest
    @CsvSource({
        // Samsung and Intel with the driver of Windows, another driver on the same disk, a volume of a cloud
        "0025_38B1_21C4_6F3B., 002538b121c46f3b",
        "'0025_38B1_21C4_6F3B', 002538b121c46f3b",
        "vol0a1b2c3d4e5f60718_00000001., vol0a1b2c3d4e5f6071800000001",
        "'S4EWNX0N123456E     ', s4ewnx0n123456e",
        "'     WD-WCC4N1234567', wd-wcc4n1234567",
        "S3Z8NB0K123456A, s3z8nb0k123456a",
        "VB1a2b3c4d-5e6f7a8b, vb1a2b3c4d-5e6f7a8b",
    })
    void r15ADisksSerialNumberIsTheSameWhateverTheDriverAddsToIt(String told, String value) {
        assertThat(values(RecordedWindows.answering(disk("\"" + told + "\"", "null"))))
                .containsEntry(ComponentName.DISK_SERIAL, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"0000_0000_0000_0000.\"", "\"____\"", "\".\"", "\"none\"", "\"QM00002\""})
    void r15ADiskWithoutASerialNumberCountsAsMissing(String told) {
        assertThat(values(RecordedWindows.answering(disk(told, told)))).doesNotContainKey(ComponentName.DISK_SERIAL);
    }

    @Test
    void r15AVolumeOverSeveralDisksIsOnTheDiskThatWindowsStartsFrom() {
        assertThat(values(RecordedWindows.answering(disk("null", "\"BOOTDISK1\""))))
                .containsEntry(ComponentName.DISK_SERIAL, "bootdisk1");
    }

    /** What is asked of a class that a release does not have is an empty list, or nothing at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"adapters\":[],\"board\":[],\"boot\":[],\"cards\":[],\"disk\":[],\"system\":[]}",
                "{\"adapters\":null,\"board\":null,\"boot\":null,\"cards\":null,\"disk\":null,\"system\":null}",
                "{\"adapters\":[null],\"board\":[{}],\"boot\":\"\",\"cards\":[7],\"disk\":[[]],\"system\":[{\"UUID\":{}}]}"
            })
    void classesThatAreMissingLeaveTheRegistryAlone(String json) {
        RecordedWindows windows = RecordedWindows.answering(json);
        assertThat(values(windows)).containsOnlyKeys(ComponentName.MACHINE_ID);
        assertThat(windows.components().read().reading(ComponentName.SYSTEM_UUID))
                .isEqualTo(Reading.ABSENT);
    }

    /** PowerShell 5.1 wraps some lists, and some versions leave the brackets off a single object. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"system\":{\"UUID\":\"" + UUID + "\"}}",
                "{\"system\":{\"value\":[{\"UUID\":\"" + UUID + "\"}],\"Count\":1}}",
                "\uFEFF{\"system\":[{\"UUID\":\"" + UUID + "\"}]}\r\n",
            })
    void readsTheFormsThatListsComeIn(String json) {
        assertThat(values(RecordedWindows.answering(json)))
                .containsEntry(ComponentName.SYSTEM_UUID, UUID.toLowerCase(Locale.ROOT));
    }

    /** A Russian Windows without a console prints in code page 866, one with a console in UTF-8. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "IBM866", "windows-1251"})
    void readsWhatARussianWindowsPrintsInAnyCodePage(String charset) {
        String json =
                """
                {"board":[{"SerialNumber":"MB-1234567"}],"disk":[{"SerialNumber":"S3Z8NB0K123456A"}],
                 "cards":[{"Name":"Сетевой адаптер Ёлка №5","PNPDeviceID":"PCI\\\\VEN_10EC\\\\1",
                           "MACAddress":"D8:9E:F3:0A:1B:2C"}]}
                """
                        .replace("№", "N");
        RecordedWindows windows = new RecordedWindows()
                .powershell(json.getBytes(Charset.forName(charset)))
                .key(
                        "HKLM\\SOFTWARE\\Microsoft\\Cryptography",
                        "\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography\r\n    Описание    REG_SZ    Ключ\r\n"
                                + "    MachineGuid    REG_SZ    " + RecordedWindows.GUID + "\r\n",
                        Charset.forName(charset));
        assertThat(values(windows))
                .containsOnlyKeys(
                        ComponentName.BOARD_SERIAL,
                        ComponentName.DISK_SERIAL,
                        ComponentName.NETWORK_CARD,
                        ComponentName.MACHINE_ID);
    }

    @Test
    void theCodePageGoesByTheLanguage() {
        assertThat(WindowsCommands.oem(new Locale("ru", "RU"))).isEqualTo(Charset.forName("IBM866"));
        assertThat(WindowsCommands.oem(Locale.GERMANY)).isEqualTo(Charset.forName("IBM850"));
    }

    @ParameterizedTest
    @CsvSource({
        // Tunnels, bridges and the like are Windows' own devices, whatever their address looks like
        "ROOT\\NET\\0000, D89EF3000001, 14, false",
        "ROOT\\VMS_MP\\0001, 00155D000001, 14, false",
        "ROOT\\VMWARE\\0000, 005056C00001, 14, false",
        "ROOT\\TAP0901\\0000, 00FF00000001, 14, false",
        "SWD\\WINTUN\\{1}, 020000000001, 14, false",
        "BTH\\MS_BTHPAN\\6&1&0&2, A0B1C2D3E4F5, 10, false",
        "COMPOSITEBUS\\MS_IMPLAT\\1, D89EF3000001, 14, false",
        "'{5D624F94}\\VWIFIMP_WFD\\5', A2B1C2D3E4F5, 9, false",
        "'', D89EF3000001, 14, false",
        "PCI\\VEN_8086\\1, D89EF3000001, 14, true",
        "pci\\ven_8086\\1, d8-9e-f3-00-00-01, 14, true",
        "VMBUS\\{F8}\\5, D89EF3000001, 14, true",
        "USB\\VID_0BDA&PID_8153\\01, D89EF3000001, 14, true",
        "PCI\\VEN_8086\\1, 000000000000, 14, false",
        "PCI\\VEN_8086\\1, nonsense, 14, false",
    })
    void r15OnlyAPhysicalCardIsEvidence(String place, String address, int medium, boolean counts) {
        String json = "{\"adapters\":[" + adapter(place, address, medium) + "]}";
        assertThat(values(RecordedWindows.answering(json)).containsKey(ComponentName.NETWORK_CARD))
                .isEqualTo(counts);
    }

    @Test
    void r15TheFirstCardIsByWireThenByRadioThenOnUsb() {
        String usb = adapter("USB\\VID_0BDA&PID_8153\\01", "D89EF3000001", 14);
        String radio = adapter("PCI\\VEN_8086&DEV_02F0\\3&A3", "D89EF3000002", 9);
        String second = adapter("PCI\\VEN_8086&DEV_15FB\\3&FE", "D89EF3000003", 14);
        String first = adapter("PCI\\VEN_10EC&DEV_8168\\4&0", "D89EF3000004", 14);
        assertThat(card(usb, radio, second, first)).isEqualTo("d8:9e:f3:00:00:04");
        assertThat(card(first, second, radio, usb)).isEqualTo("d8:9e:f3:00:00:04");
        assertThat(card(usb, radio)).isEqualTo("d8:9e:f3:00:00:02");
        assertThat(card(usb)).isEqualTo("d8:9e:f3:00:00:01");
    }

    /** An administrator may set another address, but what is burnt in stays. */
    @Test
    void r15TheAddressThatIsBurntInCounts() {
        String json = "{\"adapters\":[" + adapter("PCI\\VEN_8086\\1", "D89EF3000001", 14)
                + "],\"cards\":[{\"PNPDeviceID\":\"pci\\\\VEN_8086\\\\1\",\"MACAddress\":\"02:00:00:00:00:09\"}]}";
        assertThat(values(RecordedWindows.answering(json)))
                .containsEntry(ComponentName.NETWORK_CARD, "d8:9e:f3:00:00:01");
    }

    @ParameterizedTest
    @CsvSource({
        "PCI\\VEN_8086\\1, D8:9E:F3:00:00:01, 14, true",
        "PCI\\VEN_1AF4\\1, 52:54:00:12:34:56, 14, true",
        "PCI\\VEN_8086\\1, 02:00:00:00:00:01, 9, false",
        "USB\\VID_18D1\\1, 02:00:00:00:00:01, 14, false",
        "USB\\VID_18D1\\1, D8:9E:F3:00:00:01, 14, true",
    })
    void anAddressThatDoesNotLastIsNoEvidence(String place, String address, int medium, boolean counts) {
        String json = "{\"adapters\":[" + adapter(place, "", medium) + "],\"cards\":[{\"PNPDeviceID\":\""
                + place.replace("\\", "\\\\") + "\",\"MACAddress\":\"" + address + "\"}]}";
        assertThat(values(RecordedWindows.answering(json)).containsKey(ComponentName.NETWORK_CARD))
                .isEqualTo(counts);
    }

    /** The services behind CIM come up late; a key must not come out weak for that. */
    @Test
    void r15AsksAgainWhereWindowsDoesNotAnswerAtOnce() {
        assertThat(values(RecordedWindows.answering(DESKTOP).failing(2))).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Get-CimInstance : Отказано в доступе", "{\"system\":", "null"})
    void r16WhatWindowsDoesNotTellIsTakenFromWhatWasKept(String nonsense, @TempDir Path home) throws Exception {
        var before =
                MachineIdentities.read(home, RecordedWindows.answering(DESKTOP).components(), new SecureRandom());
        RecordedWindows broken = RecordedWindows.answering(nonsense);
        assertThat(broken.components().read().reading(ComponentName.DISK_SERIAL))
                .isEqualTo(Reading.DENIED);

        var after = MachineIdentities.read(home, broken.components(), new SecureRandom());

        assertThat(after.isWeak()).isFalse();
        assertThat(after.matching(before.machineKey())).isEqualTo(3);
        assertThat(after.unreadable()).containsExactlyInAnyOrder("disk-serial", "network-card");
    }

    @Test
    void withoutItsKeysInTheRegistryTheRestIsRead() {
        RecordedWindows windows = RecordedWindows.answering(DESKTOP).withoutKeys();
        Machine machine = windows.components().read();
        assertThat(machine.reading(ComponentName.MACHINE_ID)).isEqualTo(Reading.DENIED);
        assertThat(machine.reading(ComponentName.SYSTEM_UUID).isPresent()).isTrue();
        assertThat(machine.model()).isEmpty();
    }

    @Test
    void theModelTellsOneComputerFromAnother() {
        assertThat(RecordedWindows.answering(DESKTOP).components().read().model())
                .isEqualTo("Dell Inc./OptiPlex 7090");
    }

    /** Nothing reads these commands but the programs: no shell, no search path, and no quotes that Java would bend. */
    @Test
    void runsFixedCommandsByTheirAbsolutePaths() {
        RecordedWindows windows = RecordedWindows.answering(DESKTOP);
        windows.components().read();
        assertThat(windows.asked).hasSize(3).allSatisfy(command -> {
            assertThat(command.get(0)).startsWith("C:\\Windows\\System32\\").endsWith(".exe");
            assertThat(String.join(" ", command)).doesNotContain("\"").doesNotContain("%");
        });
        assertThat(windows.asked.get(0)).contains("-NoProfile", "-NonInteractive");
    }

    private static String disk(String system, String boot) {
        return "{\"disk\":[{\"SerialNumber\":" + system + "}],\"boot\":[{\"SerialNumber\":" + boot + "}]}";
    }

    private static String adapter(String place, String address, int medium) {
        return "{\"PnPDeviceID\":\"%s\",\"PermanentAddress\":\"%s\",\"NdisPhysicalMedium\":%d}"
                .formatted(place.replace("\\", "\\\\"), address, medium);
    }

    private static String card(String... adapters) {
        return values(RecordedWindows.answering("{\"adapters\":[" + String.join(",", adapters) + "]}"))
                .getOrDefault(ComponentName.NETWORK_CARD, "");
    }

    private static Map<ComponentName, String> values(RecordedWindows windows) {
        return windows.components().read().readings().entrySet().stream()
                .filter(entry -> entry.getValue().isPresent())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().value()));
    }
}
