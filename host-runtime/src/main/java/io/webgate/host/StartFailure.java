// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.jspecify.annotations.Nullable;

/** The host cannot start. The message says to a person what is wrong, where, and what to do. */
public final class StartFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, where, and what to do */
    public StartFailure(String message) {
        super(message);
    }

    /** @param message what is wrong, where, and what to do */
    public StartFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
