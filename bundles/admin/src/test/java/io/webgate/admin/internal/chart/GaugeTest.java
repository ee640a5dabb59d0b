// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.chart;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GaugeTest {

    private static final long MAX = Long.MAX_VALUE;

    @ParameterizedTest(name = "{0} of {1}: filled to {2}, beyond from {3}, the mark at {4}")
    @CsvSource({
        "0, 0, -1, -1, 1",
        "0, 15, -1, -1, 319",
        "9, 15, 192, -1, 319",
        "15, 15, 320, -1, 319",
        "20, 15, 240, 240, 240",
        "5, 0, -1, 0, 1",
        "1, 1000000, 3, -1, 319",
        "1000001, 1000000, 320, 317, 319",
        "1, 9223372036854775807, 3, -1, 319",
        "9223372036854775807, 9223372036854775807, 320, -1, 319",
        "9223372036854775807, 0, -1, 0, 1",
        "9223372036854775807, 9223372036854775806, 320, 317, 319",
    })
    void theBarIsFilledAsFarAsTheLimitIsUsed(long used, long limit, double filled, double beyond, double mark) {
        Drawing drawing = Drawing.of(gauge(used, limit).svg()).isInside();
        assertThat(drawing.classed("chart-fill-near").stream()
                        .mapToDouble(bar -> Drawing.number(bar, "width"))
                        .findFirst()
                        .orElse(-1))
                .isEqualTo(filled);
        assertThat(drawing.classed("chart-beyond").stream()
                        .mapToDouble(bar -> Drawing.number(bar, "x"))
                        .findFirst()
                        .orElse(-1))
                .isEqualTo(beyond);
        assertThat(Drawing.number(drawing.one("chart-limit"), "x1")).isEqualTo(mark);
        assertThat(Drawing.number(drawing.one("chart-track"), "width")).isEqualTo(320);
    }

    @Test
    void whatGoesBeyondReachesTheEndAndIsHatched() {
        Drawing drawing = Drawing.of(gauge(20, 15).svg());
        Element beyond = drawing.one("chart-beyond");
        assertThat(Drawing.number(beyond, "x") + Drawing.number(beyond, "width"))
                .isEqualTo(320);
        assertThat(beyond.getAttribute("fill")).isEqualTo("url(#gauge-hatch)");
        assertThat(drawing.all("pattern")).singleElement().satisfies(pattern -> assertThat(pattern.getAttribute("id"))
                .isEqualTo("gauge-hatch"));
    }

    @ParameterizedTest
    @CsvSource({"9, 15, 15", "17, 15, 17", "0, 0, 1", "3, 9223372036854775807, 9223372036854775807"})
    void aScreenReaderSaysTheMeasureInWordsAndNumbers(long used, long limit, String most) {
        Drawing drawing = Drawing.of(gauge(used, limit).svg());
        assertThat(drawing.attribute("role")).isEqualTo("meter");
        assertThat(drawing.attribute("aria-label")).isEqualTo("Tills");
        assertThat(drawing.attribute("aria-valuetext")).isEqualTo("in words");
        assertThat(drawing.attribute("aria-valuemin")).isEqualTo("0");
        assertThat(drawing.attribute("aria-valuenow")).isEqualTo(Long.toString(used));
        assertThat(drawing.attribute("aria-valuemax")).isEqualTo(most);
    }

    @Test
    void hostileTextStaysText() {
        String evil = "\"><script>alert('x')</script>&\u0000\u202e";
        Drawing drawing = Drawing.of(new Gauge(evil, evil, 1, 2, evil, evil).svg());
        assertThat(drawing.all("script")).isEmpty();
        assertThat(drawing.attribute("aria-label")).startsWith("\"><script>alert('x')</script>&\ufffd");
    }

    @ParameterizedTest
    @CsvSource({"-1, 5", "5, -1", "-9223372036854775808, 0"})
    void nothingIsEverLessThanNone(long used, long limit) {
        assertThatThrownBy(() -> gauge(used, limit)).isInstanceOf(IllegalArgumentException.class);
        assertThat(gauge(MAX, MAX).used()).isEqualTo(MAX);
    }

    private static Gauge gauge(long used, long limit) {
        return new Gauge("gauge", "Tills", used, limit, "near", "in words");
    }
}
