// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal;

import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Role;
import io.webgate.license.api.LocalizedText;
import io.webgate.plugin.web.reports.Outcome;
import io.webgate.plugin.web.reports.internal.query.Failure;
import io.webgate.plugin.web.reports.internal.report.Chart;
import io.webgate.plugin.web.reports.internal.report.Column;
import io.webgate.plugin.web.reports.internal.report.Definition;
import io.webgate.plugin.web.reports.internal.report.DefinitionText;
import io.webgate.plugin.web.reports.internal.report.Values;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** R64: what the page of a report says. */
final class PageTest {

    private static final Locale RUSSIAN = new Locale("ru");
    private static final Definition REPORT = DefinitionText.read(
                    "daily",
                    Map.of(
                            "title", "Sales",
                            "source", "shop",
                            "query", "select :from, :least",
                            "parameters", "from DATE = today | From | С\nleast DECIMAL | Least | Не менее",
                            "columns", "day DATE | Day | День\ndish TEXT\ntotal NUMBER(2) sum | Total | Сумма",
                            "chart", "bar day total"))
            .report()
            .orElseThrow();

    private static PageRows rows(int count) {
        PageRows rows = new PageRows();
        rows.begin(REPORT.columns());
        for (int at = 0; at < count; at++) {
            rows.row(new @Nullable Object[] {
                LocalDate.of(2026, 1, 1).plusDays(at), "<b>${reports.label}</b>", new BigDecimal("1000.5")
            });
        }
        rows.end(count, false);
        return rows;
    }

    private static Values values(Map<String, String> given) {
        return Values.of(REPORT.parameters(), given, LocalDate.of(2026, 3, 31));
    }

    private static String page(Map<String, String> given, PageRows rows, Locale locale) {
        return new ReportPage(locale)
                .rows("daily", REPORT, given, values(given), rows)
                .toString();
    }

    @Test
    void valuesAreEscapedAndAskForNoTextsOfOurs() {
        String html = page(Map.of("least", "1"), rows(1), Locale.ENGLISH);
        assertThat(html)
                .contains("&lt;b&gt;&#36;{reports.label}&lt;/b&gt;")
                .doesNotContain("<b>")
                .doesNotContain("${");
    }

    @Test
    void theFirstRowsAreShownTheTotalsAreOfAll() {
        String html = page(Map.of("least", "1"), rows(600), RUSSIAN);
        assertThat(html.split("<tr>", -1)).hasSize(1 + 500 + 2);
        assertThat(html).contains("Первые 500 строк из 600").contains("600\u00a0300,00");
        assertThat(html).contains("href=\"/gate/web-reports/daily.xlsx?least=1\"");
    }

    @Test
    void theFormKeepsWhatWasTypedAndSaysWhatIsWrongBesideIt() {
        Map<String, String> given = Map.of("from", "soon\"><script>", "least", "1,50");
        String html = new ReportPage(RUSSIAN)
                .form("daily", REPORT, given, values(given), true)
                .toString();
        assertThat(html)
                .contains("type=\"text\" autocomplete=\"off\" aria-invalid=\"true\" aria-describedby=\"p-from-error\""
                        + " value=\"soon&quot;&gt;&lt;script&gt;\"")
                .contains("id=\"p-from-error\"")
                .contains("value=\"1,50\"");
        String fresh = new ReportPage(RUSSIAN)
                .form("daily", REPORT, Map.of(), values(Map.of()), false)
                .toString();
        assertThat(fresh)
                .contains("type=\"date\"")
                .contains("value=\"2026-03-31\"")
                .doesNotContain("aria-invalid");
    }

    @Test
    void theChartHasANameAndFollowsTheTheme() {
        String html = page(Map.of("least", "1"), rows(3), Locale.ENGLISH);
        assertThat(html)
                .contains("role=\"img\" aria-labelledby=\"chart-title chart-desc\"")
                .contains("<title id=\"chart-title\">Sales</title>")
                .contains("1 Jan 2026: 1,000.50")
                .doesNotContain("style=");
    }

