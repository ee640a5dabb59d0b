// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Words;
import io.webgate.license.api.Change;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.Exchange;
import io.webgate.license.api.Feature;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.Operation;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SeatLife;
import io.webgate.license.api.Subject;
import io.webgate.license.api.Verdict;

import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Applications outside the gate: they connect, say that they are still there by the same call, and leave (R20–R46). What
 * follows is the ledger's decision; the permit that the other side checks is signed elsewhere (R61).
 */
final class ConnectionEndpoints {

    private static final int LONGEST_DEVICE = 128;

    private final Plane plane;
    private final Refusals refusals;
    private final SecureRandom random = new SecureRandom();

    ConnectionEndpoints(Plane plane, Refusals refusals) {
        this.plane = plane;
        this.refusals = refusals;
    }

    void addTo(Router router) {
        router.on("PUT /api/v1/connections/{module}/{device} device", this::connect);
        router.on("DELETE /api/v1/connections/{module}/{device} device", this::leave);
        router.on("PUT /api/v1/counts/{module}/{source} device", this::count);
        router.on("GET /api/v1/exchange/keys viewer", this::keys);
    }

    private Answer connect(Ask ask) {
        String device = own(ask, ask.parameter("device"));
        Module module = connectable(ask);
        return connected(
                ask,
                module,
                device,
                ConnectionWish.connection(
                        Json.read(ask), module, plane.needTime(ask.locale()).instant()));
    }

    private Answer count(Ask ask) {
        String source = own(ask, ask.parameter("source"));
        Module module = connectable(ask);
        return connected(ask, module, source, ConnectionWish.count(Json.read(ask), module));
    }

    private Answer connected(Ask ask, Module module, String device, ConnectionWish wish) {
        Locale locale = ask.locale();
        Ledger ledger = plane.needLedger(locale);
        Exchange exchange = plane.needExchange(locale);
        Optional<Caller.Enrolment> enrolment = ask.caller().flatMap(Caller::enrolment);
        enrolment.ifPresent(known -> bounded(known, module, wish, locale));
        Change.Connect change = new Change.Connect(
                SeatId.random(random),
                module.id(),
                new Subject(device, Optional.empty(), wish.label().or(() -> enrolment.map(Caller.Enrolment::label))),
                wish.group(),
                wish.weight(),
                wish.features(),
                wish.lastActiveAt(),
                enrolment.map(Caller.Enrolment::sessions).orElse(Long.MAX_VALUE),
                exchange.lives());
        // The same call is the sign of life: a key that is repeated with it must not make a retry of each
        Reply reply = Waiting.on(ledger.submit(change, IdempotencyKey.none()), "Ledger", locale);
        if (reply instanceof Reply.Granted granted) {
            return Answer.json(200, view(granted, module, ledger, exchange, locale))
                    .with("Vary", "Accept-Language");
        }
        throw refused(reply, ledger, locale);
    }

    private Answer leave(Ask ask) {
        String device = own(ask, ask.parameter("device"));
        Module module = connectable(ask);
        Ledger ledger = plane.needLedger(ask.locale());
        Seat seat = ledger.picture().seats(module.id()).stream()
                .filter(known -> known.subject().device().equals(device))
                .findFirst()
                .orElseThrow(() -> notConnected(module, ask.locale()));
        Reply reply = Waiting.on(
                ledger.submit(new Change.Leave(seat.id(), EndReason.CLOSED), IdempotencyKey.none()),
                "Ledger",
                ask.locale());
        if (reply instanceof Reply.Done) {
            return Answer.none();
        }
        throw refused(reply, ledger, ask.locale());
    }

    private Answer keys(Ask ask) {
        Exchange exchange = plane.needExchange(ask.locale());
        return exchange.keys()
                .map(keys -> Answer.text(200, "application/jwk-set+json", keys))
                .orElseThrow(() -> Problems.unavailable(
                        exchange.trouble()
                                .orElseThrow(() -> new IllegalStateException("No keys, and nobody says why not")),
                        "exchange-key",
                        ask.locale()));
    }

    /** The device of the path, if the caller may act for it: an enrolled device for itself alone. */
    private static String own(Ask ask, String device) {
        Locale locale = ask.locale();
        if (device.isBlank()
                || device.length() > LONGEST_DEVICE
                || device.chars().anyMatch(Character::isISOControl)) {
            throw Problems.invalid(
                    "the device in the path (1 to " + LONGEST_DEVICE + " characters without control characters)",
                    "устройство в пути (от 1 до " + LONGEST_DEVICE + " символов без управляющих)",
                    locale);
        }
        Optional<String> enrolled = ask.caller().flatMap(Caller::enrolment).map(Caller.Enrolment::device);
        if (enrolled.isPresent() && !enrolled.get().equals(device)) {
            throw Problems.of(
                    403,
                    "other-device",
                    new LocalizedText("Another device", "Другое устройство"),
                    new LocalizedText(
                            "A device's token is good for that device alone, which is called " + enrolled.get()
                                    + ": put this name into the path.",
                            "Токен устройства действует только для него самого, его имя — " + enrolled.get()
                                    + ": укажите его в пути."),
                    locale);
        }
        return device;
    }

