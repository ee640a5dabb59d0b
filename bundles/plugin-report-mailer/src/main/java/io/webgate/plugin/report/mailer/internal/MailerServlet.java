// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.webgate.gate.api.Gate;
import io.webgate.gate.api.GateNames;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Right;
import io.webgate.gate.http.Routes;
import io.webgate.license.api.TrustedTime;
import io.webgate.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The mailer over HTTP: whether it sends, jobs, sending one now, a test mail, and what went to whom. Thread-safe. */
@Component(service = Servlet.class, reference = @Reference(name = "gate", service = Gate.class))
@SatisfyingConditionTarget("(osgi.condition.id=" + GateNames.MODULE_CONDITION + Mailer.MODULE + ")")
@HttpWhiteboardContextSelect(GateNames.CONTEXT_SELECT)
@HttpWhiteboardServletPattern("/report-mailer/*")
@HttpWhiteboardServletAsyncSupported
@Routes({
    "GET /gate/report-mailer operator",
    "GET /gate/report-mailer/jobs operator",
    "POST /gate/report-mailer/jobs/{job}/send operator",
    "POST /gate/report-mailer/test operator",
    "GET /gate/report-mailer/history operator"
})
public final class MailerServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(MailerServlet.class);
    private static final String HISTORY = "/gate/report-mailer/history";
    private static final int MOST_BODY = 4096;
    private static final int MOST_RUNS = 1000;
    private static final int LONGEST_KEY = 200;

    private final transient Mailer mailer;
    private final transient Outbox outbox;
    private final transient TrustedTime time;

    /** Serves while the mailer runs. */
    @Activate
    public MailerServlet(@Reference Mailer mailer, @Reference OutboxComponent outbox, @Reference TrustedTime time) {
        this.mailer = mailer;
        this.outbox = outbox.outbox();
        this.time = time;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Locale locale = Problem.locale(request.getHeader("Accept-Language"));
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (!(request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller) || !caller.may(Right.OPERATOR)) {
            problem(response, Problems.forbidden(locale));
            return;
        }
        String path = Optional.ofNullable(request.getPathInfo()).orElse("/");
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        boolean posts = request.getMethod().equals("POST");
        try {
            if (path.equals("/")) {
                when(reads, () -> json(response, 200, Told.service(mailer.hindrance(), locale)), response, locale);
            } else if (path.equals("/jobs")) {
                when(reads, () -> jobs(response, locale), response, locale);
            } else if (path.equals("/history")) {
                when(reads, () -> history(request, response, locale), response, locale);
            } else if (path.equals("/test")) {
                when(posts, () -> test(request, response, locale), response, locale);
            } else if (path.matches("/jobs/[^/]{1,200}/send")) {
                String job = path.substring("/jobs/".length(), path.length() - "/send".length());
                when(posts, () -> send(request, response, caller, job, locale), response, locale);
            } else {
                problem(response, Problems.notFound(locale));
            }
        } catch (StoreException e) {
            LOG.warn("The mailer's store failed: {}", e.getMessage());
            problem(response, Problems.store(e, locale));
        }
    }

    private interface Step {
        void go() throws IOException, StoreException;
    }

    private static void when(boolean allowed, Step step, HttpServletResponse response, Locale locale)
            throws IOException, StoreException {
        if (allowed) {
            step.go();
        } else {
            problem(response, Problems.methodNotAllowed(locale));
        }
    }

    private void jobs(HttpServletResponse response, Locale locale) throws IOException, StoreException {
        json(response, 200, Told.jobs(mailer.jobs().all(), outbox.last(), time.instant(), locale));
    }

    private void history(HttpServletRequest request, HttpServletResponse response, Locale locale)
            throws IOException, StoreException {
        Optional<Integer> limit = limit(request.getParameter("limit"));
        if (limit.isEmpty()) {
            problem(
                    response,
                    Problems.malformed(
                            "\"limit\" must be a whole number from 1 to " + MOST_RUNS + ".",
                            "«limit» должен быть целым числом от 1 до " + MOST_RUNS + ".",
                            locale));
            return;
        }
        int most = limit.get();
        List<Run> found = outbox.history(most + 1, Optional.ofNullable(request.getParameter("before")));
        List<Run> page = found.subList(0, Math.min(most, found.size()));
        if (found.size() > most) {
            response.setHeader(
                    "Link",
                    "<" + HISTORY + "?limit=" + most + "&before="
                            + page.get(page.size() - 1).id() + ">; rel=\"next\"");
        }
        json(response, 200, Told.runs(page, locale));
    }

    private static Optional<Integer> limit(@Nullable String text) {
        if (text == null) {
            return Optional.of(MOST_RUNS);
        }
        return Optional.of(text)
                .filter(digits -> digits.matches("[0-9]{1,4}"))
                .map(Integer::valueOf)
                .filter(number -> number >= 1 && number <= MOST_RUNS);
    }

    private void send(
            HttpServletRequest request, HttpServletResponse response, Caller caller, String name, Locale locale)
            throws IOException, StoreException {
        Optional<Job.Reading> reading = mailer.jobs().named(name);
        if (reading.isEmpty()) {
            problem(response, Problems.noJob(name, locale));
            return;
        }
        Optional<String> key =
                Optional.ofNullable(request.getHeader("Idempotency-Key")).map(String::strip);
        if (key.filter(text -> !isKey(text)).isPresent()) {
            problem(
                    response,
                    Problems.malformed(
                            "\"Idempotency-Key\" must have 1 to " + LONGEST_KEY + " printable ASCII characters.",
                            "«Idempotency-Key» должен содержать от 1 до " + LONGEST_KEY + " печатных символов ASCII.",
                            locale));
            return;
        }
        Optional<Job> job = reading.get().active();
        if (job.isEmpty()) {
            problem(response, Problems.notReady(reading.get(), locale));
            return;
        }
        Run run = mailer.send(job.get(), caller.name(), key.map(text -> caller.name() + '\n' + name + '\n' + text));
        response.setHeader("Location", HISTORY + "?limit=1");
        json(response, 202, Told.run(run, locale));
    }

    private static boolean isKey(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_KEY && text.chars().allMatch(one -> one > ' ' && one < 0x7f);
    }

    private void test(HttpServletRequest request, HttpServletResponse response, Locale locale) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MOST_BODY + 1);
        Optional<String> recipient = recipient(body);
        if (recipient.isEmpty()) {
            problem(response, Problems.badAddress(locale));
            return;
        }
        Answer answer = mailer.test(recipient.get(), locale);
        if (answer.kind() == Answer.Kind.ACCEPTED) {
            json(response, 200, Told.test(answer, locale));
        } else {
            problem(response, Problems.notSent(answer, locale));
        }
    }

    private static Optional<String> recipient(byte[] body) {
        if (body.length > MOST_BODY) {
            return Optional.empty();
        }
        try {
            JsonElement json = JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
            return Optional.of(json)
                    .filter(JsonElement::isJsonObject)
                    .map(object -> object.getAsJsonObject().get("recipient"))
                    .filter(JsonElement::isJsonPrimitive)
                    .flatMap(typed -> Addresses.of(typed.getAsString().strip()));
        } catch (JsonParseException unreadable) {
            return Optional.empty();
        }
    }

    private static void json(HttpServletResponse response, int status, JsonElement body) throws IOException {
        write(response, status, "application/json", body.toString());
    }

    private static void problem(HttpServletResponse response, Problem problem) throws IOException {
        problem.retryAfterHeader().ifPresent(value -> response.setHeader("Retry-After", value));
        write(response, problem.status(), Problem.MEDIA_TYPE, problem.toJson());
    }

    private static void write(HttpServletResponse response, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
