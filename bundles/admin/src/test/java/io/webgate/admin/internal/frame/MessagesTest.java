// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.MissingResourceException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MessagesTest {

    private static final Messages ENGLISH = Messages.of(Locale.UK);
    private static final Messages RUSSIAN = Messages.of(new Locale("ru", "BY"));

    @ParameterizedTest
    @CsvSource({
        "0, many, many", "1, one, one", "2, many, few", "4, many, few", "5, many, many", "11, many, many",
        "12, many, many", "14, many, many", "21, many, one", "22, many, few", "25, many, many", "111, many, many",
        "112, many, many", "121, many, one", "1001, many, one", "-1, one, one", "-3, many, few"
    })
    void aNumberTakesThePluralFormOfItsLanguage(long number, String english, String russian) {
        assertThat(Plural.of(number, Locale.ENGLISH)).isEqualTo(english);
        assertThat(Plural.of(number, new Locale("ru"))).isEqualTo(russian);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1; The licence of Bar ends in one day.; Лицензия «Bar» заканчивается через 1 день.",
                "3; The licence of Bar ends in 3 days.; Лицензия «Bar» заканчивается через 3 дня.",
                "30; The licence of Bar ends in 30 days.; Лицензия «Bar» заканчивается через 30 дней."
            })
    void aSentenceFollowsItsNumber(long days, String english, String russian) {
        assertThat(ENGLISH.count("frame.banner.expiring", days, "Bar")).isEqualTo(english);
        assertThat(RUSSIAN.count("frame.banner.expiring", days, "Bar")).isEqualTo(russian);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Bar| Suspended by “Bar” since 12:00.| Приостановлено из-за модуля «Bar» с 12:00.",
                "Касса «Про»| Suspended by “Касса ‘Про’” since 12:00.| Приостановлено из-за модуля «Касса „Про“» с 12:00.",
                "\"Till\"| Suspended by “Till” since 12:00.| Приостановлено из-за модуля «Till» с 12:00.",
            })
    void r100QuotationMarksOfANameAreNotDoubled(String name, String english, String russian) {
        assertThat(ENGLISH.get("seats.why.module", name, "12:00")).isEqualTo(english);
        assertThat(RUSSIAN.get("seats.why.module", name, "12:00")).isEqualTo(russian);
    }

    @Test
    void anyOtherLanguageReadsEnglish() {
        assertThat(Messages.of(Locale.FRENCH).get("frame.menu")).isEqualTo("Menu");
        assertThat(RUSSIAN.get("frame.menu")).isEqualTo("Меню");
    }

    @Test
    void anUnknownKeyIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> ENGLISH.get("frame.nonsense"))
                .isInstanceOf(MissingResourceException.class)
                .hasMessageContaining("frame.nonsense");
    }

    @Test
    void numbersAndDatesAreWrittenAsTheReaderDoes() {
        Formats english = new Formats(Locale.ENGLISH, ZoneId.of("Europe/Minsk"));
        Formats russian = new Formats(new Locale("ru"), ZoneId.of("Europe/Minsk"));
        assertThat(english.number(12345)).isEqualTo("12,345");
        assertThat(russian.number(12345).replaceAll("\\s|\\u00a0|\\u202f", " ")).isEqualTo("12 345");
        assertThat(english.date(LocalDate.of(2027, 3, 31))).isEqualTo("31 Mar 2027");
        assertThat(russian.date(LocalDate.of(2027, 3, 31))).isEqualTo("31.03.2027");
    }

    @Test
    void timesAreThoseOfTheVenue() {
        Formats russian = new Formats(new Locale("ru"), ZoneId.of("Europe/Minsk"));
        Instant instant = Instant.parse("2026-12-31T22:30:05.900Z");
        assertThat(russian.time(instant)).isEqualTo("01.01.2027 01:30");
        assertThat(russian.clock(instant)).isEqualTo("01:30:05");
        assertThat(russian.machine(instant)).isEqualTo("2027-01-01T01:30:05+03:00");
        assertThat(russian.offset(instant)).isEqualTo(3 * 60 * 60);
    }
}
