// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Usage;
import io.webgate.license.spi.Meter;
import io.webgate.license.spi.SettingsCheck;
import io.webgate.settings.Arity;
import io.webgate.settings.Definition;
import io.webgate.settings.Difference;
import io.webgate.settings.Draft;
import io.webgate.settings.Excess;
import io.webgate.settings.Fault;
import io.webgate.settings.Impact;
import io.webgate.settings.Import;
import io.webgate.settings.Kind;
import io.webgate.settings.Order;
import io.webgate.settings.Order.Why;
import io.webgate.settings.Outcome;
import io.webgate.settings.Outcome.Result;
import io.webgate.settings.Past;
import io.webgate.settings.Plan;
import io.webgate.settings.Saved;
import io.webgate.settings.Wish;
import io.webgate.store.OpenStore;
import io.webgate.store.Sql;
import io.webgate.store.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static io.webgate.settings.internal.Described.MAIL;
import static io.webgate.settings.internal.Described.REPORT;
import static io.webgate.settings.internal.Described.definition;
import static io.webgate.settings.internal.Described.field;
import static io.webgate.settings.internal.Described.many;
import static io.webgate.settings.internal.Described.needed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What a change of settings does, before and after (R27, R29, D13). */
final class DeskTest {

    private static final ModuleId REPORTS = new ModuleId("example.reports");
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final String SECRET = "hunter2";

    private final MapShelf shelf = new MapShelf();
    private final FakeCatalogue catalogue = new FakeCatalogue();
    private final List<String> acts = new ArrayList<>();
    private final List<SettingsCheck> checks = new ArrayList<>();
    private Optional<Long> limit = Optional.of(10L);
    private long seen;
    private boolean unreadable;
    private OpenStore store;
    private Desk desk;

    private static final class FakeCatalogue implements Catalogue {

        private List<Definition> definitions = List.of(
                definition(
                        REPORT,
                        true,
                        needed(field("title", Kind.TEXT)),
                        field("enabled", Kind.BOOLEAN),
                        many(field("columns", Kind.TEXT), Arity.ARRAY, 100)),
                definition(
                        MAIL,
                        false,
                        field("host", Kind.TEXT),
                        field("port", Kind.INTEGER),
                        field("password", Kind.SECRET)));
        private List<Impact> listeners = List.of();

        @Override
        public List<Definition> definitions() {
            return definitions;
        }

        @Override
        public List<Impact> listeners(String pid) {
            return listeners;
        }
    }

    /** Counts what is not plainly switched off. */
    private final class ReportMeter implements Meter {

        @Override
        public ModuleId module() {
            return REPORTS;
        }

        @Override
        public long value() {
            if (unreadable) {
                throw new UncheckedIOException(new IOException("the disk is broken"));
            }
            return shelf.of(REPORT).stream()
                    .mapToLong(kept -> shareOf(REPORT, kept.properties()))
                    .sum();
        }

        @Override
        public long shareOf(String factoryPid, Map<String, ?> properties) {
            return factoryPid.equals(REPORT) && !Boolean.FALSE.equals(properties.get("enabled")) ? 1 : 0;
        }
    }

    /** A ledger that saw so many reports, and stops the gate above the limit. */
    private final class FakeLedger implements Limits {

        @Override
        public Optional<Usage> usage(ModuleId module) {
            return limit.map(bound -> new Usage(
                    new Module(
                            REPORTS,
                            "DEVL",
                            new LocalizedText("Web reports", "Веб-отчёты"),
                            Metric.REPORTS,
                            new Consequence(Cut.ALL, Effect.STOP_GATE, Set.of(), Optional.empty()),
                            Module.Counting.METER,
                            true,
                            Set.of()),
                    bound,
                    bound,
                    seen,
                    Usage.State.OK,
                    false,
                    Optional.empty()));
        }

