// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The files that commands are given and that they leave. */
final class CommandFiles {

    private CommandFiles() {}

    /** @throws CommandFailure it can't be read */
    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    Bilingual.text("File " + file + " cannot be read: " + e, "Файл " + file + " не читается: " + e),
                    e);
        }
    }

    /** Whole or not at all. */
    static void write(Path file, byte[] content) {
        Path target = file.toAbsolutePath();
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        try {
            Files.write(fresh, content);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    Bilingual.text(
                            "File " + file + " cannot be written: " + e, "Файл " + file + " не записывается: " + e),
                    e);
        }
    }
}
