// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.access.Origin;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;
import io.webgate.license.api.Cause;
import io.webgate.license.api.Change;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.Eviction;
import io.webgate.license.api.Feature;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Operation;
import io.webgate.license.api.Remedy;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Subject;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;
import io.webgate.rest.internal.events.Events;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/** Applications outside the gate (R20–R46, R61); each answer is held against the served description. */
class ConnectionsTest {

    private static final OpenApi OPEN_API = new OpenApi();
    private static final ModuleId POS = new ModuleId("example.pos");
    private static final String CONNECTION = "/api/v1/connections/example.pos/till-1";

    private final FakePlane plane = new FakePlane();
    private final Events events = new Events(plane::sight, "start", new ScheduledThreadPoolExecutor(1));
    private final Router router = Face.of(plane, events);
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Optional<Caller> caller = Optional.of(new Caller("ops", Optional.of(Role.OPERATOR), Optional.empty()));

    @BeforeEach
    void registers() {
        catalogue(module(Cut.NEWEST, Effect.SUSPEND, Module.Counting.CONNECTIONS, Set.of("print"), "bonus", "video"));
        reply(granted());
    }

    @AfterEach
    void close() {
        events.close();
    }

    // ------------------------------------------------------------------ what is asked for

    @Test
    void r22WhatAnApplicationSaysOfItselfGoesToTheLedger() {
        put(
                CONNECTION,
                "{\"label\":\" Till at the door \",\"group\":\"hall\",\"weight\":3,\"features\":[\"video\",\"bonus\"],"
                        + "\"lastActiveAt\":\"2026-11-22T14:59:00+03:00\"}",
                200);

        Change.Connect asked = connect();
        assertThat(asked.module()).isEqualTo(POS);
        assertThat(asked.subject()).isEqualTo(new Subject("till-1", Optional.empty(), Optional.of("Till at the door")));
        assertThat(asked.group()).contains("hall");
        assertThat(asked.weight()).isEqualTo(3);
        assertThat(asked.features()).containsExactlyInAnyOrder(new Feature("bonus"), new Feature("video"));
        assertThat(asked.lastActiveAt()).contains(FakePlane.NOW.minusSeconds(60));
        assertThat(asked.lives()).as("as set in the exchange's settings").isEqualTo(Duration.ofMinutes(7));
        assertThat(asked.mostOfDevice()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void nothingNeedBeSaidAndTheDeviceMayHaveAnyName() {
        put("/api/v1/connections/example.pos/%D0%9A%D0%B0%D1%81%D1%81%D0%B0%201", "", 200);

        Change.Connect asked = connect();
        assertThat(asked.subject()).isEqualTo(new Subject("Касса 1", Optional.empty(), Optional.empty()));
        assertThat(asked.group()).isEmpty();
        assertThat(asked.weight()).isEqualTo(1);
        assertThat(asked.features()).isEmpty();
        assertThat(asked.lastActiveAt()).as("at work now").isEmpty();
    }

    @Test
    void r46AClockThatIsALittleAheadIsNotPunished() {
        put(CONNECTION, "{\"lastActiveAt\":\"2026-11-22T12:00:59Z\"}", 200);

        assertThat(connect().lastActiveAt()).as("never later than now").contains(FakePlane.NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"lable":"x"}                              | member "lable" (unknown; known are: label, group
                    {"label":7}                                | member label (a text is expected)
                    {"label":"  "}                             | member label (1 to 128 characters
                    {"group":"a\\tb"}                          | member group (1 to 128 characters
                    {"weight":"3"}                             | member weight (a whole number is expected)
                    {"weight":1.5}                             | member weight (a whole number is expected)
                    {"weight":0}                               | member weight (a whole number from 1 to 1000000000
                    {"weight":1000000001}                      | member weight (a whole number from 1 to 1000000000
                    {"features":"bonus"}                       | member features (a list of texts is expected)
                    {"features":[1]}                           | member features (a list of texts is expected)
                    {"lastActiveAt":"2026-11-22T12:00:00"}     | member lastActiveAt (a time with offset is expected
                    {"lastActiveAt":"yesterday"}               | member lastActiveAt (a time with offset is expected
                    {"lastActiveAt":"2026-11-22T12:01:01Z"}    | member lastActiveAt (it lies in the future
                    []                                         | body (not a JSON object)
                    {                                          | body (not a JSON object)
                    """)
    void whatCantBeUnderstoodIsNamedAndReachesNobody(String body, String words) {
        JsonObject refused = put(CONNECTION, body, 400);

        assertThat(refused.get("code").getAsString()).isEqualTo("invalid-request");
        assertThat(refused.get("detail").getAsString()).contains(words);
        assertThat(plane.ledger.submitted).isEmpty();
    }

    @Test
    void aLabelOf128CharactersIsTakenAndOneMoreIsNot() {
        put(CONNECTION, "{\"label\":\"" + "я".repeat(128) + "\"}", 200);
        put(CONNECTION, "{\"label\":\"" + "я".repeat(129) + "\"}", 400);
        put("/api/v1/connections/example.pos/" + "a".repeat(128), "", 200);
        put("/api/v1/connections/example.pos/" + "a".repeat(129), "", 400);
    }

    @ParameterizedTest
    @CsvSource({"en,has no feature,It has: bonus", "ru,нет функции,У него есть: bonus"})
    void r45AFeatureThatTheModuleDoesNotDeclareIsRefusedWithThoseItHas(String language, String what, String known) {
        headers.put("accept-language", language);

        JsonObject refused = put(CONNECTION, "{\"features\":[\"bonus\",\"bonuses\"]}", 422);

        assertThat(refused.get("code").getAsString()).isEqualTo("feature-unknown");
        assertThat(refused.get("module").getAsString()).isEqualTo("example.pos");
        assertThat(refused.get("detail").getAsString()).contains(what, known, "bonuses", "features");
    }

    @Test
    void r20ACountIsAConnectionThatWeighsAsMuch() {
        catalogue(aggregate(module(Cut.ALL, Effect.SUSPEND, Module.Counting.CONNECTIONS, Set.of())));
        put("/api/v1/counts/example.pos/centre", "{\"count\":0}", 200);
        assertThat(connect().weight()).isZero();
        plane.ledger.submitted.clear();

        put("/api/v1/counts/example.pos/centre", "{\"count\":1000000000}", 200);
        assertThat(connect().weight()).isEqualTo(1_000_000_000);
        assertThat(connect().subject().device()).isEqualTo("centre");
    }

    @Test
    void r22WhoIsAUnitItselfCantCountNothing() {
        assertThat(put("/api/v1/counts/example.pos/till-1", "{\"count\":0}", 400)
                        .get("detail")
                        .getAsString())
                .contains("member count (a whole number from 1");
        assertThat(plane.ledger.submitted).isEmpty();
        put("/api/v1/counts/example.pos/till-1", "{\"count\":1}", 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"group\":\"\\ud800\"}", "{\"label\":\"a\\udfffb\"}", "{\"features\":[\"\\ud83d\"]}"})
    void r60HalfOfACharacterIsNoText(String body) {
        put(CONNECTION, body, 400);
        assertThat(plane.ledger.submitted).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                         | member count is missing
                    {"count":null}             | member count is missing
                    {"count":-1}               | member count (a whole number from 0
                    {"count":1000000001}       | member count (a whole number from 0
                    {"count":1,"weight":1}     | member "weight" (unknown; known are: count)
                    """)
    void aCountIsReadAsStrictly(String body, String words) {
        catalogue(aggregate(module(Cut.ALL, Effect.SUSPEND, Module.Counting.CONNECTIONS, Set.of())));
        assertThat(put("/api/v1/counts/example.pos/centre", body, 400)
                        .get("detail")
                        .getAsString())
                .contains(words);
        assertThat(plane.ledger.submitted).isEmpty();
    }

    @Test
    void aKeyThatIsRepeatedWithEverySignOfLifeMakesNoRetryOfThem() {
        headers.put("idempotency-key", "k1");
        put(CONNECTION, "", 200);

        assertThat(plane.ledger.keys.get(0)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Module.Counting.class, names = "CONNECTIONS", mode = EnumSource.Mode.EXCLUDE)
    void nothingConnectsToAModuleThatIsCountedOtherwise(Module.Counting counting) {
        catalogue(module(Cut.ALL, Effect.HOLD, counting, Set.of()));

        JsonObject refused = put(CONNECTION, "", 422);

        assertThat(refused.get("code").getAsString()).isEqualTo("not-connectable");
        assertThat(refused.get("detail").getAsString())
                .contains(
                        "example.pos",
                        switch (counting) {
                            case GATE_SESSIONS -> "/gate/";
                            case METER -> "counted by the host itself";
                            case HOST -> "/api/v1/modules/example.pos";
                            case CONNECTIONS -> throw new AssertionError();
                        });
        put("/api/v1/counts/example.pos/centre", "{\"count\":1}", 422);
        ask("DELETE", CONNECTION, "", 422);
        assertThat(plane.ledger.submitted).isEmpty();
    }

    @Test
    void whatTheCatalogueDoesNotHaveIsNotFound() {
        assertThat(put("/api/v1/connections/example.no/till-1", "", 404)
                        .get("code")
                        .getAsString())
                .isEqualTo("module-unknown");
        put("/api/v1/connections/nonsense/till-1", "", 404);
    }

    // ------------------------------------------------------------------ what is answered

    @Test
    void r61AnAllowedExchangeComesWithAPermitForAllOfIt() {
        JsonObject answer = put(CONNECTION, "", 200);

        assertThat(answer.get("seat").getAsString()).isEqualTo("s1");
        assertThat(answer.get("exchange").getAsString()).isEqualTo("allowed");
        assertThat(answer.getAsJsonArray("reasons")).isEmpty();
        assertThat(answer.get("operations")).hasToString("{\"print\":true}");
        assertThat(answer.get("permit").getAsString()).isEqualTo("s1 [exchange, print] 2026-11-22T12:01:00Z");
        assertThat(answer.get("expiresAt").getAsString()).isEqualTo("2026-11-22T12:01:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "en,'The exchange has been suspended since ','Register: 11 devices in use, 10 licensed.'",
        "ru,'Обмен приостановлен с ','Касса: в использовании 11 устройств, лицензировано 10.'"
    })
    void r20ASuspendedExchangeTellsWhyAndPermitsWhatGoesOn(String language, String since, String facts) {
        headers.put("accept-language", language);
        reply(granted(excess()));

        JsonObject answer = put(CONNECTION, "", 200);

        assertThat(answer.get("exchange").getAsString()).isEqualTo("suspended");
        assertThat(answer.get("operations")).hasToString("{\"print\":true}");
        assertThat(answer.get("permit").getAsString())
                .as("for what goes on, and for nothing else")
                .isEqualTo("s1 [print] 2026-11-22T12:01:00Z");
        JsonObject reason = reasons(answer).get(0).getAsJsonObject();
        assertThat(reason.get("module").getAsString()).isEqualTo("example.pos");
        assertThat(reason.get("cause").getAsString()).isEqualTo("excess");
        assertThat(reason.get("limit").getAsLong()).isEqualTo(10);
        assertThat(reason.get("used").getAsLong()).isEqualTo(11);
        assertThat(reason.get("consequence").getAsString()).isEqualTo("suspend-newest");
        assertThat(reason.get("text").getAsString()).startsWith(since).contains(facts);
        assertThat(reason.getAsJsonArray("remedy")
                        .get(0)
                        .getAsJsonObject()
                        .get("action")
                        .getAsString())
                .isEqualTo("raise-limit");
        assertThat(reason.keySet()).as("nothing of other applications").doesNotContain("seats", "culprit");
    }

    @Test
    void r22WhereNothingGoesOnNothingIsPermitted() {
        catalogue(module(Cut.NEWEST, Effect.SUSPEND, Module.Counting.CONNECTIONS, Set.of()));
        reply(granted(excess()));

        JsonObject answer = put(CONNECTION, "", 200);

        assertThat(answer.get("operations")).hasToString("{}");
        assertThat(answer.get("permit").isJsonNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "en,'Register: in use without a licence: bonus, video.','Install a licence of Register with: bonus, video.'",
        "ru,'Касса: используется без лицензии: bonus, video.','Установите для «Касса» лицензию на функции: bonus, video.'"
    })
    void r45EveryReasonIsNamedTheFeaturesToo(String language, String facts, String remedy) {
        headers.put("accept-language", language);
        Set<Feature> features = Set.of(new Feature("video"), new Feature("bonus"));
        Verdict without = new Verdict(
                9,
                Optional.of(POS),
                Cause.FEATURES,
                10,
                1,
                List.of(new SeatId("s1")),
                Optional.empty(),
                Optional.of(module().consequence()),
                FakePlane.NOW,
                List.of(new Remedy(Remedy.Action.LICENSE_FEATURES, Optional.of(POS), 0, features)),
                Optional.empty(),
                Optional.empty(),
                features,
                Optional.empty());
        reply(granted(excess(), without));

        JsonArray reasons = reasons(put(CONNECTION, "", 200));

        assertThat(reasons).hasSize(2);
        JsonObject reason = reasons.get(1).getAsJsonObject();
        assertThat(reason.get("features")).hasToString("[\"bonus\",\"video\"]");
        assertThat(reason.get("text").getAsString()).contains(facts, remedy);
    }

    @Test
    void r61ASeatThatEndedMeanwhileIsPermittedNothing() {
        plane.ledger.life = Optional.empty();

        JsonObject answer = put(CONNECTION, "", 200);

        assertThat(answer.get("permit").isJsonNull()).isTrue();
        assertThat(answer.get("expiresAt").isJsonNull()).isTrue();
    }

    @Test
    void r61WithoutTheHostsKeyConnectionsAreCountedAndNothingIsPermitted() {
        plane.keyTrouble = Optional.of(new LocalizedText("The key is gone.", "Ключа нет."));

        assertThat(put(CONNECTION, "", 200).get("permit").isJsonNull()).isTrue();
        caller = Optional.of(new Caller("eye", Optional.of(Role.VIEWER), Optional.empty()));
        JsonObject keys = ask("GET", "/api/v1/exchange/keys", "", 503);
        assertThat(keys.get("detail").getAsString()).isEqualTo("The key is gone.");
        assertThat(keys.get("missing").getAsString()).isEqualTo("exchange-key");
        JsonObject health = ask("GET", "/health", "", 200);
        assertThat(health.get("status").getAsString()).isEqualTo("warn");
        assertThat(health.toString()).contains("The key is gone.");
    }

    @Test
    void r61WhoMaySeeTheHostMayPinItsKey() {
        caller = Optional.of(new Caller("eye", Optional.of(Role.VIEWER), Optional.empty()));

        Answer answer = router("GET", "/api/v1/exchange/keys", "");

        assertThat(answer.type()).isEqualTo("application/jwk-set+json");
        OPEN_API.check(request("GET", "/api/v1/exchange/keys"), answer);
        caller = Optional.empty();
        ask("GET", "/api/v1/exchange/keys", "", 401);
    }

    @Test
    void withoutTheExchangeServiceNothingIsConnected() {
        plane.hasExchange = false;

        assertThat(put(CONNECTION, "", 503).get("missing").getAsString()).isEqualTo("Exchange");
        assertThat(plane.ledger.submitted).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "LIMIT_EXCEEDED,409,limit-exceeded",
        "NOT_LICENSED,403,not-licensed",
        "MODULE_HELD,403,module-held",
        "ENROLMENT_EXCEEDED,409,enrolment-exceeded",
        "SEAT_DISPLACED,410,seat-displaced",
        "HELD_OUT,403,held-out",
        "KEY_REUSED,422,key-reused",
        "STARTING,503,starting",
        "STORE_FULL,507,store-full"
    })
    void whatTheLedgerRefusesIsToldAsItsProblem(Reply.Reason reason, int status, String code) {
        reply(new Reply.Refused(reason, Optional.empty(), Optional.of(POS), 10, 10));

        assertThat(put(CONNECTION, "", status).get("code").getAsString()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "en,'Register: the number of connections is exceeded, 10 devices of 10 in use.'",
        "ru,'Касса: превышено число подключений, в использовании 10 устройств из 10.'"
    })
    void r40TheOneTooManyGetsAMessageForThePerson(String language, String words) {
        headers.put("accept-language", language);
        reply(new Reply.Refused(Reply.Reason.LIMIT_EXCEEDED, Optional.empty(), Optional.of(POS), 10, 10));

        JsonObject refused = put(CONNECTION, "", 409);

        assertThat(refused.get("detail").getAsString()).contains(words);
        assertThat(refused.get("limit").getAsLong()).isEqualTo(10);
        assertThat(refused.get("used").getAsLong()).isEqualTo(10);
    }

    @Test
    void r46TheDisplacedOneIsToldWhy() {
        reply(new Reply.Refused(
                Reply.Reason.SEAT_DISPLACED,
                Optional.empty(),
                Optional.of(POS),
                10,
                10,
                Optional.of(new Eviction(POS, "till-1", Optional.empty(), Optional.empty(), EndReason.DISPLACED))));

        assertThat(put(CONNECTION, "", 410).get("detail").getAsString()).contains("idle", "made room for another");
    }

    // ------------------------------------------------------------------ who may

    @Test
    void d8AnEnrolledDeviceActsForItselfWithinItsEnrolment() {
        caller = Optional.of(device("d-1", POS, 4, 5));

        put("/api/v1/connections/example.pos/d-1", "{\"weight\":5}", 200);

        Change.Connect asked = connect();
        assertThat(asked.mostOfDevice()).isEqualTo(4);
        assertThat(asked.subject().label()).as("its enrolment's").contains("Tablet");
    }

    @Test
    void d8AnEnrolledDeviceDoesNotActForAnother() {
        caller = Optional.of(device("d-1", POS, 4, 5));

        JsonObject refused = put(CONNECTION, "", 403);

        assertThat(refused.get("code").getAsString()).isEqualTo("other-device");
        assertThat(refused.get("detail").getAsString()).contains("d-1");
        put("/api/v1/counts/example.pos/till-1", "{\"count\":1}", 403);
        ask("DELETE", CONNECTION, "", 403);
        assertThat(plane.ledger.submitted).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"connections,'{\"weight\":6}'", "counts,'{\"count\":6}'"})
    void d8NoDeviceClaimsMoreThanItsEnrolmentAllows(String what, String body) {
        caller = Optional.of(device("d-1", POS, 4, 5));

        JsonObject refused = put("/api/v1/" + what + "/example.pos/d-1", body, 409);

        assertThat(refused.get("code").getAsString()).isEqualTo("enrolment-exceeded");
        assertThat(refused.get("limit").getAsLong()).isEqualTo(5);
        assertThat(refused.get("used").getAsLong()).isEqualTo(6);
        assertThat(refused.get("detail").getAsString()).contains("at most 5", "claims 6", "administrator");
        assertThat(plane.ledger.submitted).isEmpty();
        caller = Optional.of(new Caller("ops", Optional.of(Role.OPERATOR), Optional.empty()));
        assertThat(router("GET", "/metrics", "").body())
                .contains("webgate_refusals_total{module=\"example.pos\",reason=\"enrolment-exceeded\"} 1");
    }

    @Test
    void d8NoDeviceUsesAModuleThatItIsNotEnrolledFor() {
        caller = Optional.of(device("d-1", Samples.WAITER, 4, 5));

        JsonObject refused = put("/api/v1/connections/example.pos/d-1", "", 409);

        assertThat(refused.get("code").getAsString()).isEqualTo("enrolment-exceeded");
        assertThat(refused.get("limit").getAsLong()).isZero();
        assertThat(refused.get("detail").getAsString()).contains("not enrolled for it");
        assertThat(plane.ledger.submitted).isEmpty();
    }

    @Test
    void viewersAndStrangersConnectNothing() {
        caller = Optional.of(new Caller("eye", Optional.of(Role.VIEWER), Optional.empty()));
        put(CONNECTION, "", 403);
        caller = Optional.empty();
        put(CONNECTION, "", 401);
        ask("DELETE", CONNECTION, "", 401);
        assertThat(plane.ledger.submitted).isEmpty();
    }

    // ------------------------------------------------------------------ leaving

    @Test
    void whoLeavesGivesItsSeatBack() {
        plane.ledger.seats.add(seat("s9", "till-1"));
        plane.ledger.seats.add(seat("s8", "till-2"));
        reply(new Reply.Done());

        ask("DELETE", CONNECTION, "", 204);

        assertThat(plane.ledger.submitted).containsExactly(new Change.Leave(new SeatId("s9"), EndReason.CLOSED));
    }

    @Test
    void whoIsNotConnectedCantLeave() {
        plane.ledger.seats.add(seat("s8", "till-2"));

        assertThat(ask("DELETE", CONNECTION, "", 404).get("code").getAsString()).isEqualTo("seat-unknown");

        plane.ledger.seats.add(seat("s9", "till-1"));
        reply(Reply.Refused.seatUnknown(Optional.empty()));
        assertThat(ask("DELETE", CONNECTION, "", 404).get("code").getAsString())
                .as("it ended between the look and the change")
                .isEqualTo("seat-unknown");
    }

    // ------------------------------------------------------------------ help

    private void catalogue(Module module) {
        plane.ledger.usages.clear();
        plane.ledger.usages.add(new Usage(module, 10, 10, 0, Usage.State.OK, false, Optional.empty()));
    }

    private void reply(Reply reply) {
        plane.ledger.reply = CompletableFuture.completedFuture(reply);
    }

    private static Reply granted(Verdict... suspendedBy) {
        return new Reply.Granted(seat("s1", "till-1"), false, List.of(suspendedBy), 1, 10);
    }

    private Module module() {
        return plane.ledger.usages.get(0).module();
    }

    private Verdict excess() {
        return new Verdict(
                7,
                Optional.of(POS),
                Cause.EXCESS,
                10,
                11,
                List.of(new SeatId("s1")),
                Optional.of(seat("s2", "till-2")),
                Optional.of(module().consequence()),
                FakePlane.NOW,
                List.of(new Remedy(Remedy.Action.RAISE_LIMIT, Optional.of(POS), 11)),
                Optional.empty());
    }

    private static Module aggregate(Module module) {
        return new Module(
                module.id(),
                module.vendor(),
                module.title(),
                module.metric(),
                module.consequence(),
                module.counting(),
                module.summed(),
                module.features(),
                module.requires(),
                module.terms(),
                module.featureTitles(),
                true);
    }

    private static Module module(
            Cut cut, Effect effect, Module.Counting counting, Set<String> goesOn, String... features) {
        return new Module(
                POS,
                "DEVL",
                new LocalizedText("Register", "Касса"),
                Metric.DEVICES,
                new Consequence(
                        cut,
                        effect,
                        Set.copyOf(goesOn.stream().map(Operation::new).toList()),
                        Optional.empty()),
                counting,
                true,
                Set.copyOf(Arrays.stream(features).map(Feature::new).toList()));
    }

    private static Seat seat(String id, String device) {
        return new Seat(
                new SeatId(id),
                1,
                1,
                POS,
                new Subject(device, Optional.empty(), Optional.empty()),
                Optional.empty(),
                1,
                Set.of(),
                FakePlane.NOW);
    }

    private static Caller device(String id, ModuleId module, long sessions, long weight) {
        return new Caller(
                "Tablet",
                Optional.empty(),
                Optional.of(new Caller.Enrolment(id, "Tablet", Set.of(module), sessions, weight)));
    }

    private Change.Connect connect() {
        assertThat(plane.ledger.submitted).hasSize(1);
        return (Change.Connect) plane.ledger.submitted.get(0);
    }

    private static JsonArray reasons(JsonObject answer) {
        return answer.getAsJsonArray("reasons");
    }

    private JsonObject put(String path, String body, int status) {
        return ask("PUT", path, body, status);
    }

    private JsonObject ask(String method, String path, String body, int status) {
        Answer answer = router(method, path, body);
        OPEN_API.check(request(method, path), answer);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return status == 204
                ? new JsonObject()
                : JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private Answer router(String method, String path, String body) {
        try {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            return router.handle(request(method, path), most -> Arrays.copyOf(bytes, Math.min(bytes.length, most + 1)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Ask request(String method, String path) {
        return new Ask(
                method,
                path,
                Map.of(),
                Map.copyOf(headers),
                caller,
                new Origin("192.0.2.1", false),
                Map.of(),
                Ask.Body.EMPTY);
    }
}
