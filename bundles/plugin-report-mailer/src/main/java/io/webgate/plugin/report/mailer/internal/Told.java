// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.webgate.gate.http.Problem;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Jobs and runs as JSON. Pure. */
final class Told {

    private Told() {}

    /** {@code {sends, code, reason, since}}, the latter three where something hinders it. */
    static JsonObject service(Optional<Hindrance> hindrance, Locale locale) {
        JsonObject told = new JsonObject();
        told.addProperty("sends", hindrance.isEmpty());
        hindrance.ifPresent(why -> {
            told.addProperty("code", why.code());
            told.addProperty("reason", why.text().in(locale));
            told.addProperty("since", Problem.time(why.since()));
        });
        return told;
    }

    /** {@code [{job, enabled, report, parameters, schedule, zone, recipients, format, language, next, faults, last}]}. */
    static JsonArray jobs(List<Job.Reading> jobs, Map<String, Run> last, Instant now, Locale locale) {
        JsonArray all = new JsonArray();
        for (Job.Reading one : jobs) {
            JsonObject told = new JsonObject();
            told.addProperty("job", one.name());
            told.addProperty("enabled", one.enabled());
            one.job().ifPresent(job -> describe(told, job));
            one.active()
                    .flatMap(job -> job.schedule().next(now))
                    .ifPresent(next -> told.addProperty("next", Problem.time(next)));
            JsonArray faults = new JsonArray();
            for (Fault fault : one.faults()) {
                JsonObject wrong = new JsonObject();
                wrong.addProperty("key", fault.key());
                wrong.addProperty("text", fault.text().in(locale));
                faults.add(wrong);
            }
            told.add("faults", faults);
            Optional.ofNullable(last.get(one.name())).ifPresent(run -> told.add("last", run(run, locale)));
            all.add(told);
        }
        return all;
    }

    private static void describe(JsonObject told, Job job) {
        told.addProperty("report", job.report());
        JsonObject parameters = new JsonObject();
        job.parameters().forEach(parameters::addProperty);
        told.add("parameters", parameters);
        told.addProperty("schedule", job.schedule().line());
        told.addProperty("zone", job.schedule().zone().getId());
        JsonArray recipients = new JsonArray();
        job.recipients().forEach(recipients::add);
        told.add("recipients", recipients);
        told.addProperty("format", job.form().format().ending());
        told.addProperty("language", job.form().language().getLanguage());
    }

    static JsonArray runs(List<Run> runs, Locale locale) {
        JsonArray all = new JsonArray();
        runs.forEach(run -> all.add(run(run, locale)));
        return all;
    }

    /** {@code {run, job, due, by, missed, state, endedAt, file, bytes, code, reason, mails}}. */
    static JsonObject run(Run run, Locale locale) {
        JsonObject told = new JsonObject();
        told.addProperty("run", run.id());
        told.addProperty("job", run.job());
        told.addProperty("due", Problem.time(run.due()));
        run.by().ifPresent(by -> told.addProperty("by", by));
        told.addProperty("missed", run.missed());
        told.addProperty("state", run.state().code());
        run.ended().ifPresent(ended -> told.addProperty("endedAt", Problem.time(ended)));
        run.content().ifPresent(content -> {
            told.addProperty("file", content.name());
            told.addProperty("bytes", content.bytes());
        });
        run.trouble().ifPresent(why -> {
            told.addProperty("code", why.code());
            told.addProperty("reason", why.text().in(locale));
        });
        JsonArray mails = new JsonArray();
        run.deliveries().forEach(one -> mails.add(mail(one, locale)));
        told.add("mails", mails);
        return told;
    }

    private static JsonObject mail(Delivery mail, Locale locale) {
        JsonObject told = new JsonObject();
        told.addProperty("recipient", mail.recipient());
        told.addProperty("state", mail.state().code());
        told.addProperty("attempts", mail.attempts());
        mail.lastAt().ifPresent(at -> told.addProperty("lastAt", Problem.time(at)));
        if (mail.state() == Delivery.State.WAITING) {
            told.addProperty("nextAt", Problem.time(mail.nextAt()));
        }
        mail.answer().ifPresent(answer -> {
            told.addProperty("code", answer.kind().code());
            told.addProperty("answer", answer.text().in(locale));
        });
        return told;
    }

    /** {@code {sent, code, answer}} of a test mail. */
    static JsonObject test(Answer answer, Locale locale) {
        JsonObject told = new JsonObject();
        told.addProperty("sent", answer.kind() == Answer.Kind.ACCEPTED);
        told.addProperty("code", answer.kind().code());
        told.addProperty("answer", answer.text().in(locale));
        return told;
    }
}
