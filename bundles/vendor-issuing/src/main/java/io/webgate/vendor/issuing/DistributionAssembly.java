// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Manifest;
import io.webgate.license.format.TrustDocument;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes of a distribution another one that trusts this vendor (D7): the contents of the bundle {@code trust} and the signed
 * manifest are the vendor's, every other file is the same byte for byte. The same keys make the same {@code trust}.
 */
public final class DistributionAssembly {

    /** The signed manifest, beside {@code features/}. */
    public static final String MANIFEST = "manifest.jws";

    private static final String TRUST = "io.webgate.trust";

    private final VendorKeys keys;
    private final List<TrustDocument> others;

    /** Of this vendor alone. See {@link #DistributionAssembly(VendorKeys, Collection)}. */
    public DistributionAssembly(VendorKeys keys) {
        this(keys, List.of());
    }

    /**
     * Assembles for this vendor.
     *
     * @param others vendors whom the distribution trusts too, for modules of their own (R57)
     * @throws IllegalArgumentException when it is a development vendor: that one is never released; or another can't be
     *     trusted: it is none for production, or is the same
     */
    public DistributionAssembly(VendorKeys keys, Collection<TrustDocument> others) {
        if (!keys.mode().equals(TrustDocument.PRODUCTION)) {
            throw new VendorRefusal(
                    "Vendor " + keys.prefix() + " is a development vendor and can't be released",
                    "Поставщик " + keys.prefix() + " создан для разработки, выпускать с ним дистрибутив нельзя");
        }
        TrustedVendors.of(keys.trust(), others);
        this.keys = keys;
        this.others = List.copyOf(others);
    }

    /**
     * Copies and replaces; the target is there as a whole or not at all.
     *
     * @param source a distribution
     * @param bundles the jars that its feature files name, below the source
     * @param version of the distribution
     * @param target where nothing is yet, outside the source
     * @return the manifest that was signed
     * @throws FileAlreadyExistsException when something is there
     * @throws IOException when a file can't be read or written, or what is there is no distribution
     */
    public Manifest assemble(Path source, Collection<Path> bundles, String version, Path target, Instant now)
            throws IOException, LicenseFormatException {
        Path from = source.toRealPath();
        Path to = target.toAbsolutePath().normalize();
        Path parent = to.getParent();
        if (parent == null || Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        Files.createDirectories(parent);
        if (parent.toRealPath().startsWith(from)) {
            throw new VendorRefusal(
                    to + " lies inside the distribution that is copied",
                    to + " находится внутри копируемого дистрибутива");
        }
        Path aside = Files.createTempDirectory(parent, "." + to.getFileName() + "-");
        try {
            Path whole = aside.resolve("distribution");
            copy(from, whole);
            List<Path> jars = new ArrayList<>();
            for (Path bundle : bundles) {
                jars.add(whole.resolve(source.relativize(bundle)));
            }
            replaceTrust(whole, jars, aside.resolve("trust"));
            Manifest manifest = ManifestAssembly.prepare(keys.prefix(), version, now, jars);
            Files.write(whole.resolve(MANIFEST), new StatementIssuer(keys).issue(manifest));
            Files.move(whole, to, StandardCopyOption.ATOMIC_MOVE);
            return manifest;
        } finally {
            remove(aside);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectory(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Wherever the bundle lies: the host has one in its repository, the command line one on its class path. */
    private void replaceTrust(Path whole, List<Path> bundles, Path work) throws IOException, LicenseFormatException {
        TrustAssembly.assemble(keys, others, TrustDocument.PRODUCTION, bundles, work);
        Map<String, byte[]> contents = contents(work);
        List<Path> jars;
        try (Stream<Path> files = Files.walk(whole)) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
        boolean found = false;
        for (Path jar : jars) {
            if (ManifestAssembly.symbolicName(jar).filter(TRUST::equals).isPresent()) {
                found |= bundles.contains(jar);
                rewrite(jar, contents);
            }
        }
        if (!found) {
            throw new VendorFileException(new LocalizedText(
                    "The distribution has no bundle " + TRUST + ": unpack it again.",
                    "В дистрибутиве нет бандла " + TRUST + ": распакуйте его заново."));
        }
    }

    /** All that was assembled, by its name in the jar. */
    private static Map<String, byte[]> contents(Path work) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        List<Path> assembled;
        try (Stream<Path> files = Files.walk(work)) {
            assembled = files.filter(Files::isRegularFile).toList();
        }
        for (Path file : assembled) {
            contents.put(work.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
        return contents;
    }

    /** The same entries in the same order with the same times, some with other contents. */
    private static void rewrite(Path jar, Map<String, byte[]> contents) throws IOException {
        Path fresh = jar.resolveSibling(jar.getFileName() + ".new");
        try (var in = new ZipFile(jar.toFile());
                OutputStream file = Files.newOutputStream(fresh);
                var out = new ZipOutputStream(file)) {
            List<String> missing = new ArrayList<>(contents.keySet());
            for (ZipEntry entry : Collections.list(in.entries())) {
                var copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(copy);
                byte[] other = contents.get(entry.getName());
                if (other != null) {
                    missing.remove(entry.getName());
                    out.write(other);
                } else {
                    try (InputStream same = in.getInputStream(entry)) {
                        same.transferTo(out);
                    }
                }
                out.closeEntry();
            }
            if (!missing.isEmpty()) {
                throw new VendorFileException(new LocalizedText(
                        jar.getFileName() + " was not assembled: it has no " + missing,
                        jar.getFileName() + " не собран: в нём нет " + missing));
            }
        }
        Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
