// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** One call of the command line: how it ended and what it wrote. */
record Invocation(int exitCode, String out, String err) {

    /** Later than any checkout: the keys of its development vendor count from the day it was first built. */
    static final InstantSource NOON = InstantSource.fixed(Instant.parse("2036-11-22T12:00:00Z"));

    static Invocation of(String... arguments) {
        return of(Map.of(), arguments);
    }

    static Invocation of(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = CommandLineTool.execute(new PrintWriter(out), new PrintWriter(err), NOON, environment, arguments);
        return new Invocation(code, out.toString(), err.toString());
    }
}
