// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

/** What the program's exit code says. */
public final class ExitCode {

    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;

    /** A licence is absent or invalid. */
    public static final int LICENSE = 3;

    /** A limit is exceeded. */
    public static final int LIMIT = 4;

    /** The host or a server cannot be reached. */
    public static final int UNREACHABLE = 5;

    public static final int REFUSED = 6;

    private ExitCode() {}
}
