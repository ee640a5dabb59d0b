// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SeatLife;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The plugin's answers as JSON. Pure. */
final class Answers {

    private Answers() {}

    /** {@code {session, expiresAt, seats: {used, limit}}}. */
    static String session(Reply.Granted granted, Optional<SeatLife> life) {
        JsonObject answer = new JsonObject();
        answer.addProperty("session", granted.seat().id().value());
        life.ifPresent(now -> answer.addProperty("expiresAt", Problem.time(now.expiresAt())));
        JsonObject seats = new JsonObject();
        seats.addProperty("used", granted.used());
        seats.addProperty("limit", granted.limit());
        answer.add("seats", seats);
        return answer.toString();
    }

    /** {@code [{session, MEMBER, device, label, openedAt, lastSeenAt, expiresAt}]}; one that ends meanwhile is left out. */
    static String list(String member, List<Seat> seats, Function<SeatId, Optional<SeatLife>> lives) {
        JsonArray answer = new JsonArray();
        for (Seat seat : seats) {
            lives.apply(seat.id()).ifPresent(life -> answer.add(session(member, seat, life)));
        }
        return answer.toString();
    }

    private static JsonObject session(String member, Seat seat, SeatLife life) {
        JsonObject session = new JsonObject();
        session.addProperty("session", seat.id().value());
        seat.subject().holder().ifPresent(holder -> session.addProperty(member, holder));
        session.addProperty("device", seat.subject().device());
        seat.subject().label().ifPresent(label -> session.addProperty("label", label));
        session.addProperty("openedAt", Problem.time(seat.connectedAt()));
        session.addProperty("lastSeenAt", Problem.time(life.lastSeenAt()));
        session.addProperty("expiresAt", Problem.time(life.expiresAt()));
        return session;
    }
}
