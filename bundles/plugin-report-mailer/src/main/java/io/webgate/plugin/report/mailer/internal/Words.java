// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Quoted;
import io.webgate.plugin.web.reports.Outcome;
import io.webgate.plugin.web.reports.Report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What the mailer says in mails and of reports that can't be made. Pure. */
final class Words {

    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter RUSSIAN = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm", Locale.ROOT);
    private static final DateTimeFormatter FILE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH-mm", Locale.ROOT);

    /** A mail later than this says so. */
    private static final long LATE_SECONDS = 15 * 60L;

    private Words() {}

    /** A time as the reader writes it, in the zone. */
    static String time(Instant instant, ZoneId zone, Locale language) {
        return (language.getLanguage().equals("ru") ? RUSSIAN : ENGLISH).format(instant.atZone(zone));
    }

    static String subject(Job job, Report report, Instant due) {
        Locale language = job.form().language();
        return Letter.onOneLine(
                job.subject()
                        .orElseGet(() -> report.title().in(language) + ", "
                                + time(due, job.schedule().zone(), language)),
                250);
    }

    static String fileName(Job job, Report report, Instant due) {
        return Letter.onOneLine(report.title().in(job.form().language()), 80) + " "
                + FILE.format(due.atZone(job.schedule().zone())) + "."
                + job.form().format().ending();
    }

    /** The mail's text. */
    static String body(Job job, Report report, Run run, Outcome.Written written, Instant now) {
        Locale language = job.form().language();
        ZoneId zone = job.schedule().zone();
        boolean russian = language.getLanguage().equals("ru");
        StringBuilder body = new StringBuilder();
        String due = time(run.due(), zone, language) + " (" + zone + ")";
        String title = Letter.onOneLine(report.title().in(language), 200);
        if (run.by().isPresent()) {
            body.append(
                    russian
                            ? "Отчёт " + Quoted.russian(title) + " отправлен по запросу " + due + "."
                            : "Report " + Quoted.english(title) + ", sent on request, " + due + ".");
        } else {
            body.append(
                    russian
                            ? "Отчёт " + Quoted.russian(title) + " по расписанию на " + due + "."
                            : "Report " + Quoted.english(title) + ", due " + due + ".");
        }
        body.append('\n')
                .append(russian ? "Строк: " : "Rows: ")
                .append(written.rows())
                .append(".\n");
        if (written.cut()) {
            body.append(
                    russian
                            ? "Строк больше, чем допускает отчёт: остальных в файле нет.\n"
                            : "There are more rows than the report may have; the rest is not in the file.\n");
        }
        if (run.missed() > 0 || run.created().isAfter(run.due().plusSeconds(LATE_SECONDS))) {
            String made = time(now, zone, language);
            body.append(
                    russian
                            ? "Отправка задержалась, данные на " + made + "."
                            : "This mail is late; the data are of " + made + ".");
            if (run.missed() > 0) {
                body.append(
                        russian
                                ? " Более ранних пропущенных сроков: " + counted(run.missed())
                                        + "; за них отчёты не отправляются."
                                : " Earlier due times that were missed: " + counted(run.missed())
                                        + "; nothing is sent for them.");
            }
            body.append('\n');
        }
        body.append('\n')
                .append(
                        russian
                                ? "Письмо отправлено автоматически заданием " + Quoted.russian(job.name()) + "."
                                : "Sent automatically by the job " + Quoted.english(job.name()) + ".")
                .append('\n');
        return body.toString();
    }

    private static String counted(long missed) {
        return missed >= Outbox.MOST_COUNTED - 1 ? (Outbox.MOST_COUNTED - 1) + "+" : Long.toString(missed);
    }

    /** The mail that shows whether mails go. */
    static LocalizedText testSubject() {
        return new LocalizedText("Test mail of the Web Gate", "Проверочное письмо Web Gate");
    }

    static LocalizedText testBody() {
        return new LocalizedText(
                "The mail server is set well: this mail was sent to try it.\n",
                "Почтовый сервер настроен верно: это письмо отправлено для проверки.\n");
    }

    static Run.Trouble refused(Outcome.Refused refused) {
        return new Run.Trouble(refused.code().name().toLowerCase(Locale.ROOT).replace('_', '-'), refused.reason());
    }

    static Run.Trouble noReports() {
        return new Run.Trouble(
                "reports-unavailable",
                new LocalizedText(
                        "The web reports are not there: their plugin is stopped or has no licence.",
                        "Веб-отчёты недоступны: их плагин остановлен или не лицензирован."));
    }

    static Run.Trouble tooLarge(long most) {
        long megabytes = most / (1024 * 1024);
        return new Run.Trouble(
                "report-too-large",
                new LocalizedText(
                        "The report is larger than " + megabytes + " MB, more than a mail may carry. Narrow it by its"
                                + " parameters.",
                        "Отчёт больше " + megabytes + " МБ, столько письмо не вмещает. Сузьте его параметрами."));
    }

    static Run.Trouble spoolFull() {
        return new Run.Trouble(
                "spool-full",
                new LocalizedText(
                        "Too many reports wait for their mails. They go as soon as the mail server takes them.",
                        "Слишком много отчётов ждёт отправки. Они уйдут, как только их примет почтовый сервер."));
    }

    static Run.Trouble notWritten(String what) {
        String shown = LocalizedText.quotable(what);
        return new Run.Trouble(
                "report-not-written",
                new LocalizedText(
                        "The report can't be written to the disk: " + shown,
                        "Не удаётся записать отчёт на диск: " + shown));
    }

    static Run.Trouble off() {
        return new Run.Trouble("job-off", new LocalizedText("The job was switched off.", "Задание было выключено."));
    }

    static Run.Trouble gone() {
        return new Run.Trouble(
                "job-gone",
                new LocalizedText(
                        "The job was deleted, or its settings are wrong.",
                        "Задание удалено, или его настройки неверны."));
    }
}
