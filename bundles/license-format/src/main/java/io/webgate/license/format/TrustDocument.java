// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whom a distribution trusts (D7): made when it is assembled, pinned in the bundle {@code trust}. It has one canonical
 * form too, and here an unknown member is a fault: what is trusted is known to the last letter.
 *
 * @param mode {@link #DEVELOPMENT} or {@link #PRODUCTION}
 * @param vendors who they are
 * @param keys their public keys, each of a vendor in the list
 */
public record TrustDocument(String mode, List<VendorInfo> vendors, KeyRing keys) {

    /** A checkout that made itself a vendor: says so on every page and can't be released. */
    public static final String DEVELOPMENT = "development";

    /** What a vendor assembled. */
    public static final String PRODUCTION = "production";

    private static final String PATH = "trust";

    public TrustDocument {
        vendors = List.copyOf(vendors);
        if (!mode.equals(DEVELOPMENT) && !mode.equals(PRODUCTION)) {
            throw new IllegalArgumentException("Mode '" + mode + "' is neither development nor production");
        }
        List<String> prefixes = vendors.stream().map(VendorInfo::prefix).toList();
        if (Set.copyOf(prefixes).size() != prefixes.size()) {
            throw new IllegalArgumentException("A vendor stands twice among " + prefixes);
        }
        for (TrustedKey key : keys.keys()) {
            if (!prefixes.contains(key.vendor())) {
                throw new IllegalArgumentException("Key " + key.kid() + " belongs to " + key.vendor()
                        + ", who is not among the vendors " + prefixes);
            }
        }
    }

    /** Reads the canonical form. */
    public static TrustDocument parse(byte[] json) throws LicenseFormatException {
        Fields fields = Fields.of(JsonReader.read(json, PATH), PATH);
        String mode = fields.text("mode");
        List<VendorInfo> vendors = new ArrayList<>();
        for (Fields vendor : fields.objects("vendors")) {
            String prefix = vendor.text("prefix");
            String name = vendor.text("name");
            vendor.requireAllKnown();
            vendors.add(vendor.made(() -> new VendorInfo(prefix, name)));
        }
        List<TrustedKey> keys = new ArrayList<>();
        for (Fields key : fields.objects("keys")) {
            keys.add(TrustedKeys.read(key, key.text("vendor")));
        }
        fields.requireAllKnown();
        TrustDocument document = fields.made(() -> new TrustDocument(mode, vendors, KeyRing.of(keys)));
        Fields.requireCanonical(json, document.toJson(), PATH);
        return document;
    }

    /** The one canonical form. */
    public byte[] toJson() {
        List<Json> vendorItems = new ArrayList<>();
        for (VendorInfo vendor : vendors) {
            Map<String, Json> members = new LinkedHashMap<>();
            members.put("prefix", Codes.text(vendor.prefix()));
            members.put("name", Codes.text(vendor.name()));
            vendorItems.add(new Json.Members(members));
        }
        List<Json> keyItems = new ArrayList<>();
        for (TrustedKey key : keys.keys()) {
            Map<String, Json> members = new LinkedHashMap<>();
            members.put("kid", Codes.text(key.kid()));
            members.put("vendor", Codes.text(key.vendor()));
            TrustedKeys.write(key, members);
            keyItems.add(new Json.Members(members));
        }
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("mode", Codes.text(mode));
        members.put("vendors", new Json.Items(vendorItems));
        members.put("keys", new Json.Items(keyItems));
        return new Json.Members(members).bytes();
    }

    /**
     * A vendor.
     *
     * @param prefix its four letters
     * @param name for people
     */
    public record VendorInfo(String prefix, String name) {

        public VendorInfo {
            if (!prefix.matches("[A-Z]{4}")) {
                throw new IllegalArgumentException("Vendor '" + prefix + "' is not four letters A-Z");
            }
            Codes.prose(name);
        }
    }
}
