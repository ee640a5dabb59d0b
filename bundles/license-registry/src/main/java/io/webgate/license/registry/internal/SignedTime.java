// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.TrustedTime;
import io.webgate.license.format.TimeReceipt;

import java.time.Instant;
import java.util.Optional;

/**
 * Trusted time as the registry sees it: it hands in what vendors have signed, and asks for what only a person can put
 * right (R10). Safe for all threads.
 */
public interface SignedTime extends TrustedTime {

    /**
     * A vendor has signed something at this time, so it can't be earlier. Only the vendor of the distribution is believed:
     * the keys of others count for their own modules and nothing else (R12).
     */
    void seen(String vendor, Instant signed);

    /**
     * The nonce that a receipt must echo, made when there is none that could still be answered. The same one goes into
     * every request of some days, so that a second request does not make the answer to the first one worthless.
     *
     * @throws java.io.UncheckedIOException where it can't be kept: its answer would be refused after a restart
     */
    String ask();

    /** What a receipt would do; changes nothing. */
    Receipts.Answer judge(TimeReceipt receipt);

    /** Does it, where it fits. Its nonce is used up then. */
    Receipts.Answer take(TimeReceipt receipt);

    /** The highest time that was ever told, be it before a receipt has set it back; for numbers that must only grow. */
    Instant ever();

    /** What the system's clock says, where it was set back and something later is known. */
    Optional<Instant> behind();
}
