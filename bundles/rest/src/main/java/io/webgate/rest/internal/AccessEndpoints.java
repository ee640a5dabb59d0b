// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.access.Access;
import io.webgate.access.AccessException;
import io.webgate.access.Act;
import io.webgate.access.ApiToken;
import io.webgate.access.Device;
import io.webgate.access.EnrolmentCode;
import io.webgate.access.EnrolmentRequest;
import io.webgate.access.InvalidInput;
import io.webgate.access.Label;
import io.webgate.access.NewDevice;
import io.webgate.access.NewToken;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Enrolments, devices, API tokens and the record of administrative acts (R62, D8). */
final class AccessEndpoints {

    private final Plane plane;

    AccessEndpoints(Plane plane) {
        this.plane = plane;
    }

    void addTo(Router router) {
        router.on("POST /api/v1/enrolments admin", this::enrol);
        router.on("POST /api/v1/enrolments/redeem public", this::redeem);
        router.on("GET /api/v1/devices viewer", this::devices);
        router.on("DELETE /api/v1/devices/{device} admin", this::revokeDevice);
        router.on("GET /api/v1/tokens admin", this::tokens);
        router.on("POST /api/v1/tokens admin", this::createToken);
        router.on("DELETE /api/v1/tokens/{token} admin", this::revokeToken);
        router.on("GET /api/v1/acts admin", this::acts);
    }

    private Answer enrol(Ask ask) throws AccessException {
        Json.Input input = Json.read(ask);
        Set<ModuleId> modules = modules(input.texts("modules"), ask.locale());
        EnrolmentRequest request;
        try {
            request = new EnrolmentRequest(
                    input.text("label"), modules, input.number("sessions", 1), input.number("weight", 1));
        } catch (InvalidInput malformed) {
            throw Problems.invalid(malformed.text(), ask.locale());
        }
        EnrolmentCode code = access(ask).enrol(ask.by(), request, ask.key());
        return Answer.json(
                201,
                Json.object()
                        .put("id", code.id())
                        .put("code", code.code())
                        .put("expiresAt", Json.time(code.expiresAt()))
                        .put("qr", Qr.dataUri(code.code()))
                        .put("unknownModules", unknown(modules))
                        .map());
    }

    /** Modules that no catalogue entry names: allowed, since their bundle may come later, but told. */
    private List<String> unknown(Set<ModuleId> modules) {
        Set<ModuleId> known = plane.registry()
                .map(registry -> registry.limits().modules().keySet())
                .orElse(Set.of());
        return modules.stream()
                .filter(module -> !known.contains(module))
                .sorted()
                .map(ModuleId::value)
                .toList();
    }

    private static Set<ModuleId> modules(List<String> texts, Locale locale) {
        return texts.stream().map(text -> module(text, locale)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static ModuleId module(String text, Locale locale) {
        try {
            return new ModuleId(text);
        } catch (IllegalArgumentException malformed) {
            String shown = Problems.quoted(text);
            throw Problems.invalid(
                    "member modules (\"" + shown + "\" is not of the form suite.module: lower case, digits, dashes)",
                    "поле modules («" + shown + "» не имеет вида suite.module: строчные буквы, цифры, дефисы)",
                    locale);
        }
    }

    private Answer redeem(Ask ask) throws AccessException {
        String code = Json.read(ask).text("code");
        NewDevice device = access(ask).redeem(code, ask.origin(), ask.key());
        return Answer.json(
                201,
                Json.object()
                        .put("deviceToken", device.token())
                        .put("device", device.device())
                        .map());
    }

    private Answer devices(Ask ask) throws AccessException {
        return Paged.list(
                ask, access(ask).devices(), device -> device.enrolment().device(), AccessEndpoints::view);
    }

    private Answer revokeDevice(Ask ask) throws AccessException {
        return gone(access(ask).revokeDevice(ask.by(), ask.parameter("device")), ask);
    }

    private Answer tokens(Ask ask) throws AccessException {
        return Paged.list(
                ask, access(ask).tokens(), ApiToken::id, token -> view(token).map());
    }

    private Answer createToken(Ask ask) throws AccessException {
        Json.Input input = Json.read(ask);
        Role role = role(input.text("role"), ask.locale());
        String label;
        try {
            label = Label.checked(input.text("label"));
        } catch (InvalidInput malformed) {
            throw Problems.invalid(malformed.text(), ask.locale());
        }
        NewToken made = access(ask).createToken(ask.by(), label, role, ask.key());
        return Answer.json(201, view(made.token()).put("token", made.secret()).map());
    }

    private static Role role(String text, Locale locale) {
        return Stream.of(Role.values())
                .filter(role -> code(role).equals(text))
                .findFirst()
                .orElseThrow(() -> Problems.invalid(
                        "member role (viewer, operator or admin is expected)",
                        "поле role (нужно viewer, operator или admin)",
                        locale));
    }

    private Answer revokeToken(Ask ask) throws AccessException {
        return gone(access(ask).revokeToken(ask.by(), ask.parameter("token")), ask);
    }

    private Answer acts(Ask ask) throws AccessException {
        return Paged.list(ask, access(ask).acts(10_000), act -> Long.toString(act.seq()), AccessEndpoints::view);
    }

    private Access access(Ask ask) {
        return plane.needAccess(ask.locale());
    }

    private static Answer gone(boolean revoked, Ask ask) {
        if (!revoked) {
            throw Problems.notFound(
                    new LocalizedText(
                            "There is none with this id, or it was revoked before.",
                            "С таким идентификатором ничего нет, или он отозван раньше."),
                    ask.locale());
        }
        return Answer.none();
    }

    private static Map<String, Object> view(Device device) {
        Caller.Enrolment enrolment = device.enrolment();
        return Json.object()
                .put("device", enrolment.device())
                .put("label", enrolment.label())
                .put(
                        "modules",
                        enrolment.modules().stream()
                                .sorted()
                                .map(ModuleId::value)
                                .toList())
                .put("sessions", enrolment.sessions())
                .put("weight", enrolment.weight())
                .put("enrolledAt", Json.time(device.enrolledAt()))
                .put("enrolledBy", device.enrolledBy())
                .map();
    }

    private static Json.Members view(ApiToken token) {
        return Json.object()
                .put("id", token.id())
                .put("label", token.label())
                .put("role", code(token.role()))
                .put("createdAt", Json.time(token.createdAt()))
                .put("createdBy", token.createdBy());
    }

    private static Map<String, Object> view(Act act) {
        return Json.object()
                .put("id", act.seq())
                .put("at", Json.time(act.at()))
                .put("who", act.who())
                .put("what", act.what())
                .put("subject", act.subject())
                .put("outcome", act.outcome())
                .map();
    }

    private static String code(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
