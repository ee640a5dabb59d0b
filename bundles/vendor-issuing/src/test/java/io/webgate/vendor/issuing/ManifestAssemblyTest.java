// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Manifest;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.format.TrustDocument.VendorInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ManifestAssemblyTest {

    private static final Instant NOW = Instant.parse("2026-05-01T10:20:30.123Z");

    private final VendorKeys keys = VendorKeys.generate(
            new VendorInfo("DEVL", "Development vendor"),
            TrustDocument.DEVELOPMENT,
            ZoneId.of("UTC"),
            Instant.parse("2026-01-01T00:00:00Z"),
            new SecureRandom());

    private final Path temp;

    ManifestAssemblyTest(@TempDir Path temp) {
        this.temp = temp;
    }

    @Test
    void d7NamesEveryJarWithTheDigestOfItsBytesAndCanBeReadUnderTheVendorsKeys() throws Exception {
        Path one = jar("org/one/one.jar", "org.one;singleton:=true", "1.2.3.x");
        Path two = jar("two.jar", "org.two", "");
        Files.writeString(temp.resolve("notes.txt"), "no jar");

        byte[] file = new StatementIssuer(keys)
                .issue(ManifestAssembly.prepare("DEVL", "0.1.0", NOW, ManifestAssembly.jarsIn(temp)));

        Manifest manifest = Manifest.read(file, keys.trust().keys());
        assertThat(manifest.issuedAt()).isEqualTo("2026-05-01T10:20:30Z");
        assertThat(manifest.bundles())
                .containsExactly(
                        new Manifest.Entry("org.one", "1.2.3.x", sha256(one)),
                        new Manifest.Entry("org.two", "0.0.0", sha256(two)));
    }

    @Test
    void aBundleInTwoJarsIsRefused() throws Exception {
        jar("one.jar", "org.one", "1");
        jar("other.jar", "org.one", "2");

        assertThatThrownBy(() -> ManifestAssembly.prepare("DEVL", "1", NOW, ManifestAssembly.jarsIn(temp)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void aJarThatIsNoBundleIsRefused() throws Exception {
        Path plain = temp.resolve("plain.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(plain))) {
            jar.putNextEntry(new JarEntry("x"));
        }

        assertThatThrownBy(() -> ManifestAssembly.prepare("DEVL", "1", NOW, List.of(plain)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("plain.jar is no bundle");
    }

    @Test
    void theWholeProgramNeedsEachOfItsArguments() {
        assertThatThrownBy(() -> ManifestAssembly.main(new String[] {"--vendor", "x"}))
                .hasMessageContaining("Usage");
    }

    @Test
    void anotherVendorsKeysReadNothing() throws Exception {
        jar("one.jar", "org.one", "1");
        byte[] file = new StatementIssuer(keys)
                .issue(ManifestAssembly.prepare("DEVL", "1", NOW, ManifestAssembly.jarsIn(temp)));
        VendorKeys other = VendorKeys.generate(
                new VendorInfo("ACME", "Acme"),
                TrustDocument.DEVELOPMENT,
                ZoneId.of("UTC"),
                Instant.parse("2026-01-01T00:00:00Z"),
                new SecureRandom());

        assertThatThrownBy(() -> Manifest.read(file, other.trust().keys())).isInstanceOf(LicenseFormatException.class);
    }

    private Path jar(String path, String name, String version) throws IOException {
        java.util.jar.Manifest manifest = new java.util.jar.Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-SymbolicName", name);
        if (!version.isEmpty()) {
            main.putValue("Bundle-Version", version);
        }
        Path file = temp.resolve(path);
        Files.createDirectories(file.getParent());
        try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            jar.putNextEntry(new JarEntry("content"));
            jar.write(7);
        }
        return file;
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
