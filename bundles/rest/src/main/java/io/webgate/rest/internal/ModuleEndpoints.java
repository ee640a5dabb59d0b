// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.gate.api.GateWatch;
import io.webgate.gate.http.Outlook;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Words;
import io.webgate.license.api.Change;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Operation;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SeatLife;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Modules with their use, and the seats in order of connection. */
final class ModuleEndpoints {

    private static final Duration LONGEST_HOLD = Duration.ofDays(7);
    private static final int LONGEST_REASON = 200;

    private final Plane plane;

    ModuleEndpoints(Plane plane) {
        this.plane = plane;
    }

    void addTo(Router router) {
        router.on("GET /api/v1/modules viewer", this::list);
        router.on("GET /api/v1/modules/{module} viewer", this::one);
        router.on("GET /api/v1/modules/{module}/seats viewer", this::seats);
        router.on("DELETE /api/v1/modules/{module}/seats/{seat} operator", this::evict);
    }

    private Answer list(Ask ask) {
        Picture picture = plane.needLedger(ask.locale()).picture();
        return Paged.list(
                ask,
                picture.usages().stream()
                        .sorted(Comparator.comparing(usage -> usage.module().id()))
                        .toList(),
                usage -> usage.module().id().value(),
                usage -> view(usage, ask.locale()));
    }

    private Answer one(Ask ask) {
        return Answer.json(200, view(usage(ask, plane.needLedger(ask.locale()).picture()), ask.locale()));
    }

    private Answer seats(Ask ask) {
        Ledger ledger = plane.needLedger(ask.locale());
        Picture picture = ledger.picture();
        Usage usage = usage(ask, picture);
        return Paged.list(
                ask,
                picture.seats(usage.module().id()),
                seat -> seat.id().value(),
                seat -> view(seat, ledger.life(seat.id()), picture, ask.locale()));
    }

    private Answer evict(Ask ask) {
        Ledger ledger = plane.needLedger(ask.locale());
        Duration hold = hold(ask);
        Optional<String> reason = reason(ask);
        Optional<SeatId> seat = seatId(ask.parameter("seat")).filter(id -> ledger.picture()
                .seat(id)
                .filter(found -> found.module().value().equals(ask.parameter("module")))
                .isPresent());
        Change.Evict eviction =
                new Change.Evict(seat.orElseThrow(() -> seatUnknown(ask.locale())), ask.by(), reason, hold);
        Reply reply = Waiting.on(ledger.submit(eviction, ask.key()), "Ledger", ask.locale());
        if (reply instanceof Reply.Refused refused) {
            throw refused.reason() == Reply.Reason.SEAT_UNKNOWN
                    ? seatUnknown(ask.locale())
                    : new ProblemException(Problem.of(refused, Optional.empty(), ask.locale()));
        }
        String subject = ask.parameter("seat")
                + reason.map(text -> ": " + LocalizedText.quotable(text)).orElse("");
        plane.access().ifPresent(access -> access.record(ask.by(), "seat-evict", subject, "done"));
        return Answer.none();
    }

    /** Said to who closes a seat, hence other words than for who holds one. */
    private static ProblemException seatUnknown(Locale locale) {
        return Problems.of(
                404,
                Reply.Reason.SEAT_UNKNOWN.code(),
                new LocalizedText("No such session or connection", "Нет такого сеанса или подключения"),
                new LocalizedText(
                        "This module has no such session or connection, or it has ended already: there is nothing to"
                                + " close. The list of the module's seats shows those that are open.",
                        "У этого модуля нет такого сеанса или подключения, или он уже завершён: закрывать нечего."
                                + " Открытые показаны в списке мест модуля."),
                locale);
    }

    private static Duration hold(Ask ask) {
        Optional<String> text = ask.query("hold").filter(value -> !value.isEmpty());
        try {
            Duration hold = text.map(Duration::parse).orElse(Duration.ZERO);
            if (!hold.isNegative() && hold.compareTo(LONGEST_HOLD) <= 0) {
                return hold;
            }
        } catch (DateTimeParseException malformed) {
            throw Problems.invalid(
                    "parameter hold (a duration such as PT15M is expected)",
                    "параметр hold (нужна длительность, например PT15M)",
                    ask.locale());
        }
        throw Problems.invalid(
                "parameter hold (nothing to P7D is expected)", "параметр hold (не больше P7D)", ask.locale());
    }

