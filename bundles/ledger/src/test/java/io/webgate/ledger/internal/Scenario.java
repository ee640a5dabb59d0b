// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** Walks through changes one by one, each with the state that the one before it left. */
final class Scenario {

    State state = State.EMPTY;
    Instant now = Given.NOON;
    final List<Entry> entries = new ArrayList<>();
    private final Durable durable = new Durable();

    Scenario(Change... changes) {
        for (Change change : changes) {
            then(change);
        }
    }

    Reply then(Change change) {
        Decision decision = Decide.decide(state, change, now);
        durable.take(decision, now, change.toString());
        state = decision.next();
        entries.addAll(decision.entries());
        now = now.plusMillis(1);
        return decision.reply();
    }

    Scenario later(Duration time) {
        now = now.plus(time);
        return this;
    }

    Reply.Granted granted(Change change) {
        Reply reply = then(change);
        assertThat(reply).isInstanceOf(Reply.Granted.class);
        return (Reply.Granted) reply;
    }

    Reply.Refused refused(Change change, Reply.Reason reason) {
        Reply reply = then(change);
        assertThat(reply).isInstanceOf(Reply.Refused.class);
        Reply.Refused refused = (Reply.Refused) reply;
        assertThat(refused.reason()).isEqualTo(reason);
        return refused;
    }

    List<SeatId> order(io.webgate.license.api.Module module) {
        return state.inOrder(module.id()).stream().map(Seat::id).toList();
    }

    /** The verdict on quantities that stands against a module. */
    Verdict standing(io.webgate.license.api.Module module) {
        return Optional.ofNullable(state.standing().get(module.id())).orElseThrow();
    }

    /** The verdict on features that stands against a module. */
    Verdict lacking(io.webgate.license.api.Module module) {
        return Optional.ofNullable(state.lacking().get(module.id())).orElseThrow();
    }

    <E extends Entry> List<E> entries(Class<E> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