    /** R100: a title that brings its own marks has them made inner ones. */
    @Test
    void r100TheChartsDescriptionHasOnePairOfMarksWithinAnother() {
        Definition quoted = DefinitionText.read(
                        "daily",
                        Map.of(
                                "title", "Sales",
                                "source", "shop",
                                "query", "select 1",
                                "columns", "day DATE | Day | День «Осени»\ndish TEXT\ntotal NUMBER(2) | Total | Сумма",
                                "chart", "bar day total"))
                .report()
                .orElseThrow();
        PageRows rows = new PageRows();
        rows.begin(quoted.columns());
        rows.row(new @Nullable Object[] {LocalDate.of(2026, 1, 1), "soup", BigDecimal.ONE});
        rows.end(1, false);
        String html = new ReportPage(RUSSIAN)
                .rows(
                        "daily",
                        quoted,
                        Map.of(),
                        Values.of(quoted.parameters(), Map.of(), LocalDate.of(2026, 3, 31)),
                        rows)
                .toString();
        assertThat(html).contains("Сумма по столбцу «День „Осени“»; значения").doesNotContain("»»");
    }

    @Test
    void aLineStopsWhereAValueLacks() {
        List<ChartSvg.Point> points = List.of(
                new ChartSvg.Point("a", Optional.of(BigDecimal.ONE), "1"),
                new ChartSvg.Point("b", Optional.empty(), ""),
                new ChartSvg.Point("c", Optional.of(BigDecimal.TEN), "10"));
        String svg = new ChartSvg(Chart.Kind.LINE, "t", "d", points, Locale.ENGLISH).svg();
        assertThat(svg).containsPattern("d=\"M[0-9. ]+M[0-9. ]+\"");
    }

    @ParameterizedTest(name = "{index}: {0}")
    @CsvSource({
        "'0', 0, 1, 0.2, 1",
        "'', 0, 1, 0.2, 1",
        "'3 7 12', 0, 15, 5, 0",
        "'4999 1', 0, 5000, 1000, 0",
        "'-3 4', -4, 4, 2, 0",
        "'-7', -8, 0, 2, 0",
        "'0.013', 0, 0.015, 0.005, 3",
        "'123456789', 0, 150000000, 50000000, 0",
    })
    void axesHaveRoundSteps(String values, BigDecimal from, BigDecimal to, BigDecimal step, int digits) {
        Axis axis = Axis.of(Arrays.stream(values.split(" ", -1))
                .filter(text -> !text.isEmpty())
                .map(BigDecimal::new)
                .toList());
        assertThat(axis.from()).isEqualByComparingTo(from);
        assertThat(axis.to()).isEqualByComparingTo(to);
        assertThat(axis.step()).isEqualByComparingTo(step);
        assertThat(axis.digits()).isEqualTo(digits);
        assertThat(axis.lines()).hasSizeBetween(2, 7);
    }

