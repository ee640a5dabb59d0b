// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The texts of all pages against the sources that ask for them. */
class TextsTest {

    private static final Path TEXTS = Path.of("src/main/resources/io/webgate/admin/internal/text");
    private static final Pattern LITERAL = Pattern.compile("[\"{]([a-z]+\\.[a-z0-9.-]*)[\"}]");
    private static final Pattern FORM = Pattern.compile("\\.(one|few|many)$");
    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)");

    private final List<String> areas =
            names().filter(name -> !name.endsWith("_ru")).toList();
    private final Set<String> literals = literals();

    @Test
    void everyAreaHasBothLanguagesKeyForKey() {
        assertThat(areas).isNotEmpty();
        for (String area : areas) {
            assertThat(bases(read(area + "_ru"))).as(area).isEqualTo(bases(read(area)));
        }
    }

    @Test
    void everyTextThatASourceAsksForIsThere() {
        Set<String> known = keys();
        assertThat(asked().stream().filter(literal -> known.stream().noneMatch(key -> means(literal, key))))
                .as("asked for and missing")
                .isEmpty();
    }

    @Test
    void everyTextIsAskedForBySomeSource() {
        Set<String> asked = asked();
        assertThat(keys().stream().filter(key -> asked.stream().noneMatch(literal -> means(literal, key))))
                .as("there and asked for by nobody")
                .isEmpty();
    }

    /** A literal means its key, all plural forms of it, or where it ends in a dot all keys that begin so. */
    private static boolean means(String literal, String key) {
        return literal.equals(key)
                || FORM.matcher(key).replaceAll("").equals(literal)
                || (literal.endsWith(".") && key.startsWith(literal));
    }

    @Test
    void bothLanguagesTellTheSameArguments() {
        for (String area : areas) {
            Properties english = read(area);
            Properties russian = read(area + "_ru");
            for (String key : russian.stringPropertyNames()) {
                // An English "one" may spell its number out
                String other = english.getProperty(FORM.matcher(key).replaceAll(".many"), english.getProperty(key));
                assertThat(places(russian.getProperty(key))).as(key).isEqualTo(places(other));
            }
        }
    }

    @Test
    void whatDependsOnANumberHasEveryFormOfItsLanguage() {
        for (String area : areas) {
            forms(read(area), Set.of("one", "many"));
            forms(read(area + "_ru"), Set.of("one", "few", "many"));
        }
    }

    @Test
    void everyTextWithArgumentsIsAPatternThatShowsThem() {
        names().forEach(name -> {
            Properties texts = read(name);
            for (String key : texts.stringPropertyNames()) {
                String text = texts.getProperty(key);
                if (!places(text).isEmpty()) {
                    Object[] arguments = {"«0»", "«1»", "«2»", "«3»", "«4»", "«5»"};
                    String shown = new MessageFormat(text, Locale.ENGLISH).format(arguments);
                    assertThat(places(text)).as(name + " " + key).allMatch(place -> shown.contains("«" + place + "»"));
                }
            }
        });
    }

    @Test
    void noTextIsEmptyOrLooksLikeMarkup() {
        names().forEach(name -> read(name).forEach((key, text) -> assertThat(text.toString())
                .as(name + " " + key)
                .isNotBlank()
                .doesNotContain("<", "&")));
    }

    @Test
    void filesOfTextsAreAscii() throws IOException {
        for (String name : names().toList()) {
            String file = Files.readString(TEXTS.resolve(name + ".properties"), StandardCharsets.UTF_8);
            assertThat(file.chars()).as(name).allMatch(letter -> letter < 128);
        }
    }

    private static void forms(Properties texts, Set<String> wanted) {
        texts.stringPropertyNames().stream()
                .filter(key -> key.endsWith(".many"))
                .map(key -> FORM.matcher(key).replaceAll(""))
                .forEach(base -> assertThat(wanted).as(base).allMatch(form -> texts.containsKey(base + "." + form)));
    }

    /** The keys without their plural forms, which differ between languages. */
    private static Set<String> bases(Properties texts) {
        return texts.stringPropertyNames().stream()
                .map(key -> FORM.matcher(key).replaceAll(".*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> keys() {
        return areas.stream()
                .flatMap(area -> read(area).stringPropertyNames().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Literals that begin with the name of an area. */
    private Set<String> asked() {
        return literals.stream()
                .filter(literal -> areas.contains(literal.substring(0, literal.indexOf('.'))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> literals() {
        return Stream.of("src/main/java", "src/main/jte", "src/main/resources")
                .flatMap(TextsTest::files)
                .filter(file -> Stream.of(".java", ".jte", ".html").anyMatch(file.toString()::endsWith))
                .flatMap(file -> LITERAL.matcher(content(file)).results().map(TextsTest::key))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String key(MatchResult found) {
        return found.group(1);
    }

    private static Stream<String> names() {
        String[] names = TEXTS.toFile().list((folder, name) -> name.endsWith(".properties"));
        return Arrays.stream(names == null ? new String[0] : names)
                .map(name -> name.substring(0, name.length() - ".properties".length()))
                .sorted();
    }

    private static Properties read(String name) {
        Properties all = new Properties();
        try (Reader reader = Files.newBufferedReader(TEXTS.resolve(name + ".properties"), StandardCharsets.US_ASCII)) {
            all.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name, unreadable);
        }
        return all;
    }

    private static Stream<Path> files(String folder) {
        try (Stream<Path> found = Files.walk(Path.of(folder), FileVisitOption.FOLLOW_LINKS)) {
            return found.filter(Files::isRegularFile).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(folder, unreadable);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file.toString(), unreadable);
        }
    }
}
