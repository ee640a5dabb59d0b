// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import gg.jte.html.HtmlTemplateOutput;
import io.webgate.access.AccessException;
import io.webgate.access.Accounts;
import io.webgate.access.NewSession;
import io.webgate.admin.internal.frame.Area;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.PageTable;
import io.webgate.admin.internal.jte.people.JtefirstRunGenerated;
import io.webgate.admin.internal.jte.people.JtefirstStepsGenerated;
import io.webgate.license.api.MachineIdentity;

import java.util.Optional;

/**
 * The first run. Nothing of it is kept between its steps: which step is next follows from what is there, so that it goes
 * on after a restart where it was, and nothing times out.
 */
public final class FirstRunArea implements Area {

    @Override
    public void addTo(PageTable pages) {
        pages.on("GET /admin/first-run public", FirstRunArea::form);
        pages.on("POST /admin/first-run public", FirstRunArea::setUp);
        pages.on("GET /admin/first-run/next viewer", FirstRunArea::next);
    }

    static PageAnswer form(PageRequest request) {
        return People.door(request).isSetUp()
                ? new PageAnswer.See("/admin/sign-in")
                : form(request, 200, Optional.empty());
    }

    static PageAnswer setUp(PageRequest request) {
        Accounts accounts = People.door(request);
        if (accounts.isSetUp()) {
            return new PageAnswer.See("/admin/sign-in");
        }
        if (!request.rawField("password").equals(request.rawField("repeat"))) {
            return form(
                    request,
                    422,
                    Optional.of(
                            new FormError(FirstRun.FORM, "repeat", request.ui().t("people.repeat.differs"))));
        }
        try {
            NewSession session = accounts.setUp(
                    request.field("token"),
                    request.field("login"),
                    request.rawField("password"),
                    request.origin(),
                    SignInArea.agent(request));
            SignInArea.begin(request, accounts, session);
            return new PageAnswer.See("/admin/first-run/next");
        } catch (AccessException refused) {
            if (refused.fault() == AccessException.Fault.ALREADY_SET_UP) {
                return new PageAnswer.See("/admin/sign-in");
            }
            return form(
                    request,
                    refused.problem(request.ui().locale()).status(),
                    Optional.of(People.error(refused, FirstRun.FORM, request)));
        }
    }

    private static PageAnswer form(PageRequest request, int status, Optional<FormError> error) {
        FirstRun model = new FirstRun(
                request.plane().home(), request.field("token"), request.field("login"), key(request), error);
        return new PageAnswer.Bare(
                status,
                request.ui().t("people.first-run"),
                out -> JtefirstRunGenerated.render((HtmlTemplateOutput) out, null, request.ui(), model));
    }

    static PageAnswer next(PageRequest request) throws AccessException {
        Checklist checklist = Checklist.of(request);
        String folder = request.plane().home() + "/licenses";
        Optional<String> key = key(request);
        return People.page(
                200,
                request.ui().t("people.steps"),
                "",
                out -> JtefirstStepsGenerated.render(out, null, request.ui(), key, folder, checklist));
    }

    private static Optional<String> key(PageRequest request) {
        return request.plane().machine().map(MachineIdentity::machineKey);
    }
}
