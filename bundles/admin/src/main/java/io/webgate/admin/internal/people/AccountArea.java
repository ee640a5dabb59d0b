// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.access.AccessException;
import io.webgate.access.AccessException.Fault;
import io.webgate.access.Account;
import io.webgate.access.TotpEnrolment;
import io.webgate.access.WebSession;
import io.webgate.admin.internal.frame.Area;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.PageTable;
import io.webgate.admin.internal.jte.people.JteaccountGenerated;
import io.webgate.admin.internal.jte.people.JterecoveryGenerated;
import io.webgate.admin.internal.jte.people.JtesecondFactorGenerated;
import io.webgate.admin.internal.licenses.KeyQr;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The own account: password, sessions, second factor. Each reader acts on his own account alone. */
public final class AccountArea implements Area {

    static final String PASSWORD = "password";
    static final String FACTOR = "factor";

    private static final String PAGE = "/admin/account";
    private static final Set<String> DONE =
            Set.of("password-changed", "session-ended", "session-gone", "second-factor-off");

    @Override
    public void addTo(PageTable pages) {
        pages.on("GET /admin/account viewer", AccountArea::page);
        pages.on("POST /admin/account/password viewer", AccountArea::changePassword);
        pages.on("POST /admin/account/sessions/{id}/end viewer", AccountArea::endSession);
        pages.on("POST /admin/account/second-factor viewer", AccountArea::begin);
        pages.on("POST /admin/account/second-factor/confirm viewer", AccountArea::confirm);
        pages.on("POST /admin/account/second-factor/remove viewer", AccountArea::remove);
    }

    static PageAnswer page(PageRequest request) throws AccessException {
        return page(request, 200, Optional.empty());
    }

    private static PageAnswer page(PageRequest request, int status, Optional<FormError> error) throws AccessException {
        WebSession own = People.own(request);
        boolean factor = People.accounts(request).accounts().stream()
                .filter(account -> account.login().equals(own.login()))
                .anyMatch(Account::secondFactor);
        AccountView view = new AccountView(
                own,
                factor,
                People.accounts(request).sessions(own.login()),
                ChecklistArea.isHidden(request),
                People.done(request, DONE),
                error);
        return People.page(
                status,
                request.ui().t("people.account"),
                "",
                out -> JteaccountGenerated.render(out, null, request.ui(), view));
    }

    static PageAnswer changePassword(PageRequest request) throws AccessException {
        WebSession own = People.own(request);
        if (!request.rawField("password").equals(request.rawField("repeat"))) {
            return page(
                    request,
                    422,
                    Optional.of(new FormError(PASSWORD, "repeat", request.ui().t("people.repeat.differs"))));
        }
        try {
            People.accounts(request)
                    .changePassword(
                            own.login(),
                            request.rawField("old"),
                            request.rawField("password"),
                            own.id(),
                            request.origin());
        } catch (AccessException refused) {
            return page(request, People.status(refused, request), error(refused, PASSWORD, request));
        }
        return new PageAnswer.See(PAGE + "?done=password-changed");
    }

    static PageAnswer endSession(PageRequest request) throws AccessException {
        WebSession own = People.own(request);
        boolean ended = People.accounts(request).endSession(request.by(), own.login(), request.placeholder("id"));
        return new PageAnswer.See(PAGE + "?done=" + (ended ? "session-ended" : "session-gone"));
    }

    static PageAnswer begin(PageRequest request) throws AccessException {
        TotpEnrolment begun =
                People.accounts(request).beginSecondFactor(People.own(request).login());
        return factor(request, 200, Optional.of(begun), Optional.empty());
    }

    static PageAnswer confirm(PageRequest request) throws AccessException {
        WebSession own = People.own(request);
        try {
            List<String> codes = People.accounts(request)
                    .confirmSecondFactor(own.login(), request.field("digits"), request.origin());
            return People.page(
                    200,
                    request.ui().t("people.recovery"),
                    "",
                    out -> JterecoveryGenerated.render(out, null, request.ui(), own.login(), codes));
        } catch (AccessException refused) {
            // The secret is shown once; the authenticator has it, so the digits alone are asked for again
            return factor(request, People.status(refused, request), Optional.empty(), error(refused, FACTOR, request));
        }
    }

    private static PageAnswer factor(
            PageRequest request, int status, Optional<TotpEnrolment> begun, Optional<FormError> error) {
        return People.page(
                status,
                request.ui().t("people.factor.begin"),
                "",
                out -> JtesecondFactorGenerated.render(
                        out, null, request.ui(), begun, begun.map(one -> KeyQr.of(one.uri())), error));
    }

    static PageAnswer remove(PageRequest request) throws AccessException {
        WebSession own = People.own(request);
        try {
            People.accounts(request).removeSecondFactor(own.login(), request.rawField("password"), request.origin());
        } catch (AccessException refused) {
            return page(request, People.status(refused, request), error(refused, FACTOR, request));
        }
        return new PageAnswer.See(PAGE + "?done=second-factor-off");
    }

    /** What the form says; what the store could not do at all is a page of its own. */
    private static Optional<FormError> error(AccessException refused, String form, PageRequest request)
            throws AccessException {
        if (refused.fault() == Fault.STORE_FAILED) {
            throw refused;
        }
        return Optional.of(People.error(refused, form, request));
    }
}
