// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.limits;

import io.webgate.admin.internal.chart.StepChart;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.Readers;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.admin.internal.frame.Scenes;
import io.webgate.admin.internal.frame.Shop;
import io.webgate.gate.api.GateView;
import io.webgate.gate.http.Role;
import io.webgate.license.api.Cause;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.Feature;
import io.webgate.license.api.Limit;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Remedy;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.UsagePoint;
import io.webgate.license.api.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LimitsPageTest {

    private static final Instant LATER = Readers.NOW.plus(Duration.ofDays(3));
    private static final Module WAITERS = Scenes.waiters();
    private static final Module TILLS = module("shop.till", "Till", Cut.NEWEST, Effect.SUSPEND, Module.Terms.STRICT);

    private final Shop shop = new Shop(new LimitsArea());

    private static Module module(String id, String title, Cut cut, Effect effect, Module.Terms terms) {
        return new Module(
                new ModuleId(id),
                "DEVL",
                new LocalizedText(title, "«" + title + "»"),
                Metric.DEVICES,
                new Consequence(cut, effect, Set.of(), Optional.empty()),
                effect == Effect.HOLD ? Module.Counting.METER : Module.Counting.CONNECTIONS,
                true,
                Set.of(),
                Set.of(),
                terms);
    }

    private static Verdict excess(
            Module module, long limit, long used, Optional<Verdict.Leniency> leniency, Seat... hit) {
        return new Verdict(
                3,
                Optional.of(module.id()),
                Cause.EXCESS,
                limit,
                used,
                Arrays.stream(hit).map(Seat::id).toList(),
                Optional.empty(),
                Optional.of(module.consequence()),
                Readers.NOW,
                List.of(new Remedy(Remedy.Action.RAISE_LIMIT, Optional.of(module.id()), used)),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                leniency);
    }

    private String page(Map<String, String> fields) throws Exception {
        return shop.html("/admin/limits", fields, "en");
    }

    @Test
    void everyModuleOfTheCatalogueHasARowLicensedOrNot() throws Exception {
        shop.uses(WAITERS, 1, 5);
        shop.uses(TILLS, 0, 0);

        assertThat(page(Map.of()))
                .contains("id=\"example.waiters\"", "id=\"shop.till\"", "0 devices of 0", "Not licensed")
                .contains("Nothing is licensed; one more is refused.")
                .contains("2 of 2 modules");
    }

    @Test
    void theWorstComesFirstAndBringsItsProductToTheTop() throws Exception {
        shop.uses(module("a.fine", "Fine", Cut.ALL, Effect.SUSPEND, Module.Terms.STRICT), 1, 9);
        shop.uses(module("b.none", "None", Cut.ALL, Effect.SUSPEND, Module.Terms.STRICT), 0, 0);
        shop.uses(module("b.full", "Full", Cut.ALL, Effect.SUSPEND, Module.Terms.STRICT), 9, 9);
        shop.uses(module("c.near", "Near", Cut.ALL, Effect.SUSPEND, Module.Terms.STRICT), 8, 9);
        Module over = module("c.over", "Over", Cut.ALL, Effect.SUSPEND, Module.Terms.STRICT);
        shop.uses(over, 10, 9, excess(over, 9, 10, Optional.empty()));

        assertThat(LimitsView.of(
                        shop.ledger,
                        shop.limits(),
                        Optional.empty(),
                        usage -> List.of(),
                        Readers.of("en", Role.VIEWER)))
                .extracting(row -> row.module().value())
                .containsExactly("c.over", "b.full", "c.near", "a.fine", "b.none");
        assertThat(page(Map.of())).containsSubsequence(">c</h2>", ">b</h2>", ">a</h2>");
    }

    @ParameterizedTest
    @CsvSource({
        "'', bites, b.full, a.fine",
        "'', none, b.none, b.full",
        "FULL, '', b.full, a.fine",
        "a.f, '', a.fine, b.full",
        "'', no-such-state, a.fine, nowhere"
    })
    void aFilterTakesByStateAndText(String text, String state, String shown, String hidden) throws Exception {
        shop.uses(module("a.fine", "Fine", Cut.ALL, Effect.SUSPEND, Module.Terms.STRICT), 1, 9);
        shop.uses(module("b.none", "None", Cut.ALL, Effect.SUSPEND, Module.Terms.STRICT), 0, 0);
        shop.uses(module("b.full", "Full", Cut.ALL, Effect.SUSPEND, Module.Terms.STRICT), 9, 9);

        assertThat(page(Map.of("q", text, "state", state)))
                .contains("<tr id=\"" + shown + "\"")
                .doesNotContain("<tr id=\"" + hidden + "\"");
    }

    @Test
    void R102_aVerdictTellsHowManySinceWhenWhomAndWhatToDo() throws Exception {
        shop.seat(TILLS, "till-1", "Bar", 1);
        Seat second = shop.seat(TILLS, "till-2", "Hall", 1);
        shop.uses(TILLS, 2, 1, excess(TILLS, 1, 2, Optional.empty(), second));

        String page = page(Map.of());

        assertThat(page)
                .contains("2 devices in use, 1 licensed.", "24 Nov 2026 10:00", "It hits", "<bdi>Hall</bdi>")
                .contains("Install licences for at least 2 devices of Till in all.", "notice-error")
                .contains("href=\"/admin/sessions?module=shop.till\"")
                .doesNotContain("<bdi>Bar</bdi>");
        assertThat(shop.html("/admin/limits/shop.till", Map.of(), "ru"))
                .contains("В использовании 2 устройства, лицензировано 1.", "Затронуты:", "<bdi>Hall</bdi>");
    }

    @ParameterizedTest
    @CsvSource({
        "SHADOW, Shadow mode until 27 Nov 2026 10:00",
        "OVERDRAFT, Overdraft: served all the same until 27 Nov 2026 10:00"
    })
    void R58_D12_aVerdictThatWaitsIsShownWithItsDay(Verdict.Leniency.Kind kind, String words) throws Exception {
        Verdict.Leniency leniency = new Verdict.Leniency(kind, Optional.of(LATER));
        shop.uses(TILLS, 2, 1, excess(TILLS, 1, 2, Optional.of(leniency)));

        assertThat(page(Map.of()))
                .contains(words, "notice-warn", "Exceeded, the consequence waits")
                .doesNotContain("notice-error", "restriction active");
    }

    @Test
    void R58_D12_termsAreShownWhereverTheLimitIs() throws Exception {
        Module lenient = module(
                "shop.lenient",
                "Lenient",
                Cut.NEWEST,
                Effect.SUSPEND,
                new Module.Terms(Optional.of(LATER), 2, Optional.of(Duration.ofDays(14))));
        shop.uses(lenient, 1, 5);

        String words = "Overdraft: 2 above the limit are served, for 14 days at most.";
        assertThat(page(Map.of())).contains("Shadow mode until 27 Nov 2026 10:00", words);
        assertThat(shop.html("/admin/limits/shop.lenient", Map.of(), "en")).contains(words);
    }

    @Test
    void R42_R45_whatAModuleNeedsAndWhichFeaturesAreLicensed() throws Exception {
        Module register = new Module(
                new ModuleId("shop.register"),
                "DEVL",
                new LocalizedText("Register", "Касса"),
                Metric.DEVICES,
                TILLS.consequence(),
                Module.Counting.CONNECTIONS,
                true,
                Set.of(new Feature("bonus"), new Feature("video")),
                Set.of(TILLS.id()),
                Module.Terms.STRICT);
        shop.uses(TILLS, 0, 0);
        shop.uses(register, 1, 5);
        shop.limits.put(register.id(), new Limit(5, Set.of(new Feature("bonus")), List.of()));

        assertThat(page(Map.of()))
                .contains("Features: 1 of 2 licensed.", "Needs Till on this server, which is not licensed.")
                .contains("aria-label=\"Features are licensed one by one\"");
        assertThat(shop.html("/admin/limits/shop.register", Map.of(), "en"))
                .containsSubsequence("bonus", "Licensed", "video", "Not licensed")
                .contains("<a href=\"/admin/limits/shop.till\">Till</a>");
    }

    @Test
    void R32_theGatesOwnSettingIsToldBesideTheLicence() throws Exception {
        shop.uses(WAITERS, 1, 20);
        shop.ledger.usages.computeIfPresent(
                WAITERS.id(),
                (id, usage) ->
                        new io.webgate.license.api.Usage(WAITERS, 20, 5, 1, usage.state(), false, Optional.empty()));

        assertThat(page(Map.of())).contains("The gate's own setting supports 5; licensed: 20.");
    }

    @Test
    void whatIsOnOrOffIsNotFullBecauseItIsOn() throws Exception {
        Module server = new Module(
                new ModuleId("shop.server"),
                "DEVL",
                new LocalizedText("Server", "Сервер"),
                Metric.SERVERS,
                new Consequence(Cut.ALL, Effect.HOLD, Set.of(), Optional.empty()),
                Module.Counting.HOST,
                false,
                Set.of());
        shop.uses(server, 1, 1);

        assertThat(page(Map.of()))
                .contains("<strong>on</strong>", "tone-ok", "Licensed on this server: there is nothing to add.")
                .doesNotContain("tone-warn", "option value=\"shop.server\"");
        assertThat(page(Map.of("state", "bites"))).doesNotContain("<tr id=\"shop.server\"");
    }

    @Test
    void aRuleThatStopsTheGateNamesThePluginsInTheOrderInWhichTheyFall() throws Exception {
        shop.gate = Optional.of(Scenes.open(
                Scenes.plugin("base", GateView.Plugin.State.ACTIVE, "", List.of(), List.of("top")),
                Scenes.plugin("idle", GateView.Plugin.State.UNLICENSED, "", List.of(), List.of()),
                Scenes.plugin("top", GateView.Plugin.State.ACTIVE, "", List.of("base"), List.of())));
        shop.uses(WAITERS, 1, 5);
        shop.uses(TILLS, 1, 5);

        String page = page(Map.of());

        assertThat(page)
                .contains("id=\"falls-example.waiters\"", "2 plugins would stop with the gate")
                .containsSubsequence("top 1.2.0", "base 1.2.0")
                .doesNotContain("idle 1.2.0", "falls-shop.till");
    }

    @Test
    void theSimulatorSaysThatNothingHappensWhereNothingDoes() throws Exception {
        shop.uses(WAITERS, 3, 5);

        assertThat(page(Map.of("module", "example.waiters", "more", "2")))
                .contains("Nothing happens: 5 of 5 would be in use.", "notice-ok");
        assertThat(shop.ledger.simulated).containsOnly("2 example.waiters");
    }

    @Test
    void theSimulatorNamesTheGateThePluginsAndWhoIsHit() throws Exception {
        shop.gate =
                Optional.of(Scenes.open(Scenes.plugin("base", GateView.Plugin.State.ACTIVE, "", List.of(), List.of())));
        shop.uses(WAITERS, 5, 5);
        shop.seat(WAITERS, "till-1", "Bar", 1);
        shop.ledger.effects.add(new Preview.Effect(
                Preview.Kind.GATE_STOPS, Optional.of(WAITERS.id()), 5, 6, List.of(new SeatId("seat-1"))));

        assertThat(page(Map.of("module", "example.waiters", "more", "1")))
                .contains("The gate stops and every plugin with it: waiters, 6 of 5 in use. That is: Bar.")
                .contains("id=\"answer-falls\"", "base 1.2.0");
        assertThat(shop.html("/admin/limits", Map.of("module", "example.waiters", "more", "1"), "ru"))
                .contains("Шлюз остановится и с ним все плагины");
    }

    @Test
    void R46_whoIsNextToMakeRoomIsNamedInTheRowOnTheModulesPageAndByTheSimulator() throws Exception {
        Module phones = new Module(
                new ModuleId("shop.phone"),
                "DEVL",
                new LocalizedText("Phone", "Телефон"),
                Metric.DEVICES,
                new Consequence(Cut.NEWCOMER, Effect.REFUSE, Set.of(), Optional.of(Duration.ofMinutes(10))),
                Module.Counting.CONNECTIONS,
                true,
                Set.of());
        shop.uses(phones, 2, 2);
        shop.seat(phones, "pad-1", "Bar", 1);
        Seat idle = shop.seat(phones, "pad-2", "Hall", 1);

        assertThat(page(Map.of()))
                .as("displacement is off, or nobody is idle")
                .contains("Who is one too many is refused, with a message.")
                .contains("Connections idle for 10 minutes can make room for others")
                .contains("2 of 2 in use. One more is refused, with a message.");

        shop.ledger.effects.add(
                new Preview.Effect(Preview.Kind.DISPLACED, Optional.of(phones.id()), 2, 2, List.of(idle.id())));
        String next = "One more takes the place of Hall, idle the longest, who is told why.";
        assertThat(page(Map.of("module", "shop.phone", "more", "1")))
                .contains(next)
                .contains(
                        "Phone: 1 who have been idle longest make room and are told why. That is: Hall.",
                        "notice-warn");
        assertThat(shop.html("/admin/limits/shop.phone", Map.of(), "en")).contains(next);
        assertThat(shop.html("/admin/limits/shop.phone", Map.of(), "ru"))
                .contains("Лишнее подключение отклоняется с сообщением.")
                .contains("Подключения, которые бездействуют 10 минут, могут уступать место")
                .contains("займёт место того, кто дольше всех бездействует: Hall. Причина ему сообщается.");
        assertThat(shop.html("/admin/limits", Map.of("module", "shop.phone", "more", "1"), "ru"))
                .contains(
                        "«Телефон»: уступят место те, кто дольше всех бездействует (1), с сообщением о причине. Это: Hall.");
    }

    @ParameterizedTest
    @CsvSource({
        "HOLD, REPORTS, 3, 'More than licensed stops this service; the gate goes on.', 2 of 3 in use,"
                + " Ещё одно возможно: используется 2 из 3.",
        "HOLD, JOBS, 2, 'More than licensed stops this service; the gate goes on.',"
                + " 2 of 2 in use. One more stops this service; the gate goes on.,"
                + " Используется 2 из 2. Ещё одно остановит эту службу; шлюз продолжит работу.",
        "STOP_GATE, REPORTS, 2, 'More than licensed stops the gate, and with it every plugin.',"
                + " 2 of 2 in use. One more stops the gate and every plugin., Ещё одно остановит шлюз и все плагины.",
    })
    void R27_R29_whatIsConfiguredHasItsRuleAndWhatOneMoreDoes(
            Effect effect, Metric metric, long limit, String rule, String next, String russian) throws Exception {
        Module counted = metered(effect, metric);
        shop.uses(counted, 2, limit);

        assertThat(page(Map.of()))
                .contains(rule, next)
                .contains("2 " + metric.name().toLowerCase(java.util.Locale.ROOT) + " of " + limit)
                .doesNotContain("/admin/sessions?module=shop.counted");
        assertThat(shop.html("/admin/limits/shop.counted", Map.of(), "en"))
                .contains(rule, next, "The number is what is configured.");
        assertThat(shop.html("/admin/limits/shop.counted", Map.of(), "ru"))
                .contains(russian, "Считается то, что настроено.")
                .doesNotContain("подключение");
    }

    @Test
    void R27_R29_whereNothingIsLicensedOneMoreHasTheConsequenceAtOnce() throws Exception {
        shop.uses(metered(Effect.STOP_GATE, Metric.REPORTS), 0, 0);
        assertThat(page(Map.of()))
                .contains("Nothing is licensed. One more stops the gate and every plugin.")
                .doesNotContain("one more is refused");

        shop.uses(metered(Effect.HOLD, Metric.JOBS), 0, 0);
        assertThat(shop.html("/admin/limits", Map.of(), "ru"))
                .contains("Ничего не лицензировано. Ещё одно остановит эту службу; шлюз продолжит работу.");
    }

    @Test
    void R29_aServiceThatIsHeldIsToldWithTheSimulatorsWordsForIt() throws Exception {
        Module mailer = metered(Effect.HOLD, Metric.JOBS);
        shop.uses(mailer, 2, 2);
        shop.ledger.effects.add(
                new Preview.Effect(Preview.Kind.CONSEQUENCE_BEGINS, Optional.of(mailer.id()), 2, 3, List.of()));
        Map<String, String> asked = Map.of("module", "shop.counted", "more", "1");
        assertThat(page(asked))
                .contains("Counted stops, the gate goes on: 3 of 2 in use.", "notice-warn")
                .doesNotContain("answer-falls");
        assertThat(shop.html("/admin/limits", asked, "ru"))
                .contains("«Счёт» остановится, шлюз продолжит работу: используется 3 из 2.");

        shop.uses(mailer, 3, 2, excess(mailer, 2, 3, Optional.empty()));
        assertThat(page(Map.of()))
                .contains("3 jobs in use, 2 licensed.", "Counted is suspended")
                .doesNotContain("Nothing is admitted");
        assertThat(shop.html("/admin/limits", Map.of(), "ru")).contains("В использовании 3 задания, лицензировано 2.");
    }

    @Test
    void thePastIsAChartWithItsWordsAndItsTableInBothLanguages() throws Exception {
        shop.uses(TILLS, 1, 5);
        assertThat(shop.html("/admin/limits/shop.till", Map.of(), "en")).doesNotContain("id=\"past\"");
        List<Duration> asked = new ArrayList<>();
        shop.history = Optional.of((module, from, until) -> {
            asked.add(Duration.between(from, until));
            return List.of(
                    point(-20, -10, 2, 3, 5, 0), // hours before now
                    point(-4, -1, 4, 7, 6, 2));
        });

        assertThat(shop.html("/admin/limits/shop.till", Map.of("past", "nonsense"), "en"))
                .contains("<svg", "<title id=\"past-shop.till", "Till: Last 24 hours")
                .contains("At most 7 in use at once; 2 refused.", "id=\"past-table\"", ">Most in use</th>")
                .contains(
                        "aria-current=\"true\">Last 24 hours</a>", "href=\"/admin/limits/shop.till?past=month#past\"");
        assertThat(shop.html("/admin/limits/shop.till", Map.of("past", "week"), "ru"))
                .contains("«Till»: Последние 7 дней", "не больше 7; отказов: 2.", ">Наибольшее использование</th>");
        shop.html("/admin/limits/shop.till", Map.of("past", "month"), "ru");
        assertThat(asked).containsExactly(Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30));

        shop.history = Optional.of((module, from, until) -> List.of());
        assertThat(shop.html("/admin/limits/shop.till", Map.of(), "en"))
                .contains("Nothing is known of this time yet.")
                .doesNotContain("past-table");
        shop.history = Optional.of((module, from, until) -> {
            throw new IOException("disk");
        });
        assertThat(shop.html("/admin/limits/shop.till", Map.of(), "en"))
                .contains("The store does not give the history now.", "Who is connected");
    }

    @Test
    void thePastTellsThePeakOfEachStepAndZeroWhereNothingIsKnown() {
        Past past = Past.of(
                TILLS,
                Past.Period.DAY,
                List.of(point(-20, -10, 2, 3, 5, 0), point(-4, -1, 4, 7, 6, 2)),
                Readers.of("en", Role.VIEWER));

        StepChart chart = past.chart().orElseThrow();
        assertThat(chart.used()).extracting(StepChart.Step::value).containsExactly(0L, 3L, 0L, 7L, 0L);
        assertThat(chart.limits()).extracting(StepChart.Step::value).containsExactly(0L, 5L, 0L, 6L, 0L);
        assertThat(chart.used()).extracting(StepChart.Step::at).contains(Readers.NOW.minus(Duration.ofHours(20)));
        assertThat(chart.svg()).containsOnlyOnce("chart-fill-over");
    }

    /** The peak of a step was within what held then, although the licence ended later in it. */
    @Test
    void aLimitThatFallsAfterThePeakWasNotExceeded() {
        for (List<UsagePoint> points : List.of(
                List.of(point(-5, -4, 9, 10, 10, 0), point(-4, -3, 4, 8, 5, 0), point(-3, -1, 4, 4, 5, 0)),
                List.of(point(-5, -4, 9, 10, 10, 0), point(-4, -1, 5, 5, 5, 0)))) {
            for (Past.Period period : Past.Period.values()) {
                StepChart chart = Past.of(TILLS, period, points, Readers.of("en", Role.VIEWER))
                        .chart()
                        .orElseThrow();
                assertThat(chart.svg()).as("%s %s", period, points).doesNotContain("chart-fill-over");
                assertThat(chart.limits()).extracting(StepChart.Step::value).contains(10L, 5L);
            }
        }
        List<UsagePoint> exceeded = List.of(point(-5, -4, 9, 10, 10, 0), point(-4, -1, 6, 9, 5, 0));
        for (Past.Period period : Past.Period.values()) {
            assertThat(Past.of(TILLS, period, exceeded, Readers.of("en", Role.VIEWER))
                            .chart()
                            .orElseThrow()
                            .svg())
                    .as("The end of the licence left one too many")
                    .contains("chart-fill-over");
        }
    }

    @ParameterizedTest
    @EnumSource
    void howeverMuchIsKnownThePictureIsBounded(Past.Period period) {
        List<UsagePoint> points = new ArrayList<>();
        for (int minute = 30 * 24 * 60; minute > 0; minute -= 5) {
            Instant at = Readers.NOW.minus(Duration.ofMinutes(minute));
            points.add(new UsagePoint(at, at.plus(Duration.ofMinutes(5)), minute, minute, minute / 2, 0));
        }

        StepChart chart = Past.of(TILLS, period, points, Readers.of("en", Role.VIEWER))
                .chart()
                .orElseThrow();

        assertThat(chart.used()).hasSizeBetween(288, 360);
        assertThat(chart.table().rows()).hasSizeLessThan(500);
    }

    private static UsagePoint point(long from, long until, long used, long peak, long limit, long refused) {
        return new UsagePoint(
                Readers.NOW.plus(Duration.ofHours(from)),
                Readers.NOW.plus(Duration.ofHours(until)),
                used,
                peak,
                limit,
                refused);
    }

    private static Module metered(Effect effect, Metric metric) {
        return new Module(
                new ModuleId("shop.counted"),
                "DEVL",
                new LocalizedText("Counted", "Счёт"),
                metric,
                new Consequence(Cut.ALL, effect, Set.of(), Optional.empty()),
                Module.Counting.METER,
                true,
                Set.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1001", "two", "99999999999999999999"})
    void theSimulatorSaysWhatNumberItExpects(String more) throws Exception {
        shop.uses(WAITERS, 3, 5);

        assertThat(page(Map.of("module", "example.waiters", "more", more)))
                .contains("A number from 1 to 1,000 is expected.", "aria-invalid=\"true\"");
        assertThat(shop.ledger.simulated).isEmpty();
    }

    @Test
    void theSimulatorKnowsNoOtherModules() throws Exception {
        shop.uses(WAITERS, 3, 5);

        assertThat(page(Map.of("module", "shop.nothing", "more", "1"))).contains("Choose a module of the list.");
    }

    @Test
    void t52_namesThatOthersChoseAreTextAndNothingElse() throws Exception {
        String hostile = "<img src=x onerror=alert(1)>\u202e\"'";
        Seat seat = shop.seat(TILLS, "till-1", hostile, 1);
        shop.uses(TILLS, 2, 1, excess(TILLS, 1, 2, Optional.empty(), seat));

        String page = page(Map.of("q", "", "module", "\"><script>", "more", "\"><script>"));

        assertThat(page).contains("&lt;img src=x").doesNotContain("<img", "<script>", "\u202e");
    }

    @Test
    void aModuleThatIsNotThereIsToldSo() {
        assertThatThrownBy(() -> shop.html("/admin/limits/shop.nothing", Map.of(), "en"))
                .isInstanceOf(Refused.class)
                .hasMessage("module-unknown");
    }

    @Test
    void theTableToKeepHasTheRowsOfTheFilter() throws Exception {
        shop.uses(WAITERS, 5, 5);
        shop.uses(TILLS, 1, 5);

        PageAnswer answer = shop.ask("GET", "/admin/limits.csv", Map.of("state", "bites"), "ru", Role.VIEWER);

        String text = new String(((PageAnswer.Download) answer).content(), StandardCharsets.UTF_8);
        assertThat(text).startsWith("\uFEFFМодуль;").contains("example.waiters").doesNotContain("shop.till");
    }

    @ParameterizedTest
    @CsvSource({
        "ALL, STOP_GATE, CONNECTIONS, true, STOP_HOST",
        "ALL, HOLD, METER, true, DO_NOT_START",
        "ALL, HOLD, HOST, false, STOP_CLIENTS_KEEP_LICENSING",
        "NEWCOMER, REFUSE, CONNECTIONS, true, REFUSE_NEW",
        "NEWCOMER, REFUSE, CONNECTIONS, false, NODE_LOCKED",
        "NEWEST, SUSPEND, CONNECTIONS, true, STOP_SYNC_LAST",
        "UNCOVERED, SUSPEND, CONNECTIONS, true, STOP_SYNC_LAST",
        "ALL, SUSPEND, CONNECTIONS, true, STOP_SYNC_ALL"
    })
    void rulesThatAreAlikeHaveOneIcon(Cut cut, Effect effect, Module.Counting counting, boolean summed, Policy icon) {
        Module module = new Module(
                new ModuleId("shop.one"),
                "DEVL",
                new LocalizedText("One", "Один"),
                Metric.DEVICES,
                new Consequence(cut, effect, Set.of(), Optional.empty()),
                counting,
                summed,
                Set.of());

        assertThat(Policy.of(module)).isEqualTo(icon);
        assertThat(icon.path()).matches("[MLHVlhvamqczMz0-9 .-]+");
    }
}
