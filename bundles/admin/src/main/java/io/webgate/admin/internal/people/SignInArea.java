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
import io.webgate.admin.internal.jte.people.JtesignInGenerated;

import java.util.Optional;
import java.util.Set;

/** Signing in and out. */
public final class SignInArea implements Area {

    private static final Set<String> DONE = Set.of("signed-out");

    @Override
    public void addTo(PageTable pages) {
        pages.on("GET /admin/sign-in public", SignInArea::form);
        pages.on("POST /admin/sign-in public", SignInArea::signIn);
        pages.on("POST /admin/sign-out viewer", SignInArea::signOut);
    }

    static PageAnswer form(PageRequest request) {
        if (!People.door(request).isSetUp()) {
            return new PageAnswer.See("/admin/first-run");
        }
        if (request.session().isPresent()) {
            return new PageAnswer.See(LocalPath.checked(request.field("next")));
        }
        return form(request, 200, false, Optional.empty());
    }

    static PageAnswer signIn(PageRequest request) {
        Accounts accounts = People.door(request);
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
            return form(
                    request,
                    refused.problem(request.ui().locale()).status(),
                    digits,
                    Optional.of(People.error(refused, "sign-in", request).text()));
        }
    }

    /** The password is asked for again with the digits: it is kept nowhere between the two steps. */
    private static PageAnswer form(PageRequest request, int status, boolean digits, Optional<String> error) {
        String login = request.field("login");
        String next = LocalPath.checked(request.field("next"));
        Optional<String> done = People.done(request, DONE);
        return new PageAnswer.Bare(
                status,
                request.ui().t("people.sign-in"),
                out -> JtesignInGenerated.render(
                        (HtmlTemplateOutput) out, null, request.ui(), login, next, digits, error, done));
    }

    static PageAnswer signOut(PageRequest request) {
        SessionCookie.read(request.http()).ifPresent(People.door(request)::signOut);
        SessionCookie.clear(request.http(), request.response());
        request.response().setHeader("Clear-Site-Data", "\"cache\", \"storage\"");
        return new PageAnswer.See("/admin/sign-in?done=signed-out");
    }

    /** A session that was there before is ended, never adopted (T47). */
    static void begin(PageRequest request, Accounts accounts, NewSession session) {
        SessionCookie.read(request.http()).ifPresent(accounts::signOut);
        SessionCookie.write(request.http(), request.response(), session.secret());
    }

    static String agent(PageRequest request) {
        String agent = request.http().getHeader("User-Agent");
        return agent == null ? "" : agent;
    }
}
