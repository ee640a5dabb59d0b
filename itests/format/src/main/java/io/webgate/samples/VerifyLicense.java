// SPDX-License-Identifier: Apache-2.0
package io.webgate.samples;

import io.webgate.license.api.License;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.TrustDocument;
import io.webgate.trust.Trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says what a licence allows, without OSGi and without the registry: {@code java … VerifyLicense FILE}. */
public final class VerifyLicense {

    private VerifyLicense() {}

    public static void main(String[] arguments) throws IOException, LicenseFormatException {
        KeyRing keys = TrustDocument.parse(Trust.document()).keys();
        try {
            License license = LicenseDocuments.read(Files.readAllBytes(Path.of(arguments[0])), keys);
            System.out.println(license.holder() + ", until " + license.validUntil() + ": " + license.entitlements());
        } catch (LicenseFormatException e) {
            System.out.println(e.fault() + ": " + e.text().english());
            System.exit(1);
        }
    }
}
