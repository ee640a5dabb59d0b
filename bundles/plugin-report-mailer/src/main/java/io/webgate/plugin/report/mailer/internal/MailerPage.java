// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.gate.api.GateView;
import io.webgate.gate.api.GateWatch;
import io.webgate.gate.http.AdminPage;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Routes;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.TrustedTime;
import io.webgate.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The mailer among the admin pages; also while the licence holds the service, and then it says so and why (R29, R102).
 * Thread-safe.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern(MailerPage.PATH)
@HttpWhiteboardServletAsyncSupported
@Routes({"GET " + MailerPage.PATH + " operator", "POST " + MailerPage.PATH + " operator"})
@AdminPage(label = "%mailer.label", title = "%mailer.title", role = "operator")
public final class MailerPage extends HttpServlet {

    static final String PATH = "/admin/ext/report-mailer";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(MailerPage.class);
    private static final int SHOWN = 50;

    private final transient Ledger ledger;
    private final transient TrustedTime time;
    private final transient Jobs jobs;
    private final transient Outbox outbox;
    private final transient AtomicReference<@Nullable Mailer> mailer = new AtomicReference<>();
    private final transient AtomicReference<@Nullable GateWatch> watch = new AtomicReference<>();

    /** Shows what is configured and what was sent, whether the service runs or not. */
    @Activate
    public MailerPage(
            @Reference Ledger ledger,
            @Reference TrustedTime time,
            @Reference Jobs jobs,
            @Reference OutboxComponent outbox) {
        this.ledger = ledger;
        this.time = time;
        this.jobs = jobs;
        this.outbox = outbox.outbox();
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setMailer(Mailer found) {
        mailer.set(found);
    }

    void unsetMailer(Mailer gone) {
        mailer.compareAndSet(gone, null);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setWatch(GateWatch found) {
        watch.set(found);
    }

    void unsetWatch(GateWatch gone) {
        watch.compareAndSet(gone, null);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String done = Optional.ofNullable(request.getParameter("done")).orElse("");
        page(request, response, 200, done.equals("asked") ? Optional.of(Note.good("asked")) : Optional.empty());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Mailer running = mailer.get();
        Locale locale = locale(request);
        if (running == null) {
            page(request, response, 409, Optional.empty());
            return;
        }
        String action = Optional.ofNullable(request.getParameter("action")).orElse("");
        switch (action) {
            case "send" -> send(running, request, response, locale);
            case "test" -> test(running, request, response, locale);
            default ->
                page(
                        request,
                        response,
                        400,
                        Optional.of(Note.bad(Problems.notFound(locale).detail())));
        }
    }

    private void send(Mailer running, HttpServletRequest request, HttpServletResponse response, Locale locale)
            throws IOException {
        String name = Optional.ofNullable(request.getParameter("job")).orElse("");
        Optional<Job.Reading> reading = jobs.named(name);
        Optional<Problem> problem = reading.isEmpty()
                ? Optional.of(Problems.noJob(name, locale))
                : reading.filter(one -> one.active().isEmpty()).map(one -> Problems.notReady(one, locale));
        if (problem.isEmpty()) {
            try {
                String by = request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller ? caller.name() : "page";
                // the form's own key: a second press, or the page sent again, is the same wish
                Optional<String> key = Optional.ofNullable(request.getParameter("key"))
                        .filter(text -> text.matches("[0-9a-f-]{1,64}"))
                        .map(text -> by + '\n' + name + "\npage-" + text);
                running.send(reading.flatMap(Job.Reading::active).orElseThrow(), by, key);
                response.setStatus(HttpServletResponse.SC_SEE_OTHER);
                response.setHeader("Location", PATH + "?done=asked");
                return;
            } catch (StoreException e) {
                LOG.warn("The mailer's store failed: {}", e.getMessage());
                problem = Optional.of(Problems.store(e, locale));
            }
        }
        page(request, response, problem.get().status(), problem.map(why -> Note.bad(why.detail())));
    }

    private void test(Mailer running, HttpServletRequest request, HttpServletResponse response, Locale locale)
            throws IOException {
        Optional<String> recipient = Optional.ofNullable(request.getParameter("recipient"))
                .map(String::strip)
                .flatMap(Addresses::of);
        if (recipient.isEmpty()) {
            page(request, response, 422, Optional.of(Note.wrongAddress()));
            return;
        }
        Answer answer = running.test(recipient.get(), locale);
        boolean sent = answer.kind() == Answer.Kind.ACCEPTED;
        page(
                request,
                response,
                sent ? 200 : 502,
                Optional.of(
                        sent
                                ? Note.good(answer.text().in(locale))
                                : Note.bad(answer.text().in(locale))));
    }

    private void page(HttpServletRequest request, HttpServletResponse response, int status, Optional<Note> note)
            throws IOException {
        Locale locale = locale(request);
        String token = String.valueOf(request.getAttribute(AdminPage.FORM_TOKEN));
        MailerView view;
        try {
            List<Run> history = outbox.history(SHOWN, Optional.empty());
            view = new MailerView(
                    jobs.all(), outbox.last(), history, held(locale), hindered(), note, token, time.instant(), locale);
        } catch (StoreException e) {
            LOG.warn("The mailer's store failed: {}", e.getMessage());
            Problem problem = Problems.store(e, locale);
            view = new MailerView(
                    jobs.all(),
                    Map.of(),
                    List.of(),
                    held(locale),
                    hindered(),
                    Optional.of(Note.bad(problem.detail())),
                    token,
                    time.instant(),
                    locale);
        }
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.getWriter().print(view.html());
    }

    /** The language in which the frame is read. */
    private static Locale locale(HttpServletRequest request) {
        return request.getAttribute(AdminPage.LANGUAGE) instanceof Locale locale
                ? locale
                : Problem.locale(request.getHeader("Accept-Language"));
    }

    private Optional<Hindrance> hindered() {
        return Optional.ofNullable(mailer.get()).flatMap(Mailer::hindrance);
    }

    /** Why the service does not run; empty: it does. */
    private Optional<Problem> held(Locale locale) {
        if (mailer.get() != null) {
            return Optional.empty();
        }
        Optional<GateView> gate = Optional.ofNullable(watch.get()).map(GateWatch::view);
        return Optional.of(Held.why(gate, ledger.picture()::usage, locale));
    }
}
