// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Bundles and distributions that nobody signed. */
final class Jars {

    private Jars() {}

    /** A bundle with nothing in it. */
    static byte[] bundle(String name) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JarOutputStream(out, manifest(name)).close();
        return out.toByteArray();
    }

    private static Manifest manifest(String name) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        return manifest;
    }

    /** Puts a bundle into a folder in one step: whoever watches it never sees half a jar. */
    static void drop(Path folder, String name) throws IOException {
        Path fresh = Files.createTempFile(folder, "fresh", ".part");
        Files.copy(new ByteArrayInputStream(bundle(name)), fresh, StandardCopyOption.REPLACE_EXISTING);
        Files.move(fresh, folder.resolve(name + ".jar"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A copy of a folder, with the rights of its files. */
    static Path copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(from)) {
            files = walk.toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else {
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            }
        }
        return to;
    }

    /** The jar whose name begins so. */
    static Path find(Path folder, String beginning) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(beginning + "-[0-9].*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No " + beginning + " in " + folder));
        }
    }

    /** Changes one byte of one resource. */
    static void spoil(Path jar, String resource) {
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Path entry = zip.getPath(resource);
            byte[] bytes = Files.readAllBytes(entry);
            bytes[bytes.length - 1] ^= 1;
            Files.write(entry, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
