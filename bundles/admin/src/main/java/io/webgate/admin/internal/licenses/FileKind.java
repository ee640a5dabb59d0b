// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Kinds of files that people take for a licence, by their first bytes, so that a refusal can say which it was. */
enum FileKind {
    PDF("%PDF-"),
    ZIP("PK\u0003\u0004"),
    RAR("Rar!"),
    SEVEN_ZIP("7z\u00bc\u00af"),
    PNG("\u0089PNG"),
    JPEG("\u00ff\u00d8\u00ff"),
    HTML("<!DOCTYPE"),
    XML("<?xml"),
    OFFICE("\u00d0\u00cf\u0011\u00e0");

    private static final int LONGEST_BEGINNING = 16;

    // One character a byte
    private final String beginning;

    FileKind(String beginning) {
        this.beginning = beginning;
    }

    /** The kind; empty where the bytes look like none of these. */
    static Optional<FileKind> of(byte[] document) {
        String start =
                new String(document, 0, Math.min(document.length, LONGEST_BEGINNING), StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(kind -> start.startsWith(kind.beginning))
                .findFirst();
    }

    /** As people call it in both languages. */
    String word() {
        return switch (this) {
            case SEVEN_ZIP -> "7-Zip";
            case OFFICE -> "Microsoft Office";
            default -> name();
        };
    }
}
