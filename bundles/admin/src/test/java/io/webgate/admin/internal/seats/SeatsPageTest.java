// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.seats;

import io.webgate.access.Device;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.Readers;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.admin.internal.frame.Scenes;
import io.webgate.admin.internal.frame.Shop;
import io.webgate.gate.api.GateView;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;
import io.webgate.license.api.Cause;
import io.webgate.license.api.Change;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.Feature;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SeatsPageTest {

    private static final Module TILLS = tills(Cut.NEWEST, Effect.SUSPEND);
    private static final Map<String, String> TILL = Map.of("module", "shop.till");

    private final Shop shop = new Shop(new SeatsArea());

    private static Module tills(Cut cut, Effect effect) {
        return new Module(
                new ModuleId("shop.till"),
                "DEVL",
                new LocalizedText("Till", "Касса"),
                Metric.DEVICES,
                new Consequence(cut, effect, Set.of(), Optional.empty()),
                Module.Counting.CONNECTIONS,
                true,
                Set.of(new Feature("bonus")));
    }

    private static Verdict excess(Module module, long limit, long used, Seat... hit) {
        return verdict(module, Cause.EXCESS, limit, used, Set.of(), Optional.empty(), hit);
    }

    private static Verdict verdict(
            Module module,
            Cause cause,
            long limit,
            long used,
            Set<Feature> features,
            Optional<Verdict.Leniency> leniency,
            Seat... hit) {
        return new Verdict(
                3,
                Optional.of(module.id()),
                cause,
                limit,
                used,
                Arrays.stream(hit).map(Seat::id).toList(),
                Optional.empty(),
                Optional.of(module.consequence()),
                Readers.NOW,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                features,
                leniency);
    }

    private String page(Map<String, String> fields) throws Exception {
        return shop.html("/admin/sessions", fields, "en");
    }

    @Test
    void theCutLineStandsAfterTheLastThatFits() throws Exception {
        shop.seat(TILLS, "till-1", "Bar", 1);
        shop.seat(TILLS, "till-2", "Hall", 1);
        Seat third = shop.seat(TILLS, "till-3", "Terrace", 1);
        shop.uses(TILLS, 3, 2, excess(TILLS, 2, 3, third));

        assertThat(page(TILL))
                .containsSubsequence("Bar", "Hall", "id=\"cut-line\"", "Terrace")
                .containsOnlyOnce("id=\"cut-line\"")
                .contains("Limit 2: from here on suspended, since 24 Nov 2026 10:00")
                .contains("Beyond the limit: 3 devices in use, 2 allowed, since 24 Nov 2026 10:00.")
                .doesNotContain("room-line");
        assertThat(shop.html("/admin/sessions", TILL, "ru")).contains("Лимит 2: ниже обмен приостановлен");
    }

    @Test
    void whereEverybodyFitsTheLineStandsAtTheEndWithTheRoomThatIsLeft() throws Exception {
        shop.seat(TILLS, "till-1", "Bar", 1);
        shop.uses(TILLS, 1, 3);

        assertThat(page(TILL)).containsSubsequence("Bar", "Limit 3: 2 more fit").doesNotContain("cut-line");
    }

    @Test
    void R21_aGroupStandsBelowTheLineAsAWholeAndKeepsItsNumbers() throws Exception {
        Seat first = shop.seat(TILLS, "m-1-a", "First of the newer", 1);
        shop.seat(TILLS, "m-2-a", "Of the older", 1);
        Seat third = shop.seat(TILLS, "m-1-b", "Second of the newer", 1);
        shop.uses(TILLS, 3, 1, excess(TILLS, 1, 3, first, third));

        assertThat(page(TILL))
                .containsSubsequence(
                        ">2</td>", "Of the older", "cut-line", ">1</td>", "First of the newer", ">3</td>", "Second");
    }

    @Test
    void R45_whoUsesAFeatureWithoutALicenceKeepsItsPlaceAndIsToldWhich() throws Exception {
        Seat first = shop.seat(TILLS, "till-1", "Bar", 1, new Feature("bonus"));
        shop.seat(TILLS, "till-2", "Hall", 1);
        shop.uses(
                TILLS,
                2,
                2,
                verdict(TILLS, Cause.FEATURES, 2, 2, Set.of(new Feature("bonus")), Optional.empty(), first));

        assertThat(page(TILL))
                .containsSubsequence("Bar", "Uses features without a licence: bonus;", "Hall")
                .doesNotContain("cut-line");
    }

    @Test
    void R58_aVerdictThatWaitsDrawsTheLineAndSuspendsNobody() throws Exception {
        shop.seat(TILLS, "till-1", "Bar", 1);
        Seat second = shop.seat(TILLS, "till-2", "Hall", 1);
        Verdict.Leniency shadow =
                new Verdict.Leniency(Verdict.Leniency.Kind.SHADOW, Optional.of(Readers.NOW.plus(Duration.ofDays(1))));
        shop.uses(TILLS, 2, 1, verdict(TILLS, Cause.EXCESS, 1, 2, Set.of(), Optional.of(shadow), second));

        assertThat(page(TILL))
                .containsSubsequence("Bar", "the consequence waits until 25 Nov 2026 10:00", "Hall")
                .doesNotContain("Suspended");
    }

    @Test
    void whoGoesFirstIsAskedOfTheOneThatDecides() throws Exception {
        Seat first = shop.seat(TILLS, "till-1", "Bar", 2);
        Seat second = shop.seat(TILLS, "till-2", "Hall", 3);
        shop.uses(TILLS, 5, 9);
        shop.ledger.effects.add(new Preview.Effect(
                Preview.Kind.CONSEQUENCE_BEGINS, Optional.of(TILLS.id()), 4, 5, List.of(second.id())));

        assertThat(page(TILL)).contains("First to go if the limit fell: Hall.");
        assertThat(shop.ledger.asked).singleElement().satisfies(limits -> assertThat(
                        limits.of(TILLS.id()).quantity())
                .isEqualTo(4));
        assertThat(first.weight()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"ALL, STOP_GATE", "ALL, HOLD"})
    void whereNobodyInParticularWouldGoNobodyIsNamed(Cut cut, Effect effect) throws Exception {
        Module module = tills(cut, effect);
        shop.seat(module, "till-1", "Bar", 1);
        shop.uses(module, 1, 9);

        assertThat(page(TILL)).doesNotContain("First to go");
        assertThat(shop.ledger.asked).isEmpty();
    }

    @Test
    void fiveThousandSeatsComeInPagesWithTheirNumbers() throws Exception {
        for (int number = 1; number <= 5000; number++) {
            shop.seat(TILLS, "till-" + number, "Till " + number, 1);
        }
        shop.uses(TILLS, 5000, 5000);

        String first = page(TILL);
        String last = page(Map.of("module", "shop.till", "page", "999999"));

        assertThat(first)
                .contains("In order of connection: 1 to 200 of 5,000", ">Till 200<", "Page 1 of 25")
                .contains("href=\"/admin/sessions?module=shop.till&amp;page=2\"")
                .doesNotContain(">Till 201<", "room-line", "seats-back");
        assertThat(last)
                .contains("4,801 to 5,000 of 5,000", ">Till 5000<", "Limit 5,000: nobody else fits", "seats-back")
                .doesNotContain("seats-on");
        assertThat(page(Map.of("module", "shop.till", "q", "TILL-499")))
                .contains(">Till 4990<", ">Till 499<")
                .doesNotContain(">Till 500<");
    }

    @Test
    void amongThousandsOnePressLeadsToTheCutLine() throws Exception {
        for (int number = 1; number <= 1000; number++) {
            shop.seat(TILLS, "till-" + number, "Till " + number, 1);
        }
        Seat[] hit = shop.ledger.seats.subList(400, 1000).toArray(Seat[]::new);
        shop.uses(TILLS, 1000, 400, excess(TILLS, 400, 1000, hit));

        assertThat(page(TILL))
                .contains("href=\"/admin/sessions?module=shop.till&amp;page=3#cut-line\"")
                .doesNotContain("id=\"cut-line\"");
        assertThat(page(Map.of("module", "shop.till", "page", "3")))
                .containsSubsequence("id=\"cut-line\"", ">Till 401<")
                .doesNotContain("seats-cut");
    }

    @Test
    void whereNobodyIsThereTheAddressAndALineToTryAreShown() throws Exception {
        shop.uses(TILLS, 0, 3);

        assertThat(page(TILL))
                .contains("Nobody is connected.", "http://bar-1.example:8080/api/v1/connections/shop.till")
                .contains("curl -X PUT http://bar-1.example:8080/api/v1/connections/shop.till/$DEVICE");
    }

    @Test
    void aSessionsLineIsThatOfItsPluginAndNothingOfAForgedHostGetsIntoIt() {
        Module waiters = Scenes.waiters();
        Optional<GateView> gate = Optional.of(Scenes.open(Scenes.plugin(
                "io.webgate.plugin.mobile-waiter", GateView.Plugin.State.ACTIVE, "", List.of(), List.of())));

        // The path of this fake plugin is the end of its name
        Approach approach = Approach.of(waiters, "https", "bar-1", 8443, gate);
        assertThat(approach.address()).isEqualTo("https://bar-1:8443/gate/plugin.mobile-waiter".replace("plugin.", ""));
        assertThat(approach.line()).startsWith("curl -X POST https://bar-1:8443/gate/mobile-waiter/sessions ");
        assertThat(Approach.of(waiters, "http", "x; rm -rf ~", 80, gate).line())
                .contains("http://localhost:80/")
                .doesNotContain("rm -rf");
        assertThat(Approach.of(waiters, "http", "[::1]", 80, Optional.empty()))
                .isEqualTo(new Approach("http://[::1]:80/gate/", ""));
    }

    @Test
    void aViewerSeesWhoIsThereAndWhyClosingIsNotOffered() throws Exception {
        shop.seat(TILLS, "till-1", "Bar", 1);
        shop.uses(TILLS, 1, 3);

        String page = Shop.html(shop.ask("GET", "/admin/sessions", TILL, "en", Role.VIEWER));

        assertThat(page)
                .contains("Bar", "aria-disabled=\"true\" aria-describedby=\"evict-why\"")
                .contains("Only an operator or an administrator can close")
                .doesNotContain("/evict\"");
        assertThatThrownBy(() -> shop.ask("GET", "/admin/sessions/shop.till/seat-1/evict", TILL, "en", Role.VIEWER))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void t52_namesThatOthersChoseAreTextAndNothingElse() throws Exception {
        String hostile = "<img src=x onerror=alert(1)>\u202e\"'";
        shop.seat(TILLS, "<b>till</b>", hostile, 1);
        shop.uses(TILLS, 1, 3);
        shop.access.devices.add(device("d-1", hostile));

        assertThat(page(TILL)).contains("&lt;img src=x").doesNotContain("<img", "<b>till");
        assertThat(shop.html("/admin/sessions/shop.till/seat-1/evict", Map.of(), "en"))
                .contains("&lt;img src=x")
                .doesNotContain("<img", "<b>till");
        assertThat(page(Map.of("module", "shop.till", "q", "\"><script>"))).doesNotContain("<script>");
    }

    @Test
    void theTableToKeepHasEverybodyAndNoFormulas() throws Exception {
        shop.seat(TILLS, "=cmd()", "Bar", 1);
        shop.seat(TILLS, "till-2", "Hall", 1);
        shop.uses(TILLS, 2, 3);

        PageAnswer answer = shop.ask("GET", "/admin/sessions.csv", TILL, "en", Role.VIEWER);

        String text = new String(((PageAnswer.Download) answer).content(), StandardCharsets.UTF_8);
        assertThat(text).startsWith("\uFEFFNo.;").contains("1;Bar;'=cmd();", "2;Hall;till-2;", ";Served;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.nothing", "SHOP", "../x"})
    void aModuleWithoutSeatsIsToldSo(String module) {
        shop.uses(TILLS, 0, 3);

        assertThatThrownBy(() -> page(Map.of("module", module))).isInstanceOf(Refused.class);
    }

    private static Device device(String id, String label) {
        return new Device(new Caller.Enrolment(id, label, Set.of(TILLS.id()), 2, 3), Readers.NOW, "anna");
    }

    private PageAnswer evict(String seat, Role role, Map<String, String> fields) throws Exception {
        return shop.ask("POST", "/admin/sessions/shop.till/" + seat + "/evict", fields, "en", role);
    }

    @Test
    void closingOnceTellsTheReasonAndIsRecordedWithIt() throws Exception {
        shop.seat(TILLS, "till-1", "Bar", 1);
        shop.uses(TILLS, 1, 3);
        shop.ledger.answer = Optional.of(new Reply.Done());

        PageAnswer answer =
                evict("seat-1", Role.OPERATOR, Map.of("how", "once", "minutes", "15", "reason", "Left open"));

        assertThat(answer).isEqualTo(new PageAnswer.See("/admin/sessions?module=shop.till&done=evicted"));
        assertThat(shop.ledger.changes)
                .containsExactly(
                        new Change.Evict(new SeatId("seat-1"), "anna", Optional.of("Left open"), Duration.ZERO));
        assertThat(shop.access.acts).singleElement().satisfies(act -> {
            assertThat(act.what()).isEqualTo("seat-evict");
            assertThat(act.subject()).isEqualTo("seat-1 (till-1): Left open");
            assertThat(act.outcome()).isEqualTo("done");
        });
    }

    @Test
    void closingAndHoldingKeepsItsSubjectOutForTheMinutes() throws Exception {
        shop.seat(TILLS, "till-1", "Bar", 1);
        shop.uses(TILLS, 1, 3);
        shop.ledger.answer = Optional.of(new Reply.Done());

        assertThat(evict("seat-1", Role.OPERATOR, Map.of("how", "hold", "minutes", "20", "reason", "Break")))
                .isEqualTo(new PageAnswer.See("/admin/sessions?module=shop.till&done=held"));
        assertThat(shop.ledger.changes)
                .containsExactly(
                        new Change.Evict(new SeatId("seat-1"), "anna", Optional.of("Break"), Duration.ofMinutes(20)));
    }

    @Test
    void blockingADeviceEndsItsTokenFirstAndThenEverythingThatItHas() throws Exception {
        shop.seat(TILLS, "till-1", "Bar", 1);
        shop.seat(TILLS, "till-2", "Hall", 1);
        shop.seat(TILLS, "till-1", "Bar", 1);
        shop.uses(TILLS, 3, 3);
        shop.access.devices.add(device("till-1", "Bar"));
        shop.ledger.answer = Optional.of(new Reply.Done());

        assertThat(evict("seat-1", Role.ADMIN, Map.of("how", "block", "reason", "Stolen")))
                .isEqualTo(new PageAnswer.See("/admin/sessions?module=shop.till&done=blocked"));
        assertThat(shop.access.devices).isEmpty();
        assertThat(shop.access.blocked).hasSize(1);
        assertThat(shop.ledger.changes)
                .extracting(change -> ((Change.Evict) change).seat().value())
                .containsExactly("seat-1", "seat-3");
    }

    @Test
    void onlyAnAdministratorBlocksAndOnlyWhoIsEnrolled() throws Exception {
        shop.seat(TILLS, "till-1", "Bar", 1);
        shop.uses(TILLS, 1, 3);
        Map<String, String> block = Map.of("how", "block", "reason", "Stolen");

        assertThat(Shop.html(evict("seat-1", Role.ADMIN, block)))
                .contains("The device has no enrolment of its own", "Choose one of the three ways.");
        shop.access.devices.add(device("till-1", "Bar"));
        assertThat(Shop.html(evict("seat-1", Role.OPERATOR, block))).contains("Only an administrator can block");
        assertThat(shop.access.devices).hasSize(1);
        assertThat(shop.ledger.changes).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "once, 15, '', A reason of one line is needed",
        "hold, 0, x, A number from 1 to 10080",
        "hold, 10081, x, A number from 1 to 10080",
        "hold, ten, x, A number from 1 to 10080",
        "never, 15, x, Choose one of the three ways",
        "'', 15, x, Choose one of the three ways"
    })
    void whatIsWrongStandsAtItsFieldAndNothingIsDone(String how, String minutes, String reason, String words)
            throws Exception {
        shop.seat(TILLS, "till-1", "Bar", 1);
        shop.uses(TILLS, 1, 3);

        PageAnswer answer = evict("seat-1", Role.OPERATOR, Map.of("how", how, "minutes", minutes, "reason", reason));

        assertThat(((PageAnswer.Html) answer).status()).isEqualTo(422);
        assertThat(Shop.html(answer)).contains(words);
        assertThat(shop.ledger.changes).isEmpty();
        assertThat(shop.access.acts).isEmpty();
    }

    @Test
    void whatEndedMeanwhileIsToldAndRecordedAsNotDone() throws Exception {
        shop.seat(TILLS, "till-1", "Bar", 1);
        shop.uses(TILLS, 1, 3);
        shop.ledger.answer = Optional.of(Reply.Refused.seatUnknown(Optional.empty()));

        assertThatThrownBy(() -> evict("seat-1", Role.OPERATOR, Map.of("how", "once", "reason", "x")))
                .isInstanceOf(Refused.class)
                .hasMessage("seat-unknown");
        assertThat(shop.access.acts).singleElement().satisfies(act -> assertThat(act.outcome())
                .isEqualTo("seat-unknown"));
        assertThatThrownBy(() -> evict("seat-9", Role.OPERATOR, Map.of("how", "once", "reason", "x")))
                .isInstanceOf(Refused.class);
    }

    @Test
    void whatCantBeRecordedIsNotBegun() {
        shop.seat(TILLS, "till-1", "Bar", 1);
        shop.uses(TILLS, 1, 3);
        shop.recording = false;

        assertThatThrownBy(() -> evict("seat-1", Role.OPERATOR, Map.of("how", "once", "reason", "x")))
                .isInstanceOf(Refused.class);
        assertThat(shop.ledger.changes).isEmpty();
    }

    @Test
    void thePageSaysWhoGetsThePlace() throws Exception {
        shop.seat(TILLS, "till-1", "Bar", 1);
        Seat second = shop.seat(TILLS, "till-2", "Hall", 1);
        shop.uses(TILLS, 2, 1, excess(TILLS, 1, 2, second));

        assertThat(shop.html("/admin/sessions/shop.till/seat-1/evict", Map.of(), "en"))
                .contains("The place goes to the first in line: Hall.");
        assertThat(shop.html("/admin/sessions/shop.till/seat-2/evict", Map.of(), "en"))
                .contains("It is not served now: nobody gets a place by this.");
        shop.uses(TILLS, 2, 5);
        assertThat(shop.html("/admin/sessions/shop.till/seat-2/evict", Map.of(), "ru"))
                .contains("Место займёт тот, кто подключится следующим.");
    }
}
