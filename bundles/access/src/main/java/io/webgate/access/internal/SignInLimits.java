// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.AccessException;
import io.webgate.access.AccessException.Fault;
import io.webgate.access.Origin;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.TrustedTime;

import java.time.Duration;
import java.util.Optional;

/**
 * How often somebody may fail: per origin, and per account from wherever. The window is short, so that nobody can lock an
 * administrator out for long by failing in his name (ASVS 6.3.1). Thread-safe.
 */
final class SignInLimits {

    private static final int MOST_OF_ORIGIN = 10;
    private static final int MOST_OF_ACCOUNT = 10;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int REMEMBERED = 4096;

    private final TrustedTime time;
    private final AttemptLimit origins = new AttemptLimit(MOST_OF_ORIGIN, WINDOW, REMEMBERED);
    private final AttemptLimit accounts = new AttemptLimit(MOST_OF_ACCOUNT, WINDOW, REMEMBERED);

    SignInLimits(TrustedTime time) {
        this.time = time;
    }

    /**
     * Takes an attempt before anything is looked up; it counts as failed until it is closed otherwise.
     *
     * @throws AccessException {@code TOO_MANY_ATTEMPTS} where too many failed, or are being made at this moment
     */
    Attempt attempt(Origin origin, String login) throws AccessException {
        long now = time.nanos();
        Optional<Duration> wait = origins.take(origin.address(), now);
        if (wait.isEmpty() && !login.isEmpty()) {
            wait = accounts.take(login, now);
            if (wait.isPresent()) {
                origins.back(origin.address(), now);
            }
        }
        if (wait.isPresent()) {
            throw new AccessException(
                    Fault.TOO_MANY_ATTEMPTS,
                    new LocalizedText(
                            "Too many attempts have failed. Try again in a minute.",
                            "Слишком много неудачных попыток. Повторите через минуту."),
                    wait.get(),
                    null);
        }
        return new Attempt(origin.address(), login, now);
    }

    /** One attempt. Unless it failed it is given back when closed, whatever else went wrong. For one thread. */
    final class Attempt implements AutoCloseable {

        private final String address;
        private final String login;
        private final long taken;
        private boolean failed;
        private boolean succeeded;

        private Attempt(String address, String login, long taken) {
            this.address = address;
            this.login = login;
            this.taken = taken;
        }

        void failed() {
            failed = true;
        }

        /** What failed before in the name of this account counts no more. */
        void succeeded() {
            succeeded = true;
        }

        @Override
        public void close() {
            if (failed) {
                return;
            }
            origins.back(address, taken);
            if (succeeded) {
                accounts.forget(login);
            } else if (!login.isEmpty()) {
                accounts.back(login, taken);
            }
        }
    }
}
