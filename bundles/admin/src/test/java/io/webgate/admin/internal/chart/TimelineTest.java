// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.chart;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The picture is 640 wide: day 0 stands at 170, each of the ten days is 45.6 wide. */
class TimelineTest {

    private static final Instant START = Instant.parse("2027-03-01T00:00:00Z");

    @ParameterizedTest(name = "from day {0} to day {1}: at {2}, {3} wide")
    @CsvSource({
        "2, 5, 261.2, 136.8",
        "-5, 5, 170, 228",
        "5, 30, 398, 228",
        "-5, 30, 170, 456",
        "0, 10, 170, 456",
        "5, 5, 398, 2",
        "-1, 0.01, 170, 2",
    })
    void aBarReachesFromItsBeginningToItsEndWithinThePicture(double from, double until, double x, double width) {
        Drawing drawing = Drawing.of(line(5, row("A", from, until)).svg()).isInside();
        Element bar = drawing.one("chart-bar");
        assertThat(Drawing.number(bar, "x")).isEqualTo(x);
        assertThat(Drawing.number(bar, "width")).isEqualTo(width);
        assertThat(drawing.classed("chart-arrow")).isEmpty();
        assertThat(drawing.texts()).noneMatch(text -> text.contains("more"));
    }

    @Test
    void whatHasNoEndIsAnArrowToTheEdge() {
        Drawing drawing = Drawing.of(line(5, open("A", 4)).svg()).isInside();
        Element bar = drawing.one("chart-bar");
        assertThat(Drawing.number(bar, "x") + Drawing.number(bar, "width")).isEqualTo(626);
        assertThat(drawing.one("chart-arrow").getAttribute("d")).startsWith("M626 ");
    }

    @ParameterizedTest
    @CsvSource({"-9, -1, earlier", "-9, 0, earlier", "10, 12, later", "11, 40, later", "12, -, later"})
    void aBarWhollyOutsideIsNoSliverAtTheEdgeAndStandsInTheTableWithAWord(int from, String until, String word) {
        Timeline.Row outside = until.equals("-") ? open("B", from) : row("B", from, Integer.parseInt(until));
        Timeline line = line(5, row("A", 2, 5), outside, row("C", 1, 3));
        Drawing drawing = Drawing.of(line.svg()).isInside();
        assertThat(drawing.classed("chart-bar")).hasSize(2);
        assertThat(drawing.texts()).contains("A", "C", "1 more").doesNotContain("B");
        assertThat(drawing.said()).endsWith("1 more");
        assertThat(line.table().rows()).extracting(cells -> cells.get(0)).containsExactly("A", "B", "C");
        assertThat(line.table().rows())
                .extracting(cells -> cells.get(3))
                .containsExactly("Valid", "Valid · " + word, "Valid");
    }

    @Test
    void withoutAnyBarTheAxisIsLeft() {
        for (Timeline line : List.of(line(5), line(5, row("A", -5, -3)))) {
            Drawing drawing = Drawing.of(line.svg()).isInside();
            assertThat(drawing.classed("chart-bar")).isEmpty();
            assertThat(drawing.texts()).contains("now", "tick");
        }
        assertThat(line(5).table().rows()).isEmpty();
    }

    @Test
    void barsStandBelowEachOther() {
        Drawing drawing = Drawing.of(
                line(5, row("A", 1, 2), row("B", 1, 2), row("C", 1, 2)).svg());
        List<Double> tops = drawing.classed("chart-bar").stream()
                .map(bar -> Drawing.number(bar, "y"))
                .toList();
        assertThat(tops).isSorted().doesNotHaveDuplicates();
        assertThat(tops.get(2) + Drawing.number(drawing.classed("chart-bar").get(2), "height"))
                .isLessThan(drawing.height() - 24);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 1", "5, 1", "10, 1", "11, 0"})
    void nowOutsideThePictureIsNoMarkAtItsEdge(int now, int marks) {
        Drawing drawing = Drawing.of(line(now, row("A", 1, 2)).svg()).isInside();
        assertThat(drawing.classed("chart-now")).hasSize(marks);
        assertThat(drawing.texts().stream().filter("now"::equals)).hasSize(marks);
    }

    @Test
    void aTickOutsideIsNotDrawn() {
        Timeline line = line(List.of(tick(-1, "before"), tick(3, "in"), tick(11, "after")), row("A", 1, 2));
        Drawing drawing = Drawing.of(line.svg());
        assertThat(drawing.texts()).contains("in").doesNotContain("before", "after");
        assertThat(drawing.classed("chart-grid")).hasSize(1);
    }

    @Test
    void ofTicksTooCloseTheFirstIsLabelledAndEachHasItsLine() {
        Timeline line =
                line(List.of(tick(3, "01.03.2027"), tick(3.2, "02.03.2027"), tick(6, "03.03.2027")), row("A", 1, 2));
        Drawing drawing = Drawing.of(line.svg());
        assertThat(drawing.texts()).contains("01.03.2027", "03.03.2027").doesNotContain("02.03.2027");
        assertThat(drawing.classed("chart-grid")).hasSize(3);
    }

    @Test
    void hostileTextStaysText() {
        String evil = "\"><script>alert(1)</script>";
        Timeline line = line(
                5,
                new Timeline.Row(evil, day(1), Optional.of(day(2)), evil, List.of(evil, evil, evil)),
                new Timeline.Row(evil, day(1), Optional.empty(), evil, List.of(evil, evil, evil)));
        Drawing drawing = Drawing.of(line.svg());
        assertThat(drawing.all("script")).isEmpty();
        assertThat(drawing.all("rect").get(0).getTextContent()).contains(evil);
    }

    @Test
    void anEndBeforeTheBeginningOfTheAxisIsRefused() {
        assertThatThrownBy(() -> new Timeline(
                        "t",
                        "T",
                        "D",
                        List.of(),
                        START,
                        START,
                        START,
                        new Timeline.Words("now", "earlier", "later", others -> others + " more"),
                        List.of(),
                        List.of("Name")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theTableRefusesARowOfAnotherLength() {
        assertThatThrownBy(() -> new Table("Caption", List.of("A", "B"), List.of(List.of("1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Caption");
    }

    private static Timeline line(int now, Timeline.Row... rows) {
        return line(now, List.of(tick(3, "tick")), rows);
    }

    private static Timeline line(List<StepChart.Tick> ticks, Timeline.Row... rows) {
        return line(5, ticks, rows);
    }

    private static Timeline line(int now, List<StepChart.Tick> ticks, Timeline.Row... rows) {
        return new Timeline(
                "t",
                "Title",
                "Description",
                Arrays.asList(rows),
                START,
                day(10),
                day(now),
                new Timeline.Words("now", "earlier", "later", others -> others + " more"),
                ticks,
                List.of("Name", "From", "Until", "State"));
    }

    private static Timeline.Row row(String label, double from, double until) {
        return new Timeline.Row(label, day(from), Optional.of(day(until)), "ok", List.of("from", "until", "Valid"));
    }

    private static Timeline.Row open(String label, double from) {
        return new Timeline.Row(label, day(from), Optional.empty(), "ok", List.of("from", "open", "Valid"));
    }

    private static StepChart.Tick tick(double day, String label) {
        return new StepChart.Tick(day(day), label);
    }

    private static Instant day(double number) {
        return START.plus(Duration.ofMinutes(Math.round(number * 24 * 60)));
    }
}
