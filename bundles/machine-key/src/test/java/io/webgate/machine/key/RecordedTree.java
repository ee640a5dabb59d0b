// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a computer, laid out as Linux lays them out, links included. */
final class RecordedTree {

    private static final String USB = "sys/devices/pci0000:00/0000:00:14.0/";

    private final Path root;
    private final Set<Path> rootOnly = new HashSet<>();

    RecordedTree(Path root) {
        this.root = root;
    }

    /** A desktop computer with a SATA disk of two partitions and a network card on the board. */
    static RecordedTree computer(Path root) {
        return new RecordedTree(root)
                .dmi("4c4c4544-0042-3510-8052-b4c04f564831", "/5B5RVH1/CN7220099J01B2/")
                .model("Dell Inc.", "OptiPlex 7090")
                .boot("0b8d1a7e-5a0c-4f0e-9a55-0f3f6f2f9c11")
                .scsiDisk("sda", "8:0", "S3Z8NB0K123456A")
                .partition("sda", "sda1", "8:1")
                .partition("sda", "sda2", "8:2")
                .mounts("1 1 0:2 / / rw - rootfs rootfs rw", "24 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw")
                .card("enp0s31f6", "pci0000:00/0000:00:1f.6", "d8:9e:f3:0a:1b:2c", 2, "0")
                .machineId("6f1c2d3e4b5a69788796a5b4c3d2e1f0");
    }

    LinuxComponents asRoot() {
        return new LinuxComponents(root);
    }

    /** Reads as a user to whom the kernel refuses what is root's. */
    LinuxComponents asService() {
        return new LinuxComponents(root, file -> {
            if (rootOnly.contains(file) && Files.exists(file)) {
                throw new AccessDeniedException(file.toString());
            }
            return Files.readAllBytes(file);
        });
    }

    RecordedTree dmi(String uuid, String board) {
        rootOnly.add(root.resolve("sys/class/dmi/id/product_uuid"));
        rootOnly.add(root.resolve("sys/class/dmi/id/board_serial"));
        return file("sys/class/dmi/id/product_uuid", uuid).file("sys/class/dmi/id/board_serial", board);
    }

    /** Another at every start. */
    RecordedTree boot(String id) {
        return file("proc/sys/kernel/random/boot_id", id);
    }

    RecordedTree model(String maker, String product) {
        return file("sys/class/dmi/id/sys_vendor", maker).file("sys/class/dmi/id/product_name", product);
    }

    /** A disk with its serial number page, as the SCSI layer shows it. */
    RecordedTree scsiDisk(String name, String number, String serial) {
        String page = "\0\u0080\0" + (char) serial.length() + serial;
        return disk(name, number, "pci0000:00/0000:00:17.0/ata1/host0/target0/0:0:0:0")
                .file(device(name) + "/device/vpd_pg80", page)
                .file(device(name) + "/device/wwid", "t10.ATA     Samsung SSD 860   " + serial);
    }

    RecordedTree virtioDisk(String name, String number, String serial) {
        return disk(name, number, "pci0000:00/0000:00:02.0/virtio1").file(device(name) + "/serial", serial);
    }

    private RecordedTree disk(String name, String number, String bus) {
        String path = "sys/devices/" + bus + "/block/" + name;
        return file(path + "/dev", number)
                .file(path + "/removable", "0")
                .folder(path + "/device")
                .folder(path + "/slaves")
                .link("sys/block/" + name, path)
                .link("sys/class/block/" + name, path)
                .link("sys/dev/block/" + number, path);
    }

    /**
     * A drive in the second port of the computer.
     *
     * @param name {@code sdb}
     * @param serial empty for none
     */
    RecordedTree usbDrive(String name, String serial) {
        return usbDrive(name, "usb1/1-2", "0951", "1666", serial);
    }

    /** @param port below the controller; each device on the way is one folder */
    RecordedTree usbDrive(String name, String port, String vendor, String product, String serial) {
        String device = USB + port;
        usbDevice(USB + "usb1", "1d6b", "0002", "0000:00:14.0");
        usbDevice(device, vendor, product, serial);
        String interfaceName = device.substring(device.lastIndexOf('/') + 1) + ":1.0";
        String disk = device + "/" + interfaceName + "/host6/target6:0:0/6:0:0:0/block/" + name;
        return file(disk + "/removable", "1")
                .file(disk + "/size", "60604416")
                .folder(disk + "/device")
                .folder(disk + "/slaves")
                .link("sys/class/block/" + name, disk)
                .link("sys/block/" + name, disk);
    }

