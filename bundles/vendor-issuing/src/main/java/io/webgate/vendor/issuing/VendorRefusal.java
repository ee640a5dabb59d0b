// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.LocalizedText;

/** What was asked of the vendor's side makes no sense, or must not be done; the text says why and what to do (R100, R102). */
public final class VendorRefusal extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // Exceptions of this class never leave the process
    private final LocalizedText text;

    VendorRefusal(String english, String russian) {
        this(new LocalizedText(english, russian));
    }

    VendorRefusal(LocalizedText text) {
        super(text.english());
        this.text = text;
    }

    /** For the person at the command line. */
    public LocalizedText text() {
        return text;
    }
}
