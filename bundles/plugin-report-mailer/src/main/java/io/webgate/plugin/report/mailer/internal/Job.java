// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.gate.meter.ConfigurationMeter;
import io.webgate.license.api.LocalizedText;
import io.webgate.plugin.web.reports.Form;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A mailing job: which report goes to whom, when, and how (R65). Immutable.
 *
 * @param name of its configuration
 * @param report name of the report
 * @param parameters for the report, as a person writes them
 * @param recipients bare addresses, each once, at least one
 * @param form the kind of file and its language, which is the mail's too
 * @param subject empty: the report's title and the due time
 */
record Job(
        String name,
        String report,
        Map<String, String> parameters,
        Schedule schedule,
        List<String> recipients,
        Form form,
        Optional<String> subject) {

    static final String PID = "io.webgate.plugin.report-mailer.job";
    static final int MOST_RECIPIENTS = 100;

    private static final int LONGEST_SUBJECT = 200;
    private static final Locale RUSSIAN = new Locale("ru");

    Job {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        recipients = List.copyOf(recipients);
    }

    /**
     * A configuration as it was read.
     *
     * @param enabled as the meter counts it (R29): off only where it plainly says so
     * @param job empty where there are faults
     */
    record Reading(String name, boolean enabled, Optional<Job> job, List<Fault> faults) {

        Reading {
            faults = List.copyOf(faults);
        }

        /** What may be sent. */
        Optional<Job> active() {
            return job.filter(one -> enabled);
        }
    }

    /** What a job is called: the end of its settings' PID. */
    static String name(String pid) {
        return pid.substring(pid.indexOf('~') + 1);
    }

    /**
     * Reads settings; never fails.
     *
     * @param now the line must come at some time after it
     */
    static Reading read(String name, Map<String, ?> settings, Instant now) {
        Values values = new Values(settings);
        List<Fault> faults = new ArrayList<>();
        boolean enabled = ConfigurationMeter.isOn(settings);
        Optional<String> report = values.text("report");
        if (report.filter(text -> text.matches("[A-Za-z0-9._-]{1,64}")).isEmpty()) {
            faults.add(Fault.of(
                    "report", "Write the name of a report, such as daily.", "Напишите имя отчёта, например daily."));
        }
        Map<String, String> parameters = parameters(values.texts("parameters"), faults);
        Optional<Schedule> schedule = schedule(values, now, faults);
        List<String> recipients = recipients(values.texts("recipients"), faults);
        Optional<Form.Format> format =
                Optional.of(values.text("format").orElse("xlsx")).flatMap(Job::format);
        if (format.isEmpty()) {
            faults.add(Fault.of("format", "Choose csv, xlsx or json.", "Выберите csv, xlsx или json."));
        }
        String language = values.text("language").orElse("en");
        if (!language.equals("en") && !language.equals("ru")) {
            faults.add(Fault.of("language", "Choose en or ru.", "Выберите en или ru."));
        }
        Optional<String> subject = values.text("subject");
        if (subject.filter(text -> text.length() > LONGEST_SUBJECT || Letter.hasControls(text))
                .isPresent()) {
            faults.add(Fault.of(
                    "subject",
                    "The subject is one line of at most " + LONGEST_SUBJECT + " characters.",
                    "Тема — одна строка не длиннее " + LONGEST_SUBJECT + " символов."));
        }
        if (!faults.isEmpty()) {
            return new Reading(name, enabled, Optional.empty(), faults);
        }
        Job job = new Job(
                name,
                report.orElseThrow(),
                parameters,
                schedule.orElseThrow(),
                recipients,
                new Form(format.orElseThrow(), language.equals("ru") ? RUSSIAN : Locale.ENGLISH),
                subject);
        return new Reading(name, enabled, Optional.of(job), List.of());
    }

    private static Optional<Form.Format> format(String text) {
        return List.of(Form.Format.values()).stream()
                .filter(format -> format.ending().equals(text))
                .findFirst();
    }

    private static Map<String, String> parameters(List<String> lines, List<Fault> faults) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            String name = equals < 0 ? "" : line.substring(0, equals).strip();
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,63}")) {
                String shown = LocalizedText.quotable(line);
                faults.add(Fault.of(
                        "parameters",
                        "Write name=value, such as from=today-7, instead of \"" + shown + "\".",
                        "Вместо «" + shown + "» напишите имя=значение, например from=today-7."));
            } else if (parameters.put(name, line.substring(equals + 1).strip()) != null) {
                faults.add(Fault.of(
                        "parameters",
                        "Name the parameter " + name + " once.",
                        "Параметр " + name + " укажите один раз."));
            }
        }
        return parameters;
    }

    private static Optional<Schedule> schedule(Values values, Instant now, List<Fault> faults) {
        String zoneName = values.text("zone").orElse("UTC");
        Optional<ZoneId> zone = Schedule.zone(zoneName);
        if (zone.isEmpty()) {
            String shown = LocalizedText.quotable(zoneName);
            faults.add(Fault.of(
                    "zone",
                    "\"" + shown + "\" is no time zone. Write it such as Europe/Moscow.",
                    "«" + shown + "» — не часовой пояс. Пишите, например, Europe/Moscow."));
        }
        String line = values.text("schedule").orElse("");
        Optional<Schedule> schedule = Schedule.of(line, zone.orElse(ZoneId.of("UTC")));
        if (schedule.isEmpty()) {
            String shown = LocalizedText.quotable(line);
            faults.add(Fault.of(
                    "schedule",
                    "\"" + shown + "\" is no schedule. Write minute, hour, day, month and day of the week, such as"
                            + " 30 8 * * 1-5 for half past eight on working days.",
                    "«" + shown + "» — не расписание. Напишите минуту, час, день, месяц и день недели, например"
                            + " 30 8 * * 1-5: в половине девятого по будням."));
        } else if (schedule.get().next(now).isEmpty()) {
            faults.add(Fault.of(
                    "schedule",
                    "This schedule never comes. Choose a day that its month has.",
                    "Такой срок никогда не наступит. Выберите день, который есть в этом месяце."));
        }
        return schedule;
    }

    private static List<String> recipients(List<String> typed, List<Fault> faults) {
        Set<String> recipients = new LinkedHashSet<>();
        for (String one : typed) {
            Optional<String> address = Addresses.of(one);
            if (address.isEmpty()) {
                String shown = LocalizedText.quotable(one);
                faults.add(Fault.of(
                        "recipients",
                        "\"" + shown + "\" is no mail address. Write one address a line, such as office@example.com.",
                        "«" + shown + "» — не почтовый адрес. Пишите по одному адресу, например"
                                + " office@example.com."));
            }
            address.ifPresent(recipients::add);
        }
        if (typed.isEmpty() || recipients.size() > MOST_RECIPIENTS) {
            faults.add(Fault.of(
                    "recipients",
                    "Name 1 to " + MOST_RECIPIENTS + " recipients.",
                    "Укажите от 1 до " + MOST_RECIPIENTS + " получателей."));
        }
        return List.copyOf(recipients);
    }
}
