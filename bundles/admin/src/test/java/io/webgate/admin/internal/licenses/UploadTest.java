// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.admin.internal.licenses.Upload.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** What may be sent as a licence, and what is told about everything else (T54). */
class UploadTest {

    private static final String TYPE = "multipart/form-data; boundary=----x7";

    @Test
    void aChosenFileArrivesByteForByte() throws IOException {
        byte[] document = new byte[5000];
        new Random(7).nextBytes(document);
        Upload upload = upload(TYPE, file("file", "a.lic", document));
        assertThat(upload.kind()).isEqualTo(Kind.DOCUMENT);
        assertThat(upload.document()).isEqualTo(document);
    }

    @Test
    void contentsThatLookLikeABoundaryAreContents() throws IOException {
        byte[] document = "\r\n----x7\r\n--y\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(upload(TYPE, file("file", "a.lic", document)).document()).isEqualTo(document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "C:\\\\x\\\\y.lic",
                "a; name=text",
                "%22\r\nX: y",
                "\u202Ecil.exe",
                "лицензия.lic"
            })
    void theNameOfTheFileChangesNothing(String name) throws IOException {
        Upload upload = upload(TYPE, file("file", name, "doc".getBytes(StandardCharsets.US_ASCII)));
        assertThat(upload.kind()).isEqualTo(Kind.DOCUMENT);
        assertThat(upload.document()).asString(StandardCharsets.US_ASCII).isEqualTo("doc");
    }

    @Test
    void noChosenFileAndAnEmptyFileAreToldApart() throws IOException {
        assertThat(upload(TYPE, file("file", "", new byte[0])).kind()).isEqualTo(Kind.NOTHING);
        assertThat(upload(TYPE, file("file", "a.lic", new byte[0])).kind()).isEqualTo(Kind.EMPTY_FILE);
    }

    @Test
    void oneByteOverTheBoundIsTooLarge() throws IOException {
        assertThat(upload(TYPE, file("file", "a.lic", new byte[Upload.MOST_DOCUMENT]))
                        .kind())
                .isEqualTo(Kind.DOCUMENT);
        assertThat(upload(TYPE, file("file", "a.lic", new byte[Upload.MOST_DOCUMENT + 1]))
                        .kind())
                .isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    void ofABodyWithoutEndNoMoreThanTheBoundIsRead() throws IOException {
        var endless = new Endless();
        assertThat(Upload.form(endless, TYPE).kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(endless.read).isLessThanOrEqualTo(Upload.MOST_BODY + 1L);
    }

    @Test
    void aHundredThousandPartsAreNoForm() throws IOException {
        StringBuilder body = new StringBuilder("------x7");
        for (int i = 0; i < 20_000; i++) {
            body.append("\r\nA: b\r\n\r\n\r\n------x7");
        }
        body.append("--\r\n");
        assertThat(upload(TYPE, body.toString().getBytes(StandardCharsets.US_ASCII))
                        .kind())
                .isEqualTo(Kind.NO_FORM);
        body.append("\r\nA: b\r\n\r\n\r\n------x7".repeat(80_000));
        assertThat(upload(TYPE, body.toString().getBytes(StandardCharsets.US_ASCII))
                        .kind())
                .isEqualTo(Kind.TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "text/plain",
                "application/json",
                "''",
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"\"",
                "multipart/mixed; boundary=----x7",
                "multipart/form-data; boundary=----other",
            })
    void anotherTypeOrBoundaryIsNoForm(String type) throws IOException {
        assertThat(upload(type, file("file", "a.lic", new byte[10])).kind()).isEqualTo(Kind.NO_FORM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data; boundary=\"----x7\"",
                "Multipart/Form-Data;charset=UTF-8;boundary=----x7",
                "multipart/form-data; boundary=----x7; charset=UTF-8",
            })
    void otherSpellingsOfTheTypeAreRead(String type) throws IOException {
        assertThat(upload(type, file("file", "a.lic", new byte[10])).kind()).isEqualTo(Kind.DOCUMENT);
    }

    @Test
    void aBodyCutAnywhereIsNoForm() throws IOException {
        byte[] whole = file("file", "a.lic", "document".getBytes(StandardCharsets.US_ASCII));
        int end = new String(whole, StandardCharsets.US_ASCII).lastIndexOf("--");
        for (int length = 0; length < end; length++) {
            assertThat(upload(TYPE, Arrays.copyOf(whole, length)).kind())
                    .as("cut at " + length)
                    .isEqualTo(Kind.NO_FORM);
        }
    }

    @Test
    void pastedTextLosesWhatMailAdded() throws IOException {
        String pasted = "\uFEFF  {\"payload\":\"ab\r\n  cd\u00a0\u200b\"}\r\n\r\n";
        assertThat(Upload.text(pasted).document())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"payload\":\"abcd\"}");
        assertThat(upload(TYPE, part("name=\"text\"", pasted.getBytes(StandardCharsets.UTF_8)))
                        .document())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"payload\":\"abcd\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t\u200b\uFEFF"})
    void nothingPastedIsNothing(String pasted) {
        assertThat(Upload.text(pasted).kind()).isEqualTo(Kind.NOTHING);
    }

    @Test
    void aFormWithoutOurFieldsIsNoForm() throws IOException {
        assertThat(upload(TYPE, part("name=\"other\"", new byte[3])).kind()).isEqualTo(Kind.NO_FORM);
    }

    @ParameterizedTest
    @CsvSource({"%PDF-1.7, PDF", "<!DOCTYPE html>, HTML", "{\"payload\":\"x\", ", "'', "})
    void aFileOfAKnownKindIsCalledByItsName(String beginning, String kind) {
        assertThat(FileKind.of(beginning.getBytes(StandardCharsets.ISO_8859_1)).map(FileKind::word))
                .isEqualTo(java.util.Optional.ofNullable(kind));
    }

    private static Upload upload(String type, byte[] body) throws IOException {
        return Upload.form(new ByteArrayInputStream(body), type);
    }

    static byte[] file(String field, String name, byte[] content) {
        return part(
                "name=\"" + field + "\"; filename=\"" + name + "\"\r\nContent-Type: application/octet-stream", content);
    }

    static byte[] part(String disposition, byte[] content) {
        byte[] head = ("------x7\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = "\r\n------x7--\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] body = Arrays.copyOf(head, head.length + content.length + tail.length);
        System.arraycopy(content, 0, body, head.length, content.length);
        System.arraycopy(tail, 0, body, head.length + content.length, tail.length);
        return body;
    }

    /** As a chunked request that never ends. */
    private static final class Endless extends InputStream {

        private long read;

        @Override
        public int read() {
            read++;
            return 'x';
        }

        @Override
        public int read(byte[] into, int from, int length) {
            Arrays.fill(into, from, from + length, (byte) 'x');
            read += length;
            return length;
        }
    }
}
