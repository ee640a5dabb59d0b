// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

import io.webgate.license.api.LocalizedText;

/** Something that a person or a client wrote is not of its form; says what is expected, to be shown to who wrote it. */
public final class InvalidInput extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient LocalizedText text;

    InvalidInput(String english, String russian) {
        super(english);
        this.text = new LocalizedText(english, russian);
    }

    /** What is wrong, without a full stop. */
    public LocalizedText text() {
        return text;
    }
}
