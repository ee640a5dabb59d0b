// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the plain catalogue entries in folders and jars. */
final class CatalogueFiles {

    private static final String FOLDER = "META-INF/webgate/catalogue";
    private static final String ENDING = ".json";

    private CatalogueFiles() {}

    /**
     * The entries by file name without ending, in the order of these names.
     *
     * @throws IOException also when two places hold different entries of one name
     */
    static SortedMap<String, byte[]> find(Collection<Path> classPath) throws IOException {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        for (Path place : classPath) {
            if (Files.isDirectory(place)) {
                collect(place, place, entries);
            } else if (Files.isRegularFile(place) && place.toString().endsWith(".jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(place)) {
                    collect(jar.getPath("/"), place, entries);
                }
            }
        }
        return entries;
    }

    private static void collect(Path root, Path place, SortedMap<String, byte[]> entries) throws IOException {
        Path folder = root.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return;
        }
        for (Path file : files(folder)) {
            String name = String.valueOf(file.getFileName());
            if (name.endsWith(ENDING)) {
                byte[] entry = Files.readAllBytes(file);
                byte[] other = entries.put(name.substring(0, name.length() - ENDING.length()), entry);
                if (other != null && !Arrays.equals(other, entry)) {
                    throw new IOException("Two catalogue entries " + name + " differ, one of them in " + place
                            + ": a module is defined once. Remove one.");
                }
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