    RecordedTree usbDevice(String path, String vendor, String product, String serial) {
        file(path + "/idVendor", vendor).file(path + "/idProduct", product);
        file(path + "/manufacturer", "Kingston").file(path + "/product", "DataTraveler 3.0");
        return serial.isEmpty() ? this : file(path + "/serial", serial);
    }

    /** A partition of a drive on USB, with what udev says of it; an empty id for no file system. */
    RecordedTree usbPartition(String disk, int number, String id, String label) {
        Path path = real("sys/block/" + disk).resolve(disk + number);
        file(realRoot().relativize(path) + "/partition", String.valueOf(number));
        return volume(disk + number, id, label);
    }

    /** What udev says of a volume. */
    RecordedTree volume(String name, String id, String label) {
        folder("dev/disk/by-path");
        if (!label.isEmpty()) {
            link("dev/disk/by-label/" + label, "dev/" + name);
        }
        return id.isEmpty() ? this : link("dev/disk/by-uuid/" + id, "dev/" + name);
    }

    /** As the kernel and udev do: the disk goes, and with it the links to its volumes. */
    RecordedTree unplug(String disk) {
        Path device = real("sys/block/" + disk);
        remove("sys/block/" + disk).remove("sys/class/block/" + disk);
        for (String folder : List.of("dev/disk/by-uuid", "dev/disk/by-label")) {
            for (Path link : entries(root.resolve(folder))) {
                if (target(link).startsWith(disk)) {
                    remove(root.relativize(link).toString());
                }
            }
        }
        removeAll(device);
        return this;
    }

    private static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return String.valueOf(Files.readSymbolicLink(link).getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeAll(Path path) {
        entries(path).forEach(RecordedTree::removeAll);
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RecordedTree partition(String disk, String name, String number) {
        Path path = real("sys/block/" + disk).resolve(name);
        String relative = realRoot().relativize(path).toString();
        return file(relative + "/partition", name.substring(name.length() - 1))
                .link("sys/class/block/" + name, relative)
                .link("sys/dev/block/" + number, relative);
    }

    /** A made-up device (volume, encryption, array) on others. */
    RecordedTree stacked(String name, String number, String... below) {
        String path = "sys/devices/virtual/block/" + name;
        file(path + "/dev", number)
                .link("sys/block/" + name, path)
                .link("sys/class/block/" + name, path)
                .link("sys/dev/block/" + number, path);
        for (String device : below) {
            Path target = real("sys/class/block/" + device);
            link(path + "/slaves/" + device, realRoot().relativize(target).toString());
        }
        return this;
    }

    RecordedTree mounts(String... lines) {
        return file("proc/self/mountinfo", String.join("\n", lines) + "\n");
    }

    RecordedTree card(String name, String bus, String address, int index, String origin) {
        String path = "sys/devices/" + bus + "/net/" + name;
        return virtualCard(name, path, address, index, origin).link(path + "/device", "sys/devices/" + bus);
    }

    /** An interface without hardware: a bridge, or a container's end of a pair. */
    RecordedTree pair(String name, String address, int index) {
        return virtualCard(name, "sys/devices/virtual/net/" + name, address, index, "3");
    }

    private RecordedTree virtualCard(String name, String path, String address, int index, String origin) {
        return file(path + "/address", address)
                .file(path + "/type", "1")
                .file(path + "/ifindex", String.valueOf(index))
                .file(path + "/addr_assign_type", origin)
                .link("sys/class/net/" + name, path);
    }

    RecordedTree machineId(String id) {
        return file("etc/machine-id", id);
    }

    String device(String disk) {
        return "sys/block/" + disk;
    }

    RecordedTree file(String name, String text) {
        try {
            Path file = root.resolve(name);
            createParents(file);
            Files.write(file, (text + "\n").getBytes(StandardCharsets.ISO_8859_1));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RecordedTree remove(String name) {
        try {
            Files.delete(root.resolve(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RecordedTree folder(String name) {
        try {
            Files.createDirectories(root.resolve(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A relative link, as those of {@code /sys} are. */
    RecordedTree link(String name, String target) {
        try {
            Path link = root.resolve(name);
            createParents(link);
            Path from = link.getParent();
            if (from == null) {
                throw new IllegalArgumentException(name);
            }
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, from.relativize(root.resolve(target)));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path real(String name) {
        try {
            return root.resolve(name).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path realRoot() {
        return real("");
    }

    private static void createParents(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
    }
}
