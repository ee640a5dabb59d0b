// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal;

import io.webgate.plugin.web.reports.internal.report.Chart;
import io.webgate.plugin.web.reports.internal.report.Definition;
import io.webgate.plugin.web.reports.internal.report.DefinitionText;
import io.webgate.plugin.web.reports.internal.report.Values;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
        assertThat(sources.check(Map.of("url", "jdbc:postgresql://h/d?user=a&password=b")))
                .singleElement()
                .satisfies(remark -> assertThat(remark.text().english()).doesNotContain("=b"));
    }
}
