// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.overview;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.webgate.admin.internal.frame.Readers;
import io.webgate.admin.internal.frame.Scenes;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.admin.internal.jte.overview.JteliveGenerated;
import io.webgate.gate.api.Concern;
import io.webgate.gate.api.Concerns;
import io.webgate.gate.api.GateView;
import io.webgate.gate.http.Role;
import io.webgate.license.api.Advice;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.Latch;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The Overview: what is used of what, what one more would do, what needs attention (R102). */
class OverviewTest {

    private static final Module WAITERS = Scenes.waiters();
    private static final InstalledLicense FOREVER = Scenes.permanent("a");

    private final List<Usage> usages = new ArrayList<>();
    private final List<InstalledLicense> licenses = new ArrayList<>(List.of(FOREVER));
    private final List<LocalizedText> waitingFor = new ArrayList<>();
    private final List<Advice> advice = new ArrayList<>();
    private Optional<GateView> gate = Optional.of(Scenes.open());
    private Optional<MachineIdentity> machine = Optional.of(new Machine(false));
    private Optional<String> storeTrouble = Optional.empty();
    private Concerns concerns = Concerns.NONE;

    @ParameterizedTest(name = "{0} of {1} in {2}: {3}, {4}, {5}")
    @CsvSource(
            delimiter = '|',
            value = {
                "0| 20| en| ok| 20 free| One more fits: 0 of 20 in use.",
                "9| 20| en| ok| 11 free| One more fits: 9 of 20 in use.",
                "16| 20| en| near| 4 free| One more fits: 16 of 20 in use.",
                "19| 20| en| near| 1 free| One more fits: 19 of 20 in use.",
                "20| 20| en| full| 0 free| 20 of 20 in use. One more stops the gate and every plugin.",
                "22| 20| en| over| 0 free| 22 of 20 in use. One more stops the gate and every plugin.",
                "1| 0| en| over| ''| Nothing is licensed; one more is refused.",
                "19| 20| ru| near| свободно 1| Ещё одно подключение возможно: используется 19 из 20.",
                "20| 20| ru| full| свободно 0| Используется 20 из 20. Ещё одно остановит шлюз и все плагины.",
            })
    void aModuleSaysItsStateWhatIsFreeAndWhatOneMoreWouldDo(
            long used, long limit, String language, String state, String free, String next) {
        usages.add(Scenes.usage(WAITERS, used, limit));
        GaugeCard card = model(language).gauges().get(0);
        assertThat(card.state()).isEqualTo(state);
        assertThat(card.free()).isEqualTo(free);
        assertThat(card.next()).isEqualTo(next);
        assertThat(card.word()).isNotBlank();
        assertThat(card.rule()).isNotBlank();
        assertThat(card.gauge()).contains("role=\"meter\"", "aria-valuenow=\"" + used + "\"");
        assertThat(html(language)).contains(card.count(), card.next(), card.rule());
    }

    @ParameterizedTest
    @CsvSource({
        "ALL, HOLD, stops this service; the gate goes on",
        "NEWCOMER, REFUSE, 'is refused, with a message'",
        "NEWEST, SUSPEND, suspends the exchange of those connected last",
        "ALL, SUSPEND, suspends the exchange of all",
    })
    void whatOneMoreDoesIsTheModulesOwnConsequence(Cut cut, Effect effect, String words) {
        usages.add(Scenes.usage(Scenes.module("x", cut, effect), 3, 3));
        assertThat(model("en").gauges().get(0).next()).contains(words);
    }

    @Test
    void whileTheGateIsStoppedNothingIsAdmittedAndTheCardSaysSo() {
        usages.add(Scenes.usage(WAITERS, 0, 20));
        gate = Optional.of(Scenes.stopped(Optional.of(Scenes.stoppedBy("anna")), false));
        OverviewModel model = model("en");
        assertThat(model.gauges().get(0).next()).startsWith("Nothing is admitted now.");
        assertThat(model.gate().orElseThrow().open()).isFalse();
        assertThat(model.gate().orElseThrow().why()).contains("An administrator stopped the gate");
        assertThat(model.attention().get(0).severity()).isEqualTo(Attention.Severity.ERROR);
    }

