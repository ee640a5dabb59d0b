// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

import io.webgate.gate.api.GateView;
import io.webgate.license.api.Cause;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.Eviction;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Remedy;
import io.webgate.license.api.Reply;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ProblemTest {

    private static final Locale RUSSIAN = new Locale("ru");
    private static final ModuleId WAITER = new ModuleId("example.waiter");
    private static final Instant SINCE = Instant.parse("2026-11-22T11:03:07.123456Z");
    private static final Module MODULE = new Module(
            WAITER,
            "DEVL",
            new LocalizedText("Mobile waiter", "Мобильный официант"),
            Metric.SESSIONS,
            new Consequence(Cut.ALL, Effect.STOP_GATE, Set.of(), Optional.empty()),
            Module.Counting.GATE_SESSIONS,
            true,
            Set.of());
    private static final Verdict VERDICT = new Verdict(
            7,
            Optional.of(WAITER),
            Cause.EXCESS,
            10,
            11,
            List.of(new SeatId("a"), new SeatId("b")),
            Optional.empty(),
            Optional.of(MODULE.consequence()),
            SINCE,
            List.of(
                    new Remedy(Remedy.Action.RAISE_LIMIT, Optional.of(WAITER), 11),
                    new Remedy(Remedy.Action.RESUME, Optional.empty(), 0)),
            Optional.empty());

    @Test
    void R102_gateStoppedTellsWhatWhyHowManySinceWhenAndWhatToDo() {
        Problem problem =
                Problem.gateStopped(stopped(Optional.of(VERDICT), List.of()), Optional.of(MODULE), Locale.ENGLISH);

        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.code()).isEqualTo("gate-stopped");
        assertThat(problem.retryAfterHeader()).contains("30");
        assertThat(problem.members())
                .containsEntry("module", "example.waiter")
                .containsEntry("limit", 10L)
                .containsEntry("used", 11L)
                .containsEntry("consequence", "stop-gate")
                .containsEntry("since", "2026-11-22T11:03:07.123Z");
        assertThat(problem.detail())
                .contains("stopped since", "Mobile waiter", "11 sessions in use, 10 licensed")
                .contains("Install licences for at least 11 sessions of Mobile waiter in all.")
                .contains("An administrator can open the gate again.");
        assertThat(problem.toJson())
                .startsWith("{\"type\":\"/problems/gate-stopped\",\"title\":\"The gate is stopped\",\"status\":503,")
                .contains(
                        "\"remedy\":[{\"action\":\"raise-limit\",\"module\":\"example.waiter\",\"quantity\":11,\"text\":")
                .contains("\"verdict\":{\"id\":7,\"at\":\"2026-11-22T11:03:07.123Z\"")
                .contains("\"seats\":[\"a\",\"b\"]");
    }

    @Test
    void R100_gateStoppedSpeaksRussian() {
        Problem problem = Problem.gateStopped(stopped(Optional.of(VERDICT), List.of()), Optional.of(MODULE), RUSSIAN);

        assertThat(problem.title()).isEqualTo("Шлюз остановлен");
        assertThat(problem.detail())
                .contains("Шлюз остановлен с ", "Мобильный официант: в использовании 11 сеансов, лицензировано 10.")
                .contains(
                        "Установите лицензию, чтобы для «Мобильный официант» было лицензировано не менее 11 сеансов.");
    }

    @Test
    void theEnrolmentsBoundIsToldWithItsPlural() {
        assertThat(enrolment(1, Locale.ENGLISH)).contains("allows 1 session, and this would be one more.");
        assertThat(enrolment(2, Locale.ENGLISH)).contains("allows 2 sessions, and");
        assertThat(enrolment(0, Locale.ENGLISH)).contains("not enrolled for it");
        assertThat(enrolment(1, RUSSIAN)).contains("разрешён 1 сеанс, этот был бы лишним.");
        assertThat(enrolment(2, RUSSIAN)).contains("разрешено 2 сеанса, этот");
        assertThat(enrolment(11, RUSSIAN)).contains("разрешено 11 сеансов, этот");
    }

    private static String enrolment(long allowed, Locale locale) {
        return Problem.of(
                        new Reply.Refused(
                                Reply.Reason.ENROLMENT_EXCEEDED, Optional.empty(), Optional.of(WAITER), 5, allowed),
                        Optional.of(MODULE),
                        locale)
                .detail();
    }

    @Test
    void aPageTellsTheSameAndEscapesEveryText() {
        Problem problem = new Problem(401, "unauthorized", "<b>", "<a href='x'>\"&\"</a>", Map.of(), Optional.empty());

        assertThat(problem.toHtml(RUSSIAN))
                .contains("lang=\"ru\"", "<h1>&lt;b&gt;</h1>", "401 unauthorized")
                .contains("&lt;a href=&#39;x&#39;&gt;&quot;&amp;&quot;&lt;/a&gt;");
        assertThat(Problem.prefersHtml("text/html,application/xhtml+xml,*/*;q=0.8"))
                .isTrue();
        assertThat(Problem.prefersHtml("application/json, text/html")).isFalse();
        assertThat(Problem.prefersHtml("*/*")).isFalse();
        assertThat(Problem.prefersHtml(null)).isFalse();
    }

    @Test
    void R32_namesTheGatesOwnSettingAsTheBound() {
        Verdict bySetting = new Verdict(
                8,
                Optional.of(WAITER),
                Cause.SETTING,
                2,
                3,
                List.of(),
                Optional.empty(),
                Optional.of(MODULE.consequence()),
                SINCE,
                List.of(new Remedy(Remedy.Action.RAISE_SETTING, Optional.of(WAITER), 3)),
                Optional.empty());
        GateView view = stopped(Optional.of(bySetting), List.of());

        assertThat(Problem.gateStopped(view, Optional.of(MODULE), Locale.ENGLISH)
                        .detail())
                .contains("3 sessions in use, 2 supported by the gate's own setting");
        assertThat(Problem.gateStopped(view, Optional.of(MODULE), RUSSIAN).detail())
                .contains("в использовании 3 сеанса, по настройке шлюза допускается 2")
                .contains("не менее 3 сеансов для «Мобильный официант»");
    }

    @Test
    void R102_namesWhatIsMissingWhereNoVerdictStandsInTheReadersLanguage() {
        GateView view = stopped(
                Optional.empty(),
                List.of(
                        new LocalizedText("No ledger. Start it.", "Нет реестра. Запустите."),
                        new LocalizedText("Bundle x failed.", "Сбой бандла x.")));

        Problem problem = Problem.gateStopped(view, Optional.empty(), Locale.ENGLISH);

        assertThat(problem.detail())
                .isEqualTo("The gate is not running, and no plugin with it. No ledger. Start it. Bundle x failed.");
        assertThat(problem.members()).containsOnlyKeys("since");
        assertThat(Problem.gateStopped(view, Optional.empty(), RUSSIAN).detail())
                .isEqualTo("Шлюз не работает, и плагины вместе с ним. Нет реестра. Запустите. Сбой бандла x.");
    }

    @Test
    void R102_whoIsHeldOutIsToldUntilWhenAndTheAdministratorsReason() {
        Reply.Refused refused =
                evicted(Reply.Reason.HELD_OUT, Optional.of(SINCE), Optional.of("till is <b>broken</b>"));

        Problem english = Problem.of(refused, Optional.of(MODULE), Locale.ENGLISH);
        Problem russian = Problem.of(refused, Optional.of(MODULE), RUSSIAN);

        String until = SINCE.atZone(ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx", Locale.ROOT));
        assertThat(english.status()).isEqualTo(403);
        assertThat(english.detail())
                .isEqualTo(
                        "Mobile waiter: an administrator closed this session or connection. The reason given: “till is"
                                + " <b>broken</b>”. A new one is refused until " + until
                                + ". Try again then, or ask the administrator.");
        assertThat(russian.detail())
                .contains("Мобильный официант: администратор закрыл", "«till is <b>broken</b>»", "не раньше " + until);
        assertThat(english.members())
                .containsEntry("until", "2026-11-22T11:03:07.123Z")
                .containsEntry("reason", "till is <b>broken</b>");
        assertThat(english.toHtml(Locale.ENGLISH)).contains("&lt;b&gt;broken").doesNotContain("<b>");
    }

    @Test
    void R102_whoseSeatWasClosedIsToldSoAndThatANewOneIsFree() {
        Problem told = Problem.of(
                evicted(Reply.Reason.SEAT_UNKNOWN, Optional.empty(), Optional.of("stock-taking")),
                Optional.of(MODULE),
                Locale.ENGLISH);
        Problem untold = Problem.of(refused(Reply.Reason.SEAT_UNKNOWN), Optional.of(MODULE), Locale.ENGLISH);

        assertThat(told.code()).isEqualTo("seat-unknown");
        assertThat(told.detail()).contains("an administrator closed", "“stock-taking”", "You can open a new one.");
        assertThat(told.members()).doesNotContainKey("until");
        assertThat(untold.detail()).doesNotContain("administrator");
        assertThat(untold.members()).doesNotContainKeys("until", "reason");
    }

    @Test
    void R102_whyAnAdministratorStoppedTheGateIsTold() {
        Verdict verdict = new Verdict(
                9,
                Optional.empty(),
                Cause.ADMINISTRATOR,
                0,
                0,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                SINCE,
                List.of(new Remedy(Remedy.Action.RESUME, Optional.empty(), 0)),
                Optional.of("olga"),
                Optional.of("stock\u202e-taking\nat night" + "!".repeat(300)));
        GateView view = stopped(Optional.of(verdict), List.of());

        String english =
                Problem.gateStopped(view, Optional.empty(), Locale.ENGLISH).detail();

        assertThat(english)
                .startsWith("An administrator stopped the gate at ")
                .contains(". The reason given: “stock -taking at night!!!", "!…”. An administrator can open")
                .hasSizeLessThan(400);
        assertThat(Problem.gateStopped(view, Optional.empty(), RUSSIAN).detail())
                .contains("Указанная причина: «stock -taking at night!");
        assertThat(Problem.verdict(verdict))
                .extractingByKey("reason")
                .asString()
                .hasSize(200);
        assertThat(Problem.verdict(VERDICT)).doesNotContainKey("reason");
    }

    private static Reply.Refused evicted(Reply.Reason reason, Optional<Instant> until, Optional<String> words) {
        return new Reply.Refused(
                reason,
                Optional.empty(),
                Optional.of(WAITER),
                1,
                10,
                Optional.of(new Eviction(WAITER, "tablet", until, words)));
    }

    @ParameterizedTest
    @CsvSource({
        "GATE_STOPPED,503",
        "NOT_LICENSED,403",
        "MODULE_HELD,403",
        "LIMIT_EXCEEDED,409",
        "ENROLMENT_EXCEEDED,409",
        "SEAT_UNKNOWN,404",
        "HELD_OUT,403",
        "CAUSE_STANDS,409",
        "KEY_REUSED,422",
        "MODULE_UNKNOWN,404",
        "STARTING,503",
        "STORE_FULL,507"
    })
    void everyReasonHasItsStatus(Reply.Reason reason, int status) {
        Problem problem = Problem.of(refused(reason), Optional.of(MODULE), Locale.ENGLISH);

        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.code()).isEqualTo(reason.code());
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonIsTextInBothLanguagesWithNothingLeftOpen(Reply.Reason reason) {
        Problem english = Problem.of(refused(reason), Optional.of(MODULE), Locale.ENGLISH);
        Problem russian = Problem.of(refused(reason), Optional.of(MODULE), RUSSIAN);

        assertThat(english.title() + english.detail()).doesNotContain("%").doesNotContainPattern("[а-яА-Я]");
        assertThat(russian.title() + russian.detail()).doesNotContain("%").containsPattern("[а-яА-Я]");
    }

    @Test
    void R40_tellsTheNewcomerThatConnectionsAreExceeded() {
        Reply.Refused refused =
                new Reply.Refused(Reply.Reason.LIMIT_EXCEEDED, Optional.empty(), Optional.of(WAITER), 10, 10);

        Problem problem = Problem.of(refused, Optional.of(MODULE), Locale.ENGLISH);

        assertThat(problem.detail())
                .startsWith("Mobile waiter: the number of connections is exceeded, 10 sessions of 10 in use.");
        assertThat(problem.members())
                .containsEntry("limit", 10L)
                .containsEntry("used", 10L)
                .containsEntry("consequence", "stop-gate")
                .containsKey("remedy");
    }

    @ParameterizedTest
    @CsvSource({
        "0,сеансов", "1,сеанс", "2,сеанса", "4,сеанса", "5,сеансов", "11,сеансов", "12,сеансов", "14,сеансов",
        "21,сеанс", "22,сеанса", "25,сеансов", "100,сеансов", "101,сеанс", "111,сеансов", "112,сеансов", "1002,сеанса"
    })
    void R100_russianPluralsFollowTheNumber(long number, String word) {
        assertThat(Noun.SESSION.count(number, RUSSIAN)).isEqualTo(number + " " + word);
    }

    @ParameterizedTest
    @CsvSource({"1,сеанса", "2,сеансов", "11,сеансов", "21,сеанса", "111,сеансов"})
    void R100_russianGenitiveFollowsTheNumber(long number, String word) {
        assertThat(Noun.SESSION.atLeast(number, RUSSIAN)).isEqualTo("не менее " + number + " " + word);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ru|ru", "ru-RU,ru;q=0.9,en;q=0.8|ru", "en;q=0.5,ru;q=0.9|ru", "en,ru|en", "de,ru;q=0.3|ru", "de|en",
                "*|en", "ru;q=0,en|en", "ru;q=0|en", ";;;q=x|en", "RU|ru", "''|en"
            })
    void R100_languageFollowsTheHeadersWeights(String header, String language) {
        assertThat(Problem.locale(header).getLanguage()).isEqualTo(language);
    }

    @Test
    void noHeaderOrAnEndlessOneIsEnglish() {
        assertThat(Problem.locale(null)).isEqualTo(Locale.ENGLISH);
        assertThat(Problem.locale("ru,".repeat(1000))).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void escapesWhatWouldBreakJson() {
        Problem problem = new Problem(
                400,
                "x",
                "\"\\\n\u2028\ud800",
                "😀",
                Map.of("list", List.of(1, true, Map.of("a", "b"))),
                Optional.empty());

        assertThat(problem.toJson())
                .isEqualTo("{\"type\":\"/problems/x\",\"title\":\"\\\"\\\\\\u000a\\u2028\\ud800\",\"status\":400,"
                        + "\"detail\":\"😀\",\"code\":\"x\",\"list\":[1,true,{\"a\":\"b\"}]}");
    }

    @Test
    void aMemberNeverHidesAStandardOne() {
        Problem problem = new Problem(400, "x", "t", "d", Map.of("status", 200), Optional.empty());

        assertThat(problem.toJson()).contains("\"status\":400").doesNotContain("200");
    }

    @Test
    void refusesAMemberThatIsNotJson() {
        Problem problem = new Problem(400, "x", "t", "d", Map.of("when", SINCE), Optional.empty());

        assertThatThrownBy(problem::toJson)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.time.Instant");
    }

    @Test
    void retryAfterIsWholeSecondsRoundedUp() {
        Problem problem = new Problem(429, "x", "t", "d", Map.of(), Optional.empty());

        assertThat(problem.retryAfter(Duration.ofMillis(1500)).retryAfterHeader())
                .contains("2");
        assertThat(problem.retryAfter(Duration.ZERO).retryAfterHeader()).contains("1");
        assertThat(problem.retryAfterHeader()).isEmpty();
    }

    @Test
    void timesAreToldInTheReadersZone() {
        ProblemText text = new ProblemText(Optional.of(MODULE), Locale.ENGLISH, ZoneId.of("Europe/Moscow"));
        ProblemText utc = new ProblemText(Optional.of(MODULE), Locale.ENGLISH, ZoneOffset.UTC);

        assertThat(text.stopped(VERDICT)).contains("2026-11-22 14:03 +03:00");
        assertThat(utc.stopped(VERDICT)).contains("2026-11-22 11:03 +00:00");
    }

    private static Reply.Refused refused(Reply.Reason reason) {
        boolean judged = reason == Reply.Reason.GATE_STOPPED || reason == Reply.Reason.CAUSE_STANDS;
        return new Reply.Refused(reason, judged ? Optional.of(VERDICT) : Optional.empty(), Optional.of(WAITER), 11, 10);
    }

    private static GateView stopped(Optional<Verdict> verdict, List<LocalizedText> obstacles) {
        return new GateView(false, SINCE, verdict, false, obstacles, List.of());
    }
}
