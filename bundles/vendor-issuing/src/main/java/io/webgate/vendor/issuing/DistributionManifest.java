// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.format.Manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** Says of each bundle of a distribution which bytes it has (D7). */
final class DistributionManifest {

    private DistributionManifest() {}

    /**
     * The manifest of these jars.
     *
     * @param version of the distribution
     * @throws IOException when one of them is no bundle
     */
    static Manifest of(String vendor, Instant now, String version, Collection<Path> jars) throws IOException {
        List<Manifest.Entry> entries = new ArrayList<>();
        for (Path jar : jars) {
            Attributes headers = headers(jar);
            entries.add(new Manifest.Entry(
                    symbolicName(headers)
                            .orElseThrow(() -> new IOException(jar + " is no bundle: it has no symbolic name")),
                    Optional.ofNullable(headers.getValue("Bundle-Version")).orElse("0.0.0"),
                    sha256(jar)));
        }
        return new Manifest(vendor, now.truncatedTo(ChronoUnit.SECONDS), version, entries);
    }

    /** Empty for a jar that is no bundle. */
    static Optional<String> symbolicName(Path jar) throws IOException {
        return symbolicName(headers(jar));
    }

    private static Optional<String> symbolicName(Attributes headers) {
        return Optional.ofNullable(headers.getValue("Bundle-SymbolicName"))
                .map(name -> name.replaceFirst(";.*", "").strip());
    }

    private static Attributes headers(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return Optional.ofNullable(file.getManifest())
                    .map(java.util.jar.Manifest::getMainAttributes)
                    .orElseGet(Attributes::new);
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[65536];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
