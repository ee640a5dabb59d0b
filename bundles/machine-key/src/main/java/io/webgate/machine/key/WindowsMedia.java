// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.webgate.license.api.Media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The drives on USB of a computer with Windows (R18). PowerShell takes a second, so it is asked only when a drive letter
 * comes, goes, or stands for another volume.
 */
final class WindowsMedia implements MediaSource {

    /** A disk's devices above it, the nearest first: {@code USB\VID_0951&PID_1666\60A44C413FAEF361} is one of them. */
    static final String SCRIPT = "$r=@(Get-CimInstance Win32_DiskDrive|Sort-Object Index|ForEach-Object{"
            + "$x=$_;$a=@();$i=$x.PNPDeviceID;"
            + "for($n=0;$n -lt 3 -and $i;$n++){"
            + "$i=[string](Get-PnpDeviceProperty -InstanceId $i -KeyName DEVPKEY_Device_Parent).Data;$a+=$i};"
            + "@{model=$x.Model;above=$a;volumes=@(Get-CimAssociatedInstance $x -ResultClassName Win32_DiskPartition"
            + "|Sort-Object Index|ForEach-Object{"
            + "Get-CimAssociatedInstance $_ -ResultClassName Win32_LogicalDisk"
            + "|Select-Object DeviceID,VolumeSerialNumber,VolumeName})}});"
            + "ConvertTo-Json -Compress -Depth 5 -InputObject @{drives=$r}";

    /** A serial number that Windows made up, for want of one, has an ampersand as its second character. */
    private static final Pattern DEVICE =
            Pattern.compile("USB\\\\VID_([0-9A-F]{4})&PID_([0-9A-F]{4})\\\\(?:.&.*|(.*))", Pattern.CASE_INSENSITIVE);

    private final WindowsCommands commands;
    private final Drives drives;
    private final String systemDrive;

    private Set<String> lettersOnUsb = Set.of();

    /** @param systemDrive {@code C:} */
    WindowsMedia(WindowsCommands commands, Drives drives, String systemDrive) {
        this.commands = commands;
        this.drives = drives;
        this.systemDrive = systemDrive;
    }

    /** The letters of all volumes, and what stands for the volumes on USB. */
    interface Drives {

        /** {@code C:}, {@code D:} … without touching a device. */
        Set<String> letters();

        /** The serial number of a volume; empty if it is gone. */
        Optional<String> serial(String letter);
    }

    @Override
    public Object sign() {
        Map<String, String> sign = new TreeMap<>();
        for (String letter : drives.letters()) {
            sign.put(
                    letter,
                    lettersOnUsb.contains(letter) ? drives.serial(letter).orElse("") : "");
        }
        return sign;
    }

    @Override
    public List<Media> read() throws IOException {
        JsonElement answer = commands.powershell(SCRIPT);
        Set<String> letters = new TreeSet<>();
        List<Media> media = new ArrayList<>();
        for (JsonObject drive : WindowsCommands.objects(answer, "drives")) {
            Optional<Matcher> device = device(WindowsCommands.texts(drive, "above"));
            List<JsonObject> volumes = WindowsCommands.objects(drive, "volumes");
            boolean system = volumes.stream()
                    .anyMatch(volume -> WindowsCommands.text(volume, "DeviceID").equalsIgnoreCase(systemDrive));
            if (device.isPresent() && !system) {
                volumes.forEach(volume -> letters.add(WindowsCommands.text(volume, "DeviceID")));
                media.add(drive(device.get(), WindowsCommands.text(drive, "model"), volumes)
                        .media());
            }
        }
        lettersOnUsb = letters;
        return media;
    }

    private static UsbDrive drive(Matcher device, String model, List<JsonObject> volumes) {
        JsonObject volume = volumes.stream()
                .filter(candidate ->
                        !WindowsCommands.text(candidate, "VolumeSerialNumber").isBlank())
                .findFirst()
                .orElseGet(JsonObject::new);
        return new UsbDrive(
                device.group(1),
                device.group(2),
                Optional.ofNullable(device.group(3)).orElse(""),
                WindowsCommands.text(volume, "VolumeSerialNumber"),
                WindowsCommands.text(volume, "VolumeName"),
                model.replaceFirst("(?i)\\s+USB Device$", ""),
                Optional.empty());
    }

    /** Part of a device with several functions is not the device ({@code …&MI_00}); the hub above it is not either. */
    private static Optional<Matcher> device(List<String> above) {
        return above.stream().map(DEVICE::matcher).filter(Matcher::matches).findFirst();
    }
}
