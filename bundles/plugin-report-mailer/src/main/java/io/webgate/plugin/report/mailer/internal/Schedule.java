// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * When a job is due: a cron line of five fields in a time zone (R65). Pure and immutable.
 *
 * <p>The line is about the clock on the wall. A time that the clock leaves out, when it is put forward, is due at the moment
 * of the change; a time that it shows twice, when it is put back, is due the first time. Several times within the hour left
 * out are one. The library works out the line in a zone without changes; what a change does is decided here alone, so that no
 * release of it can move a mail.
 */
final class Schedule {

    private static final CronDefinition FORM = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);
    private static final int LONGEST = 100;

    private final String line;
    private final ZoneId zone;
    private final ExecutionTime times;

    private Schedule(String line, ZoneId zone, ExecutionTime times) {
        this.line = line;
        this.zone = zone;
        this.times = times;
    }

    /** Empty where the line is no cron line of five fields. */
    static Optional<Schedule> of(String line, ZoneId zone) {
        return of(line, zone, UnaryOperator.identity());
    }

    /** @param seen puts itself before the library, to see what is asked of it */
    static Optional<Schedule> of(String line, ZoneId zone, UnaryOperator<ExecutionTime> seen) {
        String one = line.strip().replaceAll("\\s+", " ");
        if (one.length() > LONGEST || one.split(" ", -1).length != 5) {
            return Optional.empty();
        }
        try {
            ExecutionTime times =
                    ExecutionTime.forCron(new CronParser(FORM).parse(one).validate());
            return Optional.of(new Schedule(one, zone, seen.apply(times)));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** A zone of the time-zone database, such as {@code Europe/Moscow}; empty where there is none of this name. */
    static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    /** Five fields, one blank between them. */
    String line() {
        return line;
    }

    ZoneId zone() {
        return zone;
    }

    /** The line and its zone: another text is another schedule. */
    String text() {
        return line + " " + zone;
    }

    /** The first due time after an instant; empty where the line never comes, such as 30 February. */
    Optional<Instant> next(Instant after) {
        LocalDateTime local = LocalDateTime.ofInstant(after, zone);
        while (true) {
            Optional<LocalDateTime> candidate =
                    times.nextExecution(local.atZone(ZoneOffset.UTC)).map(found -> found.toLocalDateTime());
            if (candidate.isEmpty()) {
                return Optional.empty();
            }
            local = candidate.get();
            Instant due = instant(local);
            if (due.isAfter(after)) {
                return Optional.of(due);
            }
        }
    }

    /** The next due times, at most so many. */
    List<Instant> next(Instant after, int most) {
        return next(after, Instant.MAX, most);
    }

    /** Looks no further than one beyond the end: it is asked at every round, and each look costs. */
    private List<Instant> next(Instant after, Instant until, int most) {
        List<Instant> found = new ArrayList<>();
        Optional<Instant> due = next(after);
        while (due.isPresent() && !due.get().isAfter(until) && found.size() < most) {
            found.add(due.get());
            due = found.size() < most ? next(due.get()) : Optional.empty();
        }
        return List.copyOf(found);
    }

    /**
     * The last due time of a span, and how many before it in the span.
     *
     * @param after where the span begins, not in it
     * @param until where it ends, in it
     * @param most so many are counted; more are told as so many
     */
    Optional<Latest> latest(Instant after, Instant until, int most) {
        List<Instant> counted = next(after, until, most);
        if (counted.isEmpty()) {
            return Optional.empty();
        }
        Instant last = counted.get(counted.size() - 1);
        if (counted.size() == most) {
            // Too many to walk through: look back from the end, then forward again over what a change of the clock
            // moved
            last = times.lastExecution(
                            LocalDateTime.ofInstant(until, zone).plusNanos(1).atZone(ZoneOffset.UTC))
                    .map(found -> instant(found.toLocalDateTime()))
                    .filter(found -> !found.isAfter(until))
                    .orElse(last);
            Optional<Instant> later = next(last);
            while (later.filter(due -> !due.isAfter(until)).isPresent()) {
                last = later.get();
                later = next(last);
            }
        }
        return Optional.of(new Latest(last, counted.size() - 1L));
    }

    /** @param missed due times before it that are not made up for */
    record Latest(Instant due, long missed) {}

    private Instant instant(LocalDateTime local) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        // In an overlap java.time takes the earlier offset
        return local.atZone(zone).toInstant();
    }
}
