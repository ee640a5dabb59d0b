// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is to be done about the certificate that the host made for itself, at a start. */
enum Renewal {
    /** There is none. */
    MAKE,
    /** It has ended, ends soon, or has not begun: a new one with the same key. */
    RENEW,
    /** It is good for now. */
    KEEP;

    /** Left of its time, below which it is renewed: a host that runs for weeks must not outlive it. */
    static final Duration MARGIN = Duration.ofDays(30);

    /** From when to when a certificate counts. */
    record Validity(Instant from, Instant until) {
        static Validity of(X509Certificate certificate) {
            return new Validity(
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant());
        }
    }

    /** The rule. With exactly {@link #MARGIN} left it is kept. */
    static Renewal of(Optional<Validity> present, Instant now) {
        return present.map(validity ->
                        now.isBefore(validity.from()) || now.plus(MARGIN).isAfter(validity.until()) ? RENEW : KEEP)
                .orElse(MAKE);
    }
}
