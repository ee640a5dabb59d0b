// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;

/**
 * Where benchmarks put their files, and whom they tell how far they are.
 *
 * @param folder on the disk of the checkout: a commit into a memory file system would measure nothing
 * @param distribution the built host
 * @param say takes progress
 */
public record Workspace(Path folder, Path distribution, Consumer<String> say) {

    /** A new, empty folder; what an earlier run left there is removed. */
    public Path fresh(String name) {
        Path fresh = folder.resolve(name);
        try {
            remove(fresh);
            return Files.createDirectories(fresh);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + fresh + " can't be made", e);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
