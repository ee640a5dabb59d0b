// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.format.KeyRing;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.format.TrustDocument.VendorInfo;
import io.webgate.license.format.TrustedKey;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whom a distribution trusts besides the vendor who assembles it (R12, R57): other vendors for modules of their own. Of
 * theirs it takes what that needs: the keys for catalogue entries, licences, revocations and announcements of keys. The
 * time, the bundles and the tokens stay the assembling vendor's. Pure.
 */
final class TrustedVendors {

    private static final Set<Purpose> OTHERS =
            EnumSet.of(Purpose.LICENSE, Purpose.CATALOGUE, Purpose.REVOCATION, Purpose.KEYS);

    private TrustedVendors() {}

    /**
     * The trust document of a distribution.
     *
     * @param own the assembling vendor's, who is named first
     * @param others each of one vendor
     * @throws IllegalArgumentException when one is of another mode, names several vendors, one that is there already, or
     *     lacks keys
     */
    static TrustDocument of(TrustDocument own, Collection<TrustDocument> others) {
        List<VendorInfo> vendors = new ArrayList<>(own.vendors());
        List<TrustedKey> keys = new ArrayList<>(own.keys().keys());
        for (TrustDocument other : others) {
            if (other.vendors().size() != 1) {
                String named = other.vendors().stream().map(VendorInfo::prefix).collect(Collectors.joining(", "));
                throw new VendorRefusal(
                        "A trust document of one vendor is needed, and this one names: " + named,
                        "Нужен документ доверия одного поставщика, а в этом названы: " + named);
            }
            VendorInfo vendor = other.vendors().get(0);
            if (vendors.stream().anyMatch(one -> one.prefix().equals(vendor.prefix()))) {
                throw new VendorRefusal(
                        "Vendor " + vendor.prefix() + " is named twice",
                        "Поставщик " + vendor.prefix() + " назван дважды");
            }
            if (!other.mode().equals(own.mode())) {
                throw new VendorRefusal(
                        "Vendor " + vendor.prefix() + " is a " + other.mode()
                                + " vendor and can't be trusted in a distribution for " + own.mode(),
                        "Поставщику " + vendor.prefix() + " вида " + other.mode()
                                + " нельзя доверять в дистрибутиве вида " + own.mode());
            }
            List<TrustedKey> taken = other.keys().keys().stream()
                    .filter(key -> key.purposes().stream().anyMatch(OTHERS::contains))
                    .map(TrustedVendors::forModules)
                    .toList();
            if (taken.isEmpty()) {
                throw new VendorRefusal(
                        "Vendor " + vendor.prefix() + " has no key to trust",
                        "У поставщика " + vendor.prefix() + " нет ключа, которому можно доверять");
            }
            vendors.add(vendor);
            keys.addAll(taken);
        }
        return new TrustDocument(own.mode(), vendors, KeyRing.of(keys));
    }

    private static TrustedKey forModules(TrustedKey key) {
        Set<Purpose> purposes = EnumSet.copyOf(key.purposes());
        purposes.retainAll(OTHERS);
        return new TrustedKey(
                key.kid(), key.vendor(), key.algorithm(), key.publicKey(), purposes, key.from(), key.until());
    }
}
