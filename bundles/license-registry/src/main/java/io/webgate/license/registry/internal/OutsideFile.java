// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file of lines in the folder outside the home (R52). Each line bears a checksum over the home's name and itself: one that
 * is damaged, half written, or another home's is told from ours, and costs no other. It proves nothing of who has written
 * it, so whoever reads it takes only what makes less count. For one thread at a time.
 */
final class OutsideFile {

    private static final int MOST = 64 * 1_048_576;
    private static final int CODE = 8;

    private static final HexFormat HEX = HexFormat.of();

    private final DocumentFiles files;
    private final Path path;
    private final byte[] home;
    private final int most;

    /** @param folder of this home, outside of it, which bears the home's name */
    OutsideFile(DocumentFiles files, Path folder, String name) {
        this(files, folder, name, MOST);
    }

    /** @param most bytes that are read and written */
    OutsideFile(DocumentFiles files, Path folder, String name, int most) {
        this.files = files;
        this.path = folder.resolve(name);
        this.home = (folder.getFileName() + "\n").getBytes(StandardCharsets.UTF_8);
        this.most = most;
    }

    /**
     * What was read.
     *
     * @param lines that are whole and ours, in their order
     * @param missing there is no such file
     * @param bad lines that are not; a last one without an end is among them even if all of it is there
     */
    record Text(List<String> lines, boolean missing, int bad) {

        /** Whether lines can be added to it as it is. */
        boolean isSound() {
            return !missing && bad == 0;
        }
    }

    /**
     * Reads it.
     *
     * @throws IOException when it can't be told what it holds; it must not be replaced then
     */
    Text read() throws IOException {
        byte[] bytes;
        try {
            bytes = files.read(path, most + 1);
        } catch (NoSuchFileException e) {
            return new Text(List.of(), true, 0);
        }
        if (bytes.length > most) {
            throw new IOException(path + " has more than " + most + " bytes");
        }
        List<String> lines = new ArrayList<>();
        int bad = 0;
        for (int from = 0; from < bytes.length; ) {
            int end = from;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            if (end < bytes.length && isOurs(bytes, from, end)) {
                lines.add(new String(bytes, from + CODE + 1, end - from - CODE - 1, StandardCharsets.UTF_8));
            } else {
                bad++;
            }
            from = end + 1;
        }
        return new Text(lines, false, bad);
    }

    private boolean isOurs(byte[] bytes, int from, int end) {
        int text = from + CODE + 1;
        return text <= end && bytes[text - 1] == ' ' && isWritten(code(bytes, text, end), bytes, from);
    }

    /** Whether a code stands there as {@link #bytes} writes it. */
    private static boolean isWritten(int code, byte[] bytes, int at) {
        boolean written = true;
        for (int digit = 0; digit < CODE; digit++) {
            written &= bytes[at + digit] == HEX.toLowHexDigit(code >> (4 * (CODE - 1 - digit)));
        }
        return written;
    }

    private int code(byte[] bytes, int from, int end) {
        CRC32C sum = new CRC32C();
        sum.update(home);
        sum.update(bytes, from, end - from);
        return (int) sum.getValue();
    }

    /** Writes all of it anew; at no moment is there half of it. */
    void replace(Collection<String> lines) throws IOException {
        byte[] bytes = bytes(lines);
        if (bytes.length > most) {
            throw new IOException(path + " would have " + bytes.length + " bytes, more than " + most);
        }
        files.replace(path, bytes);
    }

    /** Adds to the file that is there, durably. When it throws, half of it may be there, and all is to be written anew. */
    void append(Collection<String> lines) throws IOException {
        files.append(path, bytes(lines));
    }

    private byte[] bytes(Collection<String> lines) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String line : lines) {
            byte[] text = line.getBytes(StandardCharsets.UTF_8);
            all.writeBytes(HEX.toHexDigits(code(text, 0, text.length)).getBytes(StandardCharsets.ISO_8859_1));
            all.write(' ');
            all.writeBytes(text);
            all.write('\n');
        }
        return all.toByteArray();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
