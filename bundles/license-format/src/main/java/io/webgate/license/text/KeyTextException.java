// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.text;

import io.webgate.license.api.LocalizedText;

/** A typed key or code has a typing error: which group, what is wrong with it, and what to do (R17, R102). */
public final class KeyTextException extends Exception {

    private static final long serialVersionUID = 1;

    private final int group;

    @SuppressWarnings("serial") // Exceptions of this class never leave the process
    private final LocalizedText text;

    KeyTextException(int group, String english, String russian) {
        super(english);
        this.group = group;
        this.text = new LocalizedText(english, russian);
    }

    /** The first group that is wrong, counted from 1; 0 where no group can be named. */
    public int group() {
        return group;
    }

    /** What is wrong, for the person who typed it. It never repeats the key or code. */
    public LocalizedText text() {
        return text;
    }
}
