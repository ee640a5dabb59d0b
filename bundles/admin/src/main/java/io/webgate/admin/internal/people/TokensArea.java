// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.access.Access;
import io.webgate.access.AccessException;
import io.webgate.access.AccessException.Fault;
import io.webgate.access.EnrolmentCode;
import io.webgate.access.EnrolmentRequest;
import io.webgate.access.InvalidInput;
import io.webgate.access.Label;
import io.webgate.access.NewToken;
import io.webgate.admin.internal.frame.Area;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.PageTable;
import io.webgate.admin.internal.jte.people.JteenrolmentGenerated;
import io.webgate.admin.internal.jte.people.JtenewTokenGenerated;
import io.webgate.admin.internal.jte.people.JtetokensGenerated;
import io.webgate.gate.http.Role;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Devices and API tokens, for administrators. Secrets are shown once, on the answer to the form that made them. */
public final class TokensArea implements Area {

    static final String MENU = "tokens";
    static final String TOKEN = "token";
    static final String DEVICE = "device";

    private static final String PAGE = "/admin/tokens";

    /** Who was blocked longer ago is enrolled anew instead. */
    private static final int MOST_BLOCKED = 100;

    private static final Set<String> DONE = Set.of(
            "token-revoked",
            "device-revoked",
            "device-allowed",
            "allowed-before",
            "revoked-before",
            "token-made-before",
            "code-made-before");

    private final Supplier<String> formIds;

    /** @param formIds makes a text that never came before, for each copy of a form */
    TokensArea(Supplier<String> formIds) {
        this.formIds = formIds;
    }

    @Override
    public void addTo(PageTable pages) {
        pages.on("GET /admin/tokens admin", this::list);
        pages.on("POST /admin/tokens admin", this::create);
        pages.on("POST /admin/tokens/{id}/revoke admin", TokensArea::revokeToken);
        pages.on("POST /admin/devices admin", this::enrol);
        pages.on("POST /admin/devices/{id}/revoke admin", TokensArea::revokeDevice);
        pages.on("POST /admin/devices/{id}/allow admin", TokensArea::allowDevice);
    }

    private PageAnswer list(PageRequest request) throws AccessException {
        return list(request, 200, TokensView.Typed.NOTHING, Optional.empty());
    }

    private PageAnswer list(PageRequest request, int status, TokensView.Typed typed, Optional<FormError> error)
            throws AccessException {
        List<Module> modules = request.plane().registry().stream()
                .flatMap(registry -> registry.limits().modules().values().stream())
                .sorted(Comparator.comparing(Module::id))
                .toList();
        TokensView view = new TokensView(
                People.access(request).devices(),
                People.access(request).blockedDevices(MOST_BLOCKED),
                People.access(request).tokens(),
                modules,
                typed,
                formIds.get(),
                People.done(request, DONE),
                error);
        return People.page(
                status,
                request.ui().t("people.tokens"),
                MENU,
                out -> JtetokensGenerated.render(out, null, request.ui(), view));
    }

    private PageAnswer create(PageRequest request) throws AccessException {
        String label = request.rawField("label");
        TokensView.Typed typed = new TokensView.Typed(label, Set.of(), "1", "1");
        Optional<Role> role = People.role(request.field("role"));
        if (role.isEmpty()) {
            return list(
                    request,
                    422,
                    typed,
                    Optional.of(new FormError(TOKEN, "role", request.ui().t("people.role.missing"))));
        }
        try {
            String checked = Label.checked(label);
            Optional<OnceForm> form = OnceForm.of(request, TOKEN, checked, role.get());
            if (form.isEmpty()) {
                return list(request, 422, typed, Optional.of(outdated(TOKEN, request)));
            }
            Access access = People.access(request);
            if (form.get().isDone(access)) {
                return new PageAnswer.See(PAGE + "?done=token-made-before");
            }
            NewToken made = access.createToken(request.by(), checked, role.get(), form.map(OnceForm::key));
            return People.page(
                    200,
                    request.ui().t("people.token.made"),
                    MENU,
                    out -> JtenewTokenGenerated.render(out, null, request.ui(), made));
        } catch (InvalidInput malformed) {
            return list(request, 422, typed, Optional.of(label(TOKEN, request)));
        } catch (AccessException refused) {
            return refused(request, typed, TOKEN, refused);
        }
    }

