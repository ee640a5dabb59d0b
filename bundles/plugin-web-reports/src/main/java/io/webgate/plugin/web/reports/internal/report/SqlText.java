// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.report;

import io.webgate.license.api.LocalizedText;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A query whose named parameters are turned into positions. A {@code :name} counts only where the database would read
 * it as one: not in a text, a quoted name, a comment, nor as part of {@code ::} or {@code :=}. What is given for a
 * parameter never gets into the text. Pure, immutable.
 *
 * @param sql with a question mark for each place of a parameter, without a semicolon at its end
 * @param names of the parameters, one for each question mark in their order
 */
public record SqlText(String sql, List<String> names) {

    private static final Set<String> READING = Set.of("SELECT", "WITH", "VALUES");

    public SqlText {
        names = List.copyOf(names);
    }

    /** Why a text is no query of a report. */
    public static final class Unfit extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient LocalizedText text;

        Unfit(String english, String russian) {
            super(english);
            this.text = new LocalizedText(english, russian);
        }

        /** What is wrong, and what to write instead. */
        public LocalizedText text() {
            return text;
        }
    }

    /** Reads a query. */
    public static SqlText parse(String text) throws Unfit {
        return new Reader(text).read();
    }

    /** One walk over a text. */
    private static final class Reader {

        private final String text;
        private final StringBuilder sql;
        private final List<String> names = new ArrayList<>();
        private String first = "";
        private boolean ended;
        private int at;

        Reader(String text) {
            this.text = text;
            this.sql = new StringBuilder(text.length());
        }

        SqlText read() throws Unfit {
            while (at < text.length()) {
                step();
            }
            if (!READING.contains(first)) {
                throw new Unfit(
                        "A query begins with SELECT, WITH or VALUES: reports only read.",
                        "Запрос начинается с SELECT, WITH или VALUES: отчёты только читают.");
            }
            return new SqlText(sql.toString().strip(), names);
        }

        private void step() throws Unfit {
            char now = text.charAt(at);
            if (Character.isWhitespace(now)) {
                pass(at + 1);
            } else if (starts("--")) {
                int end = text.indexOf('\n', at);
                pass(end < 0 ? text.length() : end);
            } else if (starts("/*")) {
                comment();
            } else if (ended) {
                throw new Unfit(
                        "A report has one statement; nothing may follow the semicolon.",
                        "В отчёте одна команда: после точки с запятой ничего быть не должно.");
            } else if (now == ';') {
                ended = true;
                at++;
            } else if (now == '\'') {
                quoted(at, '\'', false);
            } else if (now == '"' || now == '`') {
                quoted(at, now, false);
            } else if (now == '$') {
                dollar();
            } else if (now == ':') {
                colon();
            } else if (now == '?') {
                question();
            } else if (isName(now)) {
                word();
            } else {
                // Parentheses alone don't make the first word
                if (now != '(' && first.isEmpty()) {
                    first = "?";
                }
                pass(at + 1);
            }
        }

        private void pass(int end) {
            sql.append(text, at, end);
            at = end;
        }

        private void comment() throws Unfit {
            int end = text.indexOf("*/", at + 2);
            if (end < 0) {
                throw new Unfit("A comment /* has no end */.", "Комментарий /* не закрыт */.");
            }
            int inner = text.indexOf("/*", at + 2);
            if (inner >= 0 && inner < end) {
                // One database takes it for nested, the other does not: then a parameter is one here and none there
                throw new Unfit(
                        "A comment must not hold another: databases read that in different ways.",
                        "Комментарий не должен содержать другой: базы данных понимают это по-разному.");
            }
            pass(end + 2);
        }

        /** @param escapes whether a backslash takes the next character's meaning away */
        private void quoted(int from, char mark, boolean escapes) throws Unfit {
            int end = from + 1;
            while (end < text.length()) {
                char one = text.charAt(end);
                if (escapes && one == '\\') {
                    end += 2;
                } else if (one == mark && end + 1 < text.length() && text.charAt(end + 1) == mark) {
                    end += 2;
                } else if (one == mark) {
                    begin("?");
                    pass(end + 1);
                    return;
                } else {
                    end++;
                }
            }
            throw new Unfit("A text in " + mark + " has no end.", "Текст в кавычках " + mark + " не закрыт.");
        }

        private void dollar() throws Unfit {
            int tag = at + 1;
            while (tag < text.length() && isName(text.charAt(tag)) && text.charAt(tag) != '$') {
                tag++;
            }
            boolean digit = tag > at + 1 && Character.isDigit(text.charAt(at + 1));
            if (digit || tag >= text.length() || text.charAt(tag) != '$') {
                throw new Unfit(
                        "Name parameters with a colon, such as :from, not with $.",
                        "Параметры указываются через двоеточие, например :from, а не через $.");
            }
            String mark = text.substring(at, tag + 1);
            int end = text.indexOf(mark, tag + 1);
            if (end < 0) {
                throw new Unfit("A text in " + mark + " has no end.", "Текст в " + mark + " не закрыт.");
            }
            begin("?");
            pass(end + mark.length());
        }

        private void colon() {
            if (starts("::") || starts(":=")) {
                pass(at + 2);
                return;
            }
            int end = at + 1;
            while (end < text.length() && isAscii(text.charAt(end), end > at + 1)) {
                end++;
            }
            if (end == at + 1) {
                pass(end);
            } else {
                begin("?");
                names.add(text.substring(at + 1, end));
                sql.append('?');
                at = end;
            }
        }

        private void question() throws Unfit {
            if (!starts("??")) {
                throw new Unfit(
                        "Name parameters with a colon, such as :from; for the operator ? write ??.",
                        "Параметры указываются через двоеточие, например :from; вместо оператора ? пишите ??.");
            }
            pass(at + 2);
        }

        private void word() throws Unfit {
            int end = at;
            while (end < text.length() && isName(text.charAt(end))) {
                end++;
            }
            String word = text.substring(at, end).toUpperCase(Locale.ROOT);
            begin(word);
            if (word.equals("E") && end < text.length() && text.charAt(end) == '\'') {
                sql.append(text, at, end);
                at = end;
                quoted(at, '\'', true);
            } else {
                pass(end);
            }
        }

        private void begin(String word) {
            if (first.isEmpty()) {
                first = word;
            }
        }

        private boolean starts(String with) {
            return text.startsWith(with, at);
        }

        /** A dollar belongs to a name unless it is the first character. */
        private static boolean isName(char one) {
            return Character.isLetterOrDigit(one) || one == '_' || one == '$';
        }

        private static boolean isAscii(char one, boolean later) {
            return (one >= 'a' && one <= 'z')
                    || (one >= 'A' && one <= 'Z')
                    || one == '_'
                    || (later && one >= '0' && one <= '9');
        }
    }
}
