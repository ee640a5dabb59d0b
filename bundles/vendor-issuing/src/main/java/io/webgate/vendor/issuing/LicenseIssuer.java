// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Issues licence documents in two steps (R1, R3): {@link #prepare} checks everything and touches no key; {@link #issue}
 * signs what was prepared, once. Thread-safe.
 */
public final class LicenseIssuer {

    private final DocumentSigner signer;
    private final LicensePreparation preparation;

    /**
     * For a vendor whose catalogue is not at hand: no module is refused for how it counts (R28).
     *
     * @param known whether a module stands in the vendor's catalogue; one that does not is only warned of
     */
    public LicenseIssuer(VendorKeys keys, Predicate<ModuleId> known, SecureRandom random, InstantSource clock) {
        this(keys, new LicensePreparation(keys.identity(), known, module -> false, random, clock));
    }

    /** @param catalogue the vendor's; a module that does not stand in it is only warned of */
    public LicenseIssuer(VendorKeys keys, Map<ModuleId, Module> catalogue, SecureRandom random, InstantSource clock) {
        this(keys, new LicensePreparation(keys.identity(), catalogue, random, clock));
    }

    private LicenseIssuer(VendorKeys keys, LicensePreparation preparation) {
        this.signer = new DocumentSigner(keys);
        this.preparation = preparation;
    }

    /** See {@link LicensePreparation#prepare(LicenseRequest)}. */
    public Draft prepare(LicenseRequest request) {
        return preparation.prepare(request);
    }

    /** See {@link LicensePreparation#prepare(LicenseRequest, List)}. */
    public Draft prepare(LicenseRequest request, List<byte[]> attached) {
        return preparation.prepare(request, attached);
    }

    /** See {@link LicensePreparation#adopt(byte[])}. */
    public Draft adopt(byte[] payload) throws LicenseFormatException {
        return preparation.adopt(payload);
    }

    /**
     * Signs a draft of this issuer: the only step that touches a private key.
     *
     * @return the file
     * @throws IllegalStateException when it was issued already, or prepared by another issuer
     * @throws IllegalArgumentException when it is larger than a document may be, or no key counts at its time
     */
    public byte[] issue(Draft draft) {
        return signer.sign(
                draft.redeem(preparation), Purpose.LICENSE, draft.license().issuedAt());
    }
}
