// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.List;
import java.util.Optional;

/** The ledger's answer to a {@link Change}. A refusal is a value with its reasons, not an exception. */
public sealed interface Reply {

    /**
     * A seat is held.
     *
     * @param seat the seat
     * @param returning it was held before this change
     * @param suspendedBy every verdict that suspends its exchange: of its own module, of a feature, of another module of the
     *     same application (§4); empty: the exchange is allowed
     * @param used units in use of the module, this seat included
     * @param limit the module's bound: the smaller of licence and setting
     */
    record Granted(Seat seat, boolean returning, List<Verdict> suspendedBy, long used, long limit) implements Reply {

        public Granted {
            suspendedBy = List.copyOf(suspendedBy);
        }
    }

    /**
     * Not granted, not done.
     *
     * @param reason why, as a stable code
     * @param verdict the verdict, where one stands behind it
     * @param module which module, where one is concerned
     * @param used units in use
     * @param limit the bound
     * @param eviction by which an administrator closed the seat or keeps its subject out, or by which it made room
     */
    record Refused(
            Reason reason,
            Optional<Verdict> verdict,
            Optional<ModuleId> module,
            long used,
            long limit,
            Optional<Eviction> eviction)
            implements Reply {

        /** A refusal without an administrator's eviction behind it. */
        public Refused(Reason reason, Optional<Verdict> verdict, Optional<ModuleId> module, long used, long limit) {
            this(reason, verdict, module, used, limit, Optional.empty());
        }

        /** No such seat, or no longer: with the eviction, where one ended it. */
        public static Refused seatUnknown(Optional<Eviction> eviction) {
            return new Refused(Reason.SEAT_UNKNOWN, Optional.empty(), eviction.map(Eviction::module), 0, 0, eviction);
        }
    }

    /** Done, and durable. */
    record Done() implements Reply {}

    /** Why a change was refused. */
    enum Reason {
        /** The gate is stopped by a verdict: 503. */
        GATE_STOPPED,
        /** The module has limit 0 and is withheld: 403. */
        NOT_LICENSED,
        /** The module is held by a verdict: 403. */
        MODULE_HELD,
        /** One too many: 409. */
        LIMIT_EXCEEDED,
        /** More than the device's enrolment allows: 409. */
        ENROLMENT_EXCEEDED,
        /** No such seat, or no longer: 404. */
        SEAT_UNKNOWN,
        /** It was idle and made room for another (R46): 410. */
        SEAT_DISPLACED,
        /** An administrator keeps this subject out for a while: 403. */
        HELD_OUT,
        /** The cause of the verdict stands, the gate can't be resumed: 409. */
        CAUSE_STANDS,
        /** The same idempotency key was used with another request: 422. */
        KEY_REUSED,
        /** The catalogue has no such module: 404. */
        MODULE_UNKNOWN,
        /** Documents or meters have not been read yet (R52): 503. */
        STARTING,
        /** The store can't take anything new (R56): 507. */
        STORE_FULL;

        /** The name in API and journal: {@code gate-stopped} and so on. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
