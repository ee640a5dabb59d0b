// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The lines of a file, each ended by one line feed, with the digest of those that were read. Not for several threads. */
final class ExportLines implements AutoCloseable {

    /** A row holds a whole state at most; longer than this is no journal. */
    private static final int LONGEST = 64 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final MessageDigest sum = JournalChain.sha256();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int from;
    private int to;
    private long number;

    ExportLines(Path file) throws IOException {
        in = Files.newInputStream(file);
    }

    /**
     * The next line.
     *
     * @return null at the end, and where it is not ended by a line feed, is too long or no UTF-8
     */
    @Nullable
    String next() throws IOException {
        if (number > 0) {
            sum.update(line.toByteArray());
            sum.update((byte) '\n');
        }
        line.reset();
        while (line.size() <= LONGEST && fill()) {
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            line.write(buffer, from, end - from);
            from = end;
            if (end < to) {
                from++;
                number++;
                return utf8(line.toByteArray());
            }
        }
        return null;
    }

    /** Whether anything more is there. */
    boolean isAtEnd() throws IOException {
        return !fill();
    }

    private boolean fill() throws IOException {
        if (from == to) {
            from = 0;
            to = Math.max(0, in.read(buffer));
        }
        return from < to;
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Of everything before the line that was read last; asked once, behind the last line. */
    String digestBefore() {
        return HexFormat.of().formatHex(sum.digest());
    }

    /** Of the line that was read last, from 1. */
    long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
