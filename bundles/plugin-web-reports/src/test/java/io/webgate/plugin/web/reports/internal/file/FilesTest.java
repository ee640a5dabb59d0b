// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.file;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.license.api.LocalizedText;
import io.webgate.plugin.web.reports.internal.query.Sink;
import io.webgate.plugin.web.reports.internal.report.Column;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** R64: files that others' programs read as they are meant. */
final class FilesTest {

    private static final Locale RUSSIAN = new Locale("ru");
    private static final List<Column> COLUMNS = List.of(
            column("day", Column.Type.DATE, 0, null, "Day", "День"),
            column("at", Column.Type.TIME, 0, null, "At", "Время"),
            column("dish", Column.Type.TEXT, 0, null, "Dish", "Блюдо"),
            column("n", Column.Type.INTEGER, 0, Column.Total.SUM, "Number", "Количество"),
            column("total", Column.Type.NUMBER, 2, Column.Total.SUM, "Total", "Сумма"),
            column("paid", Column.Type.BOOLEAN, 0, null, "Paid", "Оплачено"));
    private static final @Nullable Object[] FIRST = {
        LocalDate.of(2026, 3, 31),
        LocalDateTime.of(2026, 3, 31, 14, 2, 5),
        "Борщ; \"по-московски\"\r\nс пампушкой",
        2L,
        new BigDecimal("-1234.565"),
        true
    };
    private static final @Nullable Object[] SECOND = {null, null, "=HYPERLINK(\"http://x\")", 1L, BigDecimal.TEN, false
    };

    private static Column column(
            String name, Column.Type type, int digits, Column.@Nullable Total total, String english, String russian) {
        return new Column(name, type, digits, Optional.ofNullable(total), new LocalizedText(english, russian));
    }

