// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.webgate.gate.api.Gate;
import io.webgate.gate.api.GateNames;
import io.webgate.gate.api.RequireGate;
import io.webgate.gate.api.RequireLicense;
import io.webgate.gate.http.AdminPage;
import io.webgate.gate.http.BrokenAnswer;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Role;
import io.webgate.gate.http.Routes;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Quoted;
import io.webgate.plugin.web.reports.Form;
import io.webgate.plugin.web.reports.Outcome;
import io.webgate.plugin.web.reports.internal.query.Failure;
import io.webgate.plugin.web.reports.internal.report.Definition;
import io.webgate.plugin.web.reports.internal.report.Values;
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
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The reports over HTTP: pages in the host's frame, and files (R64). Thread-safe. */
@RequireGate
@RequireLicense(module = ReportService.MODULE, path = "web-reports")
@Component(service = Servlet.class, reference = @Reference(name = "gate", service = Gate.class))
@SatisfyingConditionTarget("(osgi.condition.id=" + GateNames.MODULE_CONDITION + ReportService.MODULE + ")")
@HttpWhiteboardContextSelect(GateNames.CONTEXT_SELECT)
@HttpWhiteboardServletPattern({"/web-reports", "/web-reports/*"})
@HttpWhiteboardServletAsyncSupported
@Routes({"GET /gate/web-reports viewer", "GET /gate/web-reports/{report} viewer"})
@AdminPage(label = "%reports.label", title = "%reports.title")
public final class ReportsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ReportsServlet.class);

    private final transient ReportList list;
    private final transient ReportService reports;

    /** Serves while the gate is open and the module is granted. */
    @Activate
    public ReportsServlet(@Reference ReportList list, @Reference ReportService reports) {
        this.list = list;
        this.reports = reports;
    }

    /** One request with what every answer needs. */
    private record Asked(HttpServletRequest request, HttpServletResponse response, Caller caller, Locale locale) {

        boolean wantsPage() {
            String accept = request.getHeader("Accept");
            return accept == null || !accept.contains("json") || Problem.prefersHtml(accept);
        }

        boolean isBrowser() {
            return Problem.prefersHtml(request.getHeader("Accept"));
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Locale locale = request.getAttribute(AdminPage.LANGUAGE) instanceof Locale chosen
                ? chosen
                : Problem.locale(request.getHeader("Accept-Language"));
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Vary", "Accept, Accept-Language, Cookie");
        if (!(request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller)) {
            write(response, Problems.unauthorized(locale));
            return;
        }
        Asked asked = new Asked(request, response, caller, locale);
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            write(response, Problems.methodNotAllowed(locale));
            return;
        }
        String path = request.getPathInfo();
        if (path == null || path.equals("/")) {
            list(asked);
        } else {
            one(asked, path.substring(1));
        }
    }

    private void list(Asked asked) throws IOException {
        List<ReportList.Entry> readable = list.all().stream()
                .filter(entry -> entry.read()
                        .report()
                        .filter(report -> report.admits(asked.caller))
                        .isPresent())
                .toList();
        if (asked.wantsPage()) {
            List<ReportList.Entry> broken = asked.caller.has(Role.OPERATOR)
                    ? list.all().stream()
                            .filter(entry -> entry.read().report().isEmpty())
                            .toList()
                    : List.of();
            html(asked, 200, new ReportPage(asked.locale).list(readable, broken));
        } else {
            JsonArray all = new JsonArray();
            for (ReportList.Entry entry : readable) {
                JsonObject one = new JsonObject();
                one.addProperty("report", entry.name());
                one.addProperty("title", entry.read().title().in(asked.locale));
                all.add(one);
            }
            write(asked.response, 200, "application/json", all.toString());
        }
    }

    private void one(Asked asked, String path) throws IOException {
        Optional<Form.Format> ending = list.find(path).isPresent() ? Optional.empty() : format(path);
        String name = ending.map(format ->
                        path.substring(0, path.length() - format.ending().length() - 1))
                .orElse(path);
        Optional<Form.Format> format = ending.isEmpty() && !asked.wantsPage() ? Optional.of(Form.Format.JSON) : ending;
        Optional<Definition> report =
                list.find(name).flatMap(entry -> entry.read().report());
        if (report.isPresent() && !report.get().admits(asked.caller)) {
            problem(asked, Problems.forbidden(asked.locale));
            return;
        }
        try {
            Map<String, String> given = given(asked);
            if (format.isPresent()) {
                file(asked, name, given, format.get());
            } else if (report.isPresent()) {
                page(asked, name, report.get(), given);
            } else {
                // Says whether it is unknown or wrong
                reports.run(name, given, new PageRows());
            }
        } catch (Failure failure) {
            problem(asked, told(failure, asked));
        }
    }

    private static Optional<Form.Format> format(String path) {
        for (Form.Format format : Form.Format.values()) {
            if (path.endsWith("." + format.ending())) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> given(Asked asked) throws Failure {
        Map<String, String> given = new LinkedHashMap<>();
        for (Map.Entry<String, String[]> one : asked.request.getParameterMap().entrySet()) {
            if (one.getValue().length > 1) {
                String shown = LocalizedText.quotable(one.getKey());
                throw new Failure(
                        Outcome.Code.PARAMETER_INVALID,
                        false,
                        "Parameter " + Quoted.english(shown) + " is given more than once.",
                        "Параметр " + Quoted.russian(shown) + " указан несколько раз.");
            }
            given.put(one.getKey(), one.getValue()[0]);
        }
        return given;
    }

    private void page(Asked asked, String name, Definition report, Map<String, String> given) throws IOException {
        asked.request.setAttribute(AdminPage.TITLE, report.title().in(asked.locale));
        Values values = reports.values(report, given);
        ReportPage page = new ReportPage(asked.locale);
        if (!values.faults().isEmpty()) {
            page.form(name, report, given, values, !given.isEmpty());
            if (given.isEmpty()) {
                html(asked, 200, page.hint().toString());
                return;
            }
            values.faults().forEach((one, fault) -> {
                if (report.parameters().stream().noneMatch(known -> known.name().equals(one))) {
                    page.notice("error", fault.in(asked.locale), Optional.empty());
                }
            });
            html(asked, Problems.status(Outcome.Code.PARAMETER_INVALID), page.toString());
            return;
        }
        page.form(name, report, given, values, true);
        try {
            PageRows rows = new PageRows();
            reports.run(name, given, rows);
            html(asked, 200, page.rows(name, report, given, values, rows).toString());
        } catch (Failure failure) {
            Problem problem = told(failure, asked);
            page.notice(
                    problem.status() == 503 ? "warn" : "error",
                    problem.detail(),
                    Problems.detail(failure, asked.caller));
            problem.retryAfterHeader().ifPresent(seconds -> asked.response.setHeader("Retry-After", seconds));
            html(asked, problem.status(), page.toString());
        }
    }

    private void file(Asked asked, String name, Map<String, String> given, Form.Format format)
            throws IOException, Failure {
        Download download = new Download(asked.response, format, name);
        try {
            reports.run(name, given, reports.sink(new Form(format, asked.locale), name, download));
        } catch (Failure failure) {
            if (!download.begun) {
                throw failure;
            }
            LOG.warn("Report {}: broken off in the middle of {}: {}", name, format, failure.getMessage());
            if (asked.response.isCommitted()) {
                BrokenAnswer.end(asked.response);
                return;
            }
            asked.response.resetBuffer();
            asked.response.setHeader("Content-Disposition", null);
            write(asked.response, told(failure, asked));
        }
    }

    /** Names the file when its first byte comes: until then an answer may still become a problem. */
    private final class Download extends OutputStream {

        private final HttpServletResponse response;
        private final Form.Format format;
        private final String name;
        private boolean begun;

        Download(HttpServletResponse response, Form.Format format, String name) {
            this.response = response;
            this.format = format;
            this.name = name;
        }

        private OutputStream out() throws IOException {
            if (!begun) {
                begun = true;
                response.setContentType(format.mediaType());
                if (format != Form.Format.JSON) {
                    String file = name + "-" + reports.today() + "." + format.ending();
                    response.setHeader(
                            "Content-Disposition", "attachment; filename*=UTF-8''" + ReportPage.encoded(file));
                }
            }
            return response.getOutputStream();
        }

        @Override
        public void write(int one) throws IOException {
            out().write(one);
        }

        @Override
        public void write(byte[] some, int from, int count) throws IOException {
            out().write(some, from, count);
        }

        @Override
        public void flush() {
            // The container sends what is full; a flush would commit an answer that may yet become a problem
        }
    }

    private static Problem told(Failure failure, Asked asked) {
        return Problems.of(failure, asked.caller, asked.locale);
    }

    private static void problem(Asked asked, Problem problem) throws IOException {
        problem.retryAfterHeader().ifPresent(seconds -> asked.response.setHeader("Retry-After", seconds));
        if (asked.isBrowser()) {
            asked.request.setAttribute(AdminPage.TITLE, problem.title());
            html(
                    asked,
                    problem.status(),
                    new ReportPage(asked.locale)
                            .notice("error", problem.detail(), Optional.empty())
                            .toString());
        } else {
            write(asked.response, problem);
        }
    }

    private static void html(Asked asked, int status, String html) throws IOException {
        write(asked.response, status, "text/html;charset=UTF-8", html);
    }

    private static void write(HttpServletResponse response, Problem problem) throws IOException {
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
