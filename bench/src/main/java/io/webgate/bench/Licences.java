// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import java.nio.file.Path;
import java.util.List;

/** Licences of another library in files, and what that library does with one. Safe for all threads. */
public interface Licences {

    /** The library and what it was set up with. */
    String setUp();

    /** One licence each, by {@link Terms} number. */
    List<Path> files();

    /**
     * Reads a file as the library's documentation says, verifies it, and takes its contents out.
     *
     * @return the total of its {@link Terms}
     * @throws IllegalStateException where it does not verify
     */
    long check(Path file) throws Exception;
}
