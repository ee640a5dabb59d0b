// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One mail to one recipient on its way: each step is a pure function from one state to the next. What is written before a mail
 * leaves, and what after, follows from these steps alone.
 *
 * @param recipient bare address
 * @param attempts begun
 * @param nextAt when it may be tried, while it waits
 * @param lastAt when it was last tried
 * @param answer to the last attempt
 */
record Delivery(
        String recipient,
        State state,
        int attempts,
        Instant nextAt,
        Optional<Instant> lastAt,
        Optional<Answer> answer) {

    /** How long a mail is tried; after that the next attempt that fails is the last. */
    static final Duration TRIED = Duration.ofHours(24);

    /** Where a mail stands. */
    enum State {
        WAITING("waiting"),
        /** An attempt is on its way, or was when it was cut off. */
        SENDING("sending"),
        SENT("sent"),
        /** The server refuses it for good. */
        REFUSED("refused"),
        /** Tried long enough. */
        GIVEN_UP("given-up"),
        /** The job was switched off, or its report can't be made. */
        CANCELLED("cancelled");

        private final String code;

        State(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }

        /** Nothing will change any more. */
        boolean isEnd() {
            return this != WAITING && this != SENDING;
        }
    }

    static Delivery to(String recipient, Instant now) {
        return new Delivery(recipient, State.WAITING, 0, now, Optional.empty(), Optional.empty());
    }

    /** Kept before the first byte of the mail leaves. */
    Delivery begun(Instant now) {
        require(State.WAITING);
        return new Delivery(recipient, State.SENDING, attempts + 1, nextAt, Optional.of(now), answer);
    }

    /**
     * The attempt has ended.
     *
     * @param begin when the mail began to be tried
     */
    Delivery answered(Answer told, Instant begin, Instant now, Backoff backoff) {
        require(State.SENDING);
        State next;
        if (told.kind() == Answer.Kind.ACCEPTED) {
            next = State.SENT;
        } else if (!told.kind().isPassing()) {
            next = State.REFUSED;
        } else if (now.isBefore(begin.plus(TRIED))) {
            next = State.WAITING;
        } else {
            next = State.GIVEN_UP;
        }
        return new Delivery(
                recipient, next, attempts, now.plus(backoff.after(attempts)), Optional.of(now), Optional.of(told));
    }

    /** No attempt is on its way, and here is one without an answer: it is tried again, with the same Message-ID. */
    Delivery recovered(Instant now) {
        require(State.SENDING);
        return new Delivery(
                recipient, State.WAITING, attempts, now, lastAt, Optional.of(Answer.of(Answer.Kind.INTERRUPTED)));
    }

    Delivery cancelled() {
        return state.isEnd() ? this : new Delivery(recipient, State.CANCELLED, attempts, nextAt, lastAt, answer);
    }

    private void require(State wanted) {
        if (state != wanted) {
            throw new IllegalStateException("The mail to " + recipient + " is " + state + ", not " + wanted);
        }
    }
}
