// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.report;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** R64: parameters are where the database reads them, and nowhere else. */
final class SqlTextTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '#',
            nullValues = "-",
            value = {
                "select :a ! select ? ! a",
                "select :a, :b, :a ! select ?, ?, ? ! a b a",
                "(select :a) ! (select ?) ! a",
                "select ':a' ! select ':a' ! -",
                "select 'it''s :a', :b ! select 'it''s :a', ? ! b",
                "select 'back\\' , :b ! select 'back\\' , ? ! b",
                "select E'quote\\' :a', :b ! select E'quote\\' :a', ? ! b",
                "select table_e':a' ! select table_e':a' ! -",
                "select \":a\", :b ! select \":a\", ? ! b",
                "select `:a`, :b ! select `:a`, ? ! b",
                "select $$ :a ' $$, :b ! select $$ :a ' $$, ? ! b",
                "select $q$ :a $$ $q$, :b ! select $q$ :a $$ $q$, ? ! b",
                "select a$b, :b ! select a$b, ? ! b",
                "select :d::date ! select ?::date ! d",
                "select x::text ! select x::text ! -",
                "select a := :b ! select a := ? ! b",
                "select a[1:2] ! select a[1:2] ! -",
                "select a /* :x ' */ , :b ! select a /* :x ' */ , ? ! b",
                "with x as (select 1) select :a ! with x as (select 1) select ? ! a",
                "values (:a) ! values (?) ! a",
                "select data ?? 'k' and :b ! select data ?? 'k' and ? ! b",
                "select :a; ! select ? ! a",
                "select 1 ; /* end */ ! select 1  /* end */ ! -",
                "select :a1_b ! select ? ! a1_b",
            })
    void findsParameters(String text, String sql, String names) throws SqlText.Unfit {
        SqlText read = SqlText.parse(text);
        assertThat(read.sql()).isEqualTo(sql);
        assertThat(read.names()).isEqualTo(names == null ? List.of() : List.of(names.split(" ", -1)));
    }

    @Test
    void aLineCommentEndsWithItsLine() throws SqlText.Unfit {
        SqlText read = SqlText.parse("-- what :a is ' for\nselect :b -- ; drop :c");
        assertThat(read.sql()).isEqualTo("-- what :a is ' for\nselect ? -- ; drop :c");
        assertThat(read.names()).containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-- nothing",
                "delete from sale",
                "insert into sale select 1",
                "update sale set n = 1",
                "pragma query_only = 0",
                "attach 'x' as y",
                "'select'",
                ":a",
                "explain select 1",
                "select 1; delete from sale",
                "select 1;;",
                "select 1; select 2",
                "select 'open",
                "select \"open",
                "select $$ open",
                "select $q$ open $$",
                "select 1 /* open",
                "select /* a /* b */ :x */ 1",
                "select ?",
                "select $1",
                "select $name",
            })
    void refusesWhatIsNoSingleReadingStatement(String text) {
        assertThatThrownBy(() -> SqlText.parse(text)).isInstanceOfSatisfying(SqlText.Unfit.class, unfit -> assertThat(
                        unfit.text().russian())
                .containsPattern("[а-яё]"));
    }
}
