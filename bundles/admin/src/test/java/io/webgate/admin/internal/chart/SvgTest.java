// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.chart;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SvgTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.001, 0",
        "12, 12",
        "12.004, 12",
        "12.5, 12.50",
        "0.125, 0.13",
        "-7.25, -7.25",
        "1e9, 1000000000"
    })
    void placesAreWrittenShortAndNeverWithAComma(double number, String text) {
        Locale before = Locale.getDefault();
        Locale.setDefault(new Locale("ru"));
        try {
            assertThat(Svg.number(number)).isEqualTo(text);
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoPlaceIsAnError(double number) {
        assertThatThrownBy(() -> Svg.number(number)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"abc, 3, abc", "abcd, 3, ab…", "'', 3, ''", "ж😀ё, 3, ж😀ё", "ж😀ёы, 3, ж😀…"})
    void aLabelIsCutBetweenLettersNeverWithinOne(String text, int longest, String cut) {
        assertThat(Svg.cut(text, longest)).isEqualTo(cut);
    }

    @Test
    void aLabelThatIsCutKeepsTheWholeAsItsTitle() {
        Drawing drawing = Drawing.of(Svg.image("a", 10, 10, "T", "D")
                .label(1, 2, "a long name", 4, "class", "chart-text")
                .done());
        assertThat(drawing.texts()).containsExactly("a long namea l…");
        assertThat(drawing.said()).isEqualTo("T|D");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</svg><script>alert(1)</script>", "\" onload=\"alert(1)", "' x='", "&lt;&amp;", "]]>", "<!-- x",
                "\u0000\u0008\u001f", "\ud800", "\udfff\ud800", "\uffff\ufffe", "\u202egnp.exe", "tab\tline\n"
            })
    void whateverATextHoldsItStaysOneText(String hostile) {
        Drawing drawing = Drawing.of(Svg.image(hostile, 10, 10, hostile, hostile)
                .label(1, 2, hostile, 99, "class", hostile)
                .done());
        assertThat(drawing.all("*")).hasSize(3).allMatch(element -> List.of("title", "desc", "text")
                .contains(element.getTagName()));
        assertThat(drawing.attribute("onload")).isEmpty();
    }
}
