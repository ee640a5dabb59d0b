// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.access.AccessException;
import io.webgate.access.AccessException.Fault;
import io.webgate.admin.internal.frame.Area;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.PageTable;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.admin.internal.jte.people.JteaccountsGenerated;
import io.webgate.admin.internal.jte.people.JteoneAccountGenerated;
import io.webgate.admin.internal.jte.people.JteremoveAccountGenerated;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Role;
import io.webgate.license.api.LocalizedText;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The accounts of all people, for administrators. */
public final class AccountsArea implements Area {

    static final String MENU = "accounts";
    static final String ONE = "one";

    private static final String PAGE = "/admin/accounts";
    private static final Set<String> DONE =
            Set.of("account-created", "account-removed", "role-changed", "password-reset");

    @Override
    public void addTo(PageTable pages) {
        pages.on("GET /admin/accounts admin", AccountsArea::list);
        pages.on("POST /admin/accounts admin", AccountsArea::create);
        pages.on("GET /admin/accounts/{login} admin", AccountsArea::one);
        pages.on("POST /admin/accounts/{login}/role admin", AccountsArea::changeRole);
        pages.on("POST /admin/accounts/{login}/password admin", AccountsArea::resetPassword);
        pages.on("GET /admin/accounts/{login}/remove admin", AccountsArea::confirmRemoval);
        pages.on("POST /admin/accounts/{login}/remove admin", AccountsArea::remove);
    }

    static PageAnswer list(PageRequest request) throws AccessException {
        return list(request, 200, "", Role.VIEWER, Optional.empty());
    }

    private static PageAnswer list(PageRequest request, int status, String login, Role role, Optional<FormError> error)
            throws AccessException {
        AccountsView view = new AccountsView(rows(request), login, role, People.done(request, DONE), error);
        return People.page(
                status,
                request.ui().t("people.accounts"),
                MENU,
                out -> JteaccountsGenerated.render(out, null, request.ui(), view));
    }

    static PageAnswer create(PageRequest request) throws AccessException {
        String login = request.field("login");
        Optional<Role> role = People.role(request.field("role"));
        if (role.isEmpty()) {
            return list(request, 422, login, Role.VIEWER, Optional.of(roleMissing(AccountsView.FORM, request)));
        }
        try {
            People.accounts(request).create(request.by(), login, request.rawField("password"), role.get());
        } catch (AccessException refused) {
            return list(
                    request,
                    People.status(refused, request),
                    login,
                    role.get(),
                    Optional.of(error(refused, AccountsView.FORM, request)));
        }
        return new PageAnswer.See(PAGE + "?done=account-created");
    }

    static PageAnswer one(PageRequest request) throws AccessException {
        return one(request, 200, Optional.empty());
    }

    private static PageAnswer one(PageRequest request, int status, Optional<FormError> error) throws AccessException {
        AccountRow row = row(request);
        return People.page(
                status,
                request.ui().t("people.account.of", row.account().login()),
                MENU,
                out -> JteoneAccountGenerated.render(out, null, request.ui(), row, error));
    }

    static PageAnswer changeRole(PageRequest request) throws AccessException {
        Optional<Role> role = People.role(request.field("role"));
        if (role.isEmpty()) {
            return one(request, 422, Optional.of(roleMissing(ONE, request)));
        }
        try {
            People.accounts(request).changeRole(request.by(), request.placeholder("login"), role.get());
        } catch (AccessException refused) {
            return one(request, People.status(refused, request), Optional.of(error(refused, ONE, request)));
        }
        return new PageAnswer.See(PAGE + "?done=role-changed");
    }

    static PageAnswer resetPassword(PageRequest request) throws AccessException {
        // The own password is changed where the old one proves who asks
        if (row(request).own()) {
            return new PageAnswer.See("/admin/account");
        }
        try {
            People.accounts(request)
                    .resetPassword(request.by(), request.placeholder("login"), request.rawField("password"));
        } catch (AccessException refused) {
            return one(request, People.status(refused, request), Optional.of(error(refused, ONE, request)));
        }
        return new PageAnswer.See(PAGE + "?done=password-reset");
    }

    static PageAnswer confirmRemoval(PageRequest request) throws AccessException {
        AccountRow row = row(request);
        return People.page(
                200,
                request.ui().t("people.account.remove"),
                MENU,
                out -> JteremoveAccountGenerated.render(out, null, request.ui(), row));
    }

    static PageAnswer remove(PageRequest request) throws AccessException {
        try {
            if (!People.accounts(request).remove(request.by(), request.placeholder("login"))) {
                throw unknown(request);
            }
        } catch (AccessException refused) {
            return one(request, People.status(refused, request), Optional.of(error(refused, ONE, request)));
        }
        return new PageAnswer.See(PAGE + "?done=account-removed");
    }

    private static List<AccountRow> rows(PageRequest request) throws AccessException {
        return AccountRow.of(People.accounts(request).accounts(), request.by());
    }

    private static AccountRow row(PageRequest request) throws AccessException {
        return rows(request).stream()
                .filter(row -> row.account().login().equals(request.placeholder("login")))
                .findFirst()
                .orElseThrow(() -> unknown(request));
    }

    private static FormError roleMissing(String form, PageRequest request) {
        return new FormError(form, "role", request.ui().t("people.role.missing"));
    }

    private static FormError error(AccessException refused, String form, PageRequest request) throws AccessException {
        // Without its store or its account there is no page to show the form on
        if (refused.fault() == Fault.STORE_FAILED || refused.fault() == Fault.ACCOUNT_UNKNOWN) {
            throw refused;
        }
        return People.error(refused, form, request);
    }

    private static Refused unknown(PageRequest request) {
        return new Refused(Problem.of(
                404,
                "account-unknown",
                new LocalizedText("No such account", "Такой учётной записи нет"),
                new LocalizedText(
                        "There is no account with this login; somebody may have removed it meanwhile.",
                        "Учётной записи с таким именем входа нет; возможно, её уже удалили."),
                request.ui().locale()));
    }
}
