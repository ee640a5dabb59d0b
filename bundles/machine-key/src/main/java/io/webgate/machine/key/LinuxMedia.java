// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Media;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The drives on USB of a computer with Linux, from {@code /sys}; their volumes from the links that udev sets, or, where
 * there is no udev, from the volumes themselves (R18). The disk that carries {@code /} is none of them, since it cannot be
 * unplugged.
 */
final class LinuxMedia implements MediaSource {

    private static final Logger LOG = LoggerFactory.getLogger(LinuxMedia.class);
    private static final Pattern ON_USB = Pattern.compile("(?:.*/)?usb\\d+/.*");
    private static final Pattern ESCAPED = Pattern.compile("\\\\x([0-9a-fA-F]{2})");
    private static final String BLOCK = "sys/block";
    private static final String DISKS = "dev/disk";
    private static final String IDS = DISKS + "/by-uuid";
    private static final String LABELS = DISKS + "/by-label";

    private final Tree tree;
    private final Tree.Source source;

    /** @param root {@code /}, or a recorded tree */
    LinuxMedia(Path root) {
        this(root, VolumeId::head);
    }

    /** @param source gives the first bytes of a volume, as many as {@link VolumeId} looks at */
    LinuxMedia(Path root, Tree.Source source) {
        this.tree = new Tree(root, Files::readAllBytes);
        this.source = source;
    }

    /**
     * The links of the disks on USB with what tells one plugging from the next, and while there are any the links to
     * their volumes. With no such disk that is one folder and a link for each disk.
     */
    @Override
    public Object sign() throws IOException {
        List<String> sign = new ArrayList<>();
        for (Path link : entries(BLOCK)) {
            if (!isOnUsb(link)) {
                continue;
            }
            sign.add(Tree.name(link) + " " + Files.readSymbolicLink(link) + " " + tree.raw(link.resolve("diskseq"))
                    + " " + tree.raw(link.resolve("size")) + " " + plugging(link));
            sign.addAll(partitions(link).stream().map(Tree::name).toList());
        }
        if (!sign.isEmpty()) {
            for (String folder : List.of(IDS, LABELS)) {
                targets(folder).forEach((device, name) -> sign.add(folder + " " + device + " " + name));
            }
        }
        return sign;
    }

    @Override
    public List<Media> read() throws IOException {
        Optional<Path> system = new LinuxDisk(tree).system();
        Map<String, String> ids = targets(IDS);
        Map<String, String> labels = targets(LABELS);
        List<Media> media = new ArrayList<>();
        for (Path link : entries(BLOCK)) {
            if (!isOnUsb(link)) {
                continue;
            }
            Optional<Path> disk = tree.real(link);
            Optional<Path> device = disk.flatMap(this::usbDevice);
            // A reader's slot without a card has no size
            if (device.isPresent()
                    && !disk.equals(system)
                    && !tree.raw(link.resolve("size")).equals("0")) {
                media.add(drive(disk.get(), device.get(), ids, labels).media());
            }
        }
        return media;
    }

    private UsbDrive drive(Path disk, Path device, Map<String, String> ids, Map<String, String> labels) {
        String volume = "";
        String label = "";
        List<String> refused = new ArrayList<>();
        for (String name : volumes(disk)) {
            volume = hasUdev() ? ids.getOrDefault(name, "") : ownId(name, refused);
            if (!volume.isEmpty()) {
                label = labels.getOrDefault(name, "");
                break;
            }
        }
        return new UsbDrive(
                tree.raw(device.resolve("idVendor")),
                tree.raw(device.resolve("idProduct")),
                tree.raw(device.resolve("serial")),
                volume,
                label,
                utf8(tree.raw(device.resolve("manufacturer")) + " " + tree.raw(device.resolve("product"))),
                refused.isEmpty() ? Optional.empty() : Optional.of(refusal(String.join(", ", refused))));
    }

    /** Where udev runs, it makes this folder for any disk at all, and what it knows of volumes is the whole truth. */
    private boolean hasUdev() {
        return Files.isDirectory(tree.path(DISKS));
    }

    /**
     * The partitions by their numbers: the first with an id counts. A file system may fill the disk instead, and some
     * images are both, so the disk comes first where udev says so; what lies before the first partition is never read.
     */
    private List<String> volumes(Path disk) {
        List<String> partitions = partitions(disk).stream().map(Tree::name).toList();
        if (!hasUdev() && !partitions.isEmpty()) {
            return partitions;
        }
        return Stream.concat(Stream.of(Tree.name(disk)), partitions.stream()).toList();
    }

    private List<Path> partitions(Path disk) {
        return tree.list(disk).stream()
                .filter(entry -> Files.exists(entry.resolve("partition")))
                .toList();
    }

    private String ownId(String name, List<String> refused) {
        Path node = tree.path("dev/" + name);
        try {
            return VolumeId.of(source.read(node));
        } catch (NoSuchFileException e) {
            LOG.debug("{} has no node", name, e);
        } catch (IOException e) {
            LOG.debug("{} cannot be read", node, e);
            refused.add("/dev/" + name);
        }
        return "";
    }

    private static LocalizedText refusal(String nodes) {
        return new LocalizedText(
                "No volume id is known: udev does not run here, and the service may not read " + nodes
                        + ". Start udev, or let the service's user read it (group disk).",
                "Номер тома неизвестен: udev здесь не работает, а службе нельзя читать " + nodes
                        + ". Запустите udev или разрешите чтение пользователю службы (группа disk).");
    }

    /** The nearest device above that tells a maker: the drive itself, never a hub. */
    private Optional<Path> usbDevice(Path disk) {
        for (Path above = disk.getParent(); above != null; above = above.getParent()) {
            if (Files.exists(above.resolve("idVendor")) && Files.exists(above.resolve("idProduct"))) {
                return Optional.of(above);
            }
        }
        return Optional.empty();
    }

    private boolean isOnUsb(Path link) throws IOException {
        return Files.isSymbolicLink(link)
                && ON_USB.matcher(Files.readSymbolicLink(link).toString()).matches();
    }

    /** The kernel makes the folder anew each time; older kernels count pluggings nowhere else. */
    private static String plugging(Path link) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(link, BasicFileAttributes.class);
            return attributes.fileKey() + "";
        } catch (NoSuchFileException e) {
            LOG.debug("{} has just gone", link, e);
            return "";
        }
    }

    /** Names of links by the device that they lead to; a device has one volume, hence one link in each folder. */
    private Map<String, String> targets(String folder) throws IOException {
        Map<String, String> targets = new TreeMap<>();
        for (Path link : entries(folder)) {
            if (Files.isSymbolicLink(link)) {
                targets.put(Tree.name(Files.readSymbolicLink(link)), unescaped(Tree.name(link)));
            }
        }
        return targets;
    }

    /** A folder that is not there is empty; one that cannot be read is an error, since it is no evidence of anything. */
    private List<Path> entries(String folder) throws IOException {
        try (Stream<Path> entries = Files.list(tree.path(folder))) {
            return entries.sorted(Comparator.comparing(Tree::sortKey)).toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            LOG.trace("No {}", folder, e);
            return List.of();
        }
    }

    /** udev writes what a file name may not hold as {@code \x20}, byte by byte. */
    private static String unescaped(String name) {
        String bytes = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return utf8(ESCAPED.matcher(bytes)
                .replaceAll(found ->
                        Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(found.group(1), 16)))));
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
