// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.replay;

import io.webgate.ledger.internal.ExportedJournal;

import java.io.IOException;
import java.nio.file.Path;

/** An exported journal in a file. Immutable; every call reads the file anew, a line at a time. */
public final class JournalFile {

    private final Path file;

    private JournalFile(Path file) {
        this.file = file;
    }

    public static JournalFile of(Path file) {
        return new JournalFile(file);
    }

    /**
     * Whether it is whole and every outcome is what the recorded changes give.
     *
     * @throws IOException the file can't be read
     */
    public Verification verify(Documented documented) throws IOException {
        return ExportedJournal.verify(file, documented);
    }

    /**
     * What would have been decided under other limits. Ask only what {@link #verify} found sound.
     *
     * @throws IOException the file can't be read
     */
    public WhatIf replay(Question question) throws IOException {
        return ExportedJournal.replay(file, question);
    }
}
