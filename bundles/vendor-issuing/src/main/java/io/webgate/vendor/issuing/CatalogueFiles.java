// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.LocalizedText;

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

/** Finds the plain catalogue entries and the definitions of editions in folders and jars. */
final class CatalogueFiles {

    private CatalogueFiles() {}

    /** What lies in one folder of a bundle, with one ending. */
    enum Kind {
        ENTRY("META-INF/webgate/catalogue", ".json"),
        EDITION("META-INF/webgate/edition", ".properties");

        private final String folder;
        private final String ending;

        Kind(String folder, String ending) {
            this.folder = folder;
            this.ending = ending;
        }
    }

    /**
     * The files by name without ending, in the order of these names.
     *
     * @throws IOException also when two places hold different ones of one name
     */
    static SortedMap<String, byte[]> find(Kind kind, Collection<Path> classPath) throws IOException {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        for (Path place : classPath) {
            if (Files.isDirectory(place)) {
                collect(kind, place, place, entries);
            } else if (Files.isRegularFile(place) && place.toString().endsWith(".jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(place)) {
                    collect(kind, jar.getPath("/"), place, entries);
                }
            }
        }
        return entries;
    }

    private static void collect(Kind kind, Path root, Path place, SortedMap<String, byte[]> entries)
            throws IOException {
        Path folder = root.resolve(kind.folder);
        if (!Files.isDirectory(folder)) {
            return;
        }
        for (Path file : files(folder)) {
            String name = String.valueOf(file.getFileName());
            if (name.endsWith(kind.ending)) {
                byte[] entry = Files.readAllBytes(file);
                byte[] other = entries.put(name.substring(0, name.length() - kind.ending.length()), entry);
                if (other != null && !Arrays.equals(other, entry)) {
                    throw new VendorFileException(new LocalizedText(
                            "Two files " + name + " differ, one of them in " + place
                                    + ": a module is defined once. Remove one.",
                            "Два файла " + name + " различаются, один из них в " + place
                                    + ": модуль определяется один раз. Удалите один из них."));
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
