// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.LicenseCheck;
import io.webgate.license.format.LicenseFormatException.Fault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The outermost form of a signed document, found by position: fixed literals around five runs of base64url. There is
 * nothing in it to interpret before the signatures hold (R2, R13, D5).
 */
record Envelope(Covered payload, List<Part> parts) {

    static final String OPEN = "{\"payload\":\"";
    static final String SIGNATURES = "\",\"signatures\":[";
    static final String PROTECTED = "{\"protected\":\"";
    static final String SIGNATURE = "\",\"signature\":\"";
    static final String END_PART = "\"}";
    static final String END = "]}";

    /** One signature with the header that it covers. */
    record Part(Covered header, Run signature) {}

    /** What a signature covers as it stands there, and not as what it stands for. */
    record Covered(String text, Run run) {

        static Covered of(String text, int from) {
            return new Covered(text, new Run(from, Base64Url.decode(text)));
        }

        byte[] decode(LicenseCheck check) throws LicenseFormatException {
            return run.decode(check);
        }
    }

    /**
     * A base64url text.
     *
     * @param from the byte at which it begins in the file
     * @param bytes what it stands for; empty where it is not in its canonical form
     */
    @SuppressWarnings("ArrayRecordComponent") // only handed on
    record Run(int from, Optional<byte[]> bytes) {

        /** @param check the one that fails where it can't be decoded */
        byte[] decode(LicenseCheck check) throws LicenseFormatException {
            return bytes.orElseThrow(() -> Damage.at(
                    Fault.NOT_CANONICAL,
                    check,
                    "byte " + from,
                    "A base64url text is not in its canonical form",
                    "Текст base64url не в канонической форме"));
        }
    }

    static Envelope read(byte[] file) throws LicenseFormatException {
        Optional<Envelope> sound = quick(file);
        return sound.isPresent() ? sound.get() : careful(file);
    }

    /** What is read at once of a sound file; empty where that can't be told so. */
    static Optional<Envelope> quick(byte[] file) {
        return new Quick(file).envelope();
    }

    /** The form itself, byte by byte. */
    static Envelope careful(byte[] file) throws LicenseFormatException {
        return new Reader(file).envelope();
    }

    /**
     * Takes the form apart by its quotation marks alone, those behind signatures where they must be, and leaves it to the
     * decoder to find that something else than base64url stands between two of them. It knows sound files; of all others
     * {@link Reader} tells what is wrong, byte by byte, and it decides.
     */
    private static final class Quick {

        private static final byte[] OPENING = OPEN.getBytes(StandardCharsets.US_ASCII);
        private static final byte[] BEFORE_PARTS = SIGNATURES.getBytes(StandardCharsets.US_ASCII);
        private static final byte[] BEFORE_HEADER = PROTECTED.getBytes(StandardCharsets.US_ASCII);
        private static final byte[] BEFORE_SIGNATURE = SIGNATURE.getBytes(StandardCharsets.US_ASCII);
        private static final byte[] AFTER_PART = END_PART.getBytes(StandardCharsets.US_ASCII);
        private static final byte[] COMMA = {','};
        private static final byte[] CLOSING = END.getBytes(StandardCharsets.US_ASCII);

        /** How long the texts of signatures are, so that nobody need look for their ends. */
        private static final int[] LENGTHS = {
            textLength(Algorithm.ED25519.signatureBytes()), textLength(Algorithm.ML_DSA_65.signatureBytes())
        };

        private final byte[] file;
        private int at;
        private boolean sound = true;

        Quick(byte[] file) {
            this.file = file;
        }

        private static int textLength(int bytes) {
            return (4 * bytes + 2) / 3;
        }

        Optional<Envelope> envelope() {
            expect(OPENING);
            Covered payload = covered();
            expect(BEFORE_PARTS);
            Part first = part();
            expect(COMMA);
            Part second = part();
            expect(CLOSING);
            return sound && at == file.length
                    ? Optional.of(new Envelope(payload, List.of(first, second)))
                    : Optional.empty();
        }

        private Part part() {
            expect(BEFORE_HEADER);
            Covered header = covered();
            expect(BEFORE_SIGNATURE);
            Run signature = signature();
            expect(AFTER_PART);
            return new Part(header, signature);
        }

        private Covered covered() {
            int from = at;
            while (at < file.length && file[at] != '"') {
                at++;
            }
            sound = sound && at > from;
            // one byte, one character: whatever is no ASCII fits no base64url
            Covered covered =
                    Covered.of(sound ? new String(file, from, at - from, StandardCharsets.ISO_8859_1) : "", from);
            sound = sound && covered.run().bytes().isPresent();
            return covered;
        }

        private Run signature() {
            int from = at;
            for (int length : LENGTHS) {
                if (at == from && from + length < file.length && file[from + length] == '"') {
                    at = from + length;
                }
            }
            sound = sound && at > from;
            Run run = new Run(from, sound ? Base64Url.decode(file, from, at) : Optional.empty());
            sound = sound && run.bytes().isPresent();
            return run;
        }

        private void expect(byte[] literal) {
            int end = at + literal.length;
            sound = sound && end <= file.length && Arrays.equals(file, at, end, literal, 0, literal.length);
            at = end;
        }
    }

    private static final class Reader {

        private static final boolean[] BASE64URL = new boolean[256];

        static {
            for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
                BASE64URL[c] = true;
            }
        }

        private final byte[] file;
        private final int end;
        private int at;

        /** Leaves out what mail and editors add: a byte order mark in front, line breaks at the end. */
        Reader(byte[] file) {
            this.file = file;
            int last = file.length;
            while (last > 0 && (file[last - 1] == '\n' || file[last - 1] == '\r')) {
                last--;
            }
            end = last;
            boolean mark =
                    file.length >= 3 && file[0] == (byte) 0xEF && file[1] == (byte) 0xBB && file[2] == (byte) 0xBF;
            at = mark ? 3 : 0;
        }

        Envelope envelope() throws LicenseFormatException {
            expect(OPEN);
            Covered payload = covered();
            expect(SIGNATURES);
            Part first = part();
            expect(",");
            Part second = part();
            expect(END);
            if (at != end) {
                throw malformed("Something follows after the end", "После конца есть что-то ещё");
            }
            return new Envelope(payload, List.of(first, second));
        }

        private Part part() throws LicenseFormatException {
            expect(PROTECTED);
            Covered header = covered();
            expect(SIGNATURE);
            Run signature = covered().run();
            expect(END_PART);
            return new Part(header, signature);
        }

        private Covered covered() throws LicenseFormatException {
            int from = at;
            int next = from;
            while (next < end && BASE64URL[file[next] & 0xFF]) {
                next++;
            }
            at = next;
            if (at == from) {
                throw malformed("A base64url text is missing", "Нет текста base64url");
            }
            return Covered.of(new String(file, from, at - from, StandardCharsets.US_ASCII), from);
        }

        private void expect(String literal) throws LicenseFormatException {
            for (byte wanted : literal.getBytes(StandardCharsets.US_ASCII)) {
                if (at >= end) {
                    throw malformed("The file breaks off", "Файл обрывается");
                }
                if (file[at] != wanted) {
                    throw malformed(
                            "The file is not a signed document: '" + literal + "' was expected",
                            "Файл не является подписанным документом: ожидалось '" + literal + "'");
                }
                at++;
            }
        }

        private LicenseFormatException malformed(String english, String russian) {
            return Damage.at(Fault.MALFORMED, LicenseCheck.ENVELOPE, "byte " + at, english, russian);
        }
    }
}
