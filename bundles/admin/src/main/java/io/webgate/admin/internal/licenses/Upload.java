// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.admin.internal.frame.PageRequest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a person sent to be installed: a chosen or dropped file, or pasted text. Immutable. */
final class Upload {

    /** Twice what a document may have: the registry tells exactly, here only what can't be one is cut off. */
    static final int MOST_DOCUMENT = 512 * 1024;

    /** A form around the document. */
    static final int MOST_BODY = MOST_DOCUMENT + 64 * 1024;

    /** Name of the field with the file. */
    static final String FILE = "file";

    /** Name of the field with pasted text. */
    static final String TEXT = "text";

    /** Name of the field with the day that is asked about. */
    static final String DAY = "at";

    private static final String URLENCODED = "application/x-www-form-urlencoded";
    private static final int LONGEST_DAY = 64;

    private final Kind kind;
    private final byte[] document;
    private final String day;

    private Upload(Kind kind, byte[] document, String day) {
        this.kind = kind;
        this.document = document;
        this.day = day;
    }

    /** Whether there is a document. */
    Kind kind() {
        return kind;
    }

    /** Its bytes; none for every other kind. */
    byte[] document() {
        return document.clone();
    }

    /** The day that is asked about, as it was typed; empty text where none was. */
    String day() {
        return day;
    }

    /** What was sent. */
    enum Kind {
        DOCUMENT,
        /** No file was chosen, or nothing pasted. */
        NOTHING,
        /** A file without a byte in it. */
        EMPTY_FILE,
        TOO_LARGE,
        /** Not a form of ours. */
        NO_FORM;

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Reads either kind of form that a page of ours sends. */
    static Upload of(PageRequest request) throws IOException {
        String type = Optional.ofNullable(request.http().getContentType()).orElse("");
        if (type.regionMatches(true, 0, URLENCODED, 0, URLENCODED.length())) {
            return text(request.rawField(TEXT)).asOf(request.field(DAY));
        }
        return form(request.http().getInputStream(), type);
    }

    /**
     * Reads a form with a file; never more than {@link #MOST_BODY} bytes of it, whatever length it claims to have.
     *
     * @param contentType of the request
     */
    static Upload form(InputStream in, String contentType) throws IOException {
        Optional<String> boundary = Multipart.boundary(contentType);
        if (boundary.isEmpty()) {
            return none(Kind.NO_FORM);
        }
        byte[] body = in.readNBytes(MOST_BODY + 1);
        if (body.length > MOST_BODY) {
            return none(Kind.TOO_LARGE);
        }
        return Multipart.parts(body, boundary.get())
                .map(parts -> of(body, parts).asOf(day(body, parts)))
                .orElseGet(() -> none(Kind.NO_FORM));
    }

    private static Upload of(byte[] body, List<Multipart.Part> parts) {
        for (Multipart.Part part : parts) {
            if (part.name().equals(FILE) && (part.fileChosen() || !part.isEmpty())) {
                return part.isEmpty()
                        ? none(Kind.EMPTY_FILE)
                        : document(Arrays.copyOfRange(body, part.from(), part.to()));
            }
            if (part.name().equals(TEXT)) {
                return text(new String(body, part.from(), part.to() - part.from(), StandardCharsets.UTF_8));
            }
        }
        return none(parts.stream().anyMatch(part -> part.name().equals(FILE)) ? Kind.NOTHING : Kind.NO_FORM);
    }

    private static String day(byte[] body, List<Multipart.Part> parts) {
        return parts.stream()
                .filter(part -> part.name().equals(DAY))
                .findFirst()
                .map(part -> new String(
                        body, part.from(), Math.min(LONGEST_DAY, part.to() - part.from()), StandardCharsets.UTF_8))
                .orElse("");
    }

    /** The same with a day. */
    Upload asOf(String typed) {
        return new Upload(kind, document, typed.strip());
    }

    /**
     * Pasted text. Letters wrap long lines; a document has no white space at all (R2), so what is taken out here can't
     * have been part of it.
     */
    static Upload text(String pasted) {
        StringBuilder kept = new StringBuilder(pasted.length());
        pasted.codePoints()
                .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c) && !isInvisible(c))
                .forEach(kept::appendCodePoint);
        return kept.isEmpty() ? none(Kind.NOTHING) : document(kept.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Zero-width characters and byte order marks, which come along when a page or a letter is copied. */
    private static boolean isInvisible(int c) {
        return Character.getType(c) == Character.FORMAT || Character.isISOControl(c);
    }

    private static Upload document(byte[] bytes) {
        return bytes.length > MOST_DOCUMENT ? none(Kind.TOO_LARGE) : new Upload(Kind.DOCUMENT, bytes, "");
    }

    private static Upload none(Kind kind) {
        return new Upload(kind, new byte[0], "");
    }
}
