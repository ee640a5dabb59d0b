// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.chart;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The picture is 640 wide: day 0 stands at 64, each of the ten days is 56.8 wide; 0 stands at 190, the top at 26. */
class StepChartTest {

    private static final Instant START = Instant.parse("2027-03-01T00:00:00Z");

    @Test
    void aLimitIsAStepSolidUntilNowAndDashedAfterwards() {
        Drawing drawing =
                Drawing.of(chart(4, limits("0:10", "6:5"), List.of()).svg()).isInside();
        assertThat(path(drawing, "chart-limit-line")).isEqualTo("M64 26H291.20");
        assertThat(path(drawing, "chart-limit-future")).isEqualTo("M291.20 26H404.80V108H632");
        assertThat(drawing.one("chart-limit-future").getAttribute("stroke-dasharray"))
                .isNotEmpty();
        assertThat(drawing.texts()).contains("now", "0", "5", "10");
    }

    @Test
    void whatIsUsedHoldsUntilItChangesAndTheLastUntilNow() {
        Drawing drawing =
                Drawing.of(chart(8, limits("0:10"), steps("0:5", "2:10", "4:0")).svg());
        assertThat(path(drawing, "chart-used")).isEqualTo("M64 190L64 108H177.60V26H291.20V190H518.40V190Z");
    }

    @Test
    void ofWhatWasUsedBeforeThePictureOnlyWhatStillHoldsIsDrawn() {
        Drawing drawing = Drawing.of(
                chart(4, limits("-9:10"), steps("-8:10", "-2:5", "20:10")).svg());
        assertThat(path(drawing, "chart-used")).startsWith("M64 190L64 108H").doesNotContain("V26");
        assertThat(path(drawing, "chart-limit-line")).isEqualTo("M64 26H291.20");
    }

    @Test
    void nothingUsedYetIsNoArea() {
        Drawing drawing = Drawing.of(chart(4, limits("0:10"), List.of()).svg());
        assertThat(drawing.classed("chart-used")).isEmpty();
        assertThat(Drawing.of(chart(4, limits("0:10"), steps("20:3")).svg()).classed("chart-used"))
                .as("only after the picture ends")
                .isEmpty();
    }

    @Test
    void onePointIsAnAreaOfItsOwn() {
        Drawing drawing = Drawing.of(chart(4, limits("0:10"), steps("2:5")).svg());
        assertThat(path(drawing, "chart-used")).isEqualTo("M177.60 190L177.60 108H291.20V190Z");
    }

    @Test
    void useEqualToTheLimitIsNoExcess() {
        StepChart chart = chart(4, limits("0:5", "2:5"), steps("0:5", "1:5", "2:5"));
        assertThat(chart.excesses()).isEmpty();
        assertThat(Drawing.of(chart.svg()).classed("chart-fill-over")).isEmpty();
    }

    @Test
    void anExcessIsMarkedWhetherUseGrewOrTheLimitFell() {
        StepChart chart = chart(8, limits("0:10", "6:5"), steps("0:4", "2:11", "3:9", "7:5"));
        assertThat(chart.excesses()).extracting(StepChart.Step::label).containsExactly("day 2", "day 6");
        List<Element> marks = Drawing.of(chart.svg()).classed("chart-fill-over");
        assertThat(marks).extracting(Element::getTextContent).containsExactly("day 2: 11", "day 6: 9");
        assertThat(Drawing.number(marks.get(0), "cx")).isEqualTo(177.6);
    }

    @Test
    void aLimitThatWillFallIsNoExcessYet() {
        assertThat(chart(4, limits("0:10", "6:5"), steps("0:9")).excesses()).isEmpty();
    }

    @Test
    void withoutLimitEveryUseIsAnExcess() {
        StepChart chart = chart(4, limits("5:10"), steps("1:1"));
        assertThat(chart.excesses()).extracting(StepChart.Step::label).containsExactly("day 1");
        assertThat(path(Drawing.of(chart.svg()), "chart-limit-line")).startsWith("M64 190H");
    }

