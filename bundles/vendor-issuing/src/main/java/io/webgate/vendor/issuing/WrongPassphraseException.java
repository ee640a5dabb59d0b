// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A key ring did not open. A wrong passphrase and a changed file look alike, and nothing tells which secret failed or how
 * far it came.
 */
public final class WrongPassphraseException extends IOException {

    private static final long serialVersionUID = 1;

    WrongPassphraseException(Path file) {
        super("The passphrase does not open " + file + ", or that file was changed");
    }
}
