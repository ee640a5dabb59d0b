// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Run by the build: makes a checkout its own development vendor where it is none yet (D7). */
public final class DevelopmentVendor {

    private DevelopmentVendor() {}

    /**
     * Makes or opens the key folder; prints who it is, never a secret.
     *
     * @param arguments the key folder
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("Usage: DevelopmentVendor DIR");
        }
        VendorKeys keys =
                VendorKeys.createDevelopment(Path.of(arguments[0]), new SecureRandom(), InstantSource.system());
        System.out.println("Vendor " + keys.prefix() + " (" + keys.mode() + ")");
    }
}