    @Test
    void aSmallerSettingOfTheGateIsSpelledOut() {
        usages.add(new Usage(WAITERS, 2000, 1500, 2, Usage.State.OK, false, Optional.empty()));
        assertThat(model("en").gauges().get(0).count())
                .isEqualTo("2 of 1,500 in use. The gate’s own setting allows 1,500; 2,000 are licensed.");
    }

    @Test
    void aModuleWithNeitherLicenceNorUseIsOnlyNamed() {
        usages.add(Scenes.usage(WAITERS, 0, 0));
        OverviewModel model = model("ru");
        assertThat(model.gauges()).isEmpty();
        assertThat(model.unlicensed()).containsExactly("«waiters»");
        assertThat(model.attention()).isEmpty();
    }

    @Test
    void useWithoutALicenceIsAnExcessWithAGauge() {
        usages.add(Scenes.usage(WAITERS, 1, 0));
        OverviewModel model = model("en");
        assertThat(model.state()).isEqualTo("over");
        assertThat(model.gauges()).singleElement().extracting(GaugeCard::free).isEqualTo("");
        assertThat(model.attention()).extracting(Attention.Item::text).containsExactly("waiters: 1 in use, 0 allowed.");
    }

    @Test
    void theWorstNeedsAttentionFirst() {
        usages.add(Scenes.usage(Scenes.module("near", Cut.ALL, Effect.STOP_GATE), 9, 10));
        usages.add(Scenes.usage(Scenes.module("full", Cut.ALL, Effect.STOP_GATE), 10, 10));
        usages.add(Scenes.usage(Scenes.module("little", Cut.ALL, Effect.STOP_GATE), 11, 10));
        usages.add(Scenes.usage(Scenes.module("much", Cut.ALL, Effect.STOP_GATE), 19, 10));
        licenses.add(Scenes.license("later", 1, LicenseState.VALID, 20));
        licenses.add(Scenes.license("soon", 1, LicenseState.VALID, 1));
        licenses.add(Scenes.license("week", 1, LicenseState.VALID, 7));
        licenses.add(Scenes.license("gone", 1, LicenseState.EXPIRED, -3));
        licenses.add(vanishing());
        storeTrouble = Optional.of("the disk is full");
        machine = Optional.of(new Machine(true));
        List<Attention.Item> items = model("en").attention();
        assertThat(items).extracting(Attention.Item::severity).isSorted();
        assertThat(items)
                .extracting(Attention.Item::text)
                .containsExactly(
                        "The store takes nothing new: the disk is full. What is served goes on; nothing can be"
                                + " installed or changed until it is mended.",
                        "much: 19 in use, 10 allowed.",
                        "little: 11 in use, 10 allowed.",
                        "The licence of Shop soon ends on 25 Nov 2026: 1 day left.",
                        "The file of the licence of Shop moved is gone; the licence ends within a minute unless the"
                                + " file comes back.",
                        "full. 10 of 10 in use. One more stops the gate and every plugin.",
                        "The licence of Shop gone has expired.",
                        "The licence of Shop week ends on 1 Dec 2026: 7 days left.",
                        "The machine key is weak: fewer than three components of this computer can be read.",
                        "near. One more fits: 9 of 10 in use.",
                        "The licence of Shop later ends on 14 Dec 2026: 20 days left.");
        assertThat(items).allMatch(item -> item.link().startsWith("/admin/"));
        assertThat(items)
                .filteredOn(
                        item -> item.text().startsWith("full") || item.text().startsWith("much"))
                .extracting(Attention.Item::link)
                .containsExactly("/admin/limits/example.much", "/admin/limits/example.full");
    }

