// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.chart;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The lines of an axis, and how they are written. */
class ScaleTest {

    private static final Locale RUSSIAN = new Locale("ru");

    @ParameterizedTest(name = "up to {0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "0; 0 1",
                "1; 0 1",
                "2; 0 1 2",
                "4; 0 1 2 3 4",
                "5; 0 2 4 6",
                "9; 0 5 10",
                "15; 0 5 10 15",
                "21; 0 10 20 30",
                "100; 0 50 100",
                "999; 0 500 1,000",
                "1000; 0 500 1,000",
                "4000; 0 1,000 2,000 3,000 4,000",
                "999999; 0 500K 1M",
                "800000; 0 200,000 400,000 600,000 800,000",
                "1500000; 0 500K 1M 1.5M",
                "7000000; 0 2M 4M 6M 8M",
                "4000000000; 0 1B 2B 3B 4B",
                "600000000000000; 0 200T 400T 600T",
                "1000000000000000; 0 5·10¹⁴ 10¹⁵",
                "9007199254740993; 0 5·10¹⁵ 10¹⁶",
                "9223372036854775807; 0 5·10¹⁸ 10¹⁹",
            })
    void stepsAreRoundAndLabelsShort(long greatest, String labels) {
        assertThat(labels(greatest, Locale.ENGLISH)).isEqualTo(labels);
    }

    @ParameterizedTest(name = "up to {0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "4000; 0|1 000|2 000|3 000|4 000",
                "1500000; 0|500 тыс.|1 млн|1,5 млн",
                "4000000000; 0|1 млрд|2 млрд|3 млрд|4 млрд",
                "9223372036854775807; 0|5·10¹⁸|10¹⁹",
            })
    void aRussianReaderGetsThemAsHeWritesThem(long greatest, String labels) {
        // The blank within a number is one that does not break
        assertThat(labels(greatest, RUSSIAN).replace(' ', '|').replace('\u00a0', ' '))
                .isEqualTo(labels);
    }

    @Test
    void everyScaleReachesItsValueInTwoToFiveLinesNeverOverlappingNeverCut() {
        LongStream.concat(
                        LongStream.rangeClosed(0, 2_000),
                        LongStream.iterate(1, number -> number > 0, number -> number * 3)
                                .flatMap(number -> LongStream.of(number, number + 1, Long.MAX_VALUE - number)))
                .forEach(greatest -> {
                    Scale scale = Scale.of(greatest);
                    List<Double> lines = scale.lines();
                    assertThat(scale.top()).as("%s", greatest).isGreaterThanOrEqualTo((double) greatest);
                    assertThat(lines).as("%s", greatest).hasSizeBetween(2, 5).contains(0.0, scale.top());
                    for (Locale locale : List.of(Locale.ENGLISH, RUSSIAN)) {
                        List<String> labels = lines.stream()
                                .map(line -> new Numbers(locale).axis(line, scale))
                                .toList();
                        assertThat(labels).as("%s", greatest).doesNotHaveDuplicates();
                        // As many letters as stand in the room beside the axis
                        assertThat(labels).allMatch(label -> label.length() <= 8);
                    }
                });
    }

    @Test
    void aTableNamesEveryNumberInFull() {
        assertThat(new Numbers(Locale.ENGLISH).whole(Long.MAX_VALUE)).isEqualTo("9,223,372,036,854,775,807");
        assertThat(new Numbers(RUSSIAN).whole(1000)).isEqualTo("1\u00a0000");
    }

    @ParameterizedTest
    @CsvSource({"-1", "-9223372036854775808"})
    void thereIsNothingBelowZero(long greatest) {
        assertThatThrownBy(() -> Scale.of(greatest)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String labels(long greatest, Locale locale) {
        Scale scale = Scale.of(greatest);
        return scale.lines().stream()
                .map(line -> new Numbers(locale).axis(line, scale))
                .collect(Collectors.joining(" "));
    }
}
