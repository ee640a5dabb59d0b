// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

/** The host cannot start. The message says to a person what is wrong, where, and what to do. */
public final class StartFailure extends Exception {

    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