    @ParameterizedTest(name = "{0} days left in {1}: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "0; en; The licence of Shop b ends on 24 Nov 2026: 0 days left.",
                "1; en; The licence of Shop b ends on 25 Nov 2026: 1 day left.",
                "2; en; The licence of Shop b ends on 26 Nov 2026: 2 days left.",
                "0; ru; Лицензия (Shop b) действует до 24.11.2026: осталось 0 дней.",
                "1; ru; Лицензия (Shop b) действует до 25.11.2026: остался 1 день.",
                "3; ru; Лицензия (Shop b) действует до 27.11.2026: осталось 3 дня.",
                "11; ru; Лицензия (Shop b) действует до 05.12.2026: осталось 11 дней.",
                "21; ru; Лицензия (Shop b) действует до 15.12.2026: остался 21 день.",
                "30; ru; Лицензия (Shop b) действует до 24.12.2026: осталось 30 дней.",
            })
    void aLicenceThatEndsSoonSaysWhenInTheRightPlural(long days, String language, String words) {
        licenses.add(Scenes.license("b", 1, LicenseState.VALID, days));
        OverviewModel model = model(language);
        assertThat(model.attention()).extracting(Attention.Item::text).containsExactly(words);
        assertThat(model.state()).isEqualTo("expiring");
        assertThat(model.validity().orElseThrow())
                .contains("(" + words.substring(words.indexOf(": ") + 2, words.length() - 1) + ")");
    }

    @ParameterizedTest
    @CsvSource({
        "CLOCK_BEHIND, true, WARN, /admin/licenses#machine",
        "MACHINE_DRIFT, false, INFO, /admin/licenses#machine",
        "REVOCATIONS_STALE, false, INFO, /admin/licenses",
        "RENEWAL_DUE, true, WARN, /admin/licenses",
        "MACHINE_REMEMBERED, false, INFO, /admin/licenses#machine",
    })
    void adviceOfTheRegistryIsPassedOnInTheReadersLanguage(
            Advice.Kind kind, boolean urgent, Attention.Severity severity, String link) {
        advice.add(advice(kind, urgent));
        assertThat(model("en").attention()).containsExactly(new Attention.Item(severity, "Do it.", link));
        assertThat(model("ru").attention()).extracting(Attention.Item::text).containsExactly("Сделайте это.");
    }

    @ParameterizedTest
    @EnumSource(
            value = Advice.Kind.class,
            names = {"EXPIRING", "VANISHING"})
    void whatThePageTellsOfTheLicenceItselfIsNotToldTwice(Advice.Kind kind) {
        advice.add(advice(kind, true));
        assertThat(model("en").attention()).isEmpty();
    }

    private static Advice advice(Advice.Kind kind, boolean urgent) {
        return new Advice(
                kind, urgent, new LocalizedText("Do it.", "Сделайте это."), Optional.empty(), OptionalLong.empty());
    }

    @Test
    void whoHasRenewedIsNotAskedToRenew() {
        licenses.add(Scenes.license("b", 1, LicenseState.VALID, 3));
        licenses.add(Scenes.license("b", 2, LicenseState.NOT_YET_VALID, 300));
        licenses.add(Scenes.license("c", 1, LicenseState.EXPIRED, -3));
        licenses.add(Scenes.license("c", 2, LicenseState.VALID, 300));
        OverviewModel model = model("en");
        assertThat(model.attention()).isEmpty();
        assertThat(model.state()).isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource({"31, ok", "30, expiring", "0, expiring", "365, ok"})
    void thirtyDaysBeforeItsEndALicenceRequiresRenewal(long days, String state) {
        licenses.set(0, Scenes.license("b", 1, LicenseState.VALID, days));
        assertThat(model("en").state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        "over, VALID, 22, Exceeded",
        "none, REVOKED, 0, Not licensed",
        "expired, EXPIRED, 0, Expired",
        "full, VALID, 20, At limit",
        "near, VALID, 19, Near limit",
        "ok, VALID, 3, Licensed",
    })
    void licensingAsAWholeIsTheWorstThatHolds(String code, LicenseState state, long used, String word) {
        licenses.set(0, Scenes.license("b", 1, state, 365));
        usages.add(Scenes.usage(WAITERS, used, 20));
        OverviewModel model = model("en");
        assertThat(model.state()).isEqualTo(code);
        assertThat(model.word()).startsWith(word);
        assertThat(model.word()).isNotEqualTo(model("ru").word());
    }

    @Test
    void withoutAValidLicenceTheMachineKeyIsShownToSendIt() {
        licenses.clear();
        OverviewModel model = model("en");
        assertThat(model.state()).isEqualTo("none");
        assertThat(model.machineKey()).contains(Machine.KEY);
        assertThat(model.validity()).isEmpty();
        assertThat(html("en")).contains(Machine.KEY, "href=\"/admin/licenses#install\"");
        licenses.add(FOREVER);
        assertThat(model("en").machineKey()).isEmpty();
        assertThat(model("ru").validity()).contains("бессрочно");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru"})
    void withoutWatchdogAndMachineThePageStaysUp(String language) {
        gate = Optional.empty();
        machine = Optional.empty();
        licenses.clear();
        waitingFor.add(new LocalizedText("It waits for the licences.", "Ожидаются лицензии."));
        OverviewModel model = model(language);
        assertThat(model.gate()).isEmpty();
        assertThat(model.machineKey()).isEmpty();
        assertThat(model.attention()).singleElement().satisfies(item -> {
            assertThat(item.code()).isEqualTo("info");
            assertThat(item.text()).contains(language.equals("ru") ? "Ожидаются лицензии." : "waits for the licences");
        });
        assertThat(html(language)).contains("attention-heading").doesNotContain("stopped-heading");
    }

    @Test
    void aDamagedDocumentIsToldWithoutItsWords() {
        licenses.add(new InstalledLicense(
                new LicenseId("sha256:00"),
                Optional.empty(),
                LicenseState.DAMAGED,
                Optional.empty(),
                "folder",
                Readers.NOW,
                false));
        assertThat(model("en").attention()).singleElement().satisfies(item -> {
            assertThat(item.severity()).isEqualTo(Attention.Severity.WARN);
            assertThat(item.link()).isEqualTo("/admin/licenses#damaged");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "en, 1, 1 runs, 2 do not run", "en, 2, 2 run, 1 does not run",
        "ru, 1, 1 работает, 2 не работают", "ru, 2, 2 работают, 1 не работает",
    })
    void pluginsAreCountedInTheRightPlural(String language, int running, String run, String rest) {
        GateView.Plugin[] plugins = new GateView.Plugin[3];
        for (int at = 0; at < plugins.length; at++) {
            plugins[at] = Scenes.plugin(
                    "p" + at,
                    at < running ? GateView.Plugin.State.ACTIVE : GateView.Plugin.State.UNLICENSED,
                    "",
                    List.of(),
                    List.of());
        }
        gate = Optional.of(Scenes.open(plugins));
        assertThat(html(language)).contains(run + ", " + rest);
    }

    @Test
    void foldsKeepTheirPlaceWhenThePageIsRenewed() {
        usages.add(Scenes.usage(WAITERS, 1, 20));
        usages.add(Scenes.usage(Scenes.module("x", Cut.ALL, Effect.HOLD), 0, 0));
        assertThat(html("en")).doesNotContainPattern("<details(?![^>]* id=)").contains("<details");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en| 0| No <b>disk</b> {0}. (since 20 Nov 2026 08:30)|",
                "en| 1| No <b>disk</b> {0}. (since 20 Nov 2026 08:30)| 1 more problem that a plugin has told of is not"
                        + " listed here.",
                "en| 5| No <b>disk</b> {0}. (since 20 Nov 2026 08:30)| 5 more problems that plugins have told of are"
                        + " not listed here.",
                "ru| 0| Нет диска. (с 20.11.2026 08:30)|",
                "ru| 1| Нет диска. (с 20.11.2026 08:30)| Здесь не показана ещё 1 неполадка плагинов.",
                "ru| 3| Нет диска. (с 20.11.2026 08:30)| Здесь не показаны ещё 3 неполадки плагинов.",
                "ru| 5| Нет диска. (с 20.11.2026 08:30)| Здесь не показано ещё 5 неполадок плагинов."
            })
    void whatTroublesAPluginNeedsAttention(String language, int more, String told, String count) {
        concerns = new Concerns(
                List.of(new Concern(
                        "sample-disk",
                        new LocalizedText("No <b>disk</b> {0}.", "Нет диска."),
                        Instant.parse("2026-11-20T08:30:00Z"))),
                more);
        assertThat(model(language).attention())
                .extracting(Attention.Item::text)
                .containsExactlyElementsOf(
                        Stream.of(told, count).filter(Objects::nonNull).toList());
        assertThat(model(language).attention())
                .allMatch(item -> item.severity() == Attention.Severity.WARN
                        && item.link().equals("/admin/plugins"));
        assertThat(html(language)).doesNotContain("<b>disk");
    }

    @Test
    void aHolderAndAModuleFromElsewhereAreOnlyText() {
        String evil = "<script>alert('x')</script>\"><img src=x>";
        Module module = new Module(
                WAITERS.id(),
                WAITERS.vendor(),
                new LocalizedText(evil, evil),
                WAITERS.metric(),
                WAITERS.consequence(),
                WAITERS.counting(),
                WAITERS.summed(),
                WAITERS.features());
        usages.add(Scenes.usage(module, 22, 20));
        licenses.set(0, Scenes.license("b", 1, LicenseState.VALID, 3, evil));
        assertThat(html("en")).doesNotContain("<script", "<img").contains("&lt;script");
    }

    private static InstalledLicense vanishing() {
        InstalledLicense there = Scenes.permanent("moved");
        return new InstalledLicense(
                there.id(), there.license(), there.state(), there.reason(), there.source(), there.installedAt(), true);
    }

    private OverviewModel model(String language) {
        return OverviewView.of(
                new Snapshot(List.copyOf(usages), List.copyOf(waitingFor)),
                usage -> List.of(),
                licenses,
                advice,
                gate,
                machine,
                storeTrouble,
                concerns,
                Readers.of(language, Role.VIEWER));
    }

    private String html(String language) {
        Ui ui = Readers.of(language, Role.VIEWER);
        StringOutput out = new StringOutput();
        JteliveGenerated.render(new OwaspHtmlTemplateOutput(out), null, ui, model(language));
        return out.toString();
    }

    /** What the ledger shows. */
    private record Snapshot(Collection<Usage> usages, List<LocalizedText> waitingFor) implements Picture {

        @Override
        public long generation() {
            return 1;
        }

        @Override
        public boolean isReady() {
            return waitingFor.isEmpty();
        }

        @Override
        public List<Latch> latches() {
            return List.of();
        }

        @Override
        public Optional<Usage> usage(ModuleId module) {
            return usages.stream()
                    .filter(usage -> usage.module().id().equals(module))
                    .findFirst();
        }

        @Override
        public List<Seat> seats(ModuleId module) {
            return List.of();
        }

        @Override
        public Optional<Seat> seat(SeatId seat) {
            return Optional.empty();
        }

        @Override
        public long limitsRevision() {
            return 1;
        }
    }

    /** This computer. */
    private record Machine(boolean isWeak) implements MachineIdentity {

        static final String KEY = "7K2M-93QX-0C4D-A1B2-ZZ11-VW5T";

        @Override
        public String machineKey() {
            return KEY;
        }

        @Override
        public List<Component> components() {
            return List.of();
        }

        @Override
        public int matching(String machineKey) {
            return 0;
        }
    }
}