    /** The module, if something can be connected to it. */
    private Module connectable(Ask ask) {
        Module module = ModuleEndpoints.usage(
                        ask, plane.needLedger(ask.locale()).picture())
                .module();
        Optional<LocalizedText> instead =
                switch (module.counting()) {
                    case CONNECTIONS -> Optional.empty();
                    case GATE_SESSIONS ->
                        Optional.of(new LocalizedText(
                                "Its sessions are opened at the gate, under /gate/.",
                                "Его сеансы открываются на шлюзе, по адресам под /gate/."));
                    case METER ->
                        Optional.of(new LocalizedText(
                                "What is configured in its plugin is counted by the host itself.",
                                "Настроенное в его плагине узел считает сам."));
                    case HOST ->
                        Optional.of(new LocalizedText(
                                "It is this host itself: GET /api/v1/modules/" + module.id() + " tells how it stands.",
                                "Это сам узел: его состояние сообщает GET /api/v1/modules/" + module.id() + "."));
                };
        if (instead.isEmpty()) {
            return module;
        }
        throw new ProblemException(Problems.of(
                        422,
                        "not-connectable",
                        new LocalizedText("Nothing connects to this module", "К этому модулю не подключаются"),
                        new LocalizedText(
                                "No application connects to the module " + module.id() + ". "
                                        + instead.get().english(),
                                "К модулю " + module.id() + " приложения не подключаются. "
                                        + instead.get().russian()),
                        ask.locale())
                .problem()
                .with("module", module.id().value()));
    }

    /** What an administrator allowed the device (D8); how many connections it may have is the ledger's to count. */
    private void bounded(Caller.Enrolment enrolment, Module module, ConnectionWish wish, Locale locale) {
        boolean enrolled = enrolment.modules().contains(module.id());
        if (enrolled && wish.weight() <= enrolment.weight()) {
            return;
        }
        Problem problem = Problem.of(
                new Reply.Refused(
                        Reply.Reason.ENROLMENT_EXCEEDED,
                        Optional.empty(),
                        Optional.of(module.id()),
                        enrolled ? wish.weight() : 0,
                        enrolled ? enrolment.weight() : 0),
                Optional.of(module),
                locale);
        if (enrolled) {
            String name = module.title().in(locale);
            problem = new Problem(
                    problem.status(),
                    problem.code(),
                    problem.title(),
                    new LocalizedText(
                                    name + ": this device's enrolment lets one connection count at most "
                                            + enrolment.weight() + ", and this one claims " + wish.weight()
                                            + ". Ask an administrator to enrol the device for more.",
                                    name + ": одному подключению этого устройства разрешено насчитывать не больше "
                                            + enrolment.weight() + ", а заявлено " + wish.weight()
                                            + ". Попросите администратора разрешить устройству больше.")
                            .in(locale),
                    problem.members(),
                    problem.retryAfter());
        }
        refusals.count(problem);
        throw new ProblemException(problem);
    }

    private static ProblemException notConnected(Module module, Locale locale) {
        return new ProblemException(Problem.of(
                new Reply.Refused(Reply.Reason.SEAT_UNKNOWN, Optional.empty(), Optional.of(module.id()), 0, 0),
                Optional.of(module),
                locale));
    }

    private static ProblemException refused(Reply reply, Ledger ledger, Locale locale) {
        if (reply instanceof Reply.Refused refusal) {
            return new ProblemException(
                    Problem.of(refusal, GateEndpoints.definition(ledger, refusal.module()), locale));
        }
        throw new IllegalStateException("No answer for " + reply);
    }

    private static Map<String, Object> view(
            Reply.Granted granted, Module module, Ledger ledger, Exchange exchange, Locale locale) {
        Seat seat = granted.seat();
        boolean allowed = granted.suspendedBy().isEmpty();
        Optional<SeatLife> life = ledger.life(seat.id());
        Set<Operation> permitted = new TreeSet<>(module.consequence().goesOn());
        Map<String, Boolean> operations = new LinkedHashMap<>();
        permitted.forEach(operation -> operations.put(operation.value(), true));
        if (allowed) {
            permitted.add(Exchange.WHOLE);
        }
        return Json.object()
                .put("seat", seat.id().value())
                .put("exchange", allowed ? "allowed" : "suspended")
                .put(
                        "reasons",
                        granted.suspendedBy().stream()
                                .map(verdict -> reason(verdict, ledger, locale))
                                .toList())
                .put("operations", operations)
                // A seat that ended meanwhile, by an administrator's hand, is permitted nothing
                .put("permit", life.flatMap(now -> exchange.permit(seat, permitted, now.expiresAt())))
                .put("expiresAt", life.map(SeatLife::expiresAt).map(Json::time))
                .map();
    }

    /** A verdict for the application that it hits: nothing of the others that it hits as well. */
    private static Map<String, Object> reason(Verdict verdict, Ledger ledger, Locale locale) {
        Optional<Module> module = GateEndpoints.definition(ledger, verdict.module());
        return Json.object()
                .put("id", verdict.seq())
                .put("module", verdict.module().map(Object::toString))
                .put("title", module.map(known -> known.title().in(locale)))
                .put("cause", verdict.cause().code())
                .put("limit", verdict.limit())
                .put("used", verdict.used())
                .put("consequence", verdict.consequence().map(consequence -> consequence.code()))
                .put(
                        "features",
                        verdict.features().stream().sorted().map(Feature::value).toList())
                .put("since", Json.time(verdict.since()))
                .put("text", Words.suspension(verdict, module, locale, ZoneId.systemDefault()))
                .put("remedy", Problem.remedies(verdict.remedies(), module, locale))
                .map();
    }
}
