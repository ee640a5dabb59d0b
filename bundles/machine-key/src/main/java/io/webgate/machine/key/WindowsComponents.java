// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The components of a computer with Windows (R15): from the registry, which always answers, and from CIM, which may be
 * broken, slow at boot, or lack classes. What could not be asked is denied, so that what was kept of it counts.
 */
final class WindowsComponents implements ComponentReader {

    private static final Logger LOG = LoggerFactory.getLogger(WindowsComponents.class);

    private static final String CRYPTOGRAPHY = "HKLM\\SOFTWARE\\Microsoft\\Cryptography";
    private static final String FIRMWARE = "HKLM\\HARDWARE\\DESCRIPTION\\System\\BIOS";
    private static final int ATTEMPTS = 3;

    /** Whatever a class lacks on a release of Windows is null in the answer. */
    static final String SCRIPT = "$d='DeviceID='''+$env:SystemDrive+'''';"
            + "ConvertTo-Json -Compress -Depth 4 -InputObject @{"
            + "system=@(Get-CimInstance Win32_ComputerSystemProduct|Select-Object UUID);"
            + "board=@(Get-CimInstance Win32_BaseBoard|Select-Object SerialNumber);"
            + "disk=@(Get-CimInstance Win32_LogicalDisk -Filter $d"
            + "|Get-CimAssociatedInstance -ResultClassName Win32_DiskPartition"
            + "|Get-CimAssociatedInstance -ResultClassName Win32_DiskDrive|Select-Object SerialNumber);"
            + "boot=@(Get-CimInstance -Namespace root/Microsoft/Windows/Storage MSFT_Disk"
            + "|Where-Object IsBoot|Select-Object SerialNumber);"
            + "cards=@(Get-CimInstance Win32_NetworkAdapter|Where-Object PNPDeviceID"
            + "|Select-Object PNPDeviceID,MACAddress);"
            + "adapters=@(Get-CimInstance -Namespace root/StandardCimv2 MSFT_NetAdapter"
            + "|Select-Object PnPDeviceID,PermanentAddress,NdisPhysicalMedium)}";

    private final WindowsCommands commands;

    WindowsComponents(WindowsCommands commands) {
        this.commands = commands;
    }

    @Override
    public Machine read() {
        Map<ComponentName, Reading> readings = new EnumMap<>(ComponentName.class);
        try {
            JsonElement answer = ask();
            readings.put(ComponentName.SYSTEM_UUID, first(answer, "system", "UUID"));
            readings.put(ComponentName.BOARD_SERIAL, first(answer, "board", "SerialNumber"));
            readings.put(ComponentName.DISK_SERIAL, disk(answer));
            readings.put(
                    ComponentName.NETWORK_CARD,
                    WindowsNetworkCard.address(
                            WindowsCommands.objects(answer, "cards"), WindowsCommands.objects(answer, "adapters")));
        } catch (IOException e) {
            LOG.warn("Windows does not tell the components of this computer: {}", e.getMessage(), e);
            for (ComponentName name : ComponentName.values()) {
                readings.put(name, Reading.DENIED);
            }
        }
        readings.put(ComponentName.MACHINE_ID, machineId());
        return new Machine(readings, model());
    }

    /** Soon after boot the services behind CIM may not be up: a key that comes out weak for that would be no key. */
    private JsonElement ask() throws IOException {
        IOException failure = new IOException("not asked");
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return commands.powershell(SCRIPT);
            } catch (IOException e) {
                LOG.debug("Attempt {} of {}", attempt, ATTEMPTS, e);
                failure = e;
            }
        }
        throw failure;
    }

    private static Reading first(JsonElement answer, String part, String property) {
        return readings(answer, part, property).findFirst().orElse(Reading.ABSENT);
    }

    private static Stream<Reading> readings(JsonElement answer, String part, String property) {
        return WindowsCommands.objects(answer, part).stream()
                .map(object -> Reading.parse(WindowsCommands.text(object, property)))
                .filter(Reading::isPresent);
    }

    /** A volume over several disks has no one disk behind its letter, but Windows knows from which it started. */
    private static Reading disk(JsonElement answer) {
        return Stream.concat(
                        WindowsCommands.objects(answer, "disk").stream(),
                        WindowsCommands.objects(answer, "boot").stream())
                .map(WindowsComponents::serial)
                .filter(Reading::isPresent)
                .findFirst()
                .orElse(Reading.ABSENT);
    }

    /** Drivers of NVMe disks set the number in groups, {@code 0025_3885_91B0_1234.}, and not all of them do. */
    private static Reading serial(JsonObject disk) {
        String number = WindowsCommands.text(disk, "SerialNumber").strip();
        return Reading.parse(number.replaceAll("[._]+$", "").replace("_", ""));
    }

    private Reading machineId() {
        try {
            String value = commands.registry(CRYPTOGRAPHY).getOrDefault("MachineGuid", "");
            return Reading.parse(value);
        } catch (IOException e) {
            LOG.warn("Windows does not tell its machine id: {}", e.getMessage(), e);
            return Reading.DENIED;
        }
    }

    /** Without the firmware's version, which an update changes. */
    private String model() {
        try {
            Map<String, String> firmware = commands.registry(FIRMWARE);
            return Stream.of("SystemManufacturer", "SystemProductName", "BaseBoardManufacturer", "BaseBoardProduct")
                    .map(name -> firmware.getOrDefault(name, ""))
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining("/"));
        } catch (IOException e) {
            LOG.warn("Windows does not tell the model of this computer: {}", e.getMessage(), e);
            return "";
        }
    }
}
