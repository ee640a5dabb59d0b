// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * T33: whole documents. No input may do anything but be refused for a reason, unless it is one of the seeds, which are
 * signed, give or take a byte order mark and line breaks.
 */
public final class EnvelopeFuzz {

    private static final KeyRing RING = ring();
    private static final Set<ByteBuffer> SEEDS = seeds();
    private static final Bounds BOUNDS = new Bounds();

    private EnvelopeFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        BOUNDS.hold(() -> {
            try {
                LicenseDocuments.read(input, RING);
                Bounds.require(
                        SEEDS.contains(ByteBuffer.wrap(bare(input))), "A document was accepted that nobody signed");
            } catch (LicenseFormatException e) {
                Bounds.requireReason(e);
            }
        });
    }

    private static KeyRing ring() {
        try {
            return TrustDocument.parse(Files.readAllBytes(Path.of(System.getProperty("webgate.trust"))))
                    .keys();
        } catch (IOException | LicenseFormatException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static Set<ByteBuffer> seeds() {
        Set<ByteBuffer> seeds = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("webgate.seeds")))) {
            for (Path file : files.toList()) {
                seeds.add(ByteBuffer.wrap(bare(Files.readAllBytes(file))));
            }
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
        return seeds;
    }

    private static byte[] bare(byte[] file) {
        int from =
                file.length >= 3 && file[0] == (byte) 0xEF && file[1] == (byte) 0xBB && file[2] == (byte) 0xBF ? 3 : 0;
        int to = file.length;
        while (to > from && (file[to - 1] == '\n' || file[to - 1] == '\r')) {
            to--;
        }
        return Arrays.copyOfRange(file, from, to);
    }
}
