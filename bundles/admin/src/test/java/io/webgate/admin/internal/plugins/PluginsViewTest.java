// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.plugins;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.webgate.admin.internal.chart.LayeredGraph;
import io.webgate.admin.internal.frame.Readers;
import io.webgate.admin.internal.frame.Scenes;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.admin.internal.jte.plugins.JtelistGenerated;
import io.webgate.admin.internal.jte.plugins.JtestopGenerated;
import io.webgate.gate.api.GateView;
import io.webgate.gate.api.GateView.Plugin.State;
import io.webgate.gate.http.Role;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What a reader is told of the gate and its plugins (R51, R54). */
class PluginsViewTest {

    private static final String GATE = "io.webgate.gate";
    private static final Module WAITERS = Scenes.waiters();

    @ParameterizedTest
    @CsvSource({
        "en, ACTIVE, active, Running",
        "ru, ACTIVE, active, Работает",
        "en, STOPPED, stopped, Stopped",
        "ru, STOPPED, stopped, Остановлен",
        "en, UNLICENSED, unlicensed, Not licensed",
        "ru, UNLICENSED, unlicensed, Нет лицензии",
        "en, FAILED, failed, Failed",
        "ru, FAILED, failed, Сбой",
    })
    void everyStateHasItsWordWithTheReasonBesideIt(String language, State state, String code, String word) {
        String reason = state == State.ACTIVE ? "" : "because <b> of it";
        PluginsModel model =
                model(Scenes.open(Scenes.plugin("example.hall", state, reason, List.of(GATE), List.of())), language);
        Row row = model.rows().get(0);
        assertThat(row.state()).isEqualTo(code);
        assertThat(row.word()).isEqualTo(word);
        assertThat(row.reason()).isEqualTo(reason);
        assertThat(row.path()).isEqualTo("/gate/hall");
        assertThat(row.open()).isEqualTo(state == State.ACTIVE);
        assertThat(row.module()).isEqualTo(language.equals("ru") ? "«waiters»" : "waiters");
        assertThat(html(model, language))
                .contains(word, reason.replace("<", "&lt;").replace(">", "&gt;"))
                .doesNotContain("<b>");
    }

    @Test
    void aPathThatDoesNotAnswerIsShownAsClosedWhileTheGateIs() {
        GateView view =
                Scenes.stopped(Optional.empty(), false, Scenes.plugin("a", State.ACTIVE, "", List.of(GATE), List.of()));
        assertThat(model(view, "en").rows().get(0).open()).isFalse();
    }

    @Test
    void aModuleThatNoCatalogueKnowsIsShownByItsIdAndNoModuleAsNone() {
        GateView.Plugin plain = new GateView.Plugin(
                "b", "1", State.ACTIVE, Optional.empty(), Optional.empty(), Optional.empty(), List.of(GATE), List.of());
        GateView view = Scenes.open(Scenes.plugin("a", State.ACTIVE, "", List.of(GATE), List.of()), plain);
        PluginsModel model =
                PluginsView.of(view, id -> Optional.empty(), Readers.of("en", Role.VIEWER), Optional.empty());
        assertThat(model.rows()).extracting(Row::module).containsExactly("example.waiters", "");
        assertThat(model.rows().get(1).path()).isEmpty();
    }

    @Test
    void whatStopsWithAPluginIsNamedBeforeAnythingIsStopped() {
        PluginsModel model = model(chain(), "en");
        assertThat(model.rows())
                .extracting(Row::dependents)
                .containsExactly(List.of("b", "c"), List.of("c"), List.of());
        assertThat(html(model, "en")).contains("b, c", "io.webgate.gate, a, b");
    }

    @Test
    void theStopPageListsWhatRunsDependentsFirst() {
        GateView view = Scenes.open(
                Scenes.plugin("a", State.ACTIVE, "", List.of(GATE), List.of("b")),
                Scenes.plugin("b", State.ACTIVE, "", List.of(GATE, "a"), List.of()),
                Scenes.plugin("sleeper", State.STOPPED, "was stopped", List.of(GATE), List.of()),
                Scenes.plugin("beggar", State.UNLICENSED, "no licence", List.of(GATE), List.of()),
                Scenes.plugin("c", State.ACTIVE, "", List.of(GATE, "a", "b"), List.of()));
        PluginsModel model = model(view, "en");
        assertThat(model.inOrderOfStopping()).extracting(Row::bundle).containsExactly("c", "b", "a");
        String page = stopPage(model, "en", 0);
        assertThat(page).doesNotContain("sleeper", "beggar", "will be closed");
        assertThat(page.indexOf("<li>c ")).isBetween(0, page.indexOf("<li>b "));
        assertThat(page.indexOf("<li>b ")).isLessThan(page.indexOf("<li>a "));
    }

