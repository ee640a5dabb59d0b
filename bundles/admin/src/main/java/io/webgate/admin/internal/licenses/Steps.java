// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.admin.internal.chart.StepChart;
import io.webgate.admin.internal.chart.Timeline;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Module;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Each module's limit as a step function of time, as far as it is known today (R10). Pure.
 *
 * @param changing modules whose limit changes
 * @param constant modules with a limit that stays
 * @param isCut more steps are known than were asked for
 * @param periods from when until when each licence is valid
 */
public record Steps(List<Changing> changing, List<Constant> constant, boolean isCut, Optional<Timeline> periods) {

    /** So many steps are asked for. */
    static final int MOST = 60;

    private static final Duration LEAST = Duration.ofDays(365);
    private static final Duration AFTER = Duration.ofDays(60);
    private static final Duration FURTHEST = Duration.ofDays(3 * 365);

    public Steps {
        changing = List.copyOf(changing);
        constant = List.copyOf(constant);
    }

    /**
     * A module whose limit changes.
     *
     * @param chart empty where the module is on or off
     * @param rows a row for each step of it
     */
    public record Changing(Module module, Optional<StepChart> chart, List<Row> rows) {

        public Changing {
            rows = List.copyOf(rows);
        }
    }

    /**
     * One step.
     *
     * @param at its moment
     * @param from the same for the reader
     * @param limit the limit from then on
     * @param how what it is made of
     */
    public record Row(Instant at, String from, String limit, String how) {}

    /** A module whose limit stays, spelled out. */
    public record Constant(Module module, String how) {}

    /** @param steps of the registry, the first of them now */
    static Steps of(List<Limits> steps, List<InstalledLicense> all, Ui ui) {
        Limits now = steps.get(0);
        List<Changing> changing = new ArrayList<>();
        List<Constant> constant = new ArrayList<>();
        Instant until = until(steps, ui.now());
        now.modules().values().stream().sorted(Comparator.comparing(Module::id)).forEach(module -> {
            List<Limits> own = changes(steps, module);
            if (own.size() > 1) {
                changing.add(changing(module, own, until, all, ui));
            } else if (now.of(module.id()).quantity() > 0) {
                constant.add(new Constant(module, Spelled.of(module, now.of(module.id()), all, ui)));
            }
        });
        return new Steps(changing, constant, steps.size() >= MOST, Periods.of(LicenseRow.of(all, ui.now()), ui));
    }

    /** Those steps that concern a module, the first of them now. */
    private static List<Limits> changes(List<Limits> steps, Module module) {
        List<Limits> own = new ArrayList<>();
        Optional<Limit> last = Optional.empty();
        for (Limits step : steps) {
            Limit limit = step.of(module.id());
            if (!last.equals(Optional.of(limit))) {
                own.add(step);
                last = Optional.of(limit);
            }
        }
        return own;
    }

    private static Changing changing(
            Module module, List<Limits> own, Instant until, List<InstalledLicense> all, Ui ui) {
        List<Row> rows = new ArrayList<>();
        for (Limits step : own) {
            Limit limit = step.of(module.id());
            rows.add(new Row(
                    step.at(),
                    rows.isEmpty() ? ui.t("licenses.steps.today") : begin(step.at(), ui),
                    Shown.quantity(limit.quantity(), !module.summed(), ui),
                    Spelled.of(module, limit, all, ui)));
        }
        return new Changing(
                module, module.summed() ? Optional.of(chart(module, own, rows, until, ui)) : Optional.empty(), rows);
    }

    private static StepChart chart(Module module, List<Limits> own, List<Row> rows, Instant until, Ui ui) {
        List<StepChart.Step> limits = new ArrayList<>();
        for (int at = 0; at < own.size(); at++) {
            // The first step holds since some time; the line begins at its left edge
            limits.add(new StepChart.Step(
                    at == 0 ? ui.now() : own.get(at).at(),
                    rows.get(at).from(),
                    own.get(at).of(module.id()).quantity()));
        }
        String title = ui.t("licenses.steps.chart", module.title().in(ui.locale()));
        return new StepChart(
                "steps-" + module.id().value(),
                title,
                ui.t(
                        "licenses.steps.chart.description",
                        rows.stream()
                                .map(row -> row.at().equals(rows.get(0).at())
                                        ? row.limit()
                                        : ui.t("licenses.steps.begin", row.limit(), row.from()))
                                .collect(Collectors.joining(", "))),
                limits,
                List.of(),
                ui.now(),
                until,
                ui.now(),
                Periods.ticks(ui.now(), until, ui),
                new StepChart.Words(
                        ui.t("licenses.steps.from"),
                        ui.t("licenses.steps.limit"),
                        ui.t("licenses.whatif.used"),
                        ui.t("licenses.periods.now")),
                ui.locale());
    }

    /** The day, in the zone of the venue; with the minute where a licence's day begins at another hour there. */
    static String begin(Instant at, Ui ui) {
        ZoneId zone = ui.formats().zone();
        ZonedDateTime local = at.atZone(zone);
        return local.toLocalDate().atStartOfDay(zone).toInstant().equals(at)
                ? ui.formats().date(local.toLocalDate())
                : ui.formats().time(at);
    }

    private static Instant until(List<Limits> steps, Instant now) {
        Instant least = now.plus(LEAST);
        Instant furthest = now.plus(FURTHEST);
        return steps.stream()
                .map(step -> step.at().plus(AFTER))
                .filter(at -> at.isAfter(least) && at.isBefore(furthest))
                .max(Comparator.naturalOrder())
                .orElse(least);
    }
}
