// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that says by its exit code whether it could lock a file. */
final class LockProbe {

    static final int FREE = 10;
    static final int HELD = 11;

    private LockProbe() {}

    public static void main(String[] arguments) throws Exception {
        boolean free;
        try (FileChannel open = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
            FileLock lock = open.tryLock();
            free = lock != null;
        }
        System.exit(free ? FREE : HELD);
    }
}
