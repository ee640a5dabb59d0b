// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.seats;

import gg.jte.html.HtmlTemplateOutput;
import io.webgate.access.Access;
import io.webgate.access.AccessException;
import io.webgate.access.Device;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.admin.internal.frame.Waiting;
import io.webgate.admin.internal.jte.seats.JteevictGenerated;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Role;
import io.webgate.license.api.Change;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Usage;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Closing a seat: what follows from it, then the act, in one of three ways. */
final class EvictPage {

    private static final LocalizedText GONE =
            new LocalizedText("This session or connection has ended", "Этот сеанс или подключение уже завершены");
    private static final LocalizedText GONE_DETAIL = new LocalizedText(
            "There is nothing to close any more; the page Sessions and devices shows who is connected now.",
            "Закрывать больше нечего; кто подключён сейчас, показано на странице «Сеансы и устройства».");
    private static final int UNPROCESSABLE = 422;

    private EvictPage() {}

    static PageAnswer confirm(PageRequest request) throws AccessException {
        return page(200, request, EvictForm.EMPTY, List.of());
    }

    static PageAnswer evict(PageRequest request) throws IOException, AccessException {
        Ledger ledger = Refused.need(request.plane().ledger(), "Ledger");
        // An act that can't be recorded is not begun
        Access access = Refused.need(request.plane().access(), "Access");
        Seat seat = seat(request, ledger.picture());
        EvictForm form = new EvictForm(request.field("how"), request.field("minutes"), request.field("reason"));
        List<String> errors = errors(form, request, seat);
        if (!errors.isEmpty()) {
            return page(UNPROCESSABLE, request, form, errors);
        }
        String done =
                switch (form.way().orElseThrow()) {
                    case ONCE, HOLD -> {
                        close(
                                request,
                                ledger,
                                access,
                                seat,
                                form.reason(),
                                form.hold().orElseThrow());
                        yield form.how().equals("once") ? "evicted" : "held";
                    }
                    case BLOCK -> {
                        block(request, ledger, access, seat, form.reason());
                        yield "blocked";
                    }
                };
        return new PageAnswer.See("/admin/sessions?module=" + seat.module().value() + "&done=" + done);
    }

    private static List<String> errors(EvictForm form, PageRequest request, Seat seat) throws AccessException {
        List<String> errors = new ArrayList<>();
        boolean cannot = form.way().filter(EvictForm.Way.BLOCK::equals).isPresent()
                && !noBlock(request, device(request, seat)).isEmpty();
        if (form.way().isEmpty() || cannot) {
            errors.add("how");
        }
        if (form.hold().isEmpty()) {
            errors.add("minutes");
        }
        if (!form.hasReason()) {
            errors.add("reason");
        }
        return errors;
    }

    /** First its token, so that it can't come back; then every seat that it has. */
    private static void block(PageRequest request, Ledger ledger, Access access, Seat seat, String reason)
            throws IOException, AccessException {
        access.revokeDevice(request.by(), seat.subject().device());
        Picture picture = ledger.picture();
        List<Seat> all = picture.usages().stream()
                .flatMap(usage -> picture.seats(usage.module().id()).stream())
                .filter(one -> one.subject().device().equals(seat.subject().device()))
                .toList();
        for (Seat one : all) {
            Reply reply = submit(request, ledger, one, reason, Duration.ZERO);
            access.record(request.by(), "seat-evict", subject(one, reason), outcome(reply));
        }
    }

    private static void close(
            PageRequest request, Ledger ledger, Access access, Seat seat, String reason, Duration hold)
            throws IOException {
        Reply reply = submit(request, ledger, seat, reason, hold);
        access.record(request.by(), "seat-evict", subject(seat, reason), outcome(reply));
        if (reply instanceof Reply.Refused refused) {
            throw refused.reason() == Reply.Reason.SEAT_UNKNOWN
                    ? gone(request)
                    : new Refused(
                            Problem.of(refused, Optional.empty(), request.ui().locale()));
        }
    }

    private static Reply submit(PageRequest request, Ledger ledger, Seat seat, String reason, Duration hold)
            throws IOException {
        Change.Evict change = new Change.Evict(seat.id(), request.by(), Optional.of(reason), hold);
        return Waiting.on(ledger.submit(change, Optional.empty())).orElseThrow(() -> Refused.missing("Ledger"));
    }

    /** As the record of acts shows it: which seat, whose, and why. */
    private static String subject(Seat seat, String reason) {
        return seat.id().value() + " (" + LocalizedText.quotable(seat.subject().device()) + "): "
                + LocalizedText.quotable(reason);
    }

    private static String outcome(Reply reply) {
        return reply instanceof Reply.Refused refused ? refused.reason().code() : "done";
    }

    private static PageAnswer page(int status, PageRequest request, EvictForm form, List<String> errors)
            throws AccessException {
        Ui ui = request.ui();
        Ledger ledger = Refused.need(request.plane().ledger(), "Ledger");
        Picture picture = ledger.picture();
        Seat seat = seat(request, picture);
        Usage usage = picture.usage(seat.module()).orElseThrow(() -> gone(request));
        List<Seat> inOrder = picture.seats(seat.module());
        Queue queue = Queue.of(usage, inOrder);
        Optional<Device> device = device(request, seat);
        SeatRow row = SeatRow.of(
                new Placed(1 + inOrder.indexOf(seat), seat, queue.below().contains(seat)), picture, ui);
        EvictModel model = new EvictModel(
                SeatRow.Timed.of(row, ledger.life(seat.id())),
                usage.module().title().in(ui.locale()),
                SeatsView.consequences(usage, queue, seat, device.isPresent(), ui),
                form,
                noBlock(request, device),
                errors);
        return new PageAnswer.Html(
                status,
                ui.t("seats.evict.title"),
                SeatsArea.MENU,
                out -> JteevictGenerated.render((HtmlTemplateOutput) out, null, ui, model));
    }

    /** Blocking ends an enrolment, which is an administrator's right, as it is everywhere. */
    private static String noBlock(PageRequest request, Optional<Device> device) {
        if (device.isEmpty()) {
            return request.ui().t("seats.block.none");
        }
        return request.ui().may(Role.ADMIN) ? "" : request.ui().t("seats.block.role");
    }

    private static Optional<Device> device(PageRequest request, Seat seat) throws AccessException {
        Access access = Refused.need(request.plane().access(), "Access");
        return access.devices().stream()
                .filter(one -> one.enrolment().device().equals(seat.subject().device()))
                .findFirst();
    }

    private static Seat seat(PageRequest request, Picture picture) {
        return Stream.of(request.placeholder("seat"))
                .flatMap(text -> id(text).stream())
                .flatMap(id -> picture.seat(id).stream())
                .filter(found -> found.module().value().equals(request.placeholder("module")))
                .findFirst()
                .orElseThrow(() -> gone(request));
    }

    private static Optional<SeatId> id(String text) {
        try {
            return Optional.of(new SeatId(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Refused gone(PageRequest request) {
        return new Refused(Problem.of(
                404,
                Reply.Reason.SEAT_UNKNOWN.code(),
                GONE,
                GONE_DETAIL,
                request.ui().locale()));
    }
}
