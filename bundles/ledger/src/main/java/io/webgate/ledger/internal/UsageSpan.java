// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.ModuleId;
import io.webgate.license.api.UsageHistory;
import io.webgate.license.api.UsagePoint;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the use of a module was in a span of so many seconds, beginning at a multiple of them: what is stored of the
 * history, and the rules for putting spans together.
 *
 * @param at seconds since the epoch
 * @param seconds how long the span is
 */
record UsageSpan(ModuleId module, long at, int seconds, long used, long peak, long limit, long refused) {

    static final int SHORT = 300;
    static final int HOUR = 3600;
    static final int DAY = 86_400;

    private static final Duration IN_HOURS = Duration.ofDays(70);

    /** Two accounts of the same span, the later one second; or of two within it. */
    UsageSpan and(UsageSpan later) {
        return new UsageSpan(
                module,
                at,
                seconds,
                later.used,
                Math.max(peak, later.peak),
                later.limit,
                Saturating.sum(refused, later.refused));
    }

    /** Nothing was licensed, used or refused. */
    boolean isVain() {
        return used == 0 && peak == 0 && limit == 0 && refused == 0;
    }

    /** When a span of that length began that holds this moment. */
    static long begin(long second, int seconds) {
        return Math.floorDiv(second, (long) seconds) * seconds;
    }

    /** How long the spans are that such a time is told in, so that there are never more than some thousands. */
    static int lengthFor(Instant from, Instant until) {
        Duration asked = Duration.between(from, until);
        if (asked.compareTo(UsageHistory.DETAILED) <= 0) {
            return SHORT;
        }
        return asked.compareTo(IN_HOURS) <= 0 ? HOUR : DAY;
    }

    /** The same in spans of that length, where they were shorter; oldest first. */
    static List<UsageSpan> inSpansOf(int seconds, Collection<UsageSpan> spans) {
        Map<ModuleId, Map<Long, UsageSpan>> longer = new TreeMap<>();
        spans.stream().sorted(Comparator.comparingLong(UsageSpan::at)).forEach(span -> {
            int length = Math.max(seconds, span.seconds);
            UsageSpan part = new UsageSpan(
                    span.module, begin(span.at, length), length, span.used, span.peak, span.limit, span.refused);
            longer.computeIfAbsent(span.module, module -> new TreeMap<>()).merge(part.at, part, UsageSpan::and);
        });
        return longer.values().stream().flatMap(all -> all.values().stream()).toList();
    }

    /**
     * Neighbours that are alike made one.
     *
     * @param spans of one module, oldest first
     * @param now the last one ends then at the latest
     */
    static List<UsagePoint> points(List<UsageSpan> spans, Instant now) {
        List<UsagePoint> points = new ArrayList<>();
        for (UsageSpan span : spans) {
            Instant from = Instant.ofEpochSecond(span.at);
            Instant end = from.plusSeconds(span.seconds);
            Instant until = now.isBefore(end) && now.isAfter(from) ? now : end;
            UsagePoint point = new UsagePoint(from, until, span.used, span.peak, span.limit, span.refused);
            UsagePoint last = points.isEmpty() ? point : points.get(points.size() - 1);
            if (last.until().equals(from) && isFlat(last) && isFlat(point) && isAlike(last, point)) {
                points.set(
                        points.size() - 1,
                        new UsagePoint(last.from(), until, last.used(), last.peak(), last.limit(), 0));
            } else {
                points.add(point);
            }
        }
        return points;
    }

    private static boolean isFlat(UsagePoint point) {
        return point.refused() == 0 && point.peak() == point.used();
    }

    private static boolean isAlike(UsagePoint one, UsagePoint other) {
        return one.used() == other.used() && one.limit() == other.limit();
    }
}