    @Test
    void withoutARunningPluginTheStopPageSaysSo() {
        assertThat(stopPage(model(Scenes.open(), "en"), "en", 0))
                .contains("No plugin runs at the moment.")
                .doesNotContain("<ol>");
    }

    @ParameterizedTest
    @CsvSource({
        "en, 1, 1 open session will be closed.",
        "en, 2, 2 open sessions will be closed.",
        "ru, 1, 1 открытый сеанс будет закрыт.",
        "ru, 3, 3 открытых сеанса будут закрыты.",
        "ru, 11, 11 открытых сеансов будут закрыты.",
        "ru, 21, 21 открытый сеанс будет закрыт.",
    })
    void theStopPageCountsTheSessionsThatEnd(String language, long sessions, String words) {
        assertThat(stopPage(model(chain(), language), language, sessions)).contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ADMIN; true; ; Only an administrator can open",
                "ADMIN; false; The cause still stands; Only an administrator can open",
                "OPERATOR; true; Only an administrator can open; action=",
            })
    void resumingIsOfferedToWhoMayOnceItWouldNotBeRefused(
            Role role, boolean cured, @Nullable String why, @Nullable String absent) {
        GateView view = Scenes.stopped(Optional.of(Scenes.excess(WAITERS)), !cured);
        PluginsModel model = PluginsView.of(view, PluginsViewTest::known, Readers.of("en", role), Optional.empty());
        if (why == null) {
            assertThat(model.resume()).isEmpty();
        } else {
            assertThat(model.resume().orElseThrow()).contains(why);
        }
        String page = html(model, Readers.of("en", role));
        assertThat(page.contains("action=\"/admin/plugins/resume\"")).isEqualTo(why == null);
        if (absent != null) {
            assertThat(page).doesNotContain(absent);
        }
    }

    @Test
    void aStopThatNoPersonMadeIsNotOfferedToResume() {
        PluginsModel model = PluginsView.of(
                Scenes.stopped(Optional.empty(), false),
                PluginsViewTest::known,
                Readers.of("en", Role.ADMIN),
                Optional.empty());
        assertThat(model.resume().orElseThrow()).startsWith("No stop stands");
    }

    @ParameterizedTest
    @CsvSource({"VIEWER, true", "OPERATOR, true", "ADMIN, false"})
    void onlyAnAdministratorStopsTheGateAndOthersReadWhy(Role role, boolean reason) {
        Ui ui = Readers.of("en", role);
        PluginsModel model = PluginsView.of(chain(), PluginsViewTest::known, ui, Optional.empty());
        assertThat(model.stop().isPresent()).isEqualTo(reason);
        assertThat(html(model, ui).contains("href=\"/admin/plugins/stop\"")).isEqualTo(!reason);
    }

    @ParameterizedTest
    @CsvSource({
        "en, '22 sessions in use, 20 licensed', Install licences for",
        "ru, 'лицензировано 20', Установите лицензию"
    })
    void aStopNamesItsModuleItsNumbersAndWhatCuresIt(String language, String why, String remedy) {
        PluginsModel model = model(Scenes.stopped(Optional.of(Scenes.excess(WAITERS)), true), language);
        assertThat(model.open()).isFalse();
        assertThat(model.why()).contains(why, "waiters");
        assertThat(model.remedies()).hasSize(2);
        assertThat(model.remedies().get(0)).contains(remedy, "22", "waiters");
    }

    @Test
    void aStopByAPersonAndOneWithoutAVerdictSayWhat() {
        assertThat(model(Scenes.stopped(Optional.of(Scenes.stoppedBy("anna")), false), "en")
                        .why())
                .contains("An administrator stopped the gate");
        GateView obstacle = new GateView(
                false,
                Readers.NOW,
                Optional.empty(),
                false,
                List.of(new LocalizedText("The ledger is missing.", "Нет журнала мест.")),
                List.of());
        assertThat(model(obstacle, "en").why()).contains("The ledger is missing.");
        assertThat(model(obstacle, "ru").why()).contains("Нет журнала мест.");
        assertThat(model(chain(), "en").why()).isEmpty();
    }

    @Test
    void theGraphDrawsOnlyWhatStandsNearest() {
        LayeredGraph graph = model(chain(), "en").graph().orElseThrow();
        assertThat(graph.edges())
                .extracting(edge -> edge.from() + ">" + edge.to())
                .containsExactly(GATE + ">a", "a>b", "b>c");
        assertThat(graph.nodes()).extracting(LayeredGraph.Node::state).containsOnly("open", "active");
        assertThat(graph.table().rows().get(3)).containsExactly("c", "Running", "b");
    }

    @Test
    void theGraphKeepsEveryEdgeOfARing() {
        GateView view = Scenes.open(
                Scenes.plugin("a", State.ACTIVE, "", List.of(GATE, "a", "b", "c"), List.of("b", "c")),
                Scenes.plugin("b", State.ACTIVE, "", List.of(GATE, "a", "b", "c"), List.of("a", "c")),
                Scenes.plugin("c", State.ACTIVE, "", List.of(GATE, "a", "b", "c"), List.of("a", "b")));
        LayeredGraph graph = model(view, "en").graph().orElseThrow();
        assertThat(graph.edges())
                .extracting(edge -> edge.from() + ">" + edge.to())
                .containsExactlyInAnyOrder(
                        GATE + ">a", GATE + ">b", GATE + ">c", "a>b", "a>c", "b>a", "b>c", "c>a", "c>b");
    }

    @Test
    void twoVersionsOfABundleAreTwoRowsAndOneBox() {
        GateView.Plugin one = Scenes.plugin("a", State.ACTIVE, "", List.of(GATE), List.of());
        PluginsModel model = model(Scenes.open(one, one), "en");
        assertThat(model.rows()).hasSize(2);
        assertThat(model.graph().orElseThrow().nodes()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"en, 'and 20 more, in the table below'", "ru, 'и ещё 20 — в таблице ниже'"})
    void ofSixtyPluginsThePictureSaysHowManyItLeavesOutAndTheTableHasAll(String language, String words) {
        GateView.Plugin[] plugins = IntStream.range(0, 59)
                .mapToObj(number ->
                        Scenes.plugin("io.webgate.plugin.p" + number, State.ACTIVE, "", List.of(GATE), List.of()))
                .toArray(GateView.Plugin[]::new);
        String page = html(model(Scenes.open(plugins), language), language);
        assertThat(page).contains(words, "id=\"plugins-graph-table\"", "<bdi>p58</bdi>");
    }

    @Test
    void withoutPluginsThereIsNoGraphAndThePageSaysWhatToDo() {
        PluginsModel model = model(Scenes.open(), "en");
        assertThat(model.graph()).isEmpty();
        assertThat(html(model, "en")).contains("No plugin is installed.");
    }

    private static Optional<Module> known(ModuleId id) {
        return Optional.of(WAITERS).filter(module -> module.id().equals(id));
    }

    private static GateView chain() {
        return Scenes.open(
                Scenes.plugin("a", State.ACTIVE, "", List.of(GATE), List.of("b", "c")),
                Scenes.plugin("b", State.ACTIVE, "", List.of(GATE, "a"), List.of("c")),
                Scenes.plugin("c", State.ACTIVE, "", List.of(GATE, "a", "b"), List.of()));
    }

    private static PluginsModel model(GateView view, String language) {
        return PluginsView.of(view, PluginsViewTest::known, Readers.of(language, Role.ADMIN), Optional.empty());
    }

    private static String html(PluginsModel model, String language) {
        return html(model, Readers.of(language, Role.ADMIN));
    }

    private static String html(PluginsModel model, Ui ui) {
        StringOutput out = new StringOutput();
        JtelistGenerated.render(new OwaspHtmlTemplateOutput(out), null, ui, model);
        return out.toString();
    }

    private static String stopPage(PluginsModel model, String language, long sessions) {
        StringOutput out = new StringOutput();
        JtestopGenerated.render(
                new OwaspHtmlTemplateOutput(out), null, Readers.of(language, Role.ADMIN), model, sessions);
        return out.toString();
    }
}
