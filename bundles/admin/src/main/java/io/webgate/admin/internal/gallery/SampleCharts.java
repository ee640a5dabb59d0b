// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.gallery;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.webgate.admin.internal.chart.Gauge;
import io.webgate.admin.internal.chart.LayeredGraph;
import io.webgate.admin.internal.chart.StepChart;
import io.webgate.admin.internal.chart.Table;
import io.webgate.admin.internal.chart.Timeline;
import io.webgate.admin.internal.frame.Formats;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.admin.internal.jte.chart.JtetableGenerated;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each chart with data of an imaginary venue. Pure. */
final class SampleCharts {

    private static final LocalDate MARCH = LocalDate.of(2027, 3, 1);
    private static final long LIMIT = 15;
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
        StringBuilder pictures = new StringBuilder();
        List<List<String>> rows = new ArrayList<>();
        for (var one : Map.of("ok", 9L, "near", 13L, "full", 15L, "over", 17L).entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .toList()) {
            String words = ui.t("gallery.sample.of", one.getValue(), LIMIT);
            pictures.append(new Gauge(
                            "sample-gauge-" + one.getKey(),
                            ui.t("gallery.sample.tables"),
                            one.getValue(),
                            LIMIT,
                            one.getKey(),
                            words)
                    .svg());
            rows.add(List.of(ui.t("gallery.state." + one.getKey()), words));
        }
        return html(
                ui,
                "gauge",
                pictures.toString(),
                new Table(ui.t("gallery.gauge"), List.of(ui.t("gallery.states"), ui.t("gallery.sample.used")), rows));
    }

    private static String steps(Ui ui) {
        Formats formats = ui.formats();
        StepChart chart = new StepChart(
                "sample-steps",
                ui.t("gallery.steps"),
                ui.t("gallery.sample.steps"),
                List.of(step(FROM, LIMIT, formats), step(STEP, 5, formats)),
                List.of(
                        step(FROM, 4, formats),
                        step(at(MARCH.plusDays(4)), 9, formats),
                        step(at(MARCH.plusDays(7)), 16, formats),
                        step(at(MARCH.plusDays(8)), 12, formats),
                        step(NOW, 7, formats)),
                FROM,
                UNTIL,
                NOW,
                ticks(formats),
                new StepChart.Words(
                        ui.t("gallery.sample.day"),
                        ui.t("gallery.sample.limit"),
                        ui.t("gallery.sample.used"),
                        ui.t("gallery.sample.now")),
                ui.locale());
        return html(ui, "steps", chart.svg(), chart.table());
    }

    private static String timeline(Ui ui) {
        Timeline chart = new Timeline(
                "sample-timeline",
                ui.t("gallery.timeline"),
                ui.t("gallery.sample.steps"),
                List.of(
                        row(ui, "A", FROM, Optional.of(STEP), "expiring"),
                        row(ui, "B", FROM, Optional.empty(), "valid"),
                        row(ui, "C", FROM, Optional.of(at(MARCH.plusDays(6))), "expired"),
                        row(ui, "D", at(MARCH.minusDays(90)), Optional.of(at(MARCH.minusDays(1))), "expired")),
                FROM,
                UNTIL,
                NOW,
                new Timeline.Words(
                        ui.t("gallery.sample.now"),
                        ui.t("chart.earlier"),
                        ui.t("chart.later"),
                        others -> ui.t("chart.others", others)),
                ticks(ui.formats()),
                List.of(
                        ui.t("gallery.sample.name"),
                        ui.t("gallery.sample.from"),
                        ui.t("gallery.sample.until"),
                        ui.t("gallery.states")));
        return html(ui, "timeline", chart.svg(), chart.table());
    }

    private static String graph(Ui ui) {
        LayeredGraph chart = new LayeredGraph(
                "sample-graph",
                ui.t("gallery.graph"),
                List.of(
                        node(ui, "kitchen", "open"),
                        node(ui, "hall", "active"),
                        node(ui, "terrace", "stopped"),
                        node(ui, "garden", "active")),
                List.of(
                        new LayeredGraph.Edge("kitchen", "hall"),
                        new LayeredGraph.Edge("kitchen", "garden"),
                        new LayeredGraph.Edge("hall", "terrace")),
                new LayeredGraph.Words(
                        List.of(ui.t("gallery.sample.name"), ui.t("gallery.states"), ui.t("gallery.sample.needs")),
                        ui.t("gallery.sample.nothing"),
                        others -> ui.t("chart.others", others)));
        return html(ui, "graph", chart.svg(), chart.table());
    }

    private static String html(Ui ui, String id, String svg, Table table) {
        StringOutput out = new StringOutput();
        JtetableGenerated.render(new OwaspHtmlTemplateOutput(out), null, ui, "sample-" + id + "-table", table);
        return "<div class=\"chart\">" + svg + "</div>\n" + out.toString().strip() + "\n";
    }

    private static LayeredGraph.Node node(Ui ui, String id, String state) {
        return new LayeredGraph.Node(id, ui.t("gallery.sample." + id), state, ui.t("gallery.state." + state));
    }

    private static Timeline.Row row(Ui ui, String label, Instant from, Optional<Instant> end, String state) {
        Formats formats = ui.formats();
        return new Timeline.Row(
                label,
                from,
                end,
                state,
                List.of(
                        formats.time(from),
                        end.map(formats::time).orElse(ui.t("gallery.sample.open")),
                        ui.t("gallery.state." + state)));
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
