// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.admin.internal.frame.BannerRule.Kind;
import io.webgate.gate.http.Role;
import io.webgate.license.api.LocalizedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class BannerRuleTest {

    private static final LocalizedText TILLS = new LocalizedText("Tills", "Кассы");

    @Test
    void nothingWrongNeedsNoBanner() {
        assertThat(BannerRule.choose(facts(Set.of()))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theWorstOfAllIsShown(Kind kind) {
        // This one and everything less bad
        EnumSet<Kind> all = EnumSet.range(kind, Kind.EXPIRING);
        assertThat(BannerRule.choose(facts(all))).contains(kind);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyBannerHasWordsAndAPlaceToActInBothLanguages(Kind kind) {
        Frame.Banner english = BannerRule.banner(facts(Set.of(kind)), Readers.of("en", Role.VIEWER))
                .orElseThrow();
        Frame.Banner russian = BannerRule.banner(facts(Set.of(kind)), Readers.of("ru", Role.VIEWER))
                .orElseThrow();
        assertThat(english.text()).isNotBlank().isNotEqualTo(russian.text());
        assertThat(english.href()).startsWith("/admin");
        assertThat(english.tone()).isIn("error", "warn", "info");
    }

    @Test
    void theLargestExcessIsNamedAndTheOthersCounted() {
        Facts facts = new Facts(
                List.of(new Facts.Excess(TILLS, 16, 15), new Facts.Excess(TILLS, 2, 1), new Facts.Excess(TILLS, 2, 1)),
                Facts.Gate.STOPPED,
                false,
                false,
                List.of(),
                List.of(),
                0,
                List.of());
        Frame.Banner banner =
                BannerRule.banner(facts, Readers.of("ru", Role.VIEWER)).orElseThrow();
        assertThat(banner.text()).isEqualTo("Превышен лимит: Кассы, 16 из 15. И ещё 2.");
        assertThat(banner.href()).isEqualTo("/admin/plugins");
    }

    @ParameterizedTest
    @CsvSource({"30, info", "8, info", "7, warn", "2, warn", "1, error", "0, error"})
    void r10TheNearerTheEndTheLouderTheBanner(long days, String tone) {
        Facts facts = new Facts(
                List.of(),
                Facts.Gate.OPEN,
                false,
                false,
                List.of(),
                List.of(),
                0,
                List.of(new Facts.Ending("Bar", days)));
        assertThat(BannerRule.banner(facts, Readers.of("ru", Role.VIEWER))
                        .orElseThrow()
                        .tone())
                .isEqualTo(tone);
    }

    @Test
    void theLastDayIsCalledToday() {
        Facts facts = new Facts(
                List.of(), Facts.Gate.OPEN, false, false, List.of(), List.of(), 0, List.of(new Facts.Ending("Bar", 0)));
        assertThat(BannerRule.banner(facts, Readers.of("en", Role.VIEWER))
                        .orElseThrow()
                        .text())
                .isEqualTo("Today is the last day of the licence of Bar.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ООО «Ромашка»| ООО «Ромашка»| «ООО „Ромашка“»",
                "ООО \"Ромашка\"| ООО \"Ромашка\"| «ООО „Ромашка“»",
                "«Ромашка»| «Ромашка»| «Ромашка»",
                "Bar| Bar| «Bar»"
            })
    void r100AHoldersOwnQuotationMarksAreNotDoubled(String holder, String english, String russian) {
        Facts expired = new Facts(List.of(), Facts.Gate.OPEN, false, false, List.of(holder), List.of(), 0, List.of());
        assertThat(text(expired, "en")).isEqualTo("The licence of " + english + " has expired and requires renewal.");
        assertThat(text(expired, "ru")).isEqualTo("Срок лицензии " + russian + " истёк, требуется продление.");
        Facts ending = ending(holder, 3);
        assertThat(text(ending, "en")).isEqualTo("The licence of " + english + " ends in 3 days.");
        assertThat(text(ending, "ru")).isEqualTo("Лицензия " + russian + " заканчивается через 3 дня.");
        assertThat(text(ending(holder, 0), "ru")).isEqualTo("Сегодня последний день лицензии " + russian + ".");
    }

    private static Facts ending(String holder, long days) {
        return new Facts(
                List.of(),
                Facts.Gate.OPEN,
                false,
                false,
                List.of(),
                List.of(),
                0,
                List.of(new Facts.Ending(holder, days)));
    }

    private static String text(Facts facts, String language) {
        return BannerRule.banner(facts, Readers.of(language, Role.VIEWER))
                .orElseThrow()
                .text();
    }

    private static Facts facts(Set<Kind> kinds) {
        return new Facts(
                kinds.contains(Kind.EXCEEDED) ? List.of(new Facts.Excess(TILLS, 16, 15)) : List.of(),
                kinds.contains(Kind.STOPPED) ? Facts.Gate.STOPPED : Facts.Gate.OPEN,
                kinds.contains(Kind.INCOMPLETE),
                kinds.contains(Kind.STORE),
                kinds.contains(Kind.EXPIRED) ? List.of("Bar") : List.of(),
                kinds.contains(Kind.ADVICE) ? List.of(new LocalizedText("Clock.", "Часы.")) : List.of(),
                kinds.contains(Kind.DAMAGED) ? 2 : 0,
                kinds.contains(Kind.EXPIRING) ? List.of(new Facts.Ending("Bar", 12)) : List.of());
    }
}
