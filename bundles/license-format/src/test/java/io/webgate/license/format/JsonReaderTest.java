// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.format.LicenseFormatException.Fault;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** R13: one text for one value, and nothing that could exhaust or confuse a reader. */
class JsonReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"\":[]}",
                "{\"a\":[1,-2,0,1.5e+10,true,false,null,\"\",{}]}",
                "{\"ы\":\"\\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f/\u007f\u2028😀\"}"
            })
    void writesBackWhatItReads(String text) throws LicenseFormatException {
        assertThat(new String(JsonReader.read(text.getBytes(UTF_8), "x").bytes(), UTF_8))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
                    ## | MALFORMED
                    [] | MALFORMED
                    "a" | MALFORMED
                    { | MALFORMED
                    {"a" | MALFORMED
                    {"a":1 | MALFORMED
                    {"a":1,} | MALFORMED
                    {"a":[1,]} | MALFORMED
                    {"a":} | MALFORMED
                    {a:1} | MALFORMED
                    {'a':1} | MALFORMED
                    {"a":1}{} | MALFORMED
                    {"a":1}/**/ | MALFORMED
                    {"a":NaN} | MALFORMED
                    {"a":+1} | MALFORMED
                    {"a":01} | MALFORMED
                    {"a":1.} | MALFORMED
                    {"a":.5} | MALFORMED
                    {"a":"\\x"} | NOT_CANONICAL
                    {"a":1,"a":1} | MALFORMED
                    {"b":{"a":1,"a":2}} | MALFORMED
                    #{ "a":1}# | NOT_CANONICAL
                    #{"a" :1}# | NOT_CANONICAL
                    #{"a": 1}# | NOT_CANONICAL
                    #{"a":1 }# | NOT_CANONICAL
                    {"a":"\\u0041"} | NOT_CANONICAL
                    {"a":"\\u000a"} | NOT_CANONICAL
                    {"a":"\\u001F"} | NOT_CANONICAL
                    {"a":"\\ud800"} | NOT_CANONICAL
                    {"a":"\\u00"} | NOT_CANONICAL
                    {"a":"\\/"} | NOT_CANONICAL
                    """)
    void refusesEveryOtherText(String text, Fault fault) {
        assertFault(fault, text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\u00c0\u0080\"}", // overlong
                "{\"a\":\"\u00ed\u00a0\u0080\"}", // a surrogate
                "{\"a\":\"\u00f4\u0090\u0080\u0080\"}", // beyond Unicode
                "{\"a\":\"\u00ff\"}",
                "{\"a\":\"\u00d0"
            })
    void refusesWhatIsNotUtf8(String bytes) {
        assertFault(Fault.MALFORMED, bytes.getBytes(ISO_8859_1));
    }

    @Test
    void refusesControlCharactersAndMarks() {
        assertFault(Fault.MALFORMED, "{\"a\":\"\u0000\"}".getBytes(UTF_8));
        assertFault(Fault.MALFORMED, "{\"a\":\"\n\"}".getBytes(UTF_8));
        assertFault(Fault.MALFORMED, "\uFEFF{}".getBytes(UTF_8));
        assertFault(Fault.MALFORMED, "{}\u0000".getBytes(UTF_8));
    }

    @Test
    void readsSixteenLevelsAndNoMore() throws LicenseFormatException {
        assertThat(JsonReader.read(nested(16), "x").bytes()).isEqualTo(nested(16));
        assertFault(Fault.MALFORMED, nested(17));
        assertFault(Fault.MALFORMED, nested(10_000));
        assertFault(Fault.MALFORMED, "{\"a\":".repeat(10_000).getBytes(UTF_8));
    }

    @Test
    void readsManyMembersAndLongNumbersWithoutHarm() throws LicenseFormatException {
        String members =
                IntStream.range(0, 20_000).mapToObj(i -> "\"m" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
        String digits = "{\"a\":" + "9".repeat(200_000) + "}";

        assertThat(JsonReader.read(members.getBytes(UTF_8), "x").byName()).hasSize(20_000);
        assertThat(JsonReader.read(digits.getBytes(UTF_8), "x").bytes()).isEqualTo(digits.getBytes(UTF_8));
    }

    /** T34: no file can hold as many, but nothing grows faster than the text. */
    @Test
    void readsAMillionMembers() throws LicenseFormatException {
        byte[] members = IntStream.range(0, 1_000_000)
                .mapToObj(i -> "\"m" + i + "\":1")
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(UTF_8);

        assertThat(JsonReader.read(members, "x").byName()).hasSize(1_000_000);
        assertFault(Fault.CONTENT, () -> LicenseDocuments.parse(members));
    }

    @Test
    void saysAtWhichByte() {
        assertThatThrownBy(() -> JsonReader.read("{\"ключ\":х}".getBytes(UTF_8), "payload"))
                .asInstanceOf(type(LicenseFormatException.class))
                .satisfies(refusal -> {
                    assertThat(refusal.where()).isEqualTo("payload byte 12");
                    assertThat(refusal.text().russian()).contains("payload байт 12");
                });
    }

    private static byte[] nested(int levels) {
        return ("{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}").getBytes(UTF_8);
    }

    private static void assertFault(Fault fault, byte[] bytes) {
        assertFault(fault, () -> JsonReader.read(bytes, "x"));
    }

    private static void assertFault(Fault fault, ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .asInstanceOf(type(LicenseFormatException.class))
                .extracting(LicenseFormatException::fault)
                .isEqualTo(fault);
    }
}
