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

    /** What fills a file. */
    @FunctionalInterface
    interface Content {
        void fill(Path file) throws IOException;
    }

    /** Whole or not at all, and readable for its owner alone. */
    static void writePrivately(Path file, Content content) {
        Path target = file.toAbsolutePath();
        try {
            // a temporary file is readable for its owner alone, wherever the file system knows of owners
            Path fresh = Files.createTempFile(target.getParent(), ".", ".new");
            try {
                content.fill(fresh);
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw notWritten(file, e);
        }
    }

    private static CommandFailure notWritten(Path file, IOException e) {
        return new CommandFailure(
                ExitCode.FAILED,
                Bilingual.text("File " + file + " cannot be written: " + e, "Файл " + file + " не записывается: " + e),
                e);
    }

    /** Whole or not at all. */
    static void write(Path file, byte[] content) {
        Path target = file.toAbsolutePath();
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        try {
            Files.write(fresh, content);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw notWritten(file, e);
        }
    }
}
