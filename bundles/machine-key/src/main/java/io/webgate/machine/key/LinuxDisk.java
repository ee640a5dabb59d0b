// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The disk that carries {@code /}. Partitions, volume managers, encryption and arrays are followed down to it; where the
 * root has no disk behind it (a container's overlay, a pool) it is the first one that is not removable.
 */
final class LinuxDisk {

    /** Encryption on a volume on an array on a partition is four; more is a loop. */
    private static final int DEEPEST = 8;

    private static final int DEVICE = 2;
    private static final int MOUNT_POINT = 4;

    private final Tree tree;

    LinuxDisk(Tree tree) {
        this.tree = tree;
    }

    Reading serial() {
        return system().or(this::firstFixed).map(this::serial).orElse(Reading.ABSENT);
    }

    /** The disk that carries the root, its links followed; empty where none can be told. */
    Optional<Path> system() {
        return rootDevice().flatMap(this::carrier);
    }

    private Reading serial(Path disk) {
        // Page 80h before wwid: newer kernels show the same text as device/serial, so an update changes nothing
        List<Reading> readings = Stream.of(
                        tree.read(disk.resolve("serial")),
                        tree.read(disk.resolve("device/serial")),
                        tree.readPage(disk.resolve("device/vpd_pg80")),
                        tree.read(disk.resolve("wwid")),
                        tree.read(disk.resolve("device/wwid")))
                .filter(reading -> reading.state() != Reading.State.ABSENT)
                .toList();
        return readings.stream()
                .filter(Reading::isPresent)
                .findFirst()
                .orElse(readings.isEmpty() ? Reading.ABSENT : Reading.DENIED);
    }

    /** The device that is mounted on {@code /}: of several, the last covers the others. */
    private Optional<Path> rootDevice() {
        return tree.raw(tree.path("proc/self/mountinfo"))
                .lines()
                .map(line -> line.split(" ", -1))
                .filter(fields -> fields.length > MOUNT_POINT && fields[MOUNT_POINT].equals("/"))
                .reduce((first, last) -> last)
                .flatMap(this::device);
    }

    private Optional<Path> device(String[] fields) {
        if (!fields[DEVICE].startsWith("0:")) {
            return tree.real(tree.path("sys/dev/block/" + fields[DEVICE]));
        }
        // A file system over several devices (btrfs) has no number of its own but names one of them
        int dash = List.of(fields).indexOf("-");
        if (dash < 0 || dash + 2 >= fields.length || !fields[dash + 2].startsWith("/dev/")) {
            return Optional.empty();
        }
        return tree.real(tree.path(fields[dash + 2].substring(1)))
                .flatMap(node -> tree.real(tree.path("sys/class/block/" + Tree.name(node))));
    }

    /** Down from a partition or a made-up device to the disk that carries it. */
    private Optional<Path> carrier(Path device) {
        Path current = device;
        for (int depth = 0; depth < DEEPEST; depth++) {
            List<Path> below = tree.list(current.resolve("slaves"));
            Path parent = current.getParent();
            if (Files.exists(current.resolve("partition")) && parent != null) {
                current = parent;
            } else if (!below.isEmpty()) {
                Optional<Path> next = tree.real(below.get(0));
                if (next.isEmpty()) {
                    return next;
                }
                current = next.get();
            } else {
                // A loop or memory device has no hardware behind it
                return Optional.of(current).filter(disk -> Files.exists(disk.resolve("device")));
            }
        }
        return Optional.empty();
    }

    private Optional<Path> firstFixed() {
        return tree.list(tree.path("sys/block")).stream()
                .filter(disk -> Files.exists(disk.resolve("device")))
                .filter(disk -> !tree.raw(disk.resolve("removable")).equals("1"))
                .filter(disk -> !tree.raw(disk.resolve("hidden")).equals("1"))
                .findFirst();
    }
}
