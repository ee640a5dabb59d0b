// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import io.webgate.host.ExitCode;

/** Ends a command: the message is for the person, the code for the script. Unchecked: it only ever goes to the top. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** @param exitCode of {@link ExitCode} */
    CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    CommandFailure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
