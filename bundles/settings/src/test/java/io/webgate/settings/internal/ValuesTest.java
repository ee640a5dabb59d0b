// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.settings.Arity;
import io.webgate.settings.Definition;
import io.webgate.settings.Draft;
import io.webgate.settings.Field;
import io.webgate.settings.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import static io.webgate.settings.internal.Described.byDefault;
import static io.webgate.settings.internal.Described.definition;
import static io.webgate.settings.internal.Described.field;
import static io.webgate.settings.internal.Described.many;
import static io.webgate.settings.internal.Described.needed;
import static io.webgate.settings.internal.Described.oneOf;
import static io.webgate.settings.internal.Described.within;
import static org.assertj.core.api.Assertions.assertThat;

/** What a draft may hold, and what Config Admin then gets. */
final class ValuesTest {

    private static final Field COUNT = field("count", Kind.INTEGER);
    private static final Field TEXT = field("text", Kind.TEXT);

    static Stream<Arguments> sound() {
        return Stream.of(
                Arguments.of("a text", TEXT, List.of("Отчёт\nза день"), "Отчёт\nза день"),
                Arguments.of("an empty text", TEXT, List.of(""), ""),
                Arguments.of("a whole number", COUNT, List.of(" 12 "), 12),
                Arguments.of("the greatest", within(COUNT, "1", "10"), List.of("10"), 10),
                Arguments.of("the least", within(COUNT, "1", "10"), List.of("1"), 1),
                Arguments.of("a long", field("n", Kind.LONG), List.of("9000000000"), 9_000_000_000L),
                Arguments.of("a short", field("n", Kind.SHORT), List.of("-5"), (short) -5),
                Arguments.of("a byte", field("n", Kind.BYTE), List.of("127"), (byte) 127),
                Arguments.of("a fraction", field("n", Kind.DOUBLE), List.of("2.50"), 2.5),
                Arguments.of("a float", field("n", Kind.FLOAT), List.of("0.5"), 0.5f),
                Arguments.of("a truth", field("n", Kind.BOOLEAN), List.of("TRUE"), true),
                Arguments.of("a character", field("n", Kind.CHARACTER), List.of(";"), ';'),
                Arguments.of("a secret", field("n", Kind.SECRET), List.of("s3cret"), "s3cret"),
                Arguments.of("one of several", oneOf(TEXT, "a", "b"), List.of("b"), "b"),
                Arguments.of("an array", many(TEXT, Arity.ARRAY, 3), List.of("a", "b"), new String[] {"a", "b"}),
                Arguments.of("numbers", many(COUNT, Arity.ARRAY, 3), List.of("1", "2"), new Integer[] {1, 2}),
                Arguments.of("a list", many(COUNT, Arity.VECTOR, 3), List.of("1"), List.of(1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sound")
    void configAdminGetsTheDescribedType(String title, Field field, List<String> texts, Object expected) {
        Values.Read read = read(field, Map.of(field.key(), texts), Map.of());
        assertThat(read.faults()).as(title).isEmpty();
        assertThat(read.typed()).containsOnlyKeys(field.key());
        assertThat(read.typed().get(field.key())).isEqualTo(expected);
    }

    static Stream<Arguments> faulty() {
        return Stream.of(
                Arguments.of("no number", COUNT, List.of("ten"), "whole number"),
                Arguments.of("a fraction", COUNT, List.of("1.5"), "whole number"),
                Arguments.of("too great for its type", COUNT, List.of("9000000000"), "whole number"),
                Arguments.of("above", within(COUNT, "1", "10"), List.of("11"), "from 1 to 10"),
                Arguments.of("below", within(COUNT, "1", "10"), List.of("0"), "from 1 to 10"),
                Arguments.of("above, one bound", within(COUNT, null, "10"), List.of("11"), "to 10"),
                Arguments.of("too short", within(TEXT, "3", null), List.of("ab"), "length"),
                Arguments.of("not finite", field("n", Kind.DOUBLE), List.of("NaN"), "number"),
                Arguments.of("neither", field("n", Kind.BOOLEAN), List.of("yes"), "true or false"),
                Arguments.of("two characters", field("n", Kind.CHARACTER), List.of("ab"), "one character"),
                Arguments.of("no choice", oneOf(TEXT, "a", "b"), List.of("c"), "a, b"),
                Arguments.of("two for one", TEXT, List.of("a", "b"), "One value"),
                Arguments.of("too many", many(TEXT, Arity.ARRAY, 1), List.of("a", "b"), "At most 1"),
                Arguments.of("one of them", many(COUNT, Arity.ARRAY, 3), List.of("1", "x"), "whole number"),
                Arguments.of("needed", needed(TEXT), List.of(), "has to be given"),
                Arguments.of("a control character", TEXT, List.of("a\u0000b"), "control"),
                Arguments.of("too long", TEXT, List.of("x".repeat(100_001)), "100000"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faulty")
    void everyFaultNamesItsSettingAndWhatToDo(String title, Field field, List<String> texts, String told) {
        Values.Read read = read(field, Map.of(field.key(), texts), Map.of());
        assertThat(read.faults()).as(title).hasSize(1);
        assertThat(read.faults().get(0).key()).isEqualTo(field.key());
        assertThat(read.faults().get(0).text().english()).contains(told);
        assertThat(read.faults().get(0).text().russian()).matches("(?s).*[а-я].*");
        assertThat(read.typed()).isEmpty();
    }

    @Test
    void whatIsNotGivenIsNotSetSoThatItsDefaultHolds() {
        assertThat(read(needed(byDefault(COUNT, "5")), Map.of(), Map.of("count", 7))
                        .typed())
                .isEmpty();
        assertThat(read(needed(byDefault(COUNT, "5")), Map.of(), Map.of("count", 7))
                        .faults())
                .isEmpty();
        assertThat(read(needed(many(TEXT, Arity.ARRAY, 3)), Map.of(), Map.of()).faults())
                .isEmpty();
    }

    @Test
    void aSettingThatNobodyDescribesIsRefused() {
        Values.Read read = read(COUNT, Map.of("cuont", List.of("1")), Map.of());
        assertThat(read.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.key()).isEqualTo("cuont");
            assertThat(fault.text().english()).contains("cuont");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cuont|There is no setting “cuont”.|Настройки «cuont» нет.",
                "a «b»|There is no setting “a ‘b’”.|Настройки «a „b“» нет.",
                "a \"b\"|There is no setting “a ‘b’”.|Настройки «a „b“» нет."
            })
    void aNameStandsInOnePairOfMarks(String name, String english, String russian) {
        LocalizedText told = read(COUNT, Map.of(name, List.of("1")), Map.of())
                .faults()
                .get(0)
                .text();
        assertThat(told.english()).startsWith(english);
        assertThat(told.russian()).startsWith(russian);
    }

    @Test
    void aSecretStaysUnlessItIsGivenOrTakenAway() {
        Field secret = field("password", Kind.SECRET);
        Map<String, Object> present = Map.of("password", "old");
        assertThat(read(secret, Map.of(), present).typed()).isEqualTo(Map.of("password", "old"));
        assertThat(read(secret, Map.of("password", List.of("new")), present).typed())
                .isEqualTo(Map.of("password", "new"));
        assertThat(read(secret, Map.of("password", List.of()), present).typed()).isEmpty();
        assertThat(read(needed(secret), Map.of(), present).faults()).isEmpty();
        assertThat(read(needed(secret), Map.of(), Map.of()).faults()).hasSize(1);
    }

    @Test
    void aFaultNeverShowsASecret() {
        Field secret = within(field("password", Kind.SECRET), "10", null);
        Values.Read read = read(secret, Map.of("password", List.of("hunter2")), Map.of());
        assertThat(read.faults()).hasSize(1);
        assertThat(read.faults().toString()).doesNotContain("hunter2");
        assertThat(new Draft(Map.of("password", List.of("hunter2"))).toString()).doesNotContain("hunter2");
    }

    @Test
    void whatSomebodyWroteIntoAFileIsComparedByWhatItMeans() {
        assertThat(Values.saved(COUNT, "5")).isEqualTo(Values.saved(COUNT, 5));
        assertThat(Values.saved(COUNT, "five")).containsExactly("five");
        assertThat(Values.saved(TEXT, new String[] {"a", "b"})).containsExactly("a", "b");
        assertThat(Values.saved(COUNT, new int[] {1, 2})).containsExactly("1", "2");
    }

    private static Values.Read read(Field field, Map<String, List<String>> draft, Map<String, Object> present) {
        Definition definition = definition("com.example", false, field);
        return Values.read(definition, new Draft(draft), present, Set.of());
    }
}
