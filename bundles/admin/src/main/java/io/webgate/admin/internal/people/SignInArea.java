// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import gg.jte.html.HtmlTemplateOutput;
import io.webgate.access.AccessException;
import io.webgate.access.Accounts;
import io.webgate.access.NewSession;
import io.webgate.access.SessionCookie;
import io.webgate.admin.internal.frame.Area;
import io.webgate.admin.internal.frame.LocalPath;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.PageTable;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.admin.internal.jte.people.JtefirstRunGenerated;
import io.webgate.admin.internal.jte.people.JtesignInGenerated;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.MachineIdentity;

import java.util.Optional;
import java.util.Set;

/** Signing in and out, and the first run. */
public final class SignInArea implements Area {

    private static final Set<String> DONE = Set.of("signed-out", "password-changed");

    @Override
    public void addTo(PageTable pages) {
        pages.on("GET /admin/sign-in public", this::form);
        pages.on("POST /admin/sign-in public", this::signIn);
        pages.on("POST /admin/sign-out viewer", this::signOut);
        pages.on("GET /admin/first-run public", this::firstRun);
        pages.on("POST /admin/first-run public", this::setUp);
    }

    private PageAnswer form(PageRequest request) {
        if (!accounts(request).isSetUp()) {
            return new PageAnswer.See("/admin/first-run");
        }
        if (request.session().isPresent()) {
            return new PageAnswer.See(LocalPath.checked(request.field("next")));
        }
        return form(request, 200, false, Optional.empty());
    }

    private static PageAnswer form(PageRequest request, int status, boolean digits, Optional<String> error) {
        String login = request.field("login");
        String next = LocalPath.checked(request.field("next"));
        Optional<String> done = Optional.of(request.field("done"))
                .filter(DONE::contains)
                .map(code -> request.ui().t("people.done." + code));
        return new PageAnswer.Bare(
                status,
                request.ui().t("people.sign-in"),
                out -> JtesignInGenerated.render(
                        (HtmlTemplateOutput) out, null, request.ui(), login, next, digits, error, done));
    }

    private PageAnswer signIn(PageRequest request) {
        Accounts accounts = accounts(request);
        if (!accounts.isSetUp()) {
            return new PageAnswer.See("/admin/first-run");
        }
        try {
            NewSession session = accounts.signIn(
                    request.field("login"),
                    request.rawField("password"),
                    request.field("digits"),
                    request.origin(),
                    agent(request));
            begin(request, accounts, session);
            return new PageAnswer.See(LocalPath.checked(request.field("next")));
        } catch (AccessException refused) {
            boolean digits = refused.fault() == AccessException.Fault.SECOND_FACTOR_NEEDED
                    || !request.field("digits").isEmpty();
            return form(request, status(refused, request), digits, Optional.of(words(refused, request)));
        }
    }

    private PageAnswer signOut(PageRequest request) {
        SessionCookie.read(request.http()).ifPresent(accounts(request)::signOut);
        SessionCookie.clear(request.http(), request.response());
        request.response().setHeader("Clear-Site-Data", "\"cache\", \"storage\"");
        return new PageAnswer.See("/admin/sign-in?done=signed-out");
    }

    private PageAnswer firstRun(PageRequest request) {
        return accounts(request).isSetUp()
                ? new PageAnswer.See("/admin/sign-in")
                : firstRun(request, 200, Optional.empty());
    }

    private static PageAnswer firstRun(PageRequest request, int status, Optional<String> error) {
        String login = request.field("login");
        String token = request.field("token");
        String file = request.plane().home() + "/var/first-run-token";
        Optional<String> key = request.plane().machine().map(MachineIdentity::machineKey);
        return new PageAnswer.Bare(
                status,
                request.ui().t("people.first-run"),
                out -> JtefirstRunGenerated.render(
                        (HtmlTemplateOutput) out, null, request.ui(), login, token, file, key, error));
    }

    private PageAnswer setUp(PageRequest request) {
        Accounts accounts = accounts(request);
        if (!request.rawField("password").equals(request.rawField("repeat"))) {
            return firstRun(request, 422, Optional.of(request.ui().t("people.repeat.differs")));
        }
        try {
            NewSession session = accounts.setUp(
                    request.field("token"),
                    request.field("login"),
                    request.rawField("password"),
                    request.origin(),
                    agent(request));
            begin(request, accounts, session);
            return new PageAnswer.See("/admin/");
        } catch (AccessException refused) {
            if (refused.fault() == AccessException.Fault.ALREADY_SET_UP) {
                return new PageAnswer.See("/admin/sign-in");
            }
            return firstRun(request, status(refused, request), Optional.of(words(refused, request)));
        }
    }

    /** A cookie that was there before is ended, never adopted (T47). */
    private static void begin(PageRequest request, Accounts accounts, NewSession session) {
        SessionCookie.read(request.http()).ifPresent(accounts::signOut);
        SessionCookie.write(request.http(), request.response(), session.secret());
    }

    private static int status(AccessException refused, PageRequest request) {
        return problem(refused, request).status();
    }

    private static String words(AccessException refused, PageRequest request) {
        return problem(refused, request).detail();
    }

    private static Problem problem(AccessException refused, PageRequest request) {
        Problem problem = refused.problem(request.ui().locale());
        problem.retryAfterHeader()
                .ifPresent(seconds -> request.response().setHeader("Retry-After", seconds));
        return problem;
    }

    private static Accounts accounts(PageRequest request) {
        return Refused.need(request.plane().accounts(), "Accounts");
    }

    private static String agent(PageRequest request) {
        String agent = request.http().getHeader("User-Agent");
        return agent == null ? "" : agent;
    }
}
