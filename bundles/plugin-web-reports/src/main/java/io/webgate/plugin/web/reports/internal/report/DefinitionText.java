// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.report;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Quoted;
import io.webgate.license.spi.SettingsCheck.Remark;
import io.webgate.plugin.web.reports.Parameter;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a report's settings, or says of each what is wrong and what to write instead (R64). Pure.
 *
 * <p>Lines such as {@code from DATE = month-start | From | С} and {@code total NUMBER(2) sum | Total | Сумма} can be
 * written in a form and in a file alike: name, type, what else there is, then the titles.
 */
public final class DefinitionText {

    /** The greatest number of rows: a sheet has that many below its head. */
    public static final int MOST_ROWS = 1_048_575;

    static final int USUAL_ROWS = 100_000;

    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\s+([A-Za-z]+)\\s*(?:(=)(.*))?");
    private static final Pattern COLUMN =
            Pattern.compile("(\\S+)\\s+([A-Za-z]+)(?:\\s*\\(\\s*([0-9])\\s*\\))?(?:\\s+([A-Za-z]+))?");
    // Any day does: whether a text names one does not hang on it
    private static final LocalDate SOME_DAY = LocalDate.of(2026, 3, 31);

    private final Map<String, ?> settings;
    private final List<Remark> remarks = new ArrayList<>();

    private DefinitionText(Map<String, ?> settings) {
        this.settings = settings;
    }

    /**
     * What was read.
     *
     * @param report empty where a remark refuses
     * @param title for people, also where the rest makes no report
     */
    public record Result(Optional<Definition> report, List<Remark> remarks, LocalizedText title) {

        public Result {
            remarks = List.copyOf(remarks);
        }

        /** Everything that refuses, in a sentence each. */
        public LocalizedText faults() {
            StringBuilder english = new StringBuilder("The settings make no report.");
            StringBuilder russian = new StringBuilder("Настройки не составляют отчёт.");
            for (Remark remark : remarks) {
                if (remark.refuses()) {
                    english.append(' ')
                            .append(remark.key())
                            .append(": ")
                            .append(remark.text().english());
                    russian.append(' ')
                            .append(remark.key())
                            .append(": ")
                            .append(remark.text().russian());
                }
            }
            return new LocalizedText(english.toString(), russian.toString());
        }
    }

    /**
     * Reads settings.
     *
     * @param name of the report, its title where it has none
     */
    public static Result read(String name, Map<String, ?> settings) {
        return new DefinitionText(settings).read(name);
    }

    private Result read(String name) {
        String english = text("title");
        if (english.isEmpty()) {
            refuse("title", "Give the report a title.", "Укажите название отчёта.");
        }
        String russian = text("title.ru");
        String shown = LocalizedText.quotable(name);
        LocalizedText title = new LocalizedText(
                english.isEmpty() ? shown : english,
                !russian.isEmpty() ? russian : english.isEmpty() ? shown : english);
        String source = text("source");
        if (source.isEmpty()) {
            refuse(
                    "source",
                    "Name the data source, as its settings are called after the ~.",
                    "Укажите источник данных: имя его настроек после знака ~.");
        }
        List<Parameter> parameters = parameters();
        Optional<SqlText> query = query(parameters);
        List<Column> columns = columns();
        Optional<Chart> chart = chart(columns);
        int rows = rows();
        Duration timeout = timeout();
        List<String> readers = lines("readers");
        boolean refused = remarks.stream().anyMatch(Remark::refuses);
        Optional<Definition> report = refused
                ? Optional.empty()
                : query.map(
                        sql -> new Definition(title, source, sql, parameters, columns, chart, readers, rows, timeout));
        return new Result(report, remarks, title);
    }

