// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The first bytes of volumes, as the programs that format them leave them. */
final class RecordedVolume {

    private RecordedVolume() {}

    static byte[] fat32(int id) {
        return volume(0x52, "FAT32   ", 0x43, little(id));
    }

    static byte[] fat16(int id) {
        return volume(0x36, "FAT16   ", 0x27, little(id));
    }

    static byte[] exfat(int id) {
        return volume(3, "EXFAT   ", 0x64, little(id));
    }

    static byte[] ntfs(long id) {
        byte[] bytes = new byte[8];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(id);
        return volume(3, "NTFS    ", 0x48, bytes);
    }

    static byte[] ext4(long high, long low) {
        byte[] bytes = new byte[16];
        ByteBuffer.wrap(bytes).putLong(high).putLong(low);
        byte[] head = volume(0, "", 0x468, bytes);
        head[0x438] = 0x53;
        head[0x439] = (byte) 0xef;
        return head;
    }

    static byte[] empty() {
        return volume(0, "", 0, new byte[0]);
    }

    private static byte[] little(int id) {
        byte[] bytes = new byte[4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(id);
        return bytes;
    }

    private static byte[] volume(int nameAt, String name, int idAt, byte[] id) {
        byte[] head = new byte[4096];
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, head, nameAt, text.length);
        System.arraycopy(id, 0, head, idAt, id.length);
        return head;
    }
}
