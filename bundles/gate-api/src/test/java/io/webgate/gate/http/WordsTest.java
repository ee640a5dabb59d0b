// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

import io.webgate.gate.api.GateView;
import io.webgate.license.api.Cause;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Operation;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Remedy;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class WordsTest {

    private static final Locale RUSSIAN = new Locale("ru");
    private static final ModuleId WAITER = new ModuleId("example.waiter");
    private static final Instant SINCE = Instant.parse("2026-11-22T11:03:07Z");

    @ParameterizedTest
    @CsvSource({
        "NONE,Not licensed,Нет лицензии",
        "OK,Within the limit,В пределах лимита",
        "NEAR,Near limit,Близко к лимиту",
        "FULL,At limit,Лимит исчерпан",
        "OVER,'Exceeded, restriction active','Лимит превышен, действует ограничение'"
    })
    void aModulesStateHasOneWord(Usage.State state, String english, String russian) {
        assertThat(Words.state(state)).isEqualTo(new LocalizedText(english, russian));
    }

    @ParameterizedTest
    @CsvSource({
        "ok,Licensed,Лицензия действует",
        "near,Near limit,Близко к лимиту",
        "full,At limit,Лимит исчерпан",
        "over,'Exceeded, restriction active','Лимит превышен, действует ограничение'",
        "expiring,Requires renewal,Требуется продление",
        "expired,Expired – requires renewal,'Срок истёк, требуется продление'",
        "none,Not licensed,Нет лицензии"
    })
    void licensingAsAWholeHasOneWord(String code, String english, String russian) {
        assertThat(Words.licensing(code)).isEqualTo(new LocalizedText(english, russian));
    }

    @Test
    void aStateThatNobodyKnowsIsNotTakenForAnother() {
        assertThatThrownBy(() -> Words.licensing("OK"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'OK'");
    }

    @ParameterizedTest
    @CsvSource({
        "VALID,Valid,Действует",
        "NOT_YET_VALID,Not valid yet,Ещё не действует",
        "EXPIRED,Expired,Срок истёк",
        "OTHER_MACHINE,Issued for another machine key,Выдана для другого ключа",
        "MEDIA_ABSENT,USB drive is not plugged in,USB-накопитель не подключён",
        "OTHER_SERVER,Issued for another server,Выдана для другого сервера",
        "OTHER_APPLICATION,For an application that is not here,'Для приложения, которого здесь нет'",
        "SUPERSEDED,Superseded by a newer issue,Заменена более новым выпуском",
        "REVOKED,Revoked,Отозвана",
        "DAMAGED,Damaged,Повреждена"
    })
    void R7_aDocumentsStateHasItsOwnWord(LicenseState state, String english, String russian) {
        assertThat(Words.state(state)).isEqualTo(new LocalizedText(english, russian));
    }

    @Test
    void R7_noTwoStatesOfADocumentShareAWord() {
        List<LocalizedText> words =
                Arrays.stream(LicenseState.values()).map(Words::state).toList();

        assertThat(words).extracting(LocalizedText::english).doesNotHaveDuplicates();
        assertThat(words).extracting(LocalizedText::russian).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE,Running,Работает",
        "STOPPED,Stopped,Остановлен",
        "UNLICENSED,Not licensed,Нет лицензии",
        "FAILED,Failed,Сбой"
    })
    void aPluginsStateHasOneWord(GateView.Plugin.State state, String english, String russian) {
        assertThat(Words.state(state)).isEqualTo(new LocalizedText(english, russian));
    }

    @ParameterizedTest
    @CsvSource({
        "ALL,STOP_GATE,'stops the gate, and with it every plugin',останавливается шлюз и вместе с ним все плагины",
        "ALL,HOLD,stops this service; the gate goes on,останавливается эта служба; шлюз продолжает работу",
        "NEWCOMER,REFUSE,'is refused, with a message',отклоняется с сообщением",
        "NEWEST,SUSPEND,of those connected last,у подключённых последними",
        "ALL,SUSPEND,of all of them,у всех",
        "NEWCOMER,SUSPEND,who is one too many,у лишнего подключения",
        "UNCOVERED,SUSPEND,does not cover,лицензии не хватило"
    })
    void aConsequenceIsOneSentenceInBothLanguages(Cut cut, Effect effect, String english, String russian) {
        LocalizedText text = Words.consequence(module(cut, effect, Set.of()));

        assertThat(text.english()).contains(english).endsWith(".").doesNotContain("What goes on");
        assertThat(text.russian()).contains(russian).endsWith(".").doesNotContain("Продолжает работать");
    }

    @ParameterizedTest
    @CsvSource({
        "HOST, ALL, HOLD, 'Without the licence, work with what needs this server stops.'",
        "CONNECTIONS, NEWCOMER, REFUSE, 'A computer without the licence is refused, with a message.'",
        "CONNECTIONS, ALL, SUSPEND, The exchange of all of them is suspended."
    })
    void R28_R42_whatIsOnOrOffIsNeverOneTooMany(Module.Counting counting, Cut cut, Effect effect, String english) {
        Module module = new Module(
                WAITER,
                "DEVL",
                new LocalizedText("Server", "Сервер"),
                Metric.SERVERS,
                new Consequence(cut, effect, Set.of(), Optional.empty()),
                counting,
                false,
                Set.of());

        assertThat(Words.consequence(module).english()).isEqualTo(english);
    }

    @Test
    void aConsequenceTellsWhatGoesOnAllTheSame() {
        LocalizedText text = Words.consequence(
                module(Cut.ALL, Effect.SUSPEND, Set.of(new Operation("debit-existing"), new Operation("close-shift"))));

        assertThat(text.english()).endsWith(" What goes on: close-shift, debiting existing accounts.");
        assertThat(text.russian()).endsWith(" Продолжает работать: close-shift, списание с уже открытых счетов.");
    }

    @ParameterizedTest
    @CsvSource({
        "SESSIONS,1,1 session,1 сеанс",
        "SESSIONS,2,2 sessions,2 сеанса",
        "SESSIONS,5,5 sessions,5 сеансов",
        "SESSIONS,0,0 sessions,0 сеансов",
        "SESSIONS,11,11 sessions,11 сеансов",
        "SESSIONS,14,14 sessions,14 сеансов",
        "SESSIONS,21,21 sessions,21 сеанс",
        "SESSIONS,111,111 sessions,111 сеансов",
        "SESSIONS,122,122 sessions,122 сеанса",
        "DEVICES,3,3 devices,3 устройства",
        "REPORTS,4,4 reports,4 отчёта",
        "JOBS,1,1 job,1 задание",
        "CLIENTS,6,6 clients,6 клиентов",
        "SCALES,1,1 scale,1 весы",
        "SCALES,2,2 scales,2 весов",
        "SERVERS,101,101 servers,101 сервер",
        "COMPUTERS,12,12 computers,12 компьютеров"
    })
    void R100_numbersHaveThePluralsOfBothLanguages(Metric metric, long number, String english, String russian) {
        assertThat(Words.count(metric, number, Locale.ENGLISH)).isEqualTo(english);
        assertThat(Words.count(metric, number, RUSSIAN)).isEqualTo(russian);
    }

    @ParameterizedTest
    @EnumSource
    void everyMetricIsCountedInBothLanguages(Metric metric) {
        assertThat(Words.count(metric, 5, Locale.ENGLISH)).matches("5 [a-z]+s");
        assertThat(Words.count(metric, 5, RUSSIAN)).matches("5 [а-яё]+");
    }

    @Test
    void aVerdictIsToldInTheReadersZoneAndItsRemediesASentenceEach() {
        Optional<Module> module = Optional.of(module(Cut.ALL, Effect.STOP_GATE, Set.of()));
        Verdict verdict = new Verdict(
                7,
                Optional.of(WAITER),
                Cause.EXCESS,
                10,
                11,
                List.of(),
                Optional.empty(),
                module.map(Module::consequence),
                SINCE,
                List.of(
                        new Remedy(Remedy.Action.RAISE_LIMIT, Optional.of(WAITER), 11),
                        new Remedy(Remedy.Action.RESUME, Optional.empty(), 0)),
                Optional.empty());

        assertThat(Words.verdict(verdict, module, Locale.ENGLISH, ZoneId.of("Europe/Moscow")))
                .contains("14:03", "Mobile waiter: 11 sessions in use, 10 licensed.");
        assertThat(Words.verdict(verdict, module, RUSSIAN, ZoneId.of("Europe/Moscow")))
                .contains("14:03", "Мобильный официант: в использовании 11 сеансов, лицензировано 10.");
        assertThat(Words.remedies(verdict, module, Locale.ENGLISH))
                .containsExactly(
                        "Install licences for at least 11 sessions of Mobile waiter in all.",
                        "An administrator can open the gate again.");
        assertThat(Words.remedies(verdict, module, RUSSIAN))
                .containsExactly(
                        "Установите лицензию, чтобы для «Мобильный официант» было лицензировано не менее 11 сеансов.",
                        "Администратор может снова открыть шлюз.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Waiter «Pro»| Официант «Про»| «Официант „Про“»",
                "Waiter \"Pro\"| Официант \"Про\"| «Официант „Про“»",
                "\"Waiter\"| «Официант»| «Официант»",
                "Waiter| Официант| «Официант»"
            })
    void R100_R102_quotationMarksOfAModulesTitleAreNotDoubled(String english, String russian, String quoted) {
        Module module = module(new LocalizedText(english, russian), Cut.ALL, Effect.STOP_GATE, Set.of());
        Remedy raise = new Remedy(Remedy.Action.RAISE_LIMIT, Optional.of(WAITER), 11);
        ProblemText speaksEnglish = new ProblemText(Optional.of(module), Locale.ENGLISH, ZoneId.of("Europe/Moscow"));
        ProblemText speaksRussian = new ProblemText(Optional.of(module), RUSSIAN, ZoneId.of("Europe/Moscow"));
        assertThat(speaksEnglish.remedy(raise)).contains(" of " + english + " in all");
        assertThat(speaksRussian.remedy(raise)).contains("чтобы для " + quoted + " было");
        for (Preview.Kind kind : Preview.Kind.values()) {
            LocalizedText told =
                    Foretelling.of(new Preview.Effect(kind, Optional.of(WAITER), 1, 2, List.of()), Optional.of(module));
            if (kind != Preview.Kind.GATE_OPENS) {
                assertThat(told.english()).contains(english);
                assertThat(told.russian()).contains(quoted).doesNotContain("««", "»»");
            }
        }
    }

    private static Module module(Cut cut, Effect effect, Set<Operation> goesOn) {
        return module(new LocalizedText("Mobile waiter", "Мобильный официант"), cut, effect, goesOn);
    }

    private static Module module(LocalizedText title, Cut cut, Effect effect, Set<Operation> goesOn) {
        return new Module(
                WAITER,
                "DEVL",
                title,
                Metric.SESSIONS,
                new Consequence(cut, effect, goesOn, Optional.empty()),
                Module.Counting.GATE_SESSIONS,
                true,
                Set.of());
    }
}
