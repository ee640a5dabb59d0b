// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that only their owner may read, whole or not at all. */
final class OwnFile {

    private OwnFile() {}

    /** What fills a file. */
    @FunctionalInterface
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** Writes a file in the place of the one that is there. */
    static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        // a temporary file is readable for its owner alone, wherever the file system knows of owners
        Path fresh = Files.createTempFile(target.getParent(), ".", ".new");
        try {
            try (OutputStream out = Files.newOutputStream(fresh)) {
                content.write(out);
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