    @Test
    void checksSpeakOfSourcesThatAreNotThereAndOfPasswordsInAddresses() {
        assertThat(new ReportCheck(name -> false).check(Map.of("title", "T", "source", "s", "query", "select 1")))
                .singleElement()
                .satisfies(remark -> assertThat(remark.refuses()).isFalse());
        assertThat(new ReportCheck(name -> true).check(Map.of("title", "T", "source", "s", "query", "drop x")))
                .singleElement()
                .satisfies(remark -> assertThat(remark.refuses()).isTrue());
        SourceCheck sources = new SourceCheck();
        assertThat(sources.check(Map.of("url", "jdbc:sqlite:/srv/x.db"))).isEmpty();
        assertThat(sources.check(Map.of("url", "postgresql://x"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h/d?user=a&password=hunter2",
                "jdbc:postgresql://h/d?sslpassword=hunter2",
                "jdbc:postgresql://h/d?ssl=true&sslPassword=hunter2",
                "jdbc:sqlserver://h;trustStorePassword=hunter2",
                "jdbc:sqlserver://h;javax.net.ssl.keyStorePassword = hunter2",
                "jdbc:postgresql://ann:hunter2@h/d",
                "jdbc:postgresql://:hunter2@h:5432/d",
                "jdbc:mysql://ann:hunter2@h,bob:hunter2@i/d",
                "jdbc:oracle:thin:scott/hunter2@h:1521:x",
                "jdbc:x://h/d;PWD=hunter2",
            })
    void anAddressWithAPasswordIsRefusedAndNotRepeated(String url) {
        assertThat(new SourceCheck().check(Map.of("url", url))).singleElement().satisfies(remark -> {
            assertThat(remark.refuses()).isTrue();
            assertThat(remark.text().english()).contains("password").doesNotContain("hunter2");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlite:/srv/password=x.db",
                "jdbc:sqlite:data/a@b.db",
                "jdbc:postgresql://h:5432/d?user=a@b",
                "jdbc:postgresql://h1:5432,h2:5432/d",
                "jdbc:postgresql://[::1]:5432/d",
                "jdbc:postgresql://ann@h:5432/d?passwordEncryption=on",
                "jdbc:oracle:thin:@//h:1521/service",
            })
    void anAddressWithoutOneIsTaken(String url) {
        assertThat(new SourceCheck().check(Map.of("url", url))).isEmpty();
    }

    /** The frame takes two mebibytes of a page. */
    @ParameterizedTest
    @CsvSource({"1, <", "1, ж", "40, <", "40, ж", "3, 😀"})
    void aPageOfWideTextsIsShortAndSaysSo(int columns, String sign) {
        PageRows rows = new PageRows();
        rows.begin(IntStream.range(0, columns)
                .mapToObj(at -> new Column(
                        "c" + at, Column.Type.TEXT, 0, Optional.empty(), new LocalizedText("C" + at, "С" + at)))
                .toList());
        @Nullable Object[] wide = new @Nullable Object[columns];
        Arrays.fill(wide, sign.repeat(5_000));
        for (int at = 0; at < 500; at++) {
            rows.row(wide);
        }
        rows.end(500, false);
        Definition plain = DefinitionText.read("wide", Map.of("title", "W", "source", "shop", "query", "select 1"))
                .report()
                .orElseThrow();
        String html = new ReportPage(RUSSIAN)
                .rows("wide", plain, Map.of(), Values.of(List.of(), Map.of(), LocalDate.of(2026, 3, 31)), rows)
                .toString();
        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_500_000);
        assertThat(html).contains("…</td>").contains("в файлах они целиком").doesNotContain("\ufffd");
        assertThat(rows.shown()).isNotEmpty();
        assertThat(String.valueOf(rows.shown().get(0)[0])).hasSizeBetween(299, 300);
        assertThat(rows.rows()).isEqualTo(500);
        assertThat(page(Map.of("least", "1"), rows(1), RUSSIAN)).doesNotContain("целиком");
    }

    @Test
    void whatABrokenReportSaysIsForOperators() {
        Failure broken =
                new Failure(Outcome.Code.REPORT_INVALID, false, "query: select secret", "query: select secret");
        Failure slow = new Failure(Outcome.Code.QUERY_TOO_SLOW, true, "30 s", "30 с");
        for (Locale locale : List.of(RUSSIAN, Locale.ENGLISH)) {
            Problem told = Problems.of(broken, caller(Role.VIEWER), locale);
            assertThat(told.status()).isEqualTo(500);
            assertThat(told.code()).isEqualTo("report-invalid");
            assertThat(told.toJson()).doesNotContain("secret");
            assertThat(Problems.of(broken, caller(Role.OPERATOR), locale).detail())
                    .isEqualTo("query: select secret");
        }
        assertThat(Problems.of(slow, caller(Role.VIEWER), Locale.ENGLISH).detail())
                .isEqualTo("30 s");
    }

    private static Caller caller(Role role) {
        return new Caller("anna", Optional.of(role), Optional.empty());
    }
}
