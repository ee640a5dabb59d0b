// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.gate.http.Problem;

/**
 * Ends a command with a sentence for who typed it. An exception, so that scripts and pipes notice; without a stack
 * trace, which would tell an operator nothing.
 */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Failure(String sentence) {
        super(sentence, null, false, false);
    }

    static Failure of(Problem problem) {
        return new Failure(problem.detail());
    }
}
