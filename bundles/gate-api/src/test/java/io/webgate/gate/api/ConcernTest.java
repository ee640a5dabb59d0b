// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.api;

import io.webgate.license.api.LocalizedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Constants;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a plugin says of its troubles is bounded, whatever the plugin is. */
class ConcernTest {

    private static final LocalizedText TEXT = new LocalizedText("No disk.", "Нет диска.");
    private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");

    private static final String LONGEST = "a".repeat(Concern.LONGEST_NAME);

    @ParameterizedTest
    @ValueSource(strings = {"a", "disk-full", "report-mailer-spool-not-locked", "a1-2b"})
    void aNameIsWordsJoinedByDashes(String name) {
        assertThat(new Concern(name, TEXT, NOW).name()).isEqualTo(name);
    }

    @Test
    void aNameIsBounded() {
        assertThat(new Concern(LONGEST, TEXT, NOW).name()).isEqualTo(LONGEST);
        assertThatThrownBy(() -> new Concern(LONGEST + "a", TEXT, NOW)).isInstanceOf(IllegalArgumentException.class);
        // a pattern alone would need a stack as deep
        assertThatThrownBy(() -> new Concern("a-".repeat(1_000_000) + "a", TEXT, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .hasSizeLessThan(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "a-",
                "-a",
                "a--b",
                "1a",
                "Disk",
                "disk_full",
                "disk full",
                "disk.full",
                "диск",
                "a\n",
                "a\u202eb",
                "a;b",
                "<b>",
                "\"",
                "a\u0000"
            })
    void anyOtherNameIsRefusedInWordsThatHoldNothingOfIt(String name) {
        assertThatThrownBy(() -> new Concern(name, TEXT, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("\n", "\u202e", "\u0000");
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, true",
        "9999-12-30T00:00:00Z, true",
        "1969-12-31T23:59:59Z, false",
        "9999-12-30T00:00:01Z, false",
        "-1000000000-01-01T00:00:00Z, false",
        "+1000000000-12-31T23:59:59.999999999Z, false"
    })
    void aTimeIsOneThatEveryPageCanShow(Instant since, boolean taken) {
        if (taken) {
            assertThat(new Concern("a", TEXT, since).since()).isEqualTo(since);
        } else {
            assertThatThrownBy(() -> new Concern("a", TEXT, since)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aTextIsOnOneLineAndNothingInItHidesOrTurnsWhatIsAroundIt() {
        LocalizedText told = new Concern(
                        "a", new LocalizedText(" No\n\tdisk\u202e.\u0000 <b>", "Нет\r\nдиска\u200f\u2066.\ud800"), NOW)
                .text();
        assertThat(told.english()).isEqualTo("No disk . <b>");
        assertThat(told.russian()).isEqualTo("Нет диска .");
    }

    @Test
    void eachLanguageIsCutForItself() {
        LocalizedText told = new Concern("a", new LocalizedText("x".repeat(900), "я".repeat(800)), NOW).text();
        assertThat(told.english()).isEqualTo("x".repeat(799) + "…");
        assertThat(told.russian()).isEqualTo("я".repeat(800));
        assertThat(new Concern("a", new LocalizedText("x".repeat(10_000_000), "\u200b"), NOW).text())
                .isEqualTo(new LocalizedText("x".repeat(799) + "…", "–"));
    }

    private static Map.Entry<Map<String, Object>, Concern> registered(long bundle, long service, String name) {
        return Map.entry(
                Map.of(Constants.SERVICE_BUNDLEID, bundle, Constants.SERVICE_ID, service),
                new Concern(name, TEXT, NOW));
    }

    private static List<String> names(Concerns concerns) {
        return concerns.told().stream().map(Concern::name).toList();
    }

    @Test
    void theOldestIsToldFirstAndAllThatThereIsRoomFor() {
        assertThat(Concerns.of(List.of())).isEqualTo(Concerns.NONE);
        Concerns few = Concerns.of(List.of(registered(3, 30, "c"), registered(1, 10, "a"), registered(2, 20, "b")));
        assertThat(names(few)).containsExactly("a", "b", "c");
        assertThat(few.more()).isZero();
    }

    @Test
    void twentyAreToldAndTheRestIsCounted() {
        for (int number : new int[] {19, 20, 21, 1000}) {
            Concerns concerns = Concerns.of(IntStream.range(0, number)
                    .mapToObj(one -> registered(one, one, "n" + one))
                    .toList());
            assertThat(concerns.told()).hasSize(Math.min(number, 20));
            assertThat(concerns.more()).isEqualTo(Math.max(0, number - 20));
        }
    }

    @Test
    void noBundleHidesTheOthersByAHeapOfItsOwn() {
        List<Map.Entry<Map<String, Object>, Concern>> all = new ArrayList<>();
        for (int one = 0; one < 500; one++) {
            all.add(registered(1, one, "heap" + one));
        }
        all.add(registered(2, 900, "other"));
        all.add(registered(2, 901, "other-again"));
        Concerns concerns = Concerns.of(all);
        assertThat(names(concerns)).startsWith("heap0", "other", "heap1", "other-again", "heap2");
        assertThat(concerns.more()).isEqualTo(482);
    }

    /** The framework sets these properties of every service; without them nothing breaks. */
    @Test
    void propertiesOfAnotherKindOnlyLoseTheirPlace() {
        Concerns concerns = Concerns.of(List.of(
                Map.entry(Map.of(Constants.SERVICE_ID, "7"), new Concern("b", TEXT, NOW)), registered(1, 1, "a")));
        assertThat(names(concerns)).containsExactly("a", "b");
    }

    @Test
    void whatAFactoryMakesIsNotLookedAt() {
        assertThat(Concerns.TARGET).isEqualTo("(service.scope=singleton)");
    }
}
