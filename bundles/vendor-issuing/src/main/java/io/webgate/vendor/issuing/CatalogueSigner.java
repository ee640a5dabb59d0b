// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.format.CatalogueEntries;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;

/** Signs catalogue entries: a vendor's word on one module, by which its licences for that module count (R12). */
public final class CatalogueSigner {

    private final String vendor;
    private final DocumentSigner signer;

    public CatalogueSigner(VendorKeys keys) {
        this.vendor = keys.prefix();
        this.signer = new DocumentSigner(keys);
    }

    /**
     * The signed entry, whose payload is the plain one byte for byte.
     *
     * @throws LicenseFormatException when it is not an entry
     */
    public byte[] sign(byte[] entryJson) throws LicenseFormatException {
        CatalogueEntries.parse(entryJson, vendor);
        return signer.sign(entryJson, Purpose.CATALOGUE);
    }
}
