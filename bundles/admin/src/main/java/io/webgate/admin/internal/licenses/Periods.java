// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.admin.internal.chart.StepChart;
import io.webgate.admin.internal.chart.Timeline;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.gate.http.Words;
import io.webgate.license.api.License;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From when until when each document is valid, as a picture with its table. Pure. */
final class Periods {

    private static final Duration BEFORE = Duration.ofDays(180);
    private static final Duration LEAST_AFTER = Duration.ofDays(365);
    private static final Duration MOST_AFTER = Duration.ofDays(3 * 365);
    private static final int MONTHS_A_TICK = 6;

    private Periods() {}

    /** A bar for each; empty where there is none. A label is the number: no holder's name can disguise it. */
    static Optional<Timeline> of(List<LicenseRow> rows, Ui ui) {
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Instant from = ui.now().minus(BEFORE);
        Instant until = until(rows, ui.now());
        return Optional.of(new Timeline(
                "license-periods",
                ui.t("licenses.periods"),
                ui.t("licenses.periods.description"),
                rows.stream().map(row -> bar(row, until, ui)).toList(),
                from,
                until,
                ui.now(),
                new Timeline.Words(
                        ui.t("licenses.periods.now"),
                        ui.t("chart.earlier"),
                        ui.t("chart.later"),
                        others -> ui.t("chart.others", others)),
                ticks(from, until, ui),
                List.of(
                        ui.t("licenses.number"),
                        ui.t("licenses.periods.from"),
                        ui.t("licenses.until"),
                        ui.t("licenses.state"))));
    }

    private static Instant until(List<LicenseRow> rows, Instant now) {
        Instant least = now.plus(LEAST_AFTER);
        Instant most = now.plus(MOST_AFTER);
        return rows.stream()
                .flatMap(row -> row.license().ends().stream())
                .filter(end -> end.isAfter(least) && end.isBefore(most))
                .max(Instant::compareTo)
                .orElse(least);
    }

    private static Timeline.Row bar(LicenseRow row, Instant until, Ui ui) {
        License license = row.license();
        return new Timeline.Row(
                row.id().value(),
                license.begins(),
                license.ends().filter(end -> !end.isAfter(until)),
                colour(row),
                List.of(
                        ui.formats().date(license.validFrom()),
                        license.validUntil().map(ui.formats()::date).orElse(ui.t("licenses.forever")),
                        Words.state(row.state()).in(ui.locale())));
    }

    private static String colour(LicenseRow row) {
        return switch (row.state()) {
            case VALID -> row.endsSoon() ? "near" : "ok";
            case EXPIRED, REVOKED, OTHER_MACHINE -> "over";
            case NOT_YET_VALID, MEDIA_ABSENT, OTHER_SERVER, OTHER_APPLICATION, SUPERSEDED, DAMAGED -> "none";
        };
    }

    /** A label for each half year. */
    static List<StepChart.Tick> ticks(Instant from, Instant until, Ui ui) {
        List<StepChart.Tick> ticks = new ArrayList<>();
        LocalDate day = LocalDate.ofInstant(from, ui.formats().zone()).withDayOfYear(1);
        for (; ; day = day.plusMonths(MONTHS_A_TICK)) {
            Instant at = day.atStartOfDay(ui.formats().zone()).toInstant();
            if (!at.isBefore(until)) {
                return List.copyOf(ticks);
            }
            if (at.isAfter(from)) {
                ticks.add(new StepChart.Tick(at, ui.formats().date(day)));
            }
        }
    }
}
