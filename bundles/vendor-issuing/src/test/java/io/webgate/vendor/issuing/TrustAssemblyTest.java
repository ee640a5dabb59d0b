// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.SignedDocument;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.format.TrustDocument.VendorInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrustAssemblyTest {

    private static final String FOLDER = "META-INF/webgate/catalogue/";

    private final VendorKeys keys = VendorKeys.generate(
            new VendorInfo("DEVL", "Development vendor"),
            TrustDocument.DEVELOPMENT,
            ZoneId.of("UTC"),
            Instant.parse("2026-01-01T00:00:00Z"),
            new SecureRandom());

    private final Path temp;

    TrustAssemblyTest(@TempDir Path temp) {
        this.temp = temp;
    }

    @Test
    void signsEveryEntryInFoldersAndJarsAndWritesTheTrustDocument() throws Exception {
        Path folder = folder("classes", "powerpos.pos", entry("powerpos.pos"));
        Path jar = jar("plugin.jar", "powerpos.mobile-waiter", entry("powerpos.mobile-waiter"));
        Path out = temp.resolve("out");

        int count = TrustAssembly.assemble(
                keys, List.of(), TrustDocument.DEVELOPMENT, List.of(folder, jar, temp.resolve("missing.jar")), out);

        TrustDocument trust = TrustDocument.parse(Files.readAllBytes(out.resolve("io/webgate/trust/trust.json")));
        List<String> lines = Files.readAllLines(out.resolve("io/webgate/trust/catalogue.jws"));
        assertThat(count).isEqualTo(2);
        assertThat(lines).hasSize(2);
        assertThat(payload(lines.get(0), trust)).isEqualTo(entry("powerpos.mobile-waiter"));
        assertThat(payload(lines.get(1), trust)).isEqualTo(entry("powerpos.pos"));
    }

    @Test
    void theSameKeysMakeTheSameContents() throws Exception {
        List<Path> classPath = List.of(folder("classes", "powerpos.pos", entry("powerpos.pos")));
        TrustAssembly.assemble(keys, List.of(), TrustDocument.DEVELOPMENT, classPath, temp.resolve("first"));
        TrustAssembly.assemble(keys, List.of(), TrustDocument.DEVELOPMENT, classPath, temp.resolve("second"));

        for (String name : List.of("trust.json", "catalogue.jws", "canary.jws")) {
            assertThat(temp.resolve("second/io/webgate/trust/" + name))
                    .hasSameBinaryContentAs(temp.resolve("first/io/webgate/trust/" + name));
        }
    }

    @Test
    void refusesTwoEntriesOfOneModuleThatDiffer() throws Exception {
        Path folder = folder("classes", "powerpos.pos", entry("powerpos.pos"));
        Path same = jar("same.jar", "powerpos.pos", entry("powerpos.pos"));
        Path other = jar("other.jar", "powerpos.pos", entry("powerpos.pos").replace("true", "false"));

        assertThat(TrustAssembly.assemble(keys, List.of(), TrustDocument.DEVELOPMENT, List.of(folder, same), temp))
                .isEqualTo(1);
        assertThatThrownBy(() -> TrustAssembly.assemble(
                        keys, List.of(), TrustDocument.DEVELOPMENT, List.of(folder, other), temp))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("powerpos.pos.json differ")
                .hasMessageContaining("other.jar");
    }

    @Test
    void refusesAnEntryThatIsNotNamedAfterItsModuleOrIsNone() throws Exception {
        Path misnamed = folder("misnamed", "powerpos.pos", entry("powerpos.other"));
        Path broken = folder("broken", "powerpos.pos", "{}");

        assertThatThrownBy(() ->
                        TrustAssembly.assemble(keys, List.of(), TrustDocument.DEVELOPMENT, List.of(misnamed), temp))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("powerpos.other");
        assertThatThrownBy(
                        () -> TrustAssembly.assemble(keys, List.of(), TrustDocument.DEVELOPMENT, List.of(broken), temp))
                .isInstanceOf(LicenseFormatException.class);
    }

    @Test
    void aDevelopmentVendorIsNeverReleased() {
        assertThatThrownBy(() -> TrustAssembly.assemble(keys, List.of(), TrustDocument.PRODUCTION, List.of(), temp))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("development vendor");
    }

    private static String payload(String document, TrustDocument trust) throws LicenseFormatException {
        return new String(
                SignedDocument.verify(document.getBytes(UTF_8), Purpose.CATALOGUE, trust.keys())
                        .payload(),
                UTF_8);
    }

    private Path folder(String name, String module, String entry) throws IOException {
        Path root = temp.resolve(name);
        Path file = root.resolve(FOLDER + module + ".json");
        Files.createDirectories(root.resolve(FOLDER));
        Files.writeString(file, entry);
        Files.writeString(root.resolve(FOLDER + "third.party.jws"), "is not ours to sign");
        return root;
    }

    private Path jar(String name, String module, String entry) throws IOException {
        Path file = temp.resolve(name);
        try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
            jar.putNextEntry(new JarEntry(FOLDER + module + ".json")); // without entries for the folders
            jar.write(entry.getBytes(UTF_8));
        }
        return file;
    }

    private static String entry(String module) {
        return "{\"module\":\"" + module + "\",\"title\":{\"en\":\"W\",\"ru\":\"О\"},\"metric\":\"sessions\","
                + "\"counting\":\"gate-sessions\",\"summed\":true,\"cut\":\"all\",\"effect\":\"stop-gate\","
                + "\"goesOn\":[],\"features\":[]}";
    }
}
