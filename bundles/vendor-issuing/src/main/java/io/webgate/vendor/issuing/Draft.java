// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.License;
import io.webgate.license.api.LocalizedText;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A licence that is ready to be signed and is not: to be stored, shown and approved. Its issuer signs it once (see
 * {@link LicenseIssuer#issue}). Thread-safe.
 */
public final class Draft {

    private final LicensePreparation preparation;
    private final License license;
    private final byte[] payload;
    private final List<LocalizedText> warnings;
    private final AtomicBoolean redeemed = new AtomicBoolean();

    Draft(LicensePreparation preparation, License license, byte[] payload, List<LocalizedText> warnings) {
        this.preparation = preparation;
        this.license = license;
        this.payload = payload.clone();
        this.warnings = List.copyOf(warnings);
    }

    /** What it will say. */
    public License license() {
        return license;
    }

    /** A copy of the very bytes that will be signed. */
    public byte[] payload() {
        return payload.clone();
    }

    /** What a person should look at before it is issued. */
    public List<LocalizedText> warnings() {
        return warnings;
    }

    /** Hands the payload out, once and to its own maker only. */
    byte[] redeem(LicensePreparation by) {
        if (by != preparation) {
            throw new IllegalStateException("Draft " + license.id() + " was prepared by another issuer");
        }
        if (!redeemed.compareAndSet(false, true)) {
            throw new IllegalStateException("Draft " + license.id() + " was issued already");
        }
        return payload.clone();
    }
}
