// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.format.Manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Makes the signed manifest of a distribution's bundles (D7) from the repository that it ships: name, version and digest
 * of every jar, as they will lie on the customer's disk.
 */
public final class ManifestAssembly {

    private static final List<String> NAMES = List.of("--vendor", "--repository", "--version", "--out", "--beside");

    private ManifestAssembly() {}

    /**
     * Assembles.
     *
     * @param arguments {@code --vendor DIR --repository DIR --version TEXT --out FILE --beside NAMES}; the last: symbolic
     *     names, separated by commas, of bundles that are named too though no feature ships them, because integrators
     *     install them beside; their jars stand on the class path
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2 * NAMES.size()) {
            throw usage();
        }
        for (int i = 0; i < NAMES.size(); i++) {
            if (!arguments[2 * i].equals(NAMES.get(i))) {
                throw usage();
            }
        }
        VendorKeys keys = VendorKeys.open(Path.of(arguments[1]));
        List<Path> jars = new ArrayList<>(jarsIn(Path.of(arguments[3])));
        for (String name : arguments[9].split(",", -1)) {
            jars.add(onClassPath(name));
        }
        Manifest manifest =
                prepare(keys.prefix(), arguments[5], InstantSource.system().instant(), jars);
        Files.write(Path.of(arguments[7]), new StatementIssuer(keys).issue(manifest));
        System.out.println("Manifest of " + keys.prefix() + " (" + keys.mode() + "), bundles: "
                + manifest.bundles().size());
    }

    private static IllegalArgumentException usage() {
        return new IllegalArgumentException(
                "Usage: ManifestAssembly --vendor DIR --repository DIR --version TEXT --out FILE --beside NAMES");
    }

    /**
     * The manifest of these jars, ready to be looked at and signed by {@link StatementIssuer}.
     *
     * @param vendor the four letters of who assembles
     * @param version of the distribution
     * @param issuedAt cut to whole seconds
     * @throws IOException when a jar can't be read or is no bundle
     * @throws IllegalArgumentException when two jars are one bundle
     */
    public static Manifest prepare(String vendor, String version, Instant issuedAt, Collection<Path> jars)
            throws IOException {
        List<Manifest.Entry> bundles = new ArrayList<>();
        for (Path jar : jars) {
            bundles.add(entry(jar));
        }
        return new Manifest(vendor, issuedAt.truncatedTo(ChronoUnit.SECONDS), version, bundles);
    }

    /** Every jar below a folder, in the order of their paths. */
    public static List<Path> jarsIn(Path repository) throws IOException {
        try (Stream<Path> files = Files.walk(repository)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static Manifest.Entry entry(Path jar) throws IOException {
        String name = symbolicName(jar)
                .orElseThrow(() -> new VendorFileException(new LocalizedText(
                        jar + " is no bundle: it has no Bundle-SymbolicName",
                        jar + " — не бандл: в нём нет Bundle-SymbolicName")));
        String version = header(jar, "Bundle-Version").orElse("0.0.0");
        return new Manifest.Entry(name, version, sha256(jar));
    }

    private static Path onClassPath(String name) throws IOException {
        for (Path place : ClassPath.current()) {
            if (Files.isRegularFile(place)
                    && symbolicName(place).filter(name::equals).isPresent()) {
                return place;
            }
        }
        throw new IOException("No jar of the bundle " + name + " is on the class path");
    }

    /** Empty for a jar that is no bundle. */
    static Optional<String> symbolicName(Path jar) throws IOException {
        return header(jar, "Bundle-SymbolicName");
    }

    /** Without the parameters behind it. */
    private static Optional<String> header(Path jar, String name) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            java.util.jar.Manifest manifest = file.getManifest();
            return Optional.ofNullable(manifest)
                    .map(java.util.jar.Manifest::getMainAttributes)
                    .map((Attributes attributes) -> attributes.getValue(name))
                    .map(value -> value.split(";", 2)[0].strip());
        }
    }

    private static String sha256(Path jar) throws IOException {
        try (InputStream in = Files.newInputStream(jar)) {
            DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
            digest.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
