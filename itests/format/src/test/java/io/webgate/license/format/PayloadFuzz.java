// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.License;

import java.util.Arrays;

/**
 * T34, T40: what a licence, a catalogue entry and a trust document say, as if a vendor had signed anything. What is read
 * is written back byte for byte, so two texts never mean the same.
 */
public final class PayloadFuzz {

    private static final Bounds BOUNDS = new Bounds();

    private PayloadFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        BOUNDS.hold(() -> {
            refusedForAReason(() -> license(input));
            refusedForAReason(() -> CatalogueEntries.parse(input, "MIKO"));
            refusedForAReason(() -> Bounds.require(
                    Arrays.equals(TrustDocument.parse(input).toJson(), input),
                    "A trust document is written differently"));
            refusedForAReason(() -> Bounds.require(
                    Arrays.equals(JsonReader.read(input, "x").bytes(), input), "JSON is written differently"));
        });
    }

    private static void license(byte[] input) throws LicenseFormatException {
        LicensePayload payload = LicensePayload.read(input);
        Bounds.require(Arrays.equals(payload.bytes(), input), "A licence is written differently");
        License again = LicenseDocuments.parse(LicenseDocuments.payload(payload.license()));
        Bounds.require(again.equals(payload.license()), "A licence reads back differently");
    }

    private static void refusedForAReason(Reading reading) {
        try {
            reading.read();
        } catch (LicenseFormatException e) {
            Bounds.requireReason(e);
        }
    }

    private interface Reading {
        void read() throws LicenseFormatException;
    }
}
