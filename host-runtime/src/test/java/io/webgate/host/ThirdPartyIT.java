// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

import static org.assertj.core.api.Assertions.assertThat;

/** What the distribution says of others' works, held against what is shipped. */
final class ThirdPartyIT {

    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    /** The version and what comes behind it. */
    private static final String VERSION = "-[0-9].*\\.jar$";

    @Test
    void namesEachJarThatOthersHaveMadeAndNoOther() throws IOException {
        Set<String> shipped = jars().stream()
                .filter(jar -> !isOurs(jar))
                .map(ThirdPartyIT::artifact)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named("## Jars")).isNotEmpty().containsExactlyInAnyOrderElementsOf(shipped);
    }

    @Test
    void namesEachJarOfOursThatHoldsWorksOfOthers() throws IOException {
        Set<String> holding = new TreeSet<>();
        for (Path jar : jars()) {
            if (isOurs(jar) && holdsOthers(jar)) {
                holding.add(artifact(jar));
            }
        }
        assertThat(named("## Packed into our own jars")).isNotEmpty().isEqualTo(holding);
    }

    /** What a licence's text is said to be in must have one. */
    @Test
    void bringsTheTextsThatTheJarsDoNotHave() {
        assertThat(HostProcess.DISTRIBUTION.resolve("LICENSE")).isNotEmptyFile();
        assertThat(HostProcess.DISTRIBUTION.resolve("EPL-2.0.md")).content().contains("Eclipse Public License - v 2.0");
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.walk(HostProcess.DISTRIBUTION)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static boolean isOurs(Path jar) {
        return entries(jar).stream().anyMatch(entry -> entry.startsWith("io/webgate/"));
    }

    private static boolean holdsOthers(Path jar) {
        return entries(jar).stream().anyMatch(entry -> entry.endsWith(".class") && !entry.startsWith("io/webgate/"));
    }

    private static List<String> entries(Path jar) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(Object::toString).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(jar.toString(), e);
        }
    }

    private static String artifact(Path jar) {
        return jar.getFileName().toString().replaceFirst(VERSION, "");
    }

    /** The names in the first column of a section's table. */
    private static Set<String> named(String section) throws IOException {
        String text = Files.readString(HostProcess.DISTRIBUTION.resolve("THIRD-PARTY.md"));
        String rows = text.substring(text.indexOf(section) + section.length());
        int end = rows.indexOf("\n## ");
        return (end < 0 ? rows : rows.substring(0, end))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(1, line.indexOf('|', 1)))
                .flatMap(column -> NAME.matcher(column).results().map(MatchResult::group))
                .map(quoted -> quoted.replace("`", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
