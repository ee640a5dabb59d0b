// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.LocalizedText;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file of a vendor's folder is not as this program left it, or can't be read by it. The text says which, what is wrong
 * with it and what to do (R100, R102); it names members of the file, never their values.
 */
public final class VendorFileException extends IOException {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // Exceptions of this class never leave the process
    private final LocalizedText text;

    VendorFileException(LocalizedText text) {
        super(text.english());
        this.text = text;
    }

    VendorFileException(LocalizedText text, Throwable cause) {
        super(text.english(), cause);
        this.text = text;
    }

    static VendorFileException damaged(Path file, String where) {
        return new VendorFileException(new LocalizedText(
                file + " is damaged (" + where + "). Restore the key folder from a backup.",
                file + " повреждён (" + where + "). Восстановите папку ключей из резервной копии."));
    }

    static VendorFileException changed(Path file, String member) {
        return new VendorFileException(new LocalizedText(
                file + " was changed by somebody without the passphrase (" + member
                        + "). Restore the key folder from a backup, and find out who could write there.",
                file + " изменён без парольной фразы (" + member
                        + "). Восстановите папку ключей из резервной копии и выясните, кто мог туда писать."));
    }

    /** For the person at the command line. */
    public LocalizedText text() {
        return text;
    }
}