    private PageAnswer enrol(PageRequest request) throws AccessException {
        String[] ticked = request.http().getParameterValues("module");
        Set<String> modules = ticked == null ? Set.of() : Stream.of(ticked).collect(Collectors.toUnmodifiableSet());
        String label = request.rawField("label");
        String sessions = request.field("sessions");
        String weight = request.field("weight");
        TokensView.Typed typed = new TokensView.Typed(label, modules, sessions, weight);
        try {
            Label.checked(label);
        } catch (InvalidInput malformed) {
            return list(request, 422, typed, Optional.of(label(DEVICE, request)));
        }
        Optional<EnrolmentRequest> wanted = wanted(typed);
        if (wanted.isEmpty()) {
            return list(
                    request,
                    422,
                    typed,
                    Optional.of(new FormError(DEVICE, "", request.ui().t("people.device.unfit"))));
        }
        Optional<OnceForm> form = OnceForm.of(
                request,
                DEVICE,
                label.strip(),
                sessions,
                weight,
                modules.stream().sorted().toList());
        if (form.isEmpty()) {
            return list(request, 422, typed, Optional.of(outdated(DEVICE, request)));
        }
        try {
            Access access = People.access(request);
            if (form.get().isDone(access)) {
                return new PageAnswer.See(PAGE + "?done=code-made-before");
            }
            EnrolmentCode code = access.enrol(request.by(), wanted.get(), form.map(OnceForm::key));
            return People.page(
                    200,
                    request.ui().t("people.device.code"),
                    MENU,
                    out -> JteenrolmentGenerated.render(
                            out,
                            null,
                            request.ui(),
                            code,
                            wanted.get().label(),
                            Scanned.of(request, wanted.get(), code)));
        } catch (AccessException refused) {
            return refused(request, typed, DEVICE, refused);
        }
    }

    /** Empty where no module is ticked, or a number is none or out of its bounds: the form tells both. */
    private static Optional<EnrolmentRequest> wanted(TokensView.Typed typed) {
        try {
            return Optional.of(new EnrolmentRequest(
                    typed.label(),
                    typed.modules().stream().map(ModuleId::new).collect(Collectors.toUnmodifiableSet()),
                    Long.parseLong(typed.sessions()),
                    Long.parseLong(typed.weight())));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static FormError label(String form, PageRequest request) {
        return new FormError(form, "label", request.ui().t("people.label.unfit"));
    }

    private static FormError outdated(String form, PageRequest request) {
        return new FormError(form, "", request.ui().t("people.form.outdated"));
    }

    private PageAnswer refused(PageRequest request, TokensView.Typed typed, String form, AccessException refused)
            throws AccessException {
        if (refused.fault() == Fault.STORE_FAILED) {
            throw refused;
        }
        // This copy of the form has made something else, or what it made can't be read any more
        FormError error =
                refused.fault() == Fault.KEY_REUSED ? outdated(form, request) : People.error(refused, form, request);
        return list(request, People.status(refused, request), typed, Optional.of(error));
    }

    static PageAnswer revokeToken(PageRequest request) throws AccessException {
        boolean revoked = People.access(request).revokeToken(request.by(), request.placeholder("id"));
        return new PageAnswer.See(PAGE + "?done=" + (revoked ? "token-revoked" : "revoked-before"));
    }

    static PageAnswer revokeDevice(PageRequest request) throws AccessException {
        boolean revoked = People.access(request).revokeDevice(request.by(), request.placeholder("id"));
        return new PageAnswer.See(PAGE + "?done=" + (revoked ? "device-revoked" : "revoked-before"));
    }

    static PageAnswer allowDevice(PageRequest request) throws AccessException {
        boolean allowed = People.access(request).allowDevice(request.by(), request.placeholder("id"));
        return new PageAnswer.See(PAGE + "?done=" + (allowed ? "device-allowed" : "allowed-before"));
    }
}
