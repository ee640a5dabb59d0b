// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal.integrity;

import io.webgate.license.registry.internal.integrity.Installed.Contents;
import org.osgi.framework.Bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads the file that a bundle's location names. A location is only a name, and a framework may have a copy, so the
 * framework's own view of the bundle is compared with that file, entry by entry: what it gives out is what it loads. One
 * pass over the file yields both the digest and the entries, so there is no moment between them.
 */
final class JarContents {

    private static final String REFERENCE = "reference:";
    private static final int BLOCK = 65536;

    private JarContents() {}

    /** The digest of the file alone. */
    static Contents digest(Bundle bundle) {
        return read(bundle, digested -> Optional.empty());
    }

    /** The digest, and whether the framework has what is in the file. */
    static Contents compare(Bundle bundle) {
        return read(bundle, digested -> difference(bundle, digested));
    }

    private interface Reader {
        Optional<String> difference(InputStream jar) throws IOException;
    }

    private static Contents read(Bundle bundle, Reader reader) {
        try (InputStream file = Files.newInputStream(file(bundle.getLocation()));
                DigestInputStream digested = new DigestInputStream(file, MessageDigest.getInstance("SHA-256"))) {
            Optional<String> difference = reader.difference(digested);
            byte[] block = new byte[BLOCK];
            while (digested.read(block) >= 0) {
                // the digest is of the whole file
            }
            String sha256 = HexFormat.of().formatHex(digested.getMessageDigest().digest());
            return difference.map(entry -> Contents.unlike(sha256, entry)).orElseGet(() -> Contents.of(sha256));
        } catch (IOException | IllegalArgumentException | IllegalStateException | FileSystemNotFoundException e) {
            return Contents.unreadable(e.toString());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** @throws IllegalArgumentException when it is no file's */
    static Path file(String location) {
        String address = location.startsWith(REFERENCE) ? location.substring(REFERENCE.length()) : location;
        URI uri = URI.create(address);
        if (!"file".equals(uri.getScheme())) {
            throw new IllegalArgumentException("its location " + location + " is no file");
        }
        return Path.of(uri);
    }

    private static Optional<String> difference(Bundle bundle, InputStream jar) throws IOException {
        Set<String> loaded = entries(bundle);
        ZipInputStream zip = new ZipInputStream(new Unclosed(jar));
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName();
            if (entry.isDirectory()) {
                continue;
            }
            URL url = loaded.remove(name) ? bundle.getEntry(name) : null;
            if (url == null) {
                return Optional.of(name);
            }
            try (InputStream has = url.openStream()) {
                if (!areSame(zip, has)) {
                    return Optional.of(name);
                }
            }
        }
        return loaded.stream().sorted().findFirst();
    }

    private static boolean areSame(InputStream one, InputStream other) throws IOException {
        byte[] ours = new byte[BLOCK];
        byte[] theirs = new byte[BLOCK];
        while (true) {
            int read = one.readNBytes(ours, 0, BLOCK);
            int also = other.readNBytes(theirs, 0, BLOCK);
            if (read != also || !Arrays.equals(ours, 0, read, theirs, 0, also)) {
                return false;
            }
            if (read < BLOCK) {
                return true;
            }
        }
    }

    /** Of the bundle alone, without its fragments; does not resolve it. */
    private static Set<String> entries(Bundle bundle) {
        Set<String> files = new HashSet<>();
        Deque<String> folders = new ArrayDeque<>(Set.of("/"));
        for (String folder = folders.poll(); folder != null; folder = folders.poll()) {
            Enumeration<String> paths = bundle.getEntryPaths(folder);
            for (String path : paths == null ? Set.<String>of() : Collections.list(paths)) {
                if (path.endsWith("/")) {
                    folders.add(path);
                } else {
                    files.add(path);
                }
            }
        }
        return files;
    }

    /** The rest of the file is still to be digested when the zip has come to its end. */
    private static final class Unclosed extends FilterInputStream {

        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // whoever opened it closes it
        }
    }
}
