// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.tls;

import io.webgate.host.Bilingual;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What there is to say about the dates of a certificate that is served; its owner's are served whatever they are. */
public final class Standing {

    /** From so long before its end on it is said: long enough to get another one. */
    static final Duration SOON = Duration.ofDays(14);

    private Standing() {}

    /** Empty where all is well; else what is wrong, and what follows from it. */
    public static Optional<String> of(X509Certificate certificate, Instant now) {
        Renewal.Validity validity = Renewal.Validity.of(certificate);
        if (now.isBefore(validity.from())) {
            return Optional.of(Bilingual.text(
                    "The TLS certificate counts only from " + validity.from()
                            + " on: browsers and devices refuse it until then. Check the clock, or take another one.",
                    "Сертификат TLS действует только с " + validity.from()
                            + ": до тех пор браузеры и устройства его отвергнут. Проверьте часы или возьмите другой."));
        }
        if (!now.isBefore(validity.until())) {
            return Optional.of(Bilingual.text(
                    "The TLS certificate ended on " + validity.until()
                            + ": browsers and devices refuse it. Get a new one and start the host again.",
                    "Сертификат TLS закончился " + validity.until()
                            + ": браузеры и устройства его отвергают. Получите новый и перезапустите узел."));
        }
        if (now.plus(SOON).isAfter(validity.until())) {
            return Optional.of(Bilingual.text(
                    "The TLS certificate ends on " + validity.until()
                            + ". Get a new one and start the host again before that.",
                    "Сертификат TLS закончится " + validity.until()
                            + ". Получите новый и перезапустите узел до этого срока."));
        }
        return Optional.empty();
    }
}
