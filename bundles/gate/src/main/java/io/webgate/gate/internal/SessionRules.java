// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.internal;

import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Right;
import io.webgate.gate.http.Role;
import io.webgate.license.api.Change;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.Eviction;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Subject;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Who may open, keep and close which session (D8, R62). Pure. */
final class SessionRules {

    private SessionRules() {}

    /** Why the caller may not open a session of the module at all; empty: it may ask the ledger. */
    static Optional<Reply.Refused> refusal(Caller caller, ModuleId module) {
        boolean mayAsk = caller.may(Right.DEVICE)
                && caller.enrolment()
                        .map(enrolment -> enrolment.modules().contains(module))
                        .orElse(true);
        return mayAsk
                ? Optional.empty()
                : Optional.of(new Reply.Refused(
                        Reply.Reason.ENROLMENT_EXCEEDED, Optional.empty(), Optional.of(module), 0, 0));
    }

    /** The change by which the caller takes a session. */
    static Change.Connect connect(Caller caller, SeatId fresh, ModuleId module, String holder, Duration idle) {
        return new Change.Connect(
                fresh,
                module,
                new Subject(
                        device(caller),
                        Optional.of(holder),
                        Optional.of(
                                caller.enrolment().map(Caller.Enrolment::label).orElse(caller.name()))),
                Optional.empty(),
                1,
                Set.of(),
                caller.enrolment().map(Caller.Enrolment::sessions).orElse(Long.MAX_VALUE),
                idle);
    }

    /** Whether the caller reaches this session: its own device's, an operator every one. */
    static boolean reaches(Caller caller, Seat seat) {
        return reaches(caller, seat.subject().device());
    }

    private static boolean reaches(Caller caller, String device) {
        return caller.has(Role.OPERATOR) || (caller.enrolment().isPresent() && device.equals(device(caller)));
    }

    /** The change by which the caller ends a session that it reaches; an operator evicts others'. */
    static Change end(Caller caller, Seat seat) {
        return seat.subject().device().equals(device(caller))
                ? new Change.Leave(seat.id(), EndReason.CLOSED)
                : new Change.Evict(seat.id(), caller.name(), Optional.empty(), Duration.ZERO);
    }

    /**
     * The answer to whoever asks for a session that is not there, or not for them.
     *
     * @param eviction by which it ended; told only to those whom it was there for
     */
    static Reply.Refused unknown(Caller caller, Optional<Eviction> eviction) {
        return Reply.Refused.seatUnknown(eviction.filter(known -> reaches(caller, known.device())));
    }

    /** A person or program that acts for any device counts as one of its own; no enrolled device has such an id. */
    private static String device(Caller caller) {
        return caller.enrolment().map(Caller.Enrolment::device).orElseGet(() -> "operator:" + caller.name());
    }
}