    private static Optional<String> reason(Ask ask) {
        Optional<String> reason = ask.query("reason").map(String::strip).filter(text -> !text.isEmpty());
        boolean bad = reason.filter(
                        text -> text.length() > LONGEST_REASON || text.chars().anyMatch(Character::isISOControl))
                .isPresent();
        if (bad) {
            throw Problems.invalid(
                    "parameter reason (at most 200 characters, no control characters)",
                    "параметр reason (не более 200 символов, без управляющих)",
                    ask.locale());
        }
        return reason;
    }

    /** The module that the path names; a problem where the catalogue has none. */
    static Usage usage(Ask ask, Picture picture) {
        Optional<ModuleId> id = moduleId(ask.parameter("module"));
        return id.flatMap(picture::usage)
                .orElseThrow(() -> id.isEmpty()
                        ? Problems.moduleUnknown(ask.parameter("module"), ask.locale())
                        : new ProblemException(Problem.of(
                                new Reply.Refused(Reply.Reason.MODULE_UNKNOWN, Optional.empty(), id, 0, 0),
                                Optional.empty(),
                                ask.locale())));
    }

    private static Optional<ModuleId> moduleId(String text) {
        try {
            return Optional.of(new ModuleId(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<SeatId> seatId(String text) {
        try {
            return Optional.of(new SeatId(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private String next(Usage usage, Locale locale) {
        return Outlook.of(
                usage,
                plane.watch().map(GateWatch::view),
                id -> plane.ledger().flatMap(ledger -> GateEndpoints.definition(ledger, Optional.of(id))),
                plane.ledger().map(ledger -> Outlook.leaving(usage, ledger)).orElse(List.of()),
                locale);
    }

    private Map<String, Object> view(Usage usage, Locale locale) {
        Module module = usage.module();
        Consequence consequence = module.consequence();
        return Json.object()
                .put("module", module.id().value())
                .put("title", module.title().in(locale))
                .put("metric", module.metric().name().toLowerCase(Locale.ROOT))
                .put("limit", usage.bound())
                .put("licensed", usage.licensed())
                .put("used", usage.used())
                .put("state", usage.state().name().toLowerCase(Locale.ROOT))
                .put("consequence", consequence.code())
                .put(
                        "stillAllowed",
                        consequence.goesOn().stream()
                                .sorted()
                                .map(Operation::value)
                                .toList())
                .put("next", next(usage, locale))
                .put("withheld", usage.withheld())
                .put("verdict", usage.verdict().map(Problem::verdict))
                .put("verdicts", usage.verdicts().stream().map(Problem::verdict).toList())
                .put("features", names(usage.features()))
                .put("declaredFeatures", names(module.features()))
                .put("requires", names(module.requires()))
                .put("terms", terms(usage))
                .map();
    }

    private static List<String> names(Set<?> names) {
        return names.stream().map(Object::toString).sorted().toList();
    }

    /** What the vendor lets wait (R58, D12); empty where the limit is hard. */
    private static Map<String, Object> terms(Usage usage) {
        Module.Terms terms = usage.module().terms();
        return Json.object()
                .put("enforcedFrom", terms.enforcedFrom().map(Json::time))
                .put("enforced", !usage.isShadowed())
                .put("overdraft", terms.overdraft())
                .put("grace", terms.grace().map(Object::toString))
                .map();
    }

    private static Map<String, Object> view(Seat seat, Optional<SeatLife> life, Picture picture, Locale locale) {
        List<Verdict> against = picture.suspending(seat.id());
        return Json.object()
                .put("seat", seat.id().value())
                .put("holder", seat.subject().holder())
                .put("device", seat.subject().device())
                .put("label", seat.subject().label())
                .put("group", seat.group())
                .put("weight", seat.weight())
                .put("features", names(seat.features()))
                .put("connectedAt", Json.time(seat.connectedAt()))
                .put("lastSeenAt", life.map(SeatLife::lastSeenAt).map(Json::time))
                .put("expiresAt", life.map(SeatLife::expiresAt).map(Json::time))
                .put("state", against.isEmpty() ? "served" : "suspended")
                .put("reason", reason(against, picture, locale))
                .map();
    }

    /** What suspends a seat may be a verdict on another module of the same application. */
    private static Optional<String> reason(List<Verdict> against, Picture picture, Locale locale) {
        return against.stream()
                .map(verdict -> Words.suspension(
                        verdict,
                        verdict.module().flatMap(picture::usage).map(Usage::module),
                        locale,
                        ZoneId.systemDefault()))
                .reduce((one, other) -> one + " " + other);
    }
}