    private static byte[] written(Function<ByteArrayOutputStream, Sink> making, int times) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Sink sink = making.apply(out);
        sink.begin(COLUMNS);
        for (int time = 0; time < times; time++) {
            sink.row(FIRST);
            sink.row(SECOND);
        }
        sink.end(times * 2L, false);
        return out.toByteArray();
    }

    private static List<CSVRecord> csv(Locale locale) throws IOException {
        String text = new String(written(out -> new CsvSink(out, locale), 1), StandardCharsets.UTF_8);
        assertThat(text).startsWith("\ufeff").doesNotContain("sep=").endsWith("\r\n");
        CSVFormat strict = CSVFormat.RFC4180.builder().setDelimiter(';').get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text.substring(1)), strict)) {
            return parser.getRecords();
        }
    }

    @Test
    void csvInRussianHasADecimalCommaAndRussianDays() throws IOException {
        List<CSVRecord> rows = csv(RUSSIAN);
        assertThat(rows.get(0)).containsExactly("День", "Время", "Блюдо", "Количество", "Сумма", "Оплачено");
        assertThat(rows.get(1))
                .containsExactly(
                        "31.03.2026",
                        "31.03.2026 14:02:05",
                        "Борщ; \"по-московски\"\r\nс пампушкой",
                        "2",
                        "-1234,57",
                        "да");
        assertThat(rows.get(2)).containsExactly("", "", "'=HYPERLINK(\"http://x\")", "1", "10,00", "нет");
        assertThat(rows).hasSize(3);
    }

    @Test
    void csvInEnglishHasAPoint() throws IOException {
        assertThat(csv(Locale.ENGLISH).get(1))
                .containsExactly(
                        "2026-03-31",
                        "2026-03-31 14:02:05",
                        "Борщ; \"по-московски\"\r\nс пампушкой",
                        "2",
                        "-1234.57",
                        "yes");
    }

    @ParameterizedTest(name = "{index}: {0}")
    @CsvSource(
            quoteCharacter = '#',
            delimiter = '!',
            value = {
                "=1+1 ! '=1+1",
                "+7 495 000 ! '+7 495 000",
                "-x ! '-x",
                "@SUM(A1) ! '@SUM(A1)",
                "#\tx# ! #'\tx#",
                "#\r=1# ! #'\r'=1#",
                "x,=HYPERLINK(1) ! x,'=HYPERLINK(1)",
                "x;+cmd|1 ! x;'+cmd|1",
                "#x\t@SUM(A1)# ! #x\t'@SUM(A1)#",
                "#x\r\n=1+1# ! #x\r\n'=1+1#",
                "#x, \"=1+1# ! #x, \"'=1+1#",
                "=1,=2 ! '=1,'=2",
                "a,-5,+6.5, -7 ! a,-5,+6.5, -7",
                "#a, b; c# ! #a, b; c#",
                "＝1 ! '＝1",
                "-5 ! -5",
                "+5,5 ! +5,5",
                "-5.25 ! -5.25",
                "Caesar ! Caesar",
                "a=b ! a=b",
            })
    void textsThatASpreadsheetWouldRunAreMadeHarmless(String text, String harmless) {
        assertThat(CsvSink.harmless(text)).isEqualTo(harmless);
    }

    /** Who reads the file with another sign between cells must not find a formula that stood within a text. */
    @ParameterizedTest
    @ValueSource(chars = {';', ',', '\t'})
    void noCellBeginsWithAFormulaWhateverTheSeparatorIs(char separator) throws IOException {
        List<Column> texts = List.of(
                column("a", Column.Type.TEXT, 0, null, "a", "a"), column("b", Column.Type.TEXT, 0, null, "b", "b"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvSink sink = new CsvSink(out, RUSSIAN);
        sink.begin(texts);
        sink.row(new @Nullable Object[] {"x,=1+1", "y\t=1+1"});
        sink.row(new @Nullable Object[] {"plain", "x,=1+1\t=2+2;=3+3\r\n=4+4"});
        sink.end(2, false);
        for (String line : out.toString(StandardCharsets.UTF_8).split("[\r\n]+", -1)) {
            for (String cell : line.split(Pattern.quote(String.valueOf(separator)), -1)) {
                assertThat(cell.replace("\"", "")).doesNotStartWith("=");
            }
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"x,'=1+1\";\"y\t'=1+1\"");
    }

    @Test
    void decimalCommasAskForNoQuotes() throws IOException {
        assertThat(new String(written(out -> new CsvSink(out, RUSSIAN), 1), StandardCharsets.UTF_8))
                .contains(";1;10,00;нет");
    }

    /** A sheet keeps 15 digits: an amount whose shown digits are more stays whole as a text. */
    @ParameterizedTest(name = "{index}: {0}")
    @CsvSource({
        "12345678901234.567, 2, true",
        "1234567.123456789, 9, true",
        "1234567890123456, 2, true",
        "1234567890123456, 0, true",
        "1234567890123.45, 2, false",
        // What sums of floating numbers and averages look like: nobody sees their last digits
        "0.30000000000000004, 2, false",
        "123.45678901234567890123, 2, false",
        "1000000000000000000, 0, false",
    })
    void whatASheetWouldRoundInItsShownDigitsIsAText(BigDecimal number, int digits, boolean text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        XlsxSink sink = new XlsxSink(out, "Long", Locale.ENGLISH);
        sink.begin(List.of(column("n", Column.Type.NUMBER, digits, null, "n", "n")));
        sink.row(new @Nullable Object[] {number});
        sink.end(1, false);
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
            XSSFCell cell = book.getSheetAt(0).getRow(1).getCell(0);
            assertThat(cell.getCellType()).isEqualTo(text ? CellType.STRING : CellType.NUMERIC);
            if (text) {
                assertThat(cell.getStringCellValue()).isEqualTo(number.toPlainString());
            }
        }
    }

    @Test
    void anotherLibraryReadsTheSheetWithItsTypes() throws IOException {
        byte[] bytes = written(out -> new XlsxSink(out, "Продажи: март/апрель [все] и ещё немного", RUSSIAN), 1);
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(bytes))) {
            XSSFSheet sheet = book.getSheetAt(0);
            assertThat(sheet.getSheetName()).isEqualTo("Продажи  март апрель  все  и ещ");
            assertThat(sheet.getPaneInformation().isFreezePane()).isTrue();
            assertThat(sheet.getPaneInformation().getHorizontalSplitPosition()).isEqualTo((short) 1);
            assertThat(sheet.getRow(0).getCell(4).getStringCellValue()).isEqualTo("Сумма");
            XSSFRow row = sheet.getRow(1);
            assertThat(DateUtil.isCellDateFormatted(row.getCell(0))).isTrue();
            assertThat(row.getCell(0).getLocalDateTimeCellValue())
                    .isEqualTo(LocalDate.of(2026, 3, 31).atStartOfDay());
            assertThat(row.getCell(1).getLocalDateTimeCellValue()).isEqualTo(LocalDateTime.of(2026, 3, 31, 14, 2, 5));
            assertThat(row.getCell(2).getStringCellValue()).isEqualTo("Борщ; \"по-московски\"\r\nс пампушкой");
            assertThat(row.getCell(3).getNumericCellValue()).isEqualTo(2);
            assertThat(row.getCell(4).getNumericCellValue()).isEqualTo(-1234.565);
            assertThat(row.getCell(4).getCellStyle().getDataFormatString()).isEqualTo("#,##0.00");
            assertThat(row.getCell(5).getBooleanCellValue()).isTrue();
            assertThat(sheet.getRow(2).getCell(2).getCellType()).isEqualTo(CellType.STRING);
            assertThat(sheet.getRow(2).getCell(2).getStringCellValue()).isEqualTo("=HYPERLINK(\"http://x\")");
            assertThat(sheet.getLastRowNum()).isEqualTo(2);
        }
    }

    @Test
    void everyRowOfALongSheetIsThereAndFormatted() throws IOException {
        byte[] bytes = written(out -> new XlsxSink(out, "Long", Locale.ENGLISH), 700);
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(bytes))) {
            XSSFSheet sheet = book.getSheetAt(0);
            assertThat(sheet.getLastRowNum()).isEqualTo(1400);
            for (int at = 1; at <= 1399; at += 2) {
                assertThat(sheet.getRow(at).getCell(4).getNumericCellValue()).isEqualTo(-1234.565);
                assertThat(sheet.getRow(at).getCell(4).getCellStyle().getDataFormatString())
                        .isEqualTo("#,##0.00");
                assertThat(DateUtil.isCellDateFormatted(sheet.getRow(at).getCell(0)))
                        .isTrue();
            }
        }
    }

    @Test
    void jsonIsExact() throws IOException {
        String text = new String(
                written(out -> new JsonSink(out, "daily", "Sales", Locale.ENGLISH), 1), StandardCharsets.UTF_8);
        JsonObject all = JsonParser.parseString(text).getAsJsonObject();
        assertThat(text).contains("\"total\":-1234.565").contains("\"day\":null");
        assertThat(all.getAsJsonArray("rows").get(0).getAsJsonObject().get("at").getAsString())
                .isEqualTo("2026-03-31T14:02:05");
        assertThat(all.getAsJsonObject("totals").get("total").getAsBigDecimal()).isEqualTo("-1224.565");
        assertThat(all.getAsJsonObject("totals").get("n").getAsInt()).isEqualTo(3);
        assertThat(all.get("count").getAsInt()).isEqualTo(2);
        assertThat(all.get("cut").getAsBoolean()).isFalse();
    }

    @ParameterizedTest(name = "{index}: {0}")
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '#',
            value = {
                "'quoted' ! quoted",
                "a:b\\c/d?e*f[g] ! a b c d e f g",
                "## ! Report",
                "[] ! Report",
                "History ! Report",
            })
    void sheetsAreCalledWhatASheetMayBe(String title, String name) {
        assertThat(XlsxSink.sheetName(title)).isEqualTo(name);
        assertThat(XlsxSink.sheetName("ж".repeat(30) + "😀😀")).hasSize(30);
    }

    @Test
    void whatACellCanNotHoldBecomesAMark() {
        assertThat(XlsxSink.clean("a\u0001b\ud800c")).isEqualTo("a\ufffdb\ufffdc");
        assertThat(XlsxSink.clean("x".repeat(40_000))).hasSizeLessThanOrEqualTo(32_767);
        assertThat(XlsxSink.clean("😀")).isEqualTo("😀");
    }

    @Test
    void totalsAreExactAndSkipWhatIsNotThere() {
        List<Column> columns = List.of(
                column("a", Column.Type.NUMBER, 2, Column.Total.SUM, "a", "a"),
                column("b", Column.Type.NUMBER, 2, Column.Total.AVG, "b", "b"),
                column("c", Column.Type.INTEGER, 0, Column.Total.MIN, "c", "c"),
                column("d", Column.Type.INTEGER, 0, Column.Total.MAX, "d", "d"),
                column("e", Column.Type.TEXT, 0, Column.Total.COUNT, "e", "e"),
                column("f", Column.Type.TEXT, 0, null, "f", "f"));
        Totals totals = new Totals(columns);
        assertThat(totals.of(0)).isEmpty();
        for (int row = 1; row <= 3; row++) {
            totals.add(new @Nullable Object[] {
                new BigDecimal("0.1"),
                row == 2 ? null : BigDecimal.valueOf(row),
                (long) row,
                (long) row,
                row == 1 ? null : "x",
                "y"
            });
        }
        assertThat(totals.of(0)).contains(new BigDecimal("0.3"));
        assertThat(totals.of(1).orElseThrow()).isEqualByComparingTo("2");
        assertThat(totals.of(2)).contains(BigDecimal.ONE);
        assertThat(totals.of(3)).contains(BigDecimal.valueOf(3));
        assertThat(totals.of(4)).contains(BigDecimal.valueOf(2));
        assertThat(totals.of(5)).isEmpty();
    }
}
