// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import java.io.IOException;
import java.util.List;

/** Runs programs of the operating system. Thread-safe. */
@FunctionalInterface
interface Commands {

    /**
     * What a program prints. Its standard input is empty; what it prints to standard error is dropped.
     *
     * @param command its absolute path and its arguments; no shell reads them
     * @throws IOException if it cannot be started, ends with another code than 0, prints too much or takes too long
     */
    byte[] run(List<String> command) throws IOException;
}
