// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SeatLife;
import io.webgate.license.api.Usage;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The commands of the scope {@code seats}. Thread-safe. */
public final class SeatCommands {

    static final List<String> FUNCTIONS = List.of("list", "evict");

    private final Plane plane;
    private final Speech speech;

    SeatCommands(Plane plane, Speech speech) {
        this.plane = plane;
        this.speech = speech;
    }

    /** The seats of a module in order of connection. */
    @Descriptor("lists the seats of a module in order of connection")
    public String list(@Descriptor("the module's id") String module) {
        Ledger ledger = plane.needLedger(speech);
        Picture picture = ledger.picture();
        Usage usage = Modules.need(picture, module, speech);
        Table table = Table.of(
                speech.say("SEAT", "МЕСТО"),
                speech.say("HOLDER", "КТО"),
                speech.say("DEVICE", "УСТРОЙСТВО"),
                speech.say("COUNTS", "СЧИТАЕТСЯ ЗА"),
                speech.say("SINCE", "С"),
                speech.say("LAST SEEN", "ПОСЛЕДНИЙ СИГНАЛ"),
                speech.say("STATE", "СОСТОЯНИЕ"));
        for (Seat seat : picture.seats(usage.module().id())) {
            boolean cut = !picture.suspending(seat.id()).isEmpty();
            table.add(
                    seat.id().value(),
                    seat.subject().holder().orElse("-"),
                    seat.subject().label().orElse(seat.subject().device()),
                    Long.toString(seat.weight()),
                    speech.time(seat.connectedAt()),
                    ledger.life(seat.id())
                            .map(SeatLife::lastSeenAt)
                            .map(speech::time)
                            .orElse("-"),
                    cut ? speech.say("suspended", "приостановлено") : speech.say("served", "обслуживается"));
        }
        String sum = usage.module().title().in(speech.locale()) + ": " + speech.say("in use ", "в использовании ")
                + speech.of(usage.used(), usage.bound());
        return table.isEmpty() ? sum : table + "\n" + sum;
    }

    /** Closes a seat, and keeps its holder out for a while where that is asked for. */
    @Descriptor("closes a seat of a module")
    public String evict(
            @Parameter(
                            names = {"-h", "--hold"},
                            absentValue = "")
                    @Descriptor("keeps its holder out for a time such as 15m or 2h, at most 7d")
                    String hold,
            @Descriptor("the module's id") String module,
            @Descriptor("the seat's id, as seats:list shows it") String seat) {
        Duration kept = Hold.of(hold, speech);
        Ledger ledger = plane.needLedger(speech);
        Picture picture = ledger.picture();
        Usage usage = Modules.need(picture, module, speech);
        SeatId id = id(seat).filter(typed -> picture.seat(typed)
                        .filter(found -> found.module().equals(usage.module().id()))
                        .isPresent())
                .orElseThrow(() -> unknown(module, seat));
        Reply reply = Waiting.on(
                ledger.submit(new Change.Evict(id, Plane.BY, Optional.empty(), kept), Optional.empty()),
                "Ledger",
                speech);
        if (reply instanceof Reply.Refused refused) {
            plane.record("seat-evict", seat, refused.reason().code());
            throw refused.reason() == Reply.Reason.SEAT_UNKNOWN
                    ? unknown(module, seat)
                    : Failure.of(Modules.problem(refused, ledger, speech));
        }
        plane.record("seat-evict", seat, "done");
        return speech.say("Seat " + seat + " is closed.", "Место " + seat + " закрыто.");
    }

    private Failure unknown(String module, String seat) {
        return new Failure(speech.say(
                "Module " + module + " has no seat " + seat + ", or it has ended already. seats:list " + module
                        + " shows those that are open.",
                "У модуля " + module + " нет места " + seat
                        + ", или оно уже закрыто. Открытые показывает команда seats:list " + module + "."));
    }

    private static Optional<SeatId> id(String typed) {
        try {
            return Optional.of(new SeatId(typed));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
