// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal;

import io.webgate.gate.http.Html;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Quoted;
import io.webgate.plugin.web.reports.Form;
import io.webgate.plugin.web.reports.Parameter;
import io.webgate.plugin.web.reports.internal.file.Words;
import io.webgate.plugin.web.reports.internal.report.Chart;
import io.webgate.plugin.web.reports.internal.report.Column;
import io.webgate.plugin.web.reports.internal.report.Definition;
import io.webgate.plugin.web.reports.internal.report.Values;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The pages of web reports as fragments for the host's frame: the list, and one report with its form, chart and table.
 * One for each answer; not thread-safe.
 */
final class ReportPage {

    static final String ROOT = "/gate/web-reports";

    private final Html out = new Html();
    private final Locale locale;
    private final Words words;

    ReportPage(Locale locale) {
        this.locale = locale;
        this.words = Words.onPage(locale);
    }

    private String t(String english, String russian) {
        return new LocalizedText(english, russian).in(locale);
    }

    /** All reports that the reader may read; for who sets them up also what is wrong with others. */
    String list(List<ReportList.Entry> readable, List<ReportList.Entry> broken) {
        if (readable.isEmpty() && broken.isEmpty()) {
            out.element(
                    "<p class=\"empty\">",
                    t(
                            "There is no report for you yet. An administrator makes one on the page Configuration.",
                            "Отчётов для вас пока нет. Администратор создаёт их на странице «Настройки»."),
                    "p");
        }
        if (!readable.isEmpty()) {
            out.raw("<section class=\"card\"><div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"")
                    .text(t("Reports", "Отчёты"))
                    .raw("\"><table><thead><tr>")
                    .element("<th scope=\"col\">", t("Report", "Отчёт"), "th")
                    .element("<th scope=\"col\">", t("As a file", "Файлом"), "th")
                    .raw("</tr></thead><tbody>");
            for (ReportList.Entry entry : readable) {
                String title = entry.read().title().in(locale);
                out.raw("<tr><th scope=\"row\"><a href=\"")
                        .text(address(entry.name(), ""))
                        .raw("\">");
                out.text(title).raw("</a></th><td>");
                links(entry.name(), title, Map.of());
                out.raw("</td></tr>");
            }
            out.raw("</tbody></table></div></section>");
        }
        for (ReportList.Entry entry : broken) {
            out.raw("<div class=\"notice notice-warn\"><p><strong>")
                    .text(entry.name())
                    .raw("</strong>: ")
                    .text(entry.read().faults().in(locale))
                    .raw("</p></div>");
        }
        return out.toString();
    }

    private void links(String name, String title, Map<String, String> given) {
        out.raw("<span class=\"links\">");
        for (Form.Format format : Form.Format.values()) {
            out.raw("<a href=\"").text(address(name, "." + format.ending()) + query(given));
            // Several links of one name would be told apart by sight alone
            out.raw("\" aria-label=\"")
                    .text(title + ", " + format.name())
                    .raw("\">")
                    .text(format.name())
                    .raw("</a>");
        }
        out.raw("</span>");
    }

    static String address(String name, String ending) {
        return ROOT + "/" + encoded(name) + ending;
    }

    private static String query(Map<String, String> given) {
        StringBuilder query = new StringBuilder();
        given.forEach((name, value) -> query.append(query.isEmpty() ? '?' : '&')
                .append(encoded(name))
                .append('=')
                .append(encoded(value)));
        return query.toString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * The form of a report's parameters; nothing where it has none.
     *
     * @param given as the reader typed it
     * @param tellMissing whether what lacks is told as an error: not to who has not asked for anything yet
     */
    ReportPage form(String name, Definition report, Map<String, String> given, Values values, boolean tellMissing) {
        if (report.parameters().isEmpty()) {
            return this;
        }
        out.raw("<form class=\"card on-screen\" method=\"get\" action=\"")
                .text(address(name, ""))
                .raw("\">");
        out.raw("<div class=\"line\">");
        for (Parameter parameter : report.parameters()) {
            String typed = given.getOrDefault(parameter.name(), "");
            Optional<LocalizedText> fault = Optional.ofNullable(values.faults().get(parameter.name()))
                    .filter(any -> tellMissing || !typed.isBlank());
            field(parameter, typed, values, fault);
        }
        out.raw("<button type=\"submit\" class=\"primary\">")
                .text(t("Show", "Показать"))
                .raw("</button></div></form>");
        return this;
    }

    private void field(Parameter parameter, String typed, Values values, Optional<LocalizedText> fault) {
        String id = "p-" + parameter.name();
        Object value =
                values.typed().getOrDefault(parameter.name(), Optional.empty()).orElse(null);
        String shown = fault.isPresent() || value == null || parameter.type() == Parameter.Type.TEXT
                ? (typed.isBlank() && value instanceof String text ? text : typed)
                : plain(value);
        String told = fault.isPresent() ? " aria-invalid=\"true\" aria-describedby=\"" + id + "-error\"" : "";
        out.raw("<div class=\"field\"><label for=\"" + id + "\">")
                .text(parameter.title().in(locale))
                .raw("</label>");
        if (parameter.type() == Parameter.Type.BOOLEAN) {
            out.raw("<select id=\"" + id + "\" name=\"" + parameter.name() + "\"" + told + ">");
            option("", "–", value == null);
            option("true", t("yes", "да"), Boolean.TRUE.equals(value));
            option("false", t("no", "нет"), Boolean.FALSE.equals(value));
            out.raw("</select>");
        } else {
            // A browser's own field for days can't show what is none
            boolean day = parameter.type() == Parameter.Type.DATE && (shown.isEmpty() || value instanceof LocalDate);
            String mode = parameter.type() == Parameter.Type.INTEGER
                    ? " inputmode=\"numeric\""
                    : parameter.type() == Parameter.Type.DECIMAL ? " inputmode=\"decimal\"" : "";
            out.raw("<input id=\"" + id + "\" name=\"" + parameter.name() + "\" type=\"" + (day ? "date" : "text")
                            + "\"")
                    .raw(mode + " autocomplete=\"off\"" + told + " value=\"")
                    .text(shown)
                    .raw("\">");
        }
        fault.ifPresent(text ->
                out.element("<p class=\"error\" id=\"" + id + "-error\" role=\"alert\">", text.in(locale), "p"));
        out.raw("</div>");
    }

    private void option(String value, String text, boolean chosen) {
        out.raw("<option value=\"" + value + "\"" + (chosen ? " selected" : "") + ">")
                .text(text)
                .raw("</option>");
    }

    /** As the form takes it back. */
    private String plain(Object value) {
        if (value instanceof BigDecimal number) {
            String text = number.toPlainString();
            return locale.getLanguage().equals("ru") ? text.replace('.', ',') : text;
        }
        return value.toString();
    }

    /** What else there is to tell, instead of a table. */
    ReportPage notice(String tone, String text, Optional<String> detail) {
        out.raw("<div class=\"notice notice-" + tone + "\" role=\"alert\">").element("<p>", text, "p");
        detail.ifPresent(more -> out.element("<p class=\"muted\">", more, "p"));
        out.raw("</div>");
        return this;
    }

    /** What is asked for is not told yet. */
    ReportPage hint() {
        out.element(
                "<p class=\"empty\">",
                t("Fill in the form to see the report.", "Заполните форму, чтобы увидеть отчёт."),
                "p");
        return this;
    }

    /** Parameters for print, chart, table and files. */
    ReportPage rows(String name, Definition report, Map<String, String> given, Values values, PageRows rows) {
        String title = report.title().in(locale);
        out.raw("<section class=\"card\">");
        stated(report, values);
        out.raw("<div class=\"actions on-screen\"><span>")
                .text(t("As a file:", "Файлом:"))
                .raw("</span>");
        links(name, title, given);
        out.raw("</div>");
        if (rows.rows() == 0) {
            out.element(
                    "<p class=\"empty\">", t("No rows for these parameters.", "По этим параметрам строк нет."), "p");
        } else {
            report.chart().ifPresent(chart -> chart(chart, title, rows));
            table(title, rows);
        }
        out.raw("</section>");
        return this;
    }

    /** On paper the form is not there: what was asked for stands in a line. */
    private void stated(Definition report, Values values) {
        if (report.parameters().isEmpty()) {
            return;
        }
        out.raw("<p class=\"muted\">");
        String between = "";
        for (Parameter parameter : report.parameters()) {
            Object value = values.typed()
                    .getOrDefault(parameter.name(), Optional.empty())
                    .orElse("");
            Column as = new Column("", Column.Type.TEXT, 0, Optional.empty(), parameter.title());
            String text = value instanceof BigDecimal number ? plain(number) : words.of(value, as);
            out.raw(between).text(parameter.title().in(locale) + ": " + (text.isEmpty() ? "–" : text));
            between = " · ";
        }
        out.raw("</p>");
    }

    private void table(String title, PageRows rows) {
        long kept = rows.shown().size();
        out.raw("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"")
                .text(title)
                .raw("\"><table id=\"report\"><caption>");
        out.text(
                kept < rows.rows()
                        ? t(
                                "The first " + count(kept) + " of " + count(rows.rows()) + " rows; the files have all.",
                                "Первые " + count(kept) + " строк из " + count(rows.rows()) + "; в файлах — все.")
                        : t("Rows: " + count(rows.rows()), "Строк: " + count(rows.rows())));
        if (rows.isCut()) {
            out.raw(" <strong>")
                    .text(t(
                            "There are more than the report gives: the rest is left out, of the totals and files too.",
                            "Строк больше, чем отдаёт отчёт: остальные не вошли ни в итоги, ни в файлы."));
            out.raw("</strong>");
        }
        if (rows.isShortened()) {
            out.text(t(
                    " Long texts are cut short here; the files have all.",
                    " Длинные тексты здесь сокращены, в файлах они целиком."));
        }
        out.raw("</caption><thead><tr>");
        for (Column column : rows.columns()) {
            out.element(
                    "<th scope=\"col\"" + number(column) + ">", column.title().in(locale), "th");
        }
        out.raw("</tr></thead><tbody>");
        for (@Nullable Object[] row : rows.shown()) {
            out.raw("<tr>");
            for (int at = 0; at < row.length; at++) {
                Column column = rows.columns().get(at);
                out.element("<td" + number(column) + ">", words.of(row[at], column), "td");
            }
            out.raw("</tr>");
        }
        out.raw("</tbody>");
        if (rows.totals().isThere()) {
            totals(rows);
        }
        out.raw("</table></div>");
    }

    private void totals(PageRows rows) {
        out.raw("<tfoot><tr>");
        for (int at = 0; at < rows.columns().size(); at++) {
            Column column = rows.columns().get(at);
            Optional<Column.Total> total = column.total();
            if (total.isPresent()) {
                int digits = total.get() == Column.Total.COUNT
                        ? 0
                        : total.get() == Column.Total.AVG ? Math.max(2, column.digits()) : column.digits();
                String value = rows.totals()
                        .of(at)
                        .map(number -> words.number(number, digits))
                        .orElse("–");
                out.raw("<td" + number(column) + ">");
                if (total.get() != Column.Total.SUM) {
                    out.text(told(total.get()) + " ");
                }
                out.text(value).raw("</td>");
            } else {
                out.element("<td>", at == 0 ? t("Total", "Итого") : "", "td");
            }
        }
        out.raw("</tr></tfoot>");
    }

    private String told(Column.Total total) {
        return switch (total) {
            case SUM -> t("total", "итого");
            case AVG -> t("average", "среднее");
            case MIN -> t("least", "наименьшее");
            case MAX -> t("greatest", "наибольшее");
            case COUNT -> t("count", "количество");
        };
    }

    private static String number(Column column) {
        return column.type().isNumber() ? " class=\"number\"" : "";
    }

    private String count(long rows) {
        return words.number(BigDecimal.valueOf(rows), 0);
    }

    private void chart(Chart chart, String title, PageRows rows) {
        int across = place(rows.columns(), chart.across());
        int up = place(rows.columns(), chart.up());
        List<ChartSvg.Point> points = new ArrayList<>();
        for (@Nullable
        Object[] row : rows.shown().subList(0, Math.min(rows.shown().size(), ChartSvg.MOST))) {
            Object value = row[up];
            Optional<BigDecimal> height = value instanceof BigDecimal number
                    ? Optional.of(number)
                    : value instanceof Long number ? Optional.of(BigDecimal.valueOf(number)) : Optional.empty();
            points.add(new ChartSvg.Point(
                    words.of(row[across], rows.columns().get(across)),
                    height,
                    words.of(value, rows.columns().get(up))));
        }
        String what = rows.columns().get(up).title().in(locale);
        String by = rows.columns().get(across).title().in(locale);
        String description = t(
                what + " by " + by + "; the table below has the values.",
                what + " по столбцу " + Quoted.russian(by) + "; значения — в таблице ниже.");
        if (points.size() < rows.rows()) {
            description += t(
                    " The chart shows the first " + points.size() + " rows.",
                    " На диаграмме первые " + points.size() + " строк.");
        }
        out.raw("<figure class=\"chart scroll\" tabindex=\"0\" role=\"group\" aria-label=\"")
                .text(t("Chart", "Диаграмма"))
                .raw("\">")
                .raw(new ChartSvg(chart.kind(), title, description, points, locale).svg())
                .element("<figcaption class=\"help\">", description, "figcaption")
                .raw("</figure>");
    }

    private static int place(List<Column> columns, String name) {
        for (int at = 0; at < columns.size(); at++) {
            if (columns.get(at).name().equals(name)) {
                return at;
            }
        }
        throw new IllegalStateException("The settings were checked for column " + name);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