        @Override
        public Preview simulate(ModuleId module, long more) {
            long bound = limit.orElseThrow();
            return seen + more <= bound || seen > bound
                    ? new Preview(List.of())
                    : new Preview(List.of(new Preview.Effect(
                            Preview.Kind.GATE_STOPS, Optional.of(module), bound, seen + more, List.of())));
        }
    }

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        InstantSource time = () -> NOW;
        store = Stores.embedded(folder.resolve("webgate.db"), time);
        store.migrate(Tables.AREA, Tables.MIGRATIONS);
        ReportMeter meter = new ReportMeter();
        desk = new Desk(
                catalogue,
                shelf,
                store,
                time,
                new Revisions(new byte[] {1, 2, 3}),
                () -> List.of(meter),
                () -> checks,
                () -> limit.map(bound -> new FakeLedger()),
                (by, what, subject, outcome) -> acts.add(by + " " + what + " " + subject + " " + outcome));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aChangeIsSavedToldAndRecorded() throws Exception {
        Outcome outcome = save(report("daily"), draft("title", "Daily"));
        assertThat(outcome.result()).isEqualTo(Result.DONE);
        assertThat(outcome.saved().orElseThrow().values()).isEqualTo(Map.of("title", List.of("Daily")));
        assertThat(shelf.properties(report("daily"))).containsEntry("title", "Daily");
        assertThat(acts).containsExactly("anna settings-changed " + report("daily") + " done");
        assertThat(desk.history(report("daily"), 10))
                .extracting(Past::who, Past::why, Past::at)
                .containsExactly(tuple("anna", Why.EDITED, NOW));
    }

