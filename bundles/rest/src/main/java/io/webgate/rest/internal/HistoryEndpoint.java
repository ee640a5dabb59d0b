// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.UsageHistory;
import io.webgate.license.api.UsagePoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How the use of a module came near its limit over time, and how often somebody was refused. */
final class HistoryEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryEndpoint.class);
    private static final Duration SHOWN = Duration.ofDays(1);

    private final Plane plane;

    HistoryEndpoint(Plane plane) {
        this.plane = plane;
    }

    void addTo(Router router) {
        router.on("GET /api/v1/modules/{module}/history viewer", this::history);
    }

    private Answer history(Ask ask) {
        Locale locale = ask.locale();
        ModuleId module = ModuleEndpoints.usage(ask, plane.needLedger(locale).picture())
                .module()
                .id();
        UsageHistory history = plane.needHistory(locale);
        Instant until = time(ask, "to").orElseGet(() -> plane.needTime(locale).instant());
        Instant from = time(ask, "from").orElseGet(() -> until.minus(SHOWN));
        if (!from.isBefore(until) || Duration.between(from, until).compareTo(UsageHistory.KEPT) > 0) {
            long days = UsageHistory.KEPT.toDays();
            throw Problems.invalid(
                    "query from, to (from is before to, by " + days + " days at most)",
                    "параметры from, to (from раньше to не более чем на " + days + " дней)",
                    locale);
        }
        try {
            return Answer.json(
                    200,
                    Json.object()
                            .put("module", module.value())
                            .put("from", Json.time(from))
                            .put("to", Json.time(until))
                            .put(
                                    "points",
                                    history.of(module, from, until).stream()
                                            .map(HistoryEndpoint::view)
                                            .toList())
                            .map());
        } catch (IOException e) {
            LOG.warn("The history of {} can't be read", module, e);
            throw Problems.unavailable(
                    new LocalizedText(
                            "The history of use can't be read from the store. Health says how the store is; ask again"
                                    + " later.",
                            "Историю использования не удаётся прочитать из хранилища. Состояние хранилища видно в"
                                    + " проверке здоровья; повторите запрос позже."),
                    "store",
                    locale);
        }
    }

    private static Optional<Instant> time(Ask ask, String name) {
        try {
            return ask.query(name).filter(text -> !text.isEmpty()).map(text -> OffsetDateTime.parse(text)
                    .toInstant());
        } catch (DateTimeException malformed) {
            throw Problems.invalid(
                    "query " + name + " (a time with offset is expected, such as 2026-11-22T12:00:00Z)",
                    "параметр " + name + " (нужно время со смещением, например 2026-11-22T12:00:00Z)",
                    ask.locale());
        }
    }

    private static Map<String, Object> view(UsagePoint point) {
        return Json.object()
                .put("from", Json.time(point.from()))
                .put("until", Json.time(point.until()))
                .put("used", point.used())
                .put("peak", point.peak())
                .put("limit", point.limit())
                .put("refused", point.refused())
                .map();
    }
}
