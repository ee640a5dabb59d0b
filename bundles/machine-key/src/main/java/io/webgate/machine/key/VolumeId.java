// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Reads a volume's id from its first bytes, in the form in which udev names it (R18). Pure. */
final class VolumeId {

    /** All of the ext super block that we look at. */
    private static final int HEAD = 2048;

    private static final int EXT = 1024;
    private static final int EXT_MAGIC = 0xEF53;

    private VolumeId() {}

    /** The first bytes of a volume. */
    static byte[] head(Path node) throws IOException {
        try (InputStream stream = Files.newInputStream(node)) {
            return stream.readNBytes(HEAD);
        }
    }

    /** The id; empty for a file system that we do not know, for none, and for an id that is all zero. */
    static String of(byte[] head) {
        if (head.length < HEAD) {
            return "";
        }
        ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        if (has(head, 3, "NTFS    ")) {
            long id = bytes.getLong(0x48);
            return id == 0 ? "" : "%016X".formatted(id);
        }
        if (has(head, 3, "EXFAT   ")) {
            return serial(bytes.getInt(0x64));
        }
        if (has(head, 0x52, "FAT32   ")) {
            return serial(bytes.getInt(0x43));
        }
        if (has(head, 0x36, "FAT16   ") || has(head, 0x36, "FAT12   ")) {
            return serial(bytes.getInt(0x27));
        }
        if ((bytes.getShort(EXT + 0x38) & 0xffff) == EXT_MAGIC) {
            ByteBuffer id = bytes.duplicate().order(ByteOrder.BIG_ENDIAN);
            UUID uuid = new UUID(id.getLong(EXT + 0x68), id.getLong(EXT + 0x70));
            return uuid.equals(new UUID(0, 0)) ? "" : uuid.toString();
        }
        return "";
    }

    private static String serial(int id) {
        return id == 0 ? "" : "%04X-%04X".formatted(id >>> 16, id & 0xffff);
    }

    private static boolean has(byte[] head, int at, String text) {
        return new String(head, at, text.length(), StandardCharsets.ISO_8859_1).equals(text);
    }
}