    @Test
    void nowOutsideThePictureIsNoMarkAtItsEdge() {
        Drawing before = Drawing.of(chart(-3, limits("0:10"), List.of()).svg()).isInside();
        assertThat(before.classed("chart-now")).isEmpty();
        assertThat(before.classed("chart-limit-line")).isEmpty();
        assertThat(path(before, "chart-limit-future")).isEqualTo("M64 26H632");
        Drawing after = Drawing.of(chart(13, limits("0:10"), List.of()).svg()).isInside();
        assertThat(after.classed("chart-now")).isEmpty();
        assertThat(after.classed("chart-limit-future")).isEmpty();
        assertThat(path(after, "chart-limit-line")).isEqualTo("M64 26H632");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999_999, 1_000_000, 1L << 53, Long.MAX_VALUE})
    void anyNumberHasItsPlaceItsLabelAndItsRowInFull(long value) {
        StepChart chart = chart(
                5,
                List.of(new StepChart.Step(START, "day 0", value)),
                List.of(new StepChart.Step(START, "day 0", value)));
        Drawing drawing = Drawing.of(chart.svg()).isInside();
        assertThat(drawing.texts()).contains("0").noneMatch(text -> text.contains("…"));
        assertThat(chart.table().rows())
                .containsExactly(List.of(
                        "day 0", new Numbers(Locale.ENGLISH).whole(value), new Numbers(Locale.ENGLISH).whole(value)));
    }

    @Test
    void aRussianReaderGetsRussianNumbersInPictureAndTable() {
        StepChart chart = new StepChart(
                "c",
                "Лимит",
                "Описание",
                List.of(new StepChart.Step(START, "1 марта", 4000)),
                List.of(),
                START,
                day(10),
                day(5),
                List.of(),
                new StepChart.Words("День", "Лимит", "Занято", "сейчас"),
                new Locale("ru"));
        assertThat(Drawing.of(chart.svg()).texts()).contains("4\u00a0000", "сейчас");
        assertThat(chart.table().rows()).containsExactly(List.of("1 марта", "4\u00a0000", ""));
    }

    @Test
    void theTableHasEveryMomentInOrderAlsoOutsideThePicture() {
        Table table = chart(8, limits("-20:3", "2:10", "30:1"), steps("1:2", "2:9", "4:0"))
                .table();
        assertThat(table.headers()).containsExactly("Time", "Limit", "Used");
        assertThat(table.rows())
                .containsExactly(
                        List.of("day -20", "3", ""),
                        List.of("day 1", "3", "2"),
                        List.of("day 2", "10", "9"),
                        List.of("day 4", "10", "0"),
                        List.of("day 30", "1", ""));
    }

    @Test
    void labelsOfTheAxisNeverOverlapNorLeaveThePicture() {
        List<StepChart.Tick> ticks = IntStream.rangeClosed(-2, 14)
                .mapToObj(number -> new StepChart.Tick(day(number), "0" + Math.abs(number) + ".03.2027"))
                .toList();
        Drawing drawing = Drawing.of(chart(5, limits("0:10"), List.of(), ticks).svg());
        List<Double> places = drawing.all("text").stream()
                .filter(text -> text.getTextContent().endsWith(".2027"))
                .map(text -> Drawing.number(text, "x"))
                .toList();
        assertThat(places).hasSizeBetween(3, 8).isSorted();
        double half = 34;
        assertThat(places.get(0) - half).isGreaterThanOrEqualTo(0);
        assertThat(places.get(places.size() - 1) + half).isLessThanOrEqualTo(drawing.width());
        for (int at = 1; at < places.size(); at++) {
            assertThat(places.get(at) - places.get(at - 1)).isGreaterThan(2 * half);
        }
    }

    @Test
    void aScreenReaderSaysTitleAndDescription() {
        assertThat(Drawing.of(chart(4, limits("0:10"), List.of()).svg()).said()).isEqualTo("Title|Description");
    }

    @Test
    void hostileTextStaysTextInEveryPlace() {
        String evil = "</text><script>alert(1)</script>\" onload=\"x";
        StepChart chart = new StepChart(
                "c",
                evil,
                evil,
                List.of(new StepChart.Step(START, evil, 1)),
                List.of(new StepChart.Step(START, evil, 2)),
                START,
                day(10),
                day(5),
                List.of(new StepChart.Tick(day(3), evil)),
                new StepChart.Words(evil, evil, evil, evil),
                Locale.ENGLISH);
        Drawing drawing = Drawing.of(chart.svg());
        assertThat(drawing.all("script")).isEmpty();
        assertThat(drawing.said()).isEqualTo(evil + "|" + evil);
    }

    @Test
    void whatCanNotBeDrawnIsRefused() {
        assertThatThrownBy(() -> chart(4, List.of(), List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits("0:-1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> chart(4, limits("5:1", "2:1"), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> chart(4, limits("0:1"), steps("5:1", "2:1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TimeAxis(START, START, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theAxisHoldsMomentsThatNoClockCounts() {
        TimeAxis axis = new TimeAxis(Instant.MIN, Instant.MAX, 0, 100);
        assertThat(axis.x(Instant.EPOCH)).isBetween(49.0, 51.0);
        assertThat(new TimeAxis(START, day(1), 0, 100).x(Instant.MAX)).isEqualTo(100);
        assertThat(new TimeAxis(START, START.plusNanos(4), 0, 100).x(START.plusNanos(2)))
                .isBetween(0.0, 100.0);
    }

    private static StepChart chart(int now, List<StepChart.Step> limits, List<StepChart.Step> used) {
        return chart(now, limits, used, List.of());
    }

    private static StepChart chart(
            int now, List<StepChart.Step> limits, List<StepChart.Step> used, List<StepChart.Tick> ticks) {
        return new StepChart(
                "c",
                "Title",
                "Description",
                limits,
                used,
                START,
                day(10),
                day(now),
                ticks,
                new StepChart.Words("Time", "Limit", "Used", "now"),
                Locale.ENGLISH);
    }

    private static List<StepChart.Step> limits(String... steps) {
        return steps(steps);
    }

    /** Of {@code day:value}. */
    private static List<StepChart.Step> steps(String... steps) {
        return Arrays.stream(steps)
                .map(step -> step.split(":", -1))
                .map(parts -> new StepChart.Step(
                        day(Integer.parseInt(parts[0])), "day " + parts[0], Long.parseLong(parts[1])))
                .toList();
    }

    private static Instant day(int number) {
        return START.plus(Duration.ofDays(number));
    }

    private static String path(Drawing drawing, String type) {
        return drawing.one(type).getAttribute("d");
    }
}