    private Optional<SqlText> query(List<Parameter> parameters) {
        String text = text("query");
        if (text.isEmpty()) {
            refuse("query", "Write the query, a SELECT.", "Укажите запрос SELECT.");
            return Optional.empty();
        }
        SqlText sql;
        try {
            sql = SqlText.parse(text);
        } catch (SqlText.Unfit unfit) {
            remarks.add(new Remark("query", unfit.text(), true));
            return Optional.empty();
        }
        Set<String> known = new LinkedHashSet<>();
        parameters.forEach(one -> known.add(one.name()));
        for (String name : new LinkedHashSet<>(sql.names())) {
            if (!known.contains(name) && !hasFault("parameters")) {
                refuse(
                        "query",
                        "The query asks for :" + name + ", which is not among the parameters.",
                        "В запросе есть :" + name + ", но среди параметров его нет.");
            }
        }
        for (String name : known) {
            if (!sql.names().contains(name)) {
                remarks.add(new Remark(
                        "parameters",
                        new LocalizedText(
                                "The query never asks for :" + name + ".",
                                "В запросе параметр :" + name + " не используется."),
                        false));
            }
        }
        return Optional.of(sql);
    }

    private List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (String line : lines("parameters")) {
            String[] parts = line.split("\\|", -1);
            Matcher form = PARAMETER.matcher(parts[0].strip());
            Optional<Parameter.Type> type =
                    form.matches() ? one(Parameter.Type.values(), form.group(2)) : Optional.empty();
            if (type.isEmpty() || parts.length > 3) {
                refuseLine(
                        "parameters",
                        line,
                        "from DATE = month-start | From | С",
                        "TEXT, INTEGER, DECIMAL, DATE, BOOLEAN");
                continue;
            }
            String name = form.group(1);
            if (!names.add(name)) {
                refuse("parameters", name + " is there twice.", "Параметр " + name + " указан дважды.");
                continue;
            }
            Optional<String> otherwise = form.group(3) == null
                    ? Optional.empty()
                    : Optional.of(form.group(4).strip());
            if (otherwise.filter(text -> !text.isEmpty()).isPresent()
                    && Values.read(type.get(), otherwise.get(), SOME_DAY).isEmpty()) {
                String shown = LocalizedText.quotable(otherwise.get());
                refuse(
                        "parameters",
                        "The default \"" + shown + "\" of " + name + " is no " + type.get() + ".",
                        "Значение по умолчанию «" + shown + "» параметра " + name + " не подходит к типу " + type.get()
                                + ".");
                continue;
            }
            all.add(new Parameter(name, title(parts, name), type.get(), otherwise));
        }
        return all;
    }

    private List<Column> columns() {
        List<Column> all = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (String line : lines("columns")) {
            String[] parts = line.split("\\|", -1);
            Matcher form = COLUMN.matcher(parts[0].strip());
            Optional<Column.Type> type = form.matches() ? one(Column.Type.values(), form.group(2)) : Optional.empty();
            Optional<Column.Total> total = type.isPresent() && form.group(4) != null
                    ? one(Column.Total.values(), form.group(4))
                    : Optional.empty();
            boolean wrong = type.isEmpty()
                    || parts.length > 3
                    || (form.group(3) != null && type.get() != Column.Type.NUMBER)
                    || (form.group(4) != null && total.isEmpty());
            if (wrong) {
                refuseLine(
                        "columns",
                        line,
                        "total NUMBER(2) sum | Total | Сумма",
                        "TEXT, INTEGER, NUMBER(0…9), DATE, TIME, BOOLEAN; sum, avg, min, max, count");
                continue;
            }
            String name = form.group(1);
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                refuse("columns", name + " is there twice.", "Столбец " + name + " указан дважды.");
                continue;
            }
            if (total.filter(one -> one != Column.Total.COUNT).isPresent()
                    && !type.get().isNumber()) {
                refuse(
                        "columns",
                        "Only numbers have " + form.group(4) + "; " + name + " is " + type.get() + ".",
                        "Итог " + form.group(4) + " бывает только у чисел, а " + name + " — " + type.get() + ".");
                continue;
            }
            int digits = form.group(3) == null
                    ? (type.get() == Column.Type.NUMBER ? 2 : 0)
                    : Integer.parseInt(form.group(3));
            all.add(new Column(name, type.get(), digits, total, title(parts, name)));
        }
        return all;
    }

    private Optional<Chart> chart(List<Column> columns) {
        String text = text("chart");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String[] words = text.split("\\s+", -1);
        Optional<Chart.Kind> kind = words.length == 3 ? one(Chart.Kind.values(), words[0]) : Optional.empty();
        if (kind.isEmpty()) {
            refuse(
                    "chart",
                    "Write bar or line and two columns, such as: bar day total",
                    "Укажите bar или line и два столбца, например: bar day total");
            return Optional.empty();
        }
        Optional<Column> across = named(columns, words[1]);
        Optional<Column> up = named(columns, words[2]);
        if (!hasFault("columns")) {
            for (int at = 1; at <= 2; at++) {
                if (named(columns, words[at]).isEmpty()) {
                    String shown = LocalizedText.quotable(words[at]);
                    refuse(
                            "chart",
                            "There is no column " + Quoted.english(shown) + ".",
                            "Столбца " + Quoted.russian(shown) + " нет среди столбцов.");
                }
            }
            if (up.filter(one -> !one.type().isNumber()).isPresent()) {
                refuse(
                        "chart",
                        "The second column gives the heights and must be a number.",
                        "Второй столбец задаёт высоту и должен быть числом.");
            }
        }
        return across.isPresent() && up.isPresent()
                ? Optional.of(
                        new Chart(kind.get(), across.get().name(), up.get().name()))
                : Optional.empty();
    }

    private static Optional<Column> named(List<Column> columns, String name) {
        return columns.stream().filter(one -> one.name().equalsIgnoreCase(name)).findFirst();
    }

    private int rows() {
        String text = text("rows");
        if (text.isEmpty()) {
            return USUAL_ROWS;
        }
        try {
            int rows = Integer.parseInt(text);
            if (rows >= 1 && rows <= MOST_ROWS) {
                return rows;
            }
        } catch (NumberFormatException no) {
            // told below
        }
        refuse(
                "rows",
                "Write a whole number from 1 to " + MOST_ROWS + ".",
                "Укажите целое число от 1 до " + MOST_ROWS + ".");
        return USUAL_ROWS;
    }

    private Duration timeout() {
        String text = text("timeout");
        if (text.isEmpty()) {
            return USUAL_TIMEOUT;
        }
        try {
            Duration time =
                    text.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(text)) : Duration.parse(text);
            if (time.compareTo(Duration.ofMillis(100)) >= 0 && time.compareTo(LONGEST_TIMEOUT) <= 0) {
                return time;
            }
        } catch (DateTimeException no) {
            // told below
        }
        refuse(
                "timeout",
                "Write a duration such as PT30S, or a number of seconds; at most ten minutes.",
                "Укажите длительность вида PT30S или число секунд; не более десяти минут.");
        return USUAL_TIMEOUT;
    }

    private static LocalizedText title(String[] parts, String name) {
        String english = parts.length > 1 ? parts[1].strip() : "";
        String russian = parts.length > 2 ? parts[2].strip() : "";
        String either = english.isEmpty() ? (russian.isEmpty() ? name : russian) : english;
        return new LocalizedText(either, russian.isEmpty() ? either : russian);
    }

    private static <T extends Enum<T>> Optional<T> one(T[] all, String word) {
        return Arrays.stream(all)
                .filter(one -> one.name().equalsIgnoreCase(word))
                .findFirst();
    }

    private void refuseLine(String key, String line, String example, String types) {
        String shown = LocalizedText.quotable(line);
        refuse(
                key,
                "Instead of \"" + shown + "\" write a line such as: " + example + " (types: " + types + ")",
                "Вместо «" + shown + "» напишите строку вида: " + example + " (типы: " + types + ")");
    }

    private void refuse(String key, String english, String russian) {
        remarks.add(new Remark(key, new LocalizedText(english, russian), true));
    }

    private boolean hasFault(String key) {
        return remarks.stream().anyMatch(one -> one.refuses() && one.key().equals(key));
    }

    private String text(String key) {
        Object value = settings.get(key);
        return value == null ? "" : value.toString().strip();
    }

    /** Of a list, or of a text with a line each; blank lines don't count. */
    private List<String> lines(String key) {
        Object value = settings.get(key);
        List<String> all = new ArrayList<>();
        if (value instanceof Object[] many) {
            Arrays.stream(many).map(Object::toString).forEach(all::add);
        } else if (value instanceof Collection<?> many) {
            many.stream().map(Object::toString).forEach(all::add);
        } else if (value != null) {
            all.addAll(value.toString().lines().toList());
        }
        return all.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
