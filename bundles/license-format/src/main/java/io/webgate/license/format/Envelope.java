// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.LicenseCheck;
import io.webgate.license.format.LicenseFormatException.Fault;

import java.nio.charset.StandardCharsets;
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
        Optional<Envelope> sound = new Quick(file).envelope();
        return sound.isPresent() ? sound.get() : new Reader(file).envelope();
    }

    /**
     * Takes the form apart by its quotation marks alone, and leaves it to the decoder to find that something else than
     * base64url stands between two of them. It knows sound files; of all others {@link Reader} tells what is wrong, byte by
     * byte, and it decides.
     */
    private static final class Quick {

        private final byte[] bytes;
        private final String file;
        private int at;
        private boolean sound = true;

        Quick(byte[] bytes) {
            this.bytes = bytes;
            // one byte, one character: whatever is no ASCII fits no literal and no base64url
            file = new String(bytes, StandardCharsets.ISO_8859_1);
        }

        Optional<Envelope> envelope() {
            expect(OPEN);
            Covered payload = covered();
            expect(SIGNATURES);
            Part first = part();
            expect(",");
            Part second = part();
            expect(END);
            return sound && at == file.length()
                    ? Optional.of(new Envelope(payload, List.of(first, second)))
                    : Optional.empty();
        }

        private Part part() {
            expect(PROTECTED);
            Covered header = covered();
            expect(SIGNATURE);
            Run signature = run();
            expect(END_PART);
            return new Part(header, signature);
        }

        private Covered covered() {
            int from = at;
            Covered covered = Covered.of(toQuote() ? file.substring(from, at) : "", from);
            sound = sound && covered.run().bytes().isPresent();
            return covered;
        }

        /** A long text of which nobody wants anything but the bytes. */
        private Run run() {
            int from = at;
            Run run = new Run(from, toQuote() ? Base64Url.decode(bytes, from, at) : Optional.empty());
            sound = sound && run.bytes().isPresent();
            return run;
        }

        /** @return whether something stands before the next quotation mark */
        private boolean toQuote() {
            int end = file.indexOf('"', at);
            sound = sound && end > at;
            at = sound ? end : at;
            return sound;
        }

        private void expect(String literal) {
            sound = sound && file.startsWith(literal, at);
            at += literal.length();
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
