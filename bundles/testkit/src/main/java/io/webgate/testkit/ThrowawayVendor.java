// SPDX-License-Identifier: Apache-2.0
package io.webgate.testkit;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.ModuleId;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.TrustDocument.VendorInfo;
import io.webgate.vendor.issuing.LicenseIssuer;
import io.webgate.vendor.issuing.LicenseRequest;
import io.webgate.vendor.issuing.VendorKeys;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;

/** A vendor for one test: real keys, real signatures, nothing written to disk. Not thread-safe. */
public final class ThrowawayVendor {

    private final VendorKeys keys;
    private final LicenseIssuer issuer;

    private ThrowawayVendor(VendorKeys keys, InstantSource time) {
        this.keys = keys;
        this.issuer = new LicenseIssuer(keys, module -> true, new SecureRandom(), time);
    }

    /** A new vendor, whom nobody trusts unless the test makes it so with {@link #keyRing()}. */
    public static ThrowawayVendor named(String prefix, InstantSource time) {
        return new ThrowawayVendor(
                VendorKeys.generate(
                        new VendorInfo(prefix, "Vendor " + prefix),
                        "development",
                        ZoneOffset.UTC,
                        // Documents tell their time in seconds: its first one must not be older than its keys
                        time.instant().truncatedTo(ChronoUnit.SECONDS),
                        new SecureRandom()),
                time);
    }

    /** The vendor whose keys lie in a folder, such as the development vendor of a checkout. */
    public static ThrowawayVendor at(Path folder, InstantSource time) throws IOException {
        return new ThrowawayVendor(VendorKeys.open(folder), time);
    }

    /** What a host must trust to take this vendor's documents. */
    public KeyRing keyRing() {
        return keys.trust().keys();
    }

    /** A permanent document for one module on any machine. */
    public byte[] license(String module, long quantity) {
        return license(module, quantity, Binding.ANYWHERE, request -> request);
    }

    /** A document for one module; the last argument may change the request. */
    public byte[] license(String module, long quantity, Binding binding, UnaryOperator<LicenseRequest.Builder> more) {
        return license(module, quantity, "Test customer", binding, more);
    }

    /** The same for a holder of any name. */
    public byte[] license(
            String module, long quantity, String holder, Binding binding, UnaryOperator<LicenseRequest.Builder> more) {
        LicenseRequest.Builder request = LicenseRequest.forHolder(holder, binding)
                .application(new ApplicationId("powerpos.data-server"))
                .entitlement(new ModuleId(module), quantity);
        return issuer.issue(issuer.prepare(more.apply(request).build()));
    }
}
