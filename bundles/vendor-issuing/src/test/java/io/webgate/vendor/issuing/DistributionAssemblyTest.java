// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.format.KeyRing;
import io.webgate.license.format.Manifest;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.SignedDocument;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.format.TrustDocument.VendorInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A distribution that trusts a vendor: nothing differs but trust and manifest (D7). */
class DistributionAssemblyTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30Z");
    private static final String TRUST_JAR = "repository/io/webgate/trust/1/trust-1.jar";
    private static final String ENTRY = "{\"module\":\"acme.waiter\",\"title\":{\"en\":\"W\",\"ru\":\"О\"},"
            + "\"metric\":\"sessions\",\"counting\":\"gate-sessions\",\"summed\":true,\"cut\":\"all\","
            + "\"effect\":\"stop-gate\",\"goesOn\":[],\"features\":[]}";

    private final VendorKeys keys = vendor(TrustDocument.PRODUCTION);
    private final KeyRing ring = keys.trust().keys();
    private final Path temp;
    private final Path source;

    DistributionAssemblyTest(@TempDir Path temp) {
        this.temp = temp;
        this.source = temp.resolve("source");
    }

    private static VendorKeys vendor(String mode) {
        return VendorKeys.generate(
                new VendorInfo("MIKO", "Miko"),
                mode,
                ZoneId.of("UTC"),
                Instant.parse("2026-01-01T00:00:00Z"),
                new SecureRandom());
    }

    @BeforeEach
    void make() throws IOException {
        Map<String, String> trust = new TreeMap<>(Map.of(
                "io/webgate/trust/Trust.class", "code",
                "io/webgate/trust/trust.json", "of the development vendor",
                "io/webgate/trust/catalogue.jws", "of the development vendor",
                "io/webgate/trust/canary.jws", "of the development vendor"));
        bundle(TRUST_JAR, "io.webgate.trust", trust);
        bundle("lib/cli/trust-1.jar", "io.webgate.trust;singleton:=true", trust);
        bundle(
                "repository/waiter-1.jar",
                "io.webgate.waiter",
                Map.of("META-INF/webgate/catalogue/acme.waiter.json", ENTRY));
        bundle("lib/other.jar", "", Map.of("a", "b"));
        Path script = Files.createDirectories(source.resolve("bin")).resolve("webgate");
        Files.writeString(script, "#!/bin/sh\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(source.resolve("empty"));
        Files.writeString(source.resolve("manifest.jws"), "of the development vendor");
    }

    private void bundle(String name, String symbolicName, Map<String, String> contents) throws IOException {
        Path jar = source.resolve(name);
        Files.createDirectories(jar.getParent());
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            Map<String, String> all = new java.util.LinkedHashMap<>();
            all.put(
                    JarFile.MANIFEST_NAME,
                    "Manifest-Version: 1.0\n"
                            + (symbolicName.isEmpty()
                                    ? ""
                                    : "Bundle-SymbolicName: " + symbolicName + "\nBundle-Version: 1.0.0\n"));
            all.putAll(contents);
            for (Map.Entry<String, String> content : all.entrySet()) {
                var entry = new JarEntry(content.getKey());
                entry.setTimeLocal(LocalDateTime.parse("2026-01-01T00:00:00"));
                out.putNextEntry(entry);
                out.write(content.getValue().getBytes(UTF_8));
                out.closeEntry();
            }
        }
    }

    private List<Path> bundles() {
        return List.of(source.resolve(TRUST_JAR), source.resolve("repository/waiter-1.jar"));
    }

    private Manifest assemble(String name) throws Exception {
        return new DistributionAssembly(keys).assemble(source, bundles(), "1.0", temp.resolve(name), NOW);
    }

    @Test
    void onlyTrustAndManifestDiffer_D7() throws Exception {
        assemble("made");

        Path made = temp.resolve("made");
        assertThat(differing(made)).containsExactlyInAnyOrder("lib/cli/trust-1.jar", "manifest.jws", TRUST_JAR);
        assertThat(made.resolve("empty")).isDirectory();
        assertThat(Files.isExecutable(made.resolve("bin/webgate"))).isTrue();
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files).as("nothing is left aside").containsExactlyInAnyOrder(source, made);
        }
    }

    private List<String> differing(Path made) throws IOException {
        Set<Path> all = new TreeSet<>(files(source));
        all.addAll(files(made));
        return all.stream()
                .filter(file -> !same(source.resolve(file), made.resolve(file)))
                .map(Path::toString)
                .toList();
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).map(root::relativize).toList();
        }
    }

    private static boolean same(Path one, Path other) {
        try {
            return Files.exists(one) && Files.exists(other) && Files.mismatch(one, other) < 0;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void trustHoldsTheVendorAndItsSignatureOverEveryCatalogueEntry_D7() throws Exception {
        assemble("made");

        for (String name : List.of(TRUST_JAR, "lib/cli/trust-1.jar")) {
            try (var jar = new JarFile(temp.resolve("made").resolve(name).toFile())) {
                assertThat(jar.stream().map(JarEntry::getName))
                        .containsExactly(
                                "META-INF/MANIFEST.MF",
                                "io/webgate/trust/Trust.class",
                                "io/webgate/trust/canary.jws",
                                "io/webgate/trust/catalogue.jws",
                                "io/webgate/trust/trust.json");
                assertThat(content(jar, "io/webgate/trust/trust.json"))
                        .isEqualTo(new String(keys.trust().toJson(), UTF_8));
                byte[] entry =
                        content(jar, "io/webgate/trust/catalogue.jws").strip().getBytes(UTF_8);
                assertThat(new String(
                                SignedDocument.verify(entry, Purpose.CATALOGUE, ring)
                                        .payload(),
                                UTF_8))
                        .isEqualTo(ENTRY);
                assertThat(content(jar, "io/webgate/trust/Trust.class")).isEqualTo("code");
            }
        }
    }

    private static String content(JarFile jar, String name) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), UTF_8);
    }

    @Test
    void theManifestSaysWhichBytesEachBundleHas_D7() throws Exception {
        Manifest manifest = assemble("made");

        Path made = temp.resolve("made");
        assertThat(Manifest.read(Files.readAllBytes(made.resolve("manifest.jws")), ring))
                .isEqualTo(manifest);
        assertThat(manifest.bundles())
                .containsExactly(
                        new Manifest.Entry("io.webgate.trust", "1.0.0", sha256(made.resolve(TRUST_JAR))),
                        new Manifest.Entry(
                                "io.webgate.waiter", "1.0.0", sha256(source.resolve("repository/waiter-1.jar"))));
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void theSameKeysMakeTheSameTrust_D7() throws Exception {
        assemble("first");
        assemble("second");

        assertThat(temp.resolve("second").resolve(TRUST_JAR))
                .hasSameBinaryContentAs(temp.resolve("first").resolve(TRUST_JAR));
        try (var jar = new JarFile(temp.resolve("first").resolve(TRUST_JAR).toFile())) {
            assertThat(jar.stream().map(JarEntry::getTimeLocal))
                    .as("no entry bears the time of the assembly")
                    .containsOnly(LocalDateTime.parse("2026-01-01T00:00:00"));
        }
    }

    @Test
    void refusesADevelopmentVendorATakenPlaceAndAPlaceInside() throws Exception {
        VendorKeys development = vendor(TrustDocument.DEVELOPMENT);
        assertThatThrownBy(() -> new DistributionAssembly(development)).isInstanceOf(IllegalArgumentException.class);
        Files.createDirectory(temp.resolve("taken"));
        assertThatThrownBy(() -> assemble("taken")).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> assemble("source/inside")).isInstanceOf(IllegalArgumentException.class);
        Files.delete(source.resolve(TRUST_JAR));
        assertThatThrownBy(() -> assemble("broken")).isInstanceOf(IOException.class);
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files).containsExactlyInAnyOrder(source, temp.resolve("taken"));
        }
    }
}
