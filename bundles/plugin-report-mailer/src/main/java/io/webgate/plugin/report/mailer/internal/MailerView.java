// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.gate.http.AdminPage;
import io.webgate.gate.http.Problem;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The page as HTML; {@code ${key}} is filled in by the frame. Pure.
 *
 * @param last run of each job
 * @param history the newest first
 * @param held why the service does not run; empty: it does
 * @param hindered why it runs and sends nothing
 * @param token for forms
 */
record MailerView(
        List<Job.Reading> jobs,
        Map<String, Run> last,
        List<Run> history,
        Optional<Problem> held,
        Optional<Hindrance> hindered,
        Optional<Note> note,
        String token,
        Instant now,
        Locale locale) {

    private static final ZoneId UTC = ZoneId.of("UTC");

    String html() {
        StringBuilder html = new StringBuilder();
        held.ifPresent(
                why -> html.append("<section class=\"notice notice-error\" id=\"mailer-held\" role=\"status\"><h2>")
                        .append(escaped(why.title()))
                        .append("</h2><p>")
                        .append(escaped(why.detail()))
                        .append("</p><p>${page.held}</p></section>\n"));
        hindered.ifPresent(
                why -> html.append("<section class=\"notice notice-error\" id=\"mailer-hindered\" role=\"status\">")
                        .append("<h2>${page.hindered}</h2><p>")
                        .append(escaped(why.text().in(locale)))
                        .append("</p><p>${page.hindered.since} ")
                        .append(time(why.since(), UTC))
                        .append("</p></section>\n"));
        note.filter(one -> !one.atAddress()).ifPresent(one -> html.append("<p class=\"notice ")
                .append(one.good() ? "notice-ok" : "notice-error")
                .append("\" id=\"mailer-note\" role=\"status\">")
                .append(one.text().equals("asked") ? "${page.asked}" : escaped(one.text()))
                .append("</p>\n"));
        jobTable(html);
        test(html);
        historyTable(html);
        return html.toString();
    }

    private void jobTable(StringBuilder html) {
        html.append(
                "<section class=\"card\" aria-labelledby=\"jobs-heading\"><h2 id=\"jobs-heading\">${page.jobs}</h2>\n");
        if (jobs.isEmpty()) {
            html.append("<p class=\"empty\" id=\"jobs-empty\">${page.jobs.none}</p>\n");
        } else {
            html.append("<div class=\"scroll\"><table class=\"stack\" id=\"jobs\"><thead><tr><th>${page.job}</th>"
                    + "<th>${page.report}</th><th>${page.recipients}</th><th>${page.next}</th><th>${page.last}</th>"
                    + "<th><span class=\"visually-hidden\">${page.do}</span></th></tr></thead><tbody>\n");
            jobs.forEach(one -> job(html, one));
            html.append("</tbody></table></div>\n");
        }
        html.append("<p><a href=\"/admin/config/")
                .append(Job.PID)
                .append("\">${page.settings.jobs}</a> · <a href=\"/admin/config/")
                .append(MailServer.PID)
                .append("\">${page.settings.server}</a></p></section>\n");
    }

    private void job(StringBuilder html, Job.Reading one) {
        Optional<Job> job = one.job();
        html.append("<tr><th scope=\"row\"><bdi>").append(escaped(one.name())).append("</bdi></th>");
        cell(html, "report", job.map(Job::report).orElse("–"));
        cell(
                html,
                "recipients",
                job.map(known -> String.join(", ", known.recipients())).orElse("–"));
        html.append("<td data-label=\"${page.next}\">");
        if (!one.enabled()) {
            html.append("${page.off}");
        } else if (!one.faults().isEmpty()) {
            one.faults().forEach(fault -> html.append("<p class=\"error\">")
                    .append(escaped(fault.text().in(locale)))
                    .append("</p>"));
        } else {
            job.ifPresent(known -> {
                String next = known.schedule()
                        .next(now)
                        .map(at -> time(at, known.schedule().zone()))
                        .orElse("–");
                html.append(held.isPresent() ? "${page.next.held} " : "")
                        .append(next)
                        .append("<p class=\"help\">")
                        .append(escaped(known.schedule().text()))
                        .append("</p>");
            });
        }
        html.append("</td><td data-label=\"${page.last}\">");
        Optional.ofNullable(last.get(one.name()))
                .ifPresentOrElse(run -> result(html, run), () -> html.append("${page.last.none}"));
        html.append("</td><td>");
        if (held.isEmpty() && one.active().isPresent()) {
            html.append("<form method=\"post\" action=\"" + MailerPage.PATH + "\">")
                    .append(hidden(AdminPage.FORM_FIELD, token))
                    .append(hidden("action", "send"))
                    .append(hidden("job", one.name()))
                    .append(hidden("key", Long.toHexString(now.toEpochMilli())))
                    .append("<button type=\"submit\" id=\"send-")
                    .append(escaped(one.name()))
                    .append("\">${page.send}<span class=\"visually-hidden\"> ")
                    .append(escaped(one.name()))
                    .append("</span></button></form>");
        }
        html.append("</td></tr>\n");
    }

    private void test(StringBuilder html) {
        if (held.isPresent()) {
            return;
        }
        boolean wrong = note.filter(Note::atAddress).isPresent();
        html.append(
                        "<section class=\"card\" aria-labelledby=\"test-heading\"><h2 id=\"test-heading\">${page.test}</h2>\n")
                .append("<form method=\"post\" action=\"" + MailerPage.PATH + "\">")
                .append(hidden(AdminPage.FORM_FIELD, token))
                .append(hidden("action", "test"))
                .append("<div class=\"field\"><label for=\"recipient\">${page.test.to}</label>"
                        + "<input id=\"recipient\" name=\"recipient\" type=\"email\" maxlength=\"254\" required")
                .append(wrong ? " aria-invalid=\"true\" aria-describedby=\"recipient-error\"" : "")
                .append('>')
                .append(wrong ? "<p class=\"error\" id=\"recipient-error\" role=\"alert\">${page.test.wrong}</p>" : "")
                .append(
                        "</div><div class=\"actions\"><button type=\"submit\" id=\"test-send\">${page.test.send}</button>"
                                + "</div></form></section>\n");
    }

    private void historyTable(StringBuilder html) {
        html.append(
                "<section class=\"card\" aria-labelledby=\"history-heading\"><h2 id=\"history-heading\">${page.history}</h2>\n");
        if (history.isEmpty()) {
            html.append("<p class=\"empty\" id=\"history-empty\">${page.history.none}</p></section>\n");
            return;
        }
        html.append("<div class=\"scroll\"><table class=\"stack\" id=\"history\"><thead><tr><th>${page.job}</th>"
                + "<th>${page.due}</th><th>${page.result}</th><th>${page.mails}</th></tr></thead><tbody>\n");
        for (Run run : history) {
            html.append("<tr><th scope=\"row\"><bdi>")
                    .append(escaped(run.job()))
                    .append("</bdi></th><td data-label=\"${page.due}\">")
                    .append(time(run.due(), UTC))
                    .append(run.by()
                            .map(by -> "<p class=\"help\">${page.by} <bdi>" + escaped(by) + "</bdi></p>")
                            .orElse(""))
                    .append(run.missed() > 0 ? "<p class=\"help\">${page.missed} " + run.missed() + "</p>" : "")
                    .append("</td><td data-label=\"${page.result}\">");
            result(html, run);
            html.append("</td><td data-label=\"${page.mails}\"><ul>");
            for (Delivery mail : run.deliveries()) {
                html.append("<li><bdi>")
                        .append(escaped(mail.recipient()))
                        .append("</bdi>: ${mail.")
                        .append(mail.state().code())
                        .append('}');
                mail.answer().ifPresent(answer -> html.append(". ")
                        .append(escaped(answer.text().in(locale))));
                if (mail.state() == Delivery.State.WAITING && mail.attempts() > 0) {
                    html.append(" ${page.again} ").append(time(mail.nextAt(), UTC));
                }
                html.append("</li>");
            }
            html.append("</ul></td></tr>\n");
        }
        html.append("</tbody></table></div></section>\n");
    }

    private void result(StringBuilder html, Run run) {
        long sent = run.deliveries().stream()
                .filter(one -> one.state() == Delivery.State.SENT)
                .count();
        html.append("${run.").append(run.state().code()).append('}');
        if (run.state() == Run.State.DONE || run.state() == Run.State.READY) {
            html.append(": ").append(sent).append(" / ").append(run.deliveries().size());
        }
        run.trouble().ifPresent(why -> html.append("<p class=\"error\">")
                .append(escaped(why.text().in(locale)))
                .append("</p>"));
    }

    private void cell(StringBuilder html, String label, String text) {
        html.append("<td data-label=\"${page.")
                .append(label)
                .append("}\"><bdi>")
                .append(escaped(text))
                .append("</bdi></td>");
    }

    private String time(Instant at, ZoneId zone) {
        return "<time datetime=\"" + Problem.time(at) + "\">" + escaped(Words.time(at, zone, locale))
                + (zone.equals(UTC) ? " UTC" : "") + "</time>";
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + escaped(value) + "\">";
    }

    /** The dollar too: what others wrote is no key of ours. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("$", "&#36;");
    }
}
