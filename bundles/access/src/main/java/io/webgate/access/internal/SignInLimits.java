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

    /** Refuses where too many attempts failed, before anything is looked up. */
    void check(Origin origin, String login) throws AccessException {
        long now = time.nanos();
        Optional<Duration> wait = origins.wait(origin.address(), now)
                .or(() -> login.isEmpty() ? Optional.empty() : accounts.wait(login, now));
        if (wait.isPresent()) {
            throw new AccessException(
                    Fault.TOO_MANY_ATTEMPTS,
                    new LocalizedText(
                            "Too many attempts have failed. Try again in a minute.",
                            "Слишком много неудачных попыток. Повторите через минуту."),
                    wait.get(),
                    null);
        }
    }

    void failed(Origin origin, String login) {
        origins.failed(origin.address(), time.nanos());
        if (!login.isEmpty()) {
            accounts.failed(login, time.nanos());
        }
    }

    void succeeded(String login) {
        accounts.forget(login);
    }
}