    @Test
    void whatNobodyDescribesIsUnknownAndAFactoryItselfHoldsNothing() {
        assertThat(save("com.example.other", draft()).result()).isEqualTo(Result.UNKNOWN);
        assertThat(save(MAIL + "~one", draft()).result()).isEqualTo(Result.UNKNOWN);
        assertThat(desk.plan(Wish.save("com.example.other", draft()))).isEmpty();
        Outcome bare = save(REPORT, draft("title", "x"));
        assertThat(bare.result()).isEqualTo(Result.INVALID);
        assertThat(desk.find(REPORT)).isEmpty();
        assertThat(desk.find(report("none"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void aNameThatWouldLeaveItsFolderIsRefused(String name) {
        Outcome outcome = save(REPORT + "~" + name, draft("title", "x"));
        assertThat(outcome.result()).isEqualTo(Result.INVALID);
        assertThat(shelf.of(REPORT)).isEmpty();
    }

    static Stream<String> unfit() {
        return Stream.of("", "..", "../x", "a/b", "a b", "отчёт", "x".repeat(65), "a~b", ".hidden");
    }

    @Test
    void aFaultChangesNothing() throws Exception {
        Outcome outcome = save(MAIL, draft("port", "many"));
        assertThat(outcome.result()).isEqualTo(Result.INVALID);
        assertThat(outcome.plan().orElseThrow().faults()).extracting(Fault::key).containsExactly("port");
        assertThat(shelf.find(MAIL)).isEmpty();
        assertThat(desk.history(MAIL, 10)).isEmpty();
        assertThat(acts).containsExactly("anna settings-changed " + MAIL + " invalid");
    }

    @Test
    void whoKnowsMoreThanMetatypeIsAskedAndMayRefuseOrRemark() {
        checks.add(check(MAIL, "host", true));
        assertThat(save(MAIL, draft("host", "x")).result()).isEqualTo(Result.INVALID);
        checks.clear();
        checks.add(check(MAIL, "host", false));
        checks.add(check(REPORT, "title", true));
        Outcome outcome = save(MAIL, draft("host", "x"));
        assertThat(outcome.result()).isEqualTo(Result.DONE);
        assertThat(outcome.plan().orElseThrow().remarks())
                .extracting(Fault::key)
                .containsExactly("host");
    }

    private static SettingsCheck check(String pid, String key, boolean refuses) {
        return new SettingsCheck() {
            @Override
            public String pid() {
                return pid;
            }

            @Override
            public List<Remark> check(Map<String, ?> values) {
                return List.of(new Remark(key, new LocalizedText("So not", "Так нельзя"), refuses));
            }
        };
    }

    @Test
    void whatNobodyDescribesStaysInTheConfigurationAndSoDoesItsFile() {
        shelf.lay(MAIL, Map.of("host", "old", "x.y", 5, Properties.FILE, "file:/home/etc/com.example.mail.config"));
        assertThat(desk.find(MAIL).orElseThrow().file()).contains("com.example.mail.config");
        assertThat(save(MAIL, draft("host", "new")).result()).isEqualTo(Result.DONE);
        assertThat(shelf.properties(MAIL))
                .containsEntry("host", "new")
                .containsEntry("x.y", 5)
                .containsEntry(Properties.FILE, "file:/home/etc/com.example.mail.config");
    }

    @Test
    void theDifferenceNamesEachSettingThatChangesAndNoSecret() {
        shelf.lay(MAIL, Map.of("host", "old", "port", "25", "password", SECRET));
        Plan plan = desk.plan(Wish.save(MAIL, draft("port", "25", "password", "another")))
                .orElseThrow();
        assertThat(plan.act()).isEqualTo(Plan.Act.CHANGE);
        assertThat(plan.differences())
                .extracting(one -> one.field().key(), Difference::before, Difference::after)
                .containsExactly(
                        tuple("host", Optional.of(List.of("old")), Optional.empty()),
                        tuple("password", Optional.of(List.of()), Optional.of(List.of())));
        assertThat(plan.toString()).doesNotContain(SECRET).doesNotContain("another");
    }

    @Test
    void whatIsSoAlreadyIsNotSavedAgain() throws Exception {
        shelf.lay(MAIL, Map.of("host", "old", "password", SECRET));
        assertThat(save(MAIL, draft("host", "old")).result()).isEqualTo(Result.UNCHANGED);
        assertThat(desk.history(MAIL, 10)).isEmpty();
        assertThat(acts).isEmpty();
    }

    static Stream<Arguments> effects() {
        return Stream.of(
                Arguments.of(Impact.Kind.RESTARTED, false, Plan.Act.CHANGE, Impact.Kind.RESTARTED),
                Arguments.of(Impact.Kind.APPLIED, false, Plan.Act.CHANGE, Impact.Kind.APPLIED),
                Arguments.of(Impact.Kind.RESTARTED, false, Plan.Act.CREATE, Impact.Kind.RESTARTED),
                Arguments.of(Impact.Kind.RESTARTED, false, Plan.Act.DELETE, Impact.Kind.RESTARTED),
                Arguments.of(Impact.Kind.RESTARTED, true, Plan.Act.CREATE, Impact.Kind.MADE),
                Arguments.of(Impact.Kind.APPLIED, true, Plan.Act.CREATE, Impact.Kind.MADE),
                Arguments.of(Impact.Kind.APPLIED, true, Plan.Act.DELETE, Impact.Kind.REMOVED),
                Arguments.of(Impact.Kind.APPLIED, true, Plan.Act.CHANGE, Impact.Kind.APPLIED),
                Arguments.of(Impact.Kind.RESTARTED, true, Plan.Act.CHANGE, Impact.Kind.RESTARTED));
    }

    @ParameterizedTest
    @MethodSource("effects")
    void itIsToldWhatAChangeDoesToTheComponents(Impact.Kind listens, boolean factory, Plan.Act act, Impact.Kind told) {
        catalogue.listeners = List.of(new Impact(listens, "Reports", "com.example.bundle"));
        String pid = factory ? report("daily") : MAIL;
        String key = factory ? "title" : "host";
        if (act != Plan.Act.CREATE) {
            shelf.lay(pid, Map.of(key, "old"));
        }
        Wish wish = act == Plan.Act.DELETE ? Wish.delete(pid) : Wish.save(pid, draft(key, "new"));
        Plan plan = desk.plan(wish).orElseThrow();
        assertThat(plan.act()).isEqualTo(act);
        assertThat(plan.impacts()).extracting(Impact::kind).containsExactly(told);
    }

    @Test
    void aBundleThatDoesNotRunTakesItLater() {
        Definition asleep = new Definition(
                MAIL,
                false,
                new LocalizedText("Mail", "Почта"),
                Optional.empty(),
                List.of(field("host", Kind.TEXT)),
                "com.example.mail",
                false,
                true,
                Optional.empty());
        catalogue.definitions = List.of(asleep);
        Plan plan = desk.plan(Wish.save(MAIL, draft("host", "x"))).orElseThrow();
        assertThat(plan.impacts()).containsExactly(new Impact(Impact.Kind.LATER, "", "com.example.mail"));
    }

    @Test
    void ofTwoDescriptionsOfOnePidTheOneInBothLanguagesIsTaken() {
        Definition english = new Definition(
                MAIL,
                false,
                new LocalizedText("Mail", "Mail"),
                Optional.empty(),
                List.of(),
                "com.example.first",
                true,
                false,
                Optional.empty());
        catalogue.definitions = List.of(english, definition(MAIL, false), definition(MAIL, false));
        assertThat(desk.definitions()).singleElement().satisfies(one -> assertThat(one.bilingual())
                .isTrue());
    }

    /** Reports that are configured now; how many of these the ledger has seen; its limit; the new one; whether that exceeds. */
    static Stream<Arguments> r27Table() {
        return Stream.of(
                Arguments.of("within", 8, 8, 10L, "on", false),
                Arguments.of("the last one", 9, 9, 10L, "on", false),
                Arguments.of("one too many", 10, 10, 10L, "on", true),
                Arguments.of("one too many, switched off", 10, 10, 10L, "off", false),
                Arguments.of("one too many, before the ledger looked", 10, 8, 10L, "on", true),
                Arguments.of("over already: nothing new happens, and it is more still", 12, 12, 10L, "on", true),
                Arguments.of("not licensed", 0, 0, 0L, "on", true),
                Arguments.of("the ledger does not run: nobody knows", 0, 0, null, "on", true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("r27Table")
    void r27AnExcessIsToldBeforeItIsSavedAndSavedOnlyWhenItIsMeant(
            String title, int now, int known, Long bound, String enabled, boolean excess) {
        IntStream.range(0, now).forEach(number -> shelf.lay(report("r" + number), Map.of("title", "x")));
        seen = known;
        limit = Optional.ofNullable(bound);
        Wish wish = Wish.save(report("new"), draft("title", "New", "enabled", Boolean.toString(enabled.equals("on"))));
        List<Excess> told = desk.plan(wish).orElseThrow().excesses();
        assertThat(told).as(title).hasSize(excess ? 1 : 0);
        Outcome outcome = desk.save(wish, new Order("anna", Why.EDITED, Optional.empty(), false));
        assertThat(outcome.result()).isEqualTo(excess ? Result.EXCESS : Result.DONE);
        assertThat(shelf.find(report("new")).isPresent()).isEqualTo(!excess);
        if (excess) {
            assertThat(told.get(0).used()).isEqualTo(bound == null ? 1 : now + 1);
            assertThat(told.get(0).known()).isEqualTo(bound != null);
            assertThat(desk.save(wish, new Order("anna", Why.EDITED, Optional.empty(), true))
                            .result())
                    .isEqualTo(Result.DONE);
        }
    }

    @Test
    void r27TheWarningSaysHowManyOfHowManyAndThatTheGateStops() {
        limit = Optional.of(1L);
        shelf.lay(report("one"), Map.of("title", "x"));
        seen = 1;
        Excess excess = desk.plan(Wish.save(report("two"), draft("title", "x")))
                .orElseThrow()
                .excesses()
                .get(0);
        assertThat(excess.sentence().english()).isEqualTo("Web reports: you ask for 2, the licence gives 1.");
        assertThat(excess.sentence().russian()).isEqualTo("«Веб-отчёты»: запрошено 2, лицензия даёт 1.");
        assertThat(excess.stopsGate()).isTrue();
    }

    @Test
    void r53ACountThatCantBeReadIsNotBelievedToBeNone() {
        unreadable = true;
        assertThat(save(report("one"), draft("title", "x")).result()).isEqualTo(Result.EXCESS);
        assertThat(save(MAIL, draft("host", "x")).result()).isEqualTo(Result.DONE);
    }

    @Test
    void aCheckThatFailsKeepsNobodyFromMendingSettings() {
        checks.add(new SettingsCheck() {
            @Override
            public String pid() {
                return MAIL;
            }

            @Override
            public List<Remark> check(Map<String, ?> values) {
                throw new IllegalStateException("a plugin's mistake");
            }
        });
        Outcome outcome = save(MAIL, draft("host", "x"));
        assertThat(outcome.result()).isEqualTo(Result.DONE);
        assertThat(outcome.plan().orElseThrow().remarks()).hasSize(1);
    }

    @Test
    void r27ChangingAReportThatCountsAlreadyIsNoExcess() {
        limit = Optional.of(1L);
        seen = 2;
        shelf.lay(report("one"), Map.of("title", "x"));
        shelf.lay(report("two"), Map.of("title", "x"));
        assertThat(save(report("two"), draft("title", "y")).result()).isEqualTo(Result.DONE);
        assertThat(save(report("two"), draft("title", "y", "enabled", "false")).result())
                .isEqualTo(Result.DONE);
        assertThat(desk.plan(Wish.save(report("two"), draft("title", "y", "enabled", "true")))
                        .orElseThrow()
                        .excesses())
                .hasSize(1);
        assertThat(desk.save(Wish.delete(report("one")), order()).result()).isEqualTo(Result.DONE);
    }

    @Test
    void whoeverComesSecondIsToldAndNothingIsLost() {
        save(MAIL, draft("host", "one"));
        String looked = desk.find(MAIL).orElseThrow().revision();
        shelf.lay(MAIL, Map.of("host", "by hand"));
        Outcome second = desk.save(
                Wish.save(MAIL, draft("host", "two")), new Order("boris", Why.EDITED, Optional.of(looked), true));
        assertThat(second.result()).isEqualTo(Result.CHANGED_MEANWHILE);
        assertThat(second.plan().orElseThrow().differences())
                .extracting(Difference::before, Difference::after)
                .containsExactly(tuple(Optional.of(List.of("by hand")), Optional.of(List.of("two"))));
        assertThat(shelf.properties(MAIL)).containsEntry("host", "by hand");
        String now = second.plan().orElseThrow().saved().revision();
        assertThat(desk.save(
                                Wish.save(MAIL, draft("host", "two")),
                                new Order("boris", Why.EDITED, Optional.of(now), false))
                        .result())
                .isEqualTo(Result.DONE);
    }

    @Test
    void theRevisionFollowsASecretTooAndTellsNothingOfIt() {
        shelf.lay(MAIL, Map.of("password", SECRET));
        String one = desk.find(MAIL).orElseThrow().revision();
        shelf.lay(MAIL, Map.of("password", "another"));
        assertThat(desk.find(MAIL).orElseThrow().revision()).isNotEqualTo(one);
        assertThat(new Revisions(new byte[] {9}).of(Optional.of(shelf.properties(MAIL))))
                .isNotEqualTo(desk.find(MAIL).orElseThrow().revision());
        shelf.takeAway(MAIL);
        assertThat(desk.find(MAIL).orElseThrow().revision()).isEqualTo(Revisions.NONE);
    }

    @Test
    void anEarlierStateComesBackAndSecretsStay() throws Exception {
        save(MAIL, draft("host", "one", "password", SECRET));
        save(MAIL, draft("host", "two", "port", "25"));
        long first = desk.history(MAIL, 10).get(1).seq();
        Wish back = desk.restoring(MAIL, first).orElseThrow();
        assertThat(desk.save(back, new Order("anna", Why.RESTORED, Optional.empty(), false))
                        .result())
                .isEqualTo(Result.DONE);
        assertThat(shelf.properties(MAIL)).containsEntry("host", "one").doesNotContainKey("port");
        assertThat(shelf.properties(MAIL)).containsEntry("password", SECRET);
        assertThat(desk.history(MAIL, 10)).extracting(Past::why).containsExactly(Why.RESTORED, Why.EDITED, Why.EDITED);
        assertThat(acts).last().isEqualTo("anna settings-restored " + MAIL + " done");
        assertThat(desk.restoring(REPORT, first)).isEmpty();
    }

    @Test
    void aDeletedOneComesBackToo() throws Exception {
        save(report("daily"), draft("title", "Daily", "columns", "a"));
        desk.save(Wish.delete(report("daily")), order());
        assertThat(shelf.find(report("daily"))).isEmpty();
        List<Past> history = desk.history(report("daily"), 10);
        assertThat(history.get(0).state()).isEmpty();
        desk.save(desk.restoring(report("daily"), history.get(1).seq()).orElseThrow(), order());
        assertThat(shelf.properties(report("daily"))).containsEntry("title", "Daily");
        // and back to having none
        desk.save(desk.restoring(report("daily"), history.get(0).seq()).orElseThrow(), order());
        assertThat(shelf.find(report("daily"))).isEmpty();
    }

    @Test
    void whatWasChangedElsewhereIsHistoryBeforeItIsReplaced() throws Exception {
        save(MAIL, draft("host", "one"));
        shelf.lay(MAIL, Map.of("host", "by hand"));
        save(MAIL, draft("host", "two"));
        assertThat(desk.history(MAIL, 10))
                .extracting(
                        Past::who,
                        Past::why,
                        past -> past.state().orElseThrow().values().get("host"))
                .containsExactly(
                        tuple("anna", Why.EDITED, List.of("two")),
                        tuple("", Why.ELSEWHERE, List.of("by hand")),
                        tuple("anna", Why.EDITED, List.of("one")));
    }

    @Test
    void whatTheHostIsDeliveredWithIsChangedAndNotDeleted() {
        shelf.lay(MAIL, Map.of("host", "a", Properties.DEFAULT, "digest"));
        assertThat(desk.save(Wish.delete(MAIL), order()).result()).isEqualTo(Result.INVALID);
        assertThat(shelf.find(MAIL)).isPresent();
        assertThat(save(MAIL, draft("host", "b")).result()).isEqualTo(Result.DONE);
    }

    @Test
    void theHistoryIsBounded() throws Exception {
        for (int number = 0; number < Tables.MOST_OF_ONE + 5; number++) {
            save(MAIL, draft("port", Integer.toString(number)));
        }
        save(report("daily"), draft("title", "Daily"));
        List<Past> history = desk.history(MAIL, 1000);
        assertThat(history).hasSize(Tables.MOST_OF_ONE);
        assertThat(history.get(0).state().orElseThrow().values().get("port"))
                .containsExactly(Integer.toString(Tables.MOST_OF_ONE + 4));
        assertThat(desk.history(report("daily"), 10)).hasSize(1);
    }

    @Test
    void noSecretLiesInHistoryExportOrDatabase() throws Exception {
        save(MAIL, draft("host", "h", "password", SECRET));
        save(MAIL, draft("host", "i"));
        assertThat(desk.export()).doesNotContain(SECRET);
        assertThat(desk.history(MAIL, 10).toString()).doesNotContain(SECRET);
        assertThat(desk.find(MAIL).orElseThrow().toString()).doesNotContain(SECRET);
        List<String> rows = store.read(
                connection -> Sql.query(connection, "SELECT state FROM settings_history", row -> row.getString(1)));
        assertThat(rows)
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).doesNotContain(SECRET).contains("password"));
        assertThat(acts.toString()).doesNotContain(SECRET);
    }

    @Test
    void aChangeThatCantBeWrittenIsNoHistory() throws Exception {
        save(MAIL, draft("host", "one"));
        shelf.breakDown(MAIL);
        Outcome outcome = save(MAIL, draft("host", "two"));
        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(outcome.trouble().orElseThrow().english()).contains(MAIL);
        assertThat(desk.history(MAIL, 10)).hasSize(1);
        assertThat(acts).last().isEqualTo("anna settings-changed " + MAIL + " failed");
    }

    @Test
    void withoutItsHistoryNothingIsChanged() {
        store.close();
        Outcome outcome = save(MAIL, draft("host", "one"));
        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(shelf.find(MAIL)).isEmpty();
    }

    @Test
    void exportThenImportIsIdentity() {
        Random random = new Random(20261126);
        for (int round = 0; round < 200; round++) {
            shelf.of(REPORT).forEach(kept -> shelf.takeAway(kept.pid()));
            shelf.takeAway(MAIL);
            limit = Optional.of(1000L);
            for (int number = random.nextInt(5); number > 0; number--) {
                shelf.lay(report("r" + random.nextInt(20)), some(random));
            }
            if (random.nextBoolean()) {
                shelf.lay(MAIL, Map.of("host", text(random), "port", random.nextInt(), "password", SECRET));
            }
            String exported = desk.export();
            List<Saved> before = all();
            assertThat(desk.take(exported, order()).result()).isEqualTo(Result.UNCHANGED);

            // on another host of the same kind, secrets apart
            shelf.of(REPORT).forEach(kept -> shelf.takeAway(kept.pid()));
            shelf.takeAway(MAIL);
            Import taken = desk.take(exported, order());
            assertThat(taken.result()).isIn(Result.DONE, Result.UNCHANGED);
            assertThat(all())
                    .extracting(Saved::pid, Saved::present, Saved::values)
                    .isEqualTo(before.stream()
                            .map(one -> tuple(one.pid(), one.present(), one.values()))
                            .toList());
            assertThat(taken.withoutSecrets().contains(MAIL)).isEqualTo(exported.contains("password"));
        }
    }

    private List<Saved> all() {
        return desk.definitions().stream()
                .flatMap(one -> desk.saved(one).stream())
                .toList();
    }

    private static Map<String, Object> some(Random random) {
        return Map.of(
                "title", text(random),
                "enabled", random.nextBoolean(),
                "columns", new String[] {text(random), text(random)});
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(8), 0, 7)
                .forEach(one -> text.append(
                        "aЯ\"\\<\n😀".codePoints().skip(one).findFirst().orElse('x')));
        return text.toString();
    }

    @Test
    void anImportIsTakenAsAWholeOrNotAtAll() {
        limit = Optional.of(1L);
        String two = file("{\"pid\":\"" + report("a") + "\",\"values\":{\"title\":\"A\"}},{\"pid\":\"" + report("b")
                + "\",\"values\":{\"title\":\"B\"}}");
        Import plan = desk.planImport(two);
        assertThat(plan.excesses()).hasSize(1);
        assertThat(desk.take(two, order()).result()).isEqualTo(Result.EXCESS);
        String faulty = file("{\"pid\":\"" + report("a") + "\",\"values\":{\"title\":\"A\"}},{\"pid\":\"" + MAIL
                + "\",\"values\":{\"port\":\"x\"}}");
        assertThat(desk.take(faulty, order()).result()).isEqualTo(Result.INVALID);
        assertThat(shelf.of(REPORT)).isEmpty();
        assertThat(desk.take(two, new Order("anna", Why.IMPORTED, Optional.empty(), true))
                        .result())
                .isEqualTo(Result.DONE);
        assertThat(shelf.of(REPORT)).hasSize(2);
        Import unknown = desk.take(
                file("{\"pid\":\"com.example.gone\",\"values\":{}},{\"pid\":\"" + MAIL
                        + "\",\"values\":{\"port\":25}}"),
                order());
        assertThat(unknown.result()).isEqualTo(Result.DONE);
        assertThat(unknown.skipped()).containsExactly("com.example.gone");
        assertThat(shelf.properties(MAIL)).containsEntry("port", 25);
    }

    @Test
    void aSecretThatTheFileCantHoldIsTypedByHandLater() {
        catalogue.definitions =
                List.of(definition(MAIL, false, field("host", Kind.TEXT), needed(field("password", Kind.SECRET))));
        Import taken = desk.take(
                file("{\"pid\":\"" + MAIL + "\",\"values\":{\"host\":\"h\"},\"secrets\":[\"password\"]}"), order());
        assertThat(taken.result()).isEqualTo(Result.DONE);
        assertThat(taken.withoutSecrets()).containsExactly(MAIL);
        assertThat(shelf.properties(MAIL)).containsEntry("host", "h");
        assertThat(desk.take(file("{\"pid\":\"" + MAIL + "\",\"values\":{\"host\":\"i\"}}"), order())
                        .result())
                .isEqualTo(Result.INVALID);
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void whatIsNoExportIsRefusedWithAReason(String json) {
        Import refused = desk.take(json, order());
        assertThat(refused.result()).isEqualTo(Result.INVALID);
        assertThat(refused.malformed()).isPresent();
    }

    static Stream<String> damaged() {
        return Stream.of(
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"format\":\"other\",\"version\":1,\"configurations\":[]}",
                "{\"format\":[],\"version\":1,\"configurations\":[]}",
                "{\"format\":\"webgate-settings\",\"version\":2,\"configurations\":[]}",
                "{\"format\":\"webgate-settings\",\"version\":\"x\",\"configurations\":[]}",
                "{\"format\":\"webgate-settings\",\"version\":1}",
                "{\"format\":\"webgate-settings\",\"version\":1,\"configurations\":{}}",
                file("5"),
                file("{}"),
                file("{\"pid\":\"a\"}"),
                file("{\"pid\":\"a\",\"values\":5}"),
                file("{\"pid\":\"a\",\"values\":{\"k\":{}}}"),
                file("{\"pid\":\"a\",\"values\":{\"k\":null}}"),
                file("{\"pid\":\"a\",\"values\":{}},{\"pid\":\"a\",\"values\":{}}"));
    }

    private static String file(String configurations) {
        return "{\"format\":\"webgate-settings\",\"version\":1,\"configurations\":[" + configurations + "]}";
    }

    private Outcome save(String pid, Draft draft) {
        return desk.save(Wish.save(pid, draft), order());
    }

    private static Order order() {
        return new Order("anna", Why.EDITED, Optional.empty(), false);
    }

    private static String report(String name) {
        return REPORT + "~" + name;
    }

    private static Draft draft(String... keysAndValues) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int at = 0; at < keysAndValues.length; at += 2) {
            values.put(keysAndValues[at], List.of(keysAndValues[at + 1]));
        }
        return new Draft(values);
    }
}
