// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.gallery;

import io.webgate.admin.internal.chart.Gauge;
import io.webgate.admin.internal.chart.LayeredGraph;
import io.webgate.admin.internal.chart.StepChart;
import io.webgate.admin.internal.chart.Timeline;
import io.webgate.admin.internal.frame.Formats;
import io.webgate.admin.internal.frame.Ui;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each chart with data of an imaginary venue. Pure. */
final class SampleCharts {

    private static final LocalDate MARCH = LocalDate.of(2027, 3, 1);
    private static final Instant FROM = at(MARCH);
    private static final Instant NOW = at(MARCH.plusDays(12));
    private static final Instant STEP = at(MARCH.plusDays(31));
    private static final Instant UNTIL = at(MARCH.plusDays(45));

    private SampleCharts() {}

    static Map<String, String> in(Ui ui) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("gauge", gauges(ui));
        all.put("steps", steps(ui));
        all.put("timeline", timeline(ui));
        all.put("graph", graph(ui));
        return all;
    }

    private static String gauges(Ui ui) {
        StringBuilder all = new StringBuilder();
        for (Object[] one : new Object[][] {{"ok", 9L}, {"near", 13L}, {"full", 15L}, {"over", 17L}}) {
            long used = (long) one[1];
            all.append(new Gauge(
                            "sample-gauge-" + one[0],
                            ui.t("gallery.sample.tables"),
                            used,
                            15,
                            one[0].toString(),
                            ui.t("gallery.sample.of", used, 15))
                    .svg());
        }
        return all.toString();
    }

    private static String steps(Ui ui) {
        Formats formats = ui.formats();
        return new StepChart(
                        "sample-steps",
                        ui.t("gallery.steps"),
                        ui.t("gallery.sample.steps"),
                        List.of(step(FROM, 15, formats), step(STEP, 5, formats)),
                        List.of(step(FROM, 4, formats), step(at(MARCH.plusDays(4)), 9, formats), step(NOW, 7, formats)),
                        FROM,
                        UNTIL,
                        NOW,
                        ticks(formats),
                        new StepChart.Words(
                                ui.t("gallery.sample.day"),
                                ui.t("gallery.sample.limit"),
                                ui.t("gallery.sample.used"),
                                ui.t("gallery.sample.now")))
                .svg();
    }

    private static String timeline(Ui ui) {
        Formats formats = ui.formats();
        return new Timeline(
                        "sample-timeline",
                        ui.t("gallery.timeline"),
                        ui.t("gallery.sample.steps"),
                        List.of(
                                row(ui, "A", Optional.of(STEP), "expiring"),
                                row(ui, "B", Optional.empty(), "valid"),
                                row(ui, "C", Optional.of(at(MARCH.plusDays(6))), "expired")),
                        FROM,
                        UNTIL,
                        NOW,
                        ui.t("gallery.sample.now"),
                        ticks(formats),
                        List.of(
                                ui.t("gallery.sample.name"),
                                ui.t("gallery.sample.day"),
                                ui.t("gallery.sample.day"),
                                ui.t("gallery.sample.limit")))
                .svg();
    }

    private static String graph(Ui ui) {
        return new LayeredGraph(
                        "sample-graph",
                        ui.t("gallery.graph"),
                        List.of(
                                node("gate", ui.t("gallery.state.open"), "open"),
                                node("hall", ui.t("gallery.sample.hall"), "active"),
                                node("terrace", ui.t("gallery.sample.terrace"), "stopped")),
                        List.of(new LayeredGraph.Edge("hall", "gate"), new LayeredGraph.Edge("terrace", "hall")))
                .svg();
    }

    private static LayeredGraph.Node node(String id, String label, String state) {
        return new LayeredGraph.Node(id, label, state);
    }

    private static Timeline.Row row(Ui ui, String label, Optional<Instant> end, String state) {
        String until = end.map(ui.formats()::time).orElse("");
        return new Timeline.Row(
                label, FROM, end, state, List.of(ui.formats().time(FROM), until, ui.t("gallery.state." + state)));
    }

    private static StepChart.Step step(Instant at, long value, Formats formats) {
        return new StepChart.Step(at, formats.time(at), value);
    }

    private static List<StepChart.Tick> ticks(Formats formats) {
        return List.of(
                new StepChart.Tick(at(MARCH.plusDays(5)), formats.date(MARCH.plusDays(5))),
                new StepChart.Tick(STEP, formats.date(MARCH.plusDays(31))));
    }

    private static Instant at(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
