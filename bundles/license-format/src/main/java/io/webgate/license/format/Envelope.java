// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.LicenseCheck;
import io.webgate.license.format.LicenseFormatException.Fault;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The outermost form of a signed document, found by position: fixed literals around five runs of base64url. There is
 * nothing in it to interpret before the signatures hold (R2, R13, D5).
 */
record Envelope(Run payload, List<Part> parts) {

    static final String OPEN = "{\"payload\":\"";
    static final String SIGNATURES = "\",\"signatures\":[";
    static final String PROTECTED = "{\"protected\":\"";
    static final String SIGNATURE = "\",\"signature\":\"";
    static final String END_PART = "\"}";
    static final String END = "]}";

    /** One signature with the header that it covers. */
    record Part(Run header, Run signature) {}

    /** A base64url text and the byte at which it begins in the file. */
    record Run(String text, int from) {

        /** @param check the one that fails where it can't be decoded */
        byte[] decode(LicenseCheck check) throws LicenseFormatException {
            return Base64Url.decode(text)
                    .orElseThrow(() -> Damage.at(
                            Fault.NOT_CANONICAL,
                            check,
                            "byte " + from,
                            "A base64url text is not in its canonical form",
                            "Текст base64url не в канонической форме"));
        }
    }

    static Envelope read(byte[] file) throws LicenseFormatException {
        return new Reader(file).envelope();
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
            Run payload = run();
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
            Run header = run();
            expect(SIGNATURE);
            Run signature = run();
            expect(END_PART);
            return new Part(header, signature);
        }

        private Run run() throws LicenseFormatException {
            int from = at;
            // nearly every byte of a file passes here, so: a table, and no field that is written with each
            int next = from;
            while (next < end && BASE64URL[file[next] & 0xFF]) {
                next++;
            }
            at = next;
            if (at == from) {
                throw malformed("A base64url text is missing", "Нет текста base64url");
            }
            return new Run(new String(file, from, at - from, StandardCharsets.US_ASCII), from);
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
