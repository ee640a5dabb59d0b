// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.limits;

import io.webgate.admin.internal.chart.StepChart;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.license.api.Module;
import io.webgate.license.api.UsageHistory;
import io.webgate.license.api.UsagePoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How near a module came to its limit in the time that has passed, as a chart of at most some hundred steps.
 *
 * @param period that is shown
 * @param chart empty where nothing is known
 * @param words what the chart says, or why there is none
 */
public record Past(Period period, Optional<StepChart> chart, String words) {

    private static final Logger LOG = LoggerFactory.getLogger(Past.class);

    /** How far back one looks, and in steps of which length. */
    public enum Period {
        DAY(Duration.ofDays(1), Duration.ofMinutes(5)),
        WEEK(Duration.ofDays(7), Duration.ofMinutes(30)),
        MONTH(Duration.ofDays(30), Duration.ofHours(2));

        private final Duration length;
        private final Duration step;

        Period(Duration length, Duration step) {
            this.length = length;
            this.step = step;
        }

        /** As in an address. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** That of a code; the day for any other text. */
        static Period of(String code) {
            return Arrays.stream(values())
                    .filter(one -> one.code().equals(code))
                    .findFirst()
                    .orElse(DAY);
        }
    }

    /** Reads the period from the store; a store that can't be read is told, and the rest of the page stands. */
    static Past of(Module module, Period period, UsageHistory history, Ui ui) {
        try {
            return of(module, period, history.of(module.id(), ui.now().minus(period.length), ui.now()), ui);
        } catch (IOException e) {
            LOG.warn("The history of {} can't be read", module.id(), e);
            return new Past(period, Optional.empty(), ui.t("limits.past.broken"));
        }
    }

    /** @param points that the period overlaps, oldest first */
    static Past of(Module module, Period period, List<UsagePoint> points, Ui ui) {
        if (points.isEmpty()) {
            return new Past(period, Optional.empty(), ui.t("limits.past.none"));
        }
        Instant from = ui.now().minus(period.length);
        List<StepChart.Step> used = new ArrayList<>();
        List<StepChart.Step> limits = new ArrayList<>();
        long most = 0;
        int next = 0;
        for (Instant at = from; at.isBefore(ui.now()); at = at.plus(period.step)) {
            Instant end = at.plus(period.step);
            while (next < points.size() && !points.get(next).until().isAfter(at)) {
                next++;
            }
            int last = next;
            while (last < points.size() && points.get(last).from().isBefore(end)) {
                most = Math.max(most, points.get(last).peak());
                last++;
            }
            Mark mark = Mark.of(points, next, last);
            add(used, at, mark.used(), ui);
            add(limits, at, mark.limit(), ui);
        }
        long refused = points.stream().mapToLong(UsagePoint::refused).sum();
        String words =
                ui.t("limits.past.says", ui.formats().number(most), ui.formats().number(refused));
        StepChart chart = new StepChart(
                "past-" + module.id().value(),
                ui.t("limits.past.of", module.title().in(ui.locale()), ui.t("limits.past." + period.code())),
                words,
                limits,
                used,
                from,
                ui.now(),
                ui.now(),
                ticks(from, period, ui),
                new StepChart.Words(
                        ui.t("limits.past.from"),
                        ui.t("limits.csv.limit"),
                        ui.t("limits.past.used"),
                        ui.t("limits.past.now")),
                ui.locale());
        return new Past(period, Optional.of(chart), words);
    }

    /**
     * What is drawn of a step.
     *
     * @param used the most that was in use
     * @param limit the last that held, or a greater one before it where that was not exceeded
     */
    private record Mark(long used, long limit) {

        /**
         * @param first of the points in the step; none where it is {@code end}: the host did not run, or there was nothing
         *     to tell
         */
        static Mark of(List<UsagePoint> points, int first, int end) {
            if (first == end) {
                return new Mark(0, 0);
            }
            List<UsagePoint> step = points.subList(first, end);
            // Both are of one moment: that is an excess for certain
            return step.stream()
                    .filter(point -> point.used() > point.limit())
                    .max(Comparator.comparingLong(point -> point.used() - point.limit()))
                    .map(point -> new Mark(point.used(), point.limit()))
                    .orElseGet(() -> most(points, first, end));
        }

        private static Mark most(List<UsagePoint> points, int first, int end) {
            long peak = 0;
            long greatest = 0;
            for (int one = first; one < end; one++) {
                peak = Math.max(peak, points.get(one).peak());
                // It may have fallen within the point, after the peak
                long before = one == 0 ? 0 : points.get(one - 1).limit();
                greatest = Math.max(greatest, Math.max(before, points.get(one).limit()));
            }
            long last = points.get(end - 1).limit();
            return new Mark(peak, peak > last ? greatest : last);
        }
    }

    /** Steps that say the same are one. */
    private static void add(List<StepChart.Step> steps, Instant at, long value, Ui ui) {
        if (steps.isEmpty() || steps.get(steps.size() - 1).value() != value) {
            steps.add(new StepChart.Step(at, ui.formats().time(at), value));
        }
    }

    /** The hours of a day, else its days; those without room are left out. */
    private static List<StepChart.Tick> ticks(Instant from, Period period, Ui ui) {
        List<StepChart.Tick> ticks = new ArrayList<>();
        boolean hours = period == Period.DAY;
        ZonedDateTime at = from.atZone(ui.formats().zone()).truncatedTo(hours ? ChronoUnit.HOURS : ChronoUnit.DAYS);
        for (; at.toInstant().isBefore(ui.now()); at = hours ? at.plusHours(1) : at.plusDays(1)) {
            LocalDate day = at.toLocalDate();
            ticks.add(new StepChart.Tick(
                    at.toInstant(),
                    hours
                            ? String.format(Locale.ROOT, "%02d:%02d", at.getHour(), at.getMinute())
                            : ui.formats().date(day)));
        }
        return ticks;
    }
}
