// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests.format;

import io.webgate.itests.format.Programs.Result;
import io.webgate.license.api.License;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.testkit.ThrowawayVendor;
import io.webgate.trust.Trust;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A licence is verified by four plain jars on a class path: no framework, no registry, no JSON library. */
class PlainJarsIT {

    private static final String SAMPLE = "io/webgate/samples/VerifyLicense.java";

    @TempDir
    private static Path dir;

    private static List<Path> jars = List.of();

    @BeforeAll
    static void findJars() throws URISyntaxException {
        jars = List.of(
                jarOf(License.class), jarOf(LicenseDocuments.class), jarOf(Trust.class), jarOf(MLDSASigner.class));
        assertThat(jars).allSatisfy(jar -> assertThat(jar)
                .describedAs("packaged by this build, or run mvn verify")
                .isRegularFile());
    }

    @Test
    void theSampleReadsALicenceOfThePinnedVendor() throws Exception {
        Path file = dir.resolve("good.lic");
        Files.write(file, license());

        Result result = sample(jars, file);

        assertThat(result.output()).contains("Test customer", "powerpos.pos", "7");
        assertThat(result.code()).isZero();
    }

    @Test
    void theSampleSaysWhatIsWrongWithAChangedOne() throws Exception {
        Path file = dir.resolve("bad.lic");
        byte[] bytes = license();
        bytes[40] = (byte) (bytes[40] == 'A' ? 'B' : 'A'); // another character of the signed text
        Files.write(file, bytes);

        Result result = sample(jars, file);

        assertThat(result.output()).contains("SIGNATURE", "was changed");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void noneOfTheFourJarsCanBeLeftOut() throws Exception {
        Path file = dir.resolve("whole.lic");
        Files.write(file, license());

        for (Path left : jars) {
            Result result =
                    sample(jars.stream().filter(jar -> !jar.equals(left)).toList(), file);

            assertThat(result.output()).describedAs("without %s", left).contains("NoClassDefFoundError");
            assertThat(result.code()).isNotZero();
        }
    }

    @Test
    void theSampleStandsInTheDescriptionOfTheFormat() throws Exception {
        String source = Files.readString(Programs.place("webgate.samples").resolve(SAMPLE));

        assertThat(Files.readString(Programs.place("webgate.docs").resolve("format.md")))
                .contains("```java\n" + source + "```\n");
    }

    private static byte[] license() throws Exception {
        return ThrowawayVendor.at(Programs.place("webgate.vendor"), InstantSource.system())
                .license("powerpos.pos", 7);
    }

    private static Result sample(List<Path> classPath, Path file) throws Exception {
        String places = Stream.concat(Stream.of(Programs.place("webgate.classes")), classPath.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return Programs.run(List.of(Programs.java(), "-cp", places, "io.webgate.samples.VerifyLicense", file));
    }

    private static Path jarOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
