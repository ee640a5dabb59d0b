// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The components of a computer with Linux, from {@code /sys}, {@code /proc} and {@code /etc} (R15). */
final class LinuxComponents implements ComponentReader {

    private static final String DMI = "sys/class/dmi/id/";
    private static final String BOOT = "proc/sys/kernel/random/boot_id";
    private static final Pattern MACHINE_ID = Pattern.compile("[0-9a-f]{32}");

    private final Tree tree;

    /** @param root {@code /}, or a recorded tree */
    LinuxComponents(Path root) {
        this(root, Files::readAllBytes);
    }

    LinuxComponents(Path root, Tree.Source source) {
        this.tree = new Tree(root, source);
    }

    @Override
    public Machine read() {
        Map<ComponentName, Reading> readings = Map.of(
                ComponentName.SYSTEM_UUID, tree.read(tree.path(DMI + "product_uuid")),
                ComponentName.BOARD_SERIAL, tree.read(tree.path(DMI + "board_serial")),
                ComponentName.DISK_SERIAL, new LinuxDisk(tree).serial(),
                ComponentName.NETWORK_CARD, new LinuxNetworkCard(tree).address(),
                ComponentName.MACHINE_ID, machineId());
        return new Machine(readings, model(), tree.raw(tree.path(BOOT)));
    }

    /** Before its first start an image has the word "uninitialized" there. */
    private Reading machineId() {
        Reading reading = tree.read(tree.path("etc/machine-id"));
        return reading.isPresent() && !MACHINE_ID.matcher(reading.value()).matches() ? Reading.ABSENT : reading;
    }

    /** Without the firmware's version, which an update changes. */
    private String model() {
        return Stream.of("sys_vendor", "product_name", "board_vendor", "board_name")
                .map(file -> tree.raw(tree.path(DMI + file)))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("/"));
    }
}
