// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Tables that spreadsheets open right. */
class CsvTest {

    static Stream<Arguments> cells() {
        return Stream.of(
                Arguments.of("", ""),
                Arguments.of("Касса 1", "Касса 1"),
                Arguments.of("12,5", "12,5"),
                Arguments.of("a;b", "\"a;b\""),
                Arguments.of("say \"no\"", "\"say \"\"no\"\"\""),
                Arguments.of("two\r\nlines", "\"two\r\nlines\""),
                Arguments.of("=1+1", "'=1+1"),
                Arguments.of("+7 900", "'+7 900"),
                Arguments.of("-5", "'-5"),
                Arguments.of("@SUM(A1)", "'@SUM(A1)"),
                Arguments.of("\t=1", "'\t=1"),
                Arguments.of("＝1", "'＝1"),
                Arguments.of("=HYPERLINK(\"x\";\"y\")", "\"'=HYPERLINK(\"\"x\"\";\"\"y\"\")\""),
                Arguments.of("a=b", "a=b"));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aCellIsNeitherAFormulaNorTheEndOfItsCell(String value, String written) {
        assertThat(Csv.cell(value)).isEqualTo(written);
    }

    @Test
    void aFileBeginsWithTheMarkAndEndsEachLineAsSpreadsheetsDo() {
        byte[] file =
                new Csv().row(List.of("Кто", "Что")).row(List.of("a", "b;c")).bytes();
        assertThat(file).startsWith(0xEF, 0xBB, 0xBF);
        assertThat(new String(file, StandardCharsets.UTF_8)).isEqualTo("\uFEFFКто;Что\r\na;\"b;c\"\r\n");
    }
}
