// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.access.Act;
import io.webgate.access.EnrolmentRequest;
import io.webgate.access.Origin;
import io.webgate.access.Route;
import io.webgate.gate.api.Concern;
import io.webgate.gate.api.Concerns;
import io.webgate.gate.api.GateView;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Outlook;
import io.webgate.gate.http.Role;
import io.webgate.license.api.Activation;
import io.webgate.license.api.ActivationResult;
import io.webgate.license.api.Advice;
import io.webgate.license.api.Change;
import io.webgate.license.api.Cut;
import io.webgate.license.api.DriveAbsence;
import io.webgate.license.api.Effect;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseCheck;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Media;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Proposed;
import io.webgate.license.api.Reply;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Usage;
import io.webgate.rest.internal.events.Events;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Every endpoint; each answer is held against the served description. */
final class FaceTest {

    private static final OpenApi OPEN_API = new OpenApi();

    private final FakePlane plane = new FakePlane();
    private final ScheduledThreadPoolExecutor rounds = new ScheduledThreadPoolExecutor(1);
    private final Events events = new Events(plane::sight, "start", rounds);
    private final Router router = Face.of(plane, events);
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Optional<Caller> caller = Optional.of(role(Role.ADMIN));

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void eventsAreAStreamThatNobodyKeeps() {
        Answer answer = ask("GET", "/api/v1/events");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.stream()).isPresent();
        assertThat(answer.headers())
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Accel-Buffering", "no");
        assertThat(answer("HEAD", "/api/v1/events", "").stream()).isEmpty();
        assertThat(events.readers()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"en,As many pages", "ru,События уже слушает"})
    void oneStreamTooManyIsRefusedUntilOneEnds(String language, String words) {
        headers.put("accept-language", language);
        List<Answer> open =
                Stream.generate(() -> ask("GET", "/api/v1/events")).limit(8).toList();

        Answer refused = ask("GET", "/api/v1/events");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).containsKey("Retry-After");
        assertThat(object(refused).get("code").getAsString()).isEqualTo("too-many-streams");
        assertThat(object(refused).get("detail").getAsString()).startsWith(words);
        open.get(0).stream().orElseThrow().end();
        assertThat(ask("GET", "/api/v1/events").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"en,The gate has been stopped since", "ru,Шлюз остановлен с"})
    void aBrowserAtTheStoppedGateReadsAPageInItsLanguage(String language, String words) {
        plane.view = Samples.stopped(Samples.VERDICT);
        headers.put("accept", "text/html");
        headers.put("accept-language", language);

        Answer page = ask("GET", "/gate/mobile-waiter");

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.type()).startsWith("text/html");
        assertThat(page.body())
                .startsWith("<!DOCTYPE html><html lang=\"" + language + "\">")
                .contains(words);
    }

    @ParameterizedTest
    @CsvSource({"en,The gate stops and every plugin with it", "ru,Шлюз остановится и с ним все плагины"})
    void aPreviewTellsLimitsAndEffectsAndChangesNothing_R9(String language, String words) {
        headers.put("accept-language", language);
        Limits before = plane.registry.limits();
        Limits after = new Limits(
                2,
                before.at(),
                Optional.empty(),
                before.modules(),
                Map.of(Samples.WAITER, new Limit(2, Set.of(), List.of())));
        plane.registry.proposed = Optional.of(new Proposed(before, after, List.of(), Optional.empty()));
        plane.ledger.preview = new Preview(List.of(new Preview.Effect(
                Preview.Kind.GATE_STOPS, Optional.of(Samples.WAITER), 2, 3, List.of(new SeatId("s1")))));

        JsonObject told = object(ask("POST", "/api/v1/licenses/preview?at=2027-04-01T00:00:00Z", "x"));

        assertThat(told.getAsJsonArray("limits"))
                .hasToString("[{\"module\":\"" + Samples.WAITER + "\",\"before\":0,\"after\":2}]");
        JsonObject effect = told.getAsJsonArray("effects").get(0).getAsJsonObject();
        assertThat(effect.get("kind").getAsString()).isEqualTo("gate-stops");
        assertThat(effect.get("what").getAsString()).startsWith(words).contains("3");
        assertThat(plane.registry.asked).containsExactly("Install 2027-04-01T00:00:00Z");
        assertThat(plane.registry.installations).isZero();
    }

    @Test
    void aPreviewOfWhatWouldBeRefusedIsThatRefusal_R9() {
        plane.registry.proposed = Optional.of(new Proposed(
                plane.registry.limits(),
                plane.registry.limits(),
                List.of(),
                Optional.of(new InstallResult(
                        InstallResult.Kind.DAMAGED,
                        Optional.empty(),
                        Optional.of(new LocalizedText("It is damaged.", "Повреждена."))))));

        Answer refused = ask("POST", "/api/v1/licenses/preview", "x");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(object(refused).get("code").getAsString()).isEqualTo("license-damaged");
    }

    @Test
    void r59ABreakGlassLicenceIsActivatedWithAReasonAndOnTheRecord() {
        plane.registry.licenses.add(Samples.glass("G-1", Optional.empty()));
        assertThat(object(ask("GET", "/api/v1/licenses/G-1")).get("breakGlass"))
                .hasToString("{\"days\":7,\"activatedAt\":null,\"until\":null,\"by\":null,\"reason\":null}");
        Activation use = new Activation(FakePlane.NOW, "anna", "vendor closed", LocalDate.of(2026, 12, 3));
        plane.registry.activation = new ActivationResult(
                ActivationResult.Kind.ACTIVATED, Optional.of(Samples.glass("G-1", Optional.of(use))), Optional.empty());

        JsonObject told = object(ask("POST", "/api/v1/licenses/G-1/break-glass", "{\"reason\":\" vendor closed \"}"));

        assertThat(told.get("state").getAsString()).isEqualTo("valid");
        assertThat(told.get("validUntil").getAsString()).isEqualTo("2026-12-03");
        JsonObject glass = told.getAsJsonObject("breakGlass");
        assertThat(glass.get("days").getAsInt()).isEqualTo(7);
        assertThat(glass.get("until").getAsString()).isEqualTo("2026-12-03");
        assertThat(glass.get("by").getAsString()).isEqualTo("anna");
        assertThat(plane.registry.asked)
                .containsExactly("activate G-1 " + caller.orElseThrow().name() + " vendor closed");
        assertThat(plane.access.acts).singleElement().satisfies(act -> {
            assertThat(act.what()).isEqualTo("license-break-glass");
            assertThat(act.subject()).isEqualTo("G-1: vendor closed");
            assertThat(act.outcome()).isEqualTo("activated");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "ALREADY_USED, 409, break-glass-used",
        "NOT_BREAK_GLASS, 422, not-break-glass",
        "NOT_APPLICABLE, 422, license-not-applicable",
        "STORE_FULL, 507, store-full"
    })
    void r59ARefusedActivationSaysWhy(ActivationResult.Kind kind, int status, String code) {
        plane.registry.activation = new ActivationResult(
                kind, Optional.empty(), Optional.of(new LocalizedText("Because of this.", "Вот почему.")));
        Answer refused = ask("POST", "/api/v1/licenses/G-1/break-glass", "{\"reason\":\"r\"}");
        assertThat(refused.status()).isEqualTo(status);
        assertThat(object(refused).get("code").getAsString()).isEqualTo(code);
        assertThat(object(refused).get("detail").getAsString()).isEqualTo("Because of this.");
        assertThat(plane.access.acts).extracting(Act::outcome).containsExactly(kind.code());

        plane.registry.proposed = Optional.of(new Proposed(
                plane.registry.limits(),
                plane.registry.limits(),
                List.of(),
                Optional.empty(),
                Optional.of(plane.registry.activation)));
        assertThat(ask("POST", "/api/v1/licenses/preview?activate=G-1", "").status())
                .isEqualTo(status);
        assertThat(plane.registry.asked).last().isEqualTo("Activate");
    }

    @Test
    void r59WhatIsNotThereCanNotBeActivated() {
        for (String id : List.of("G-9", "%2f%25")) {
            Answer refused = ask("POST", "/api/v1/licenses/" + id + "/break-glass", "{\"reason\":\"r\"}");
            assertThat(refused.status()).as(id).isEqualTo(404);
            assertThat(object(refused).get("code").getAsString()).isEqualTo("license-unknown");
        }
        assertThat(plane.access.acts).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"reason\":\"\"}", "{\"reason\":\"  \"}", "{\"reason\":7}", "{\"why\":\"x\"}"})
    void r59WithoutAReasonNothingIsActivated(String body) {
        assertThat(ask("POST", "/api/v1/licenses/G-1/break-glass", body).status())
                .isEqualTo(400);
        String tooLong = "{\"reason\":\"" + "x".repeat(201) + "\"}";
        assertThat(ask("POST", "/api/v1/licenses/G-1/break-glass", tooLong).status())
                .isEqualTo(400);
        caller = Optional.of(role(Role.OPERATOR));
        assertThat(ask("POST", "/api/v1/licenses/G-1/break-glass", "{\"reason\":\"r\"}")
                        .status())
                .isEqualTo(403);
        assertThat(plane.registry.asked).isEmpty();
    }

    @Test
    void aPreviewAsksForOneThing_R9() {
        assertThat(ask("POST", "/api/v1/licenses/preview?remove=A&activate=A", "")
                        .status())
                .isEqualTo(400);
        assertThat(ask("POST", "/api/v1/licenses/preview?activate=A", "x").status())
                .isEqualTo(400);
        assertThat(ask("POST", "/api/v1/licenses/preview", "").status()).isEqualTo(400);
        assertThat(ask("POST", "/api/v1/licenses/preview?at=tomorrow", "").status())
                .isEqualTo(400);
        assertThat(ask("POST", "/api/v1/licenses/preview?remove=MIKO-1", "x").status())
                .isEqualTo(400);
        assertThat(ask("POST", "/api/v1/licenses/preview?remove=MIKO-1", "").status())
                .as("nothing of that id")
                .isEqualTo(404);
        assertThat(plane.registry.asked).containsExactly("Remove");
    }

    @Test
    void aStatementOfTheVendorIsInstalledToo_R11() {
        plane.registry.next = new InstallResult(
                InstallResult.Kind.INSTALLED,
                Optional.empty(),
                Optional.of(new LocalizedText("List 3 is in force.", "Список 3 действует.")));

        Answer installed = ask("POST", "/api/v1/licenses", "x");

        assertThat(installed.status()).isEqualTo(201);
        assertThat(object(installed).get("message").getAsString()).isEqualTo("List 3 is in force.");
    }

    @Test
    void theDescriptionTellsEveryRouteWithItsRightAndNothingElse() {
        Set<String> routes = new TreeSet<>();
        for (String text : router.routes()) {
            Route route = Route.parse(text);
            if (!route.pattern().startsWith("/gate/")) {
                String operation = route.method() + " " + route.pattern();
                routes.add(operation);
                assertThat(OPEN_API.right(operation))
                        .as(operation)
                        .isEqualTo(route.right().name().toLowerCase(Locale.ROOT));
            }
        }

        assertThat(OPEN_API.operations())
                .filteredOn(operation -> !operation.contains(" /gate/"))
                .containsExactlyInAnyOrderElementsOf(routes);
        assertThat(OPEN_API.operations()).contains("GET /gate/{path}", "POST /gate/{path}");
    }

    @Test
    void bundlesBringTheirOwnPathsToTheDescriptionAndReplaceNone() {
        plane.fragments.add("{\"paths\":{\"/gate/x\":{\"get\":{}},\"/health\":{}},"
                + "\"components\":{\"schemas\":{\"X\":{},\"Time\":{}},\"headers\":{\"Y\":{}}}}");
        plane.fragments.add("not JSON {");
        plane.fragments.add("{\"paths\":{\"/gate/z\":{}},\"components\":[]}");

        JsonObject served = object(ask("GET", "/api/v1/openapi.json"));

        JsonObject paths = served.getAsJsonObject("paths");
        assertThat(paths.has("/gate/x")).isTrue();
        assertThat(paths.has("/gate/z")).isFalse();
        assertThat(paths.getAsJsonObject("/health").has("get")).isTrue();
        JsonObject components = served.getAsJsonObject("components");
        assertThat(components.getAsJsonObject("schemas").has("X")).isTrue();
        assertThat(components.getAsJsonObject("schemas").getAsJsonObject("Time").has("type"))
                .isTrue();
        assertThat(components.getAsJsonObject("headers").has("Y")).isTrue();
        plane.fragments.clear();
        assertThat(object(ask("GET", "/api/v1/openapi.json"))
                        .getAsJsonObject("paths")
                        .has("/gate/x"))
                .isFalse();
    }

    @Test
    void whileTheGateIsStoppedTheNextOneIsToldThatNothingIsAdmittedAndWhy() {
        plane.ledger.usages.add(Samples.usage(10, 3, Usage.State.OK));
        plane.view = Samples.stopped(Samples.VERDICT);

        JsonObject module = object(ask("GET", "/api/v1/modules/example.waiter"));

        assertThat(module.get("state").getAsString()).isEqualTo("ok");
        assertThat(module.get("next").getAsString())
                .startsWith("Nothing is admitted now. The gate has been stopped since")
                .contains("11 sessions in use, 10 licensed");
        headers.put("accept-language", "ru");
        assertThat(object(ask("GET", "/api/v1/modules/example.waiter"))
                        .get("next")
                        .getAsString())
                .startsWith("Сейчас новые подключения не принимаются. Шлюз остановлен с");
        JsonArray remedies = object(ask("GET", "/api/v1/gate")).getAsJsonArray("remedy");
        assertThat(remedies).hasSize(1);
        assertThat(remedies.get(0).getAsJsonObject().get("text").getAsString()).startsWith("Установите лицензию");
    }

    @Test
    void anUnknownModuleOrSeatIsToldInWordsThatFit() {
        String asked = "No%22%0a%e2%80%ae" + "x".repeat(100);
        String detail =
                object(ask("GET", "/api/v1/modules/" + asked)).get("detail").getAsString();
        assertThat(detail)
                .contains("has no module \"No\\u0022\\u000a\\u202ex", "x…\"")
                .hasSizeLessThan(140);
        Answer gone = ask("DELETE", "/api/v1/modules/example.waiter/seats/none");
        assertThat(gone.status()).isEqualTo(404);
        assertThat(object(gone).get("code").getAsString()).isEqualTo("seat-unknown");
        assertThat(gone.body()).doesNotContain("Open a new");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"label\":\"x\",\"modules\":[]}",
                "{\"label\":\"\",\"modules\":[\"a.b\"]}",
                "{\"label\":\"x\",\"modules\":[\"NO\"]}",
                "{\"label\":\"x\",\"modules\":[\"a.b\"],\"weight\":0}"
            })
    void R100_whatIsMalformedIsToldInRussianWithoutEnglishWords(String body) {
        headers.put("accept-language", "ru");
        assertThat(object(ask("POST", "/api/v1/enrolments", body)).get("detail").getAsString())
                .startsWith("Не удалось разобрать: ")
                .doesNotContainPattern("must|member|expected|missing|name 1");
    }

    @Test
    void R100_theLimitOfAPageIsToldInRussian() {
        headers.put("accept-language", "ru");
        assertThat(object(ask("GET", "/api/v1/licenses?limit=0")).get("detail").getAsString())
                .isEqualTo("Не удалось разобрать: параметр limit (от 1 до 999999).");
    }

    @Test
    void withoutATokenOnlyTheContractsPathsAnswer() {
        assertThat(Arrays.stream(router.routes()).filter(route -> route.endsWith(" public")))
                .containsExactlyInAnyOrder(
                        "GET / public",
                        "GET /health public",
                        "GET /api/v1/openapi.json public",
                        "POST /api/v1/enrolments/redeem public");
    }

    @Test
    void R53_refusesAlsoWhereTheFilterInFrontIsGone() {
        caller = Optional.empty();
        for (String text : router.routes()) {
            Route route = Route.parse(text);
            String method = route.method().equals("*") ? "GET" : route.method();
            String path = route.pattern().replace("/**", "/x").replaceAll("\\{[a-z]+}", "x");
            if (!text.endsWith(" public")) {
                Answer answer = answer(method, path, "");
                assertThat(answer.status()).as(text).isEqualTo(401);
                assertThat(answer.headers()).containsEntry("WWW-Authenticate", "Bearer");
            }
        }
        assertThat(plane.registry.installations).isZero();
        assertThat(plane.ledger.submitted).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/v1/licenses,VIEWER,VIEWER",
        "POST,/api/v1/licenses,ADMIN,OPERATOR",
        "DELETE,/api/v1/licenses/x,ADMIN,OPERATOR",
        "DELETE,/api/v1/modules/example.waiter/seats/s1,OPERATOR,VIEWER",
        "POST,/api/v1/gate/resume,ADMIN,OPERATOR",
        "POST,/api/v1/gate/stop,ADMIN,OPERATOR",
        "POST,/api/v1/enrolments,ADMIN,OPERATOR",
        "GET,/api/v1/tokens,ADMIN,OPERATOR",
        "GET,/metrics,VIEWER,VIEWER"
    })
    void everyRoleReachesWhatIsItsOwn(String method, String path, Role enough, Role tooLittle) {
        caller = Optional.of(role(enough));
        assertThat(ask(method, path).status()).isNotIn(401, 403);
        if (enough != tooLittle) {
            caller = Optional.of(role(tooLittle));
            assertThat(ask(method, path).status()).isEqualTo(403);
        }
        caller = Optional.of(device());
        assertThat(ask(method, path).status()).isEqualTo(403);
    }

    @Test
    void healthIsOkForEveryoneAndTellsDetailsToViewersAlone() {
        caller = Optional.empty();
        Answer answer = ask("GET", "/health");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(object(answer).get("status").getAsString()).isEqualTo("ok");
        assertThat(answer.body()).doesNotContain("\"text\"");

        caller = Optional.of(role(Role.VIEWER));
        assertThat(ask("GET", "/health").body()).contains("\"text\"");
    }

    @Test
    void healthIs503WhileStartingOrWhileSomethingThatAVerdictNeedsIsMissing() {
        plane.view = new GateView(false, FakePlane.NOW, Optional.empty(), false, List.of(), List.of());
        Answer undecided = ask("GET", "/health");
        assertThat(undecided.status()).isEqualTo(503);
        assertThat(object(undecided).get("status").getAsString()).isEqualTo("starting");
        plane.view = Samples.open(GateView.Plugin.State.ACTIVE);
        plane.registry.ready = false;
        assertThat(ask("GET", "/health").status()).isEqualTo(503);
        plane.registry.ready = true;
        plane.ledger.ready = false;
        assertThat(ask("GET", "/health").status()).isEqualTo(503);
        plane.ledger.ready = true;
        plane.view = new GateView(
                false,
                FakePlane.NOW,
                Optional.empty(),
                false,
                List.of(new LocalizedText("No meter.", "Нет счётчика.")),
                List.of());
        assertThat(ask("GET", "/health").status()).isEqualTo(503);
        plane.view = Samples.open(GateView.Plugin.State.ACTIVE);
        assertThat(ask("GET", "/health").status()).isEqualTo(200);
        plane.hasWatch = false;
        assertThat(ask("GET", "/health").status()).isEqualTo(503);
        plane.hasWatch = true;
        plane.hasAccess = false;
        assertThat(ask("GET", "/health").status()).isEqualTo(503);
    }

    @Test
    void aGateOnItsWayAfterTheFirstDecisionIsAWarning() {
        ask("GET", "/health");
        plane.view = new GateView(false, FakePlane.NOW, Optional.empty(), false, List.of(), List.of());

        Answer answer = ask("GET", "/health");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(object(answer).get("status").getAsString()).isEqualTo("warn");
    }

    @Test
    void R51_aGateStoppedByAVerdictIsNoIllHealth() {
        plane.view = Samples.stopped(Samples.VERDICT);

        Answer answer = ask("GET", "/health");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(object(answer).get("status").getAsString()).isEqualTo("warn");
    }

    @Test
    void R10_healthWarnsThirtyDaysBeforeALicenceEnds() {
        // Ends with its last day in Moscow: 21:00 UTC
        plane.registry.licenses.add(
                Samples.installed("L", LicenseState.VALID, Optional.of(LocalDate.of(2026, 12, 23))));
        assertThat(status("/health")).isEqualTo("ok");

        plane.registry.licenses.set(
                0, Samples.installed("L", LicenseState.VALID, Optional.of(LocalDate.of(2026, 12, 22))));
        plane.registry.licenses.add(
                Samples.installed("K", LicenseState.VALID, Optional.of(LocalDate.of(2026, 11, 24))));
        assertThat(status("/health")).isEqualTo("warn");
        assertThat(ask("GET", "/health").body()).contains("\"3 days or less: K; 30 days or less: L\"");
        plane.registry.licenses.remove(1);

        plane.registry.licenses.set(
                0, Samples.installed("L", LicenseState.EXPIRED, Optional.of(LocalDate.of(2026, 12, 21))));
        assertThat(status("/health")).isEqualTo("ok");
    }

    @Test
    void healthAndMetricsTellWhatAPersonShouldKnow() {
        assertThat(ask("GET", "/metrics").body()).contains("webgate_advice{kind=\"machine-drift\"} 0\n");
        LocalizedText text = new LocalizedText("Look.", "Смотрите.");
        plane.registry.advice.add(
                new Advice(Advice.Kind.CLOCK_BEHIND, true, text, Optional.empty(), OptionalLong.empty()));
        plane.registry.advice.add(new Advice(
                Advice.Kind.MACHINE_DRIFT, false, text, Optional.of(new LicenseId("L-1")), OptionalLong.empty()));
        assertThat(status("/health")).isEqualTo("warn");
        assertThat(ask("GET", "/health").body()).contains("\"clock-behind; machine-drift L-1\"");
        assertThat(ask("GET", "/metrics").body())
                .contains(
                        "# HELP webgate_advice What a person should know, by kind\n# TYPE webgate_advice gauge\n",
                        "webgate_advice{kind=\"machine-drift\"} 1\n",
                        "webgate_advice{kind=\"clock-behind\"} 1\n",
                        "webgate_advice{kind=\"expiring\"} 0\n");
        plane.registry.advice.clear();
        plane.registry.advice.add(
                new Advice(Advice.Kind.EXPIRING, true, text, Optional.of(new LicenseId("L")), OptionalLong.of(3)));
        assertThat(ask("GET", "/health").body()).doesNotContain("expiring");
    }

    @ParameterizedTest
    @CsvSource({"2026-12-23, ''", "2026-12-22, 30", "2026-12-06, 14", "2026-11-23, 1", "2026-11-22, 1"})
    void R10_metricsTellTheStageOfWarningThatALicenceHasReached(LocalDate last, String days) {
        plane.registry.licenses.add(Samples.installed("L", LicenseState.VALID, Optional.of(last)));
        plane.registry.licenses.add(Samples.installed("GONE", LicenseState.EXPIRED, Optional.of(last)));
        assertThat(ask("GET", "/metrics")
                        .body()
                        .lines()
                        .filter(line -> line.startsWith("webgate_license_warning_days{")))
                .isEqualTo(days.isEmpty() ? List.of() : List.of("webgate_license_warning_days{license=\"L\"} " + days));
    }

    /** One rule for advice, pages, health and metrics: who has renewed is not warned, wherever he looks. */
    @ParameterizedTest
    @CsvSource({"2026-12-01, ok", "2026-12-02, warn"})
    void R10_whatIsRenewedIsWarnedOfNowhere(LocalDate from, String status) {
        plane.registry.licenses.add(Samples.issue("OLD", 1, LicenseState.VALID, LocalDate.of(2026, 11, 30)));
        plane.registry.licenses.add(Samples.next("NEW", 2, from));
        assertThat(status("/health")).isEqualTo(status);
        assertThat(ask("GET", "/metrics").body().contains("webgate_license_warning_days{"))
                .isEqualTo(status.equals("warn"));
        assertThat(ask("GET", "/health").body().contains("days or less: OLD")).isEqualTo(status.equals("warn"));
    }

    @ParameterizedTest
    @CsvSource({
        "-P1D,P15D,ok",
        "-P1D,P13D,warn",
        "-P1D,PT0S,warn",
        "-P1D,-PT1S,warn",
        "PT1S,P300D,warn",
        "PT0S,P300D,ok"
    })
    void healthTellsOfACertificateThatCountsNoMoreNotYetOrNotForLong(String from, String until, String status) {
        plane.certificate = Optional.of(new Plane.Certificate(
                FakePlane.NOW.plus(Duration.parse(from)), FakePlane.NOW.plus(Duration.parse(until))));
        assertThat(status("/health")).isEqualTo(status);
        assertThat(ask("GET", "/health").status())
                .as("who is in the plain still works")
                .isEqualTo(200);
    }

    @Test
    void healthWarnsOfAFullModuleAStoreInTroubleAWeakKeyAndDamage() {
        plane.ledger.usages.add(Samples.usage(10, 10, Usage.State.FULL));
        assertThat(status("/health")).isEqualTo("warn");
        plane.ledger.usages.clear();
        assertThat(status("/health")).isEqualTo("ok");
        plane.access.trouble = Optional.of("FULL");
        assertThat(status("/health")).isEqualTo("warn");
        plane.access.trouble = Optional.empty();
        plane.weak = true;
        assertThat(status("/health")).isEqualTo("warn");
        plane.weak = false;
        plane.registry.licenses.add(Samples.damaged());
        assertThat(status("/health")).isEqualTo("warn");
    }

    @Test
    void healthTellsWhatTroublesPluginsAndIsNoWorseThanAWarning() {
        LocalizedText text = new LocalizedText("No disk; \"none\".", "Нет диска.");
        List<Concern> two =
                List.of(new Concern("disk-full", text, FakePlane.NOW), new Concern("sample-late", text, FakePlane.NOW));
        assertThat(concerns(ask("GET", "/health")).get("status").getAsString()).isEqualTo("ok");
        plane.concerns = new Concerns(two, 0);
        Answer answer = ask("GET", "/health");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(status("/health")).isEqualTo("warn");
        assertThat(concerns(answer).get("text").getAsString())
                .isEqualTo("disk-full since 2026-11-22T12:00:00Z: No disk; \"none\".;"
                        + " sample-late since 2026-11-22T12:00:00Z: No disk; \"none\".");
        plane.concerns = new Concerns(two, 7);
        assertThat(concerns(ask("GET", "/health")).get("text").getAsString()).endsWith("; and 7 more");

        caller = Optional.empty();
        JsonObject forAll = concerns(ask("GET", "/health"));
        assertThat(forAll.get("status").getAsString()).isEqualTo("warn");
        assertThat(forAll.has("text")).isFalse();
    }

    private static JsonObject concerns(Answer health) {
        return object(health).getAsJsonArray("checks").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(check -> check.get("name").getAsString().equals("concerns"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsWhatTheHostIs() {
        JsonObject host = object(ask("GET", "/api/v1/host"));

        assertThat(host.get("version").getAsString()).isEqualTo("1.2.3");
        assertThat(host.get("edition").getAsString()).isEqualTo("store");
        assertThat(host.get("machineKey").getAsString()).isEqualTo("AAAA-BBBB-CCCC-DDDD-EEEE-FFFF");
        assertThat(host.getAsJsonObject("gate").get("state").getAsString()).isEqualTo("open");
        assertThat(host.getAsJsonObject("gate").get("verdict").isJsonNull()).isTrue();

        plane.view = Samples.stopped(Samples.VERDICT);
        JsonObject gate = object(ask("GET", "/api/v1/host")).getAsJsonObject("gate");
        assertThat(gate.get("state").getAsString()).isEqualTo("stopped");
        assertThat(gate.getAsJsonObject("verdict").get("id").getAsLong()).isEqualTo(7);
    }

    @Test
    void tellsTheMachineKeyAndItsComponents() {
        JsonObject key = object(ask("GET", "/api/v1/machine-key"));

        assertThat(key.getAsJsonArray("components").toString())
                .isEqualTo("[{\"name\":\"system-uuid\",\"present\":true,\"substituted\":false,\"unreadable\":false},"
                        + "{\"name\":\"disk-serial\",\"present\":false,\"substituted\":true,\"unreadable\":true}]");
        assertThat(key.getAsJsonArray("media")).isEmpty();
        assertThat(key.getAsJsonArray("mediaWithoutKey")).isEmpty();
    }

    @Test
    void R18_tellsTheDrivesThatArePluggedInAndWhyOneHasNoKey() {
        plane.media.add(new Media(Optional.of("A".repeat(64)), "УЧЁТ", "Kingston", Optional.empty()));
        plane.media.add(new Media(
                Optional.empty(), "Stick", "Stick", Optional.of(new LocalizedText("No number.", "Нет номера."))));
        headers.put("accept-language", "ru");

        JsonObject key = object(ask("GET", "/api/v1/machine-key"));

        assertThat(key.getAsJsonArray("media").toString())
                .isEqualTo("[{\"label\":\"УЧЁТ\",\"product\":\"Kingston\",\"key\":\"" + "A".repeat(64) + "\"}]");
        assertThat(key.getAsJsonArray("mediaWithoutKey").toString())
                .isEqualTo("[{\"label\":\"Stick\",\"product\":\"Stick\",\"reason\":\"Нет номера.\"}]");
    }

    @Test
    void R51_tellsTheMachineKeyAlsoWhereNobodyWatchesTheDrives() {
        plane.hasMedia = false;

        assertThat(object(ask("GET", "/api/v1/machine-key")).getAsJsonArray("media"))
                .isEmpty();
    }

    @Test
    void theRequestToTheVendorGoesOutAsItWasMade() {
        String made = "{\"kind\":\"webgate-request\",\"machineKey\":\"A\",\"media\":[],\"applications\":[],"
                + "\"version\":\"1\",\"holder\":\"Кафе\",\"time\":\"2026-11-22T12:00:00Z\",\"nonce\":\"n\"}";
        plane.request = Optional.of(() -> made.getBytes(StandardCharsets.UTF_8));
        Answer answer = ask("GET", "/api/v1/machine-key/request");
        assertThat(answer.body()).isEqualTo(made);
        assertThat(answer.headers())
                .containsEntry("Content-Disposition", "attachment; filename=\"webgate-request.json\"");
    }

    @Test
    void aRequestThatCannotBeKeptOrMadeIsRefused() {
        assertThat(ask("GET", "/api/v1/machine-key/request").status()).isEqualTo(503);
        plane.request = Optional.of(() -> {
            throw new UncheckedIOException(new IOException("no space"));
        });
        assertThat(object(ask("GET", "/api/v1/machine-key/request")).get("code").getAsString())
                .isEqualTo("store-full");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void R18_sinceWhenADriveIsGoneIsTold(boolean noticed) {
        InstalledLicense one = Samples.installed("L-1", LicenseState.MEDIA_ABSENT, Optional.empty());
        plane.registry.licenses.add(one);
        assertThat(object(ask("GET", "/api/v1/licenses/L-1"))
                        .get("driveAbsence")
                        .isJsonNull())
                .isTrue();
        plane.registry.licenses.set(
                0,
                new InstalledLicense(
                        one.id(),
                        one.license(),
                        one.state(),
                        one.reason(),
                        one.failed(),
                        one.source(),
                        one.installedAt(),
                        false,
                        Optional.empty(),
                        Optional.of(new DriveAbsence(FakePlane.NOW, noticed))));
        assertThat(object(ask("GET", "/api/v1/licenses/L-1")).get("driveAbsence"))
                .hasToString("{\"since\":\"2026-11-22T12:00:00Z\",\"noticed\":" + noticed + "}");
    }

    @Test
    void R7_listsLicencesWithTheirStates() {
        plane.registry.licenses.add(
                Samples.installed("L-1", LicenseState.VALID, Optional.of(LocalDate.of(2027, 6, 30))));
        plane.registry.licenses.add(Samples.damaged());

        JsonArray all = array(ask("GET", "/api/v1/licenses"));

        JsonObject valid = all.get(0).getAsJsonObject();
        assertThat(valid.get("validUntil").getAsString()).isEqualTo("2027-06-30");
        assertThat(valid.get("kind").getAsString()).isEqualTo("static");
        assertThat(valid.get("boundTo").getAsString()).isEqualTo("AAAA-BBBB-CCCC-DDDD-EEEE-FFFF");
        assertThat(valid.getAsJsonArray("entitlements").toString())
                .isEqualTo("[{\"module\":\"example.waiter\",\"quantity\":10}]");
        assertThat(valid.get("installedAt").getAsString()).isEqualTo("2026-11-22T12:00:00Z");
        JsonObject damaged = all.get(1).getAsJsonObject();
        assertThat(damaged.get("state").getAsString()).isEqualTo("damaged");
        assertThat(damaged.get("reason").getAsString()).isEqualTo("The signature does not fit");
        assertThat(damaged.get("check").getAsString()).isEqualTo("signatures");
        assertThat(valid.get("check").isJsonNull()).isTrue();
        assertThat(damaged.get("holder").isJsonNull()).isTrue();
        assertThat(ask("GET", "/api/v1/licenses/sha256%3Aabc").status()).isEqualTo(200);
        assertThat(ask("GET", "/api/v1/licenses/nothing").status()).isEqualTo(404);
    }

    @Test
    void pagesFollowTheLinkToTheEnd() {
        for (int number = 0; number < 5; number++) {
            plane.registry.licenses.add(Samples.installed("L-" + number, LicenseState.VALID, Optional.empty()));
        }

        Answer first = ask("GET", "/api/v1/licenses?limit=2");
        assertThat(array(first)).hasSize(2);
        assertThat(first.headers()).containsEntry("Link", "</api/v1/licenses?limit=2&after=L-1>; rel=\"next\"");
        Answer second = ask("GET", "/api/v1/licenses?limit=2&after=L-1");
        assertThat(array(second).get(0).getAsJsonObject().get("id").getAsString())
                .isEqualTo("L-2");
        Answer last = ask("GET", "/api/v1/licenses?limit=2&after=L-3");
        assertThat(array(last)).hasSize(1);
        assertThat(last.headers()).doesNotContainKey("Link");
        assertThat(array(ask("GET", "/api/v1/licenses"))).hasSize(5);
        assertThat(ask("GET", "/api/v1/licenses?limit=2&after=gone").status()).isEqualTo(410);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "1.5", "10000000", ""})
    void refusesALimitThatIsNone(String limit) {
        assertThat(ask("GET", "/api/v1/licenses?limit=" + limit).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "INSTALLED,201,",
        "ALREADY_INSTALLED,200,",
        "DAMAGED,422,license-damaged",
        "OLDER_GENERATION,422,older-generation",
        "TOO_LARGE,413,too-large",
        "EDITION_ADMITS_NONE,409,edition-admits-no-licenses",
        "STORE_FULL,507,store-full"
    })
    void R8_tellsWhatBecameOfAnInstallation(InstallResult.Kind kind, int status, String code) {
        boolean kept = status < 300 || kind == InstallResult.Kind.DAMAGED;
        plane.registry.next = new InstallResult(
                kind,
                kept
                        ? Optional.of(
                                kind == InstallResult.Kind.DAMAGED
                                        ? Samples.damaged()
                                        : Samples.installed("L-1", LicenseState.OTHER_MACHINE, Optional.empty()))
                        : Optional.empty(),
                Optional.of(new LocalizedText("Because", "Потому")));

        Answer answer = ask("POST", "/api/v1/licenses", "{}");

        assertThat(answer.status()).isEqualTo(status);
        if (code == null) {
            assertThat(object(answer).get("state").getAsString()).isEqualTo("other-machine");
        } else {
            assertThat(object(answer).get("code").getAsString()).isEqualTo(code);
            assertThat(object(answer).get("detail").getAsString()).isEqualTo("Because");
        }
        if (kind == InstallResult.Kind.DAMAGED) {
            assertThat(object(answer).get("id").getAsString()).isEqualTo("sha256:abc");
        }
        assertThat(plane.access.acts.get(0).outcome()).isEqualTo(kind.code());
    }

    @Test
    void I3_aRetriedInstallationGetsTheFirstAnswer() {
        plane.registry.next = new InstallResult(
                InstallResult.Kind.INSTALLED,
                Optional.of(Samples.installed("L-1", LicenseState.VALID, Optional.empty())),
                Optional.empty());
        headers.put("idempotency-key", "k1");
        Answer first = ask("POST", "/api/v1/licenses", "document");
        plane.registry.next = new InstallResult(
                InstallResult.Kind.ALREADY_INSTALLED, plane.registry.next.license(), Optional.empty());

        assertThat(ask("POST", "/api/v1/licenses", "document")).isEqualTo(first);
        assertThat(plane.registry.installations).isEqualTo(1);
        assertThat(ask("POST", "/api/v1/licenses", "another").status()).isEqualTo(422);
        headers.put("idempotency-key", "k2");
        assertThat(ask("POST", "/api/v1/licenses", "document").status()).isEqualTo(200);
    }

    @Test
    void refusesAnEmptyAndAnEndlessDocument() {
        assertThat(ask("POST", "/api/v1/licenses", "").status()).isEqualTo(400);
        assertThat(ask("POST", "/api/v1/licenses", "x".repeat(600_000)).status())
                .isEqualTo(413);
        assertThat(plane.registry.installations).isZero();
    }

    @Test
    void removesALicence() {
        plane.registry.licenses.add(Samples.installed("L-1", LicenseState.VALID, Optional.empty()));

        assertThat(ask("DELETE", "/api/v1/licenses/L-1").status()).isEqualTo(204);
        assertThat(ask("DELETE", "/api/v1/licenses/L-1").status()).isEqualTo(404);
        assertThat(ask("DELETE", "/api/v1/licenses/%D0%96").status()).isEqualTo(404);
        plane.registry.archiveFull = true;
        assertThat(ask("DELETE", "/api/v1/licenses/L-1").status()).isEqualTo(507);
        assertThat(plane.access.acts).hasSize(1);
    }

    @Test
    void R102_modulesTellWhatOneMoreWouldDo() {
        plane.ledger.usages.add(Samples.usage(10, 10, Usage.State.FULL));

        JsonObject module = array(ask("GET", "/api/v1/modules")).get(0).getAsJsonObject();
        assertThat(module.get("limit").getAsLong()).isEqualTo(10);
        assertThat(module.get("state").getAsString()).isEqualTo("full");
        assertThat(module.get("consequence").getAsString()).isEqualTo("stop-gate");
        assertThat(module.get("next").getAsString())
                .isEqualTo("10 of 10 in use. One more stops the gate and every plugin.");

        headers.put("accept-language", "ru");
        JsonObject russian = object(ask("GET", "/api/v1/modules/example.waiter"));
        assertThat(russian.get("title").getAsString()).isEqualTo("Мобильный официант");
        assertThat(russian.get("next").getAsString())
                .isEqualTo("Используется 10 из 10. Ещё одно остановит шлюз и все плагины.");
        assertThat(ask("GET", "/api/v1/modules/example.other").status()).isEqualTo(404);
        assertThat(ask("GET", "/api/v1/modules/NONSENSE").status()).isEqualTo(404);
    }

    @Test
    void everyConsequenceHasItsWords() {
        Set<String> words = new TreeSet<>();
        for (Effect effect : Effect.values()) {
            for (Cut cut : Cut.values()) {
                if (effect != Effect.REFUSE || cut == Cut.NEWCOMER) {
                    Usage usage = new Usage(
                            Samples.module(Samples.WAITER, cut, effect),
                            3,
                            3,
                            3,
                            Usage.State.FULL,
                            false,
                            Optional.empty());
                    words.add(Outlook.of(usage).english());
                    assertThat(Outlook.of(usage).russian()).containsPattern("[а-я]");
                }
            }
        }

        assertThat(words).hasSize(7);
        assertThat(Outlook.of(Samples.usage(3, 2, Usage.State.OK)).english())
                .isEqualTo("One more fits: 2 of 3 in use.");
        assertThat(Outlook.of(Samples.usage(0, 0, Usage.State.NONE)).english()).startsWith("Nothing is licensed");
    }

    @Test
    void listsSeatsInOrderOfConnection() {
        plane.ledger.usages.add(
                new Usage(Samples.MODULE, 10, 10, 11, Usage.State.OVER, false, Optional.of(Samples.VERDICT)));
        plane.ledger.seats.add(Samples.seat("s1", 1));
        plane.ledger.seats.add(Samples.seat("s2", 2));

        JsonArray seats = array(ask("GET", "/api/v1/modules/example.waiter/seats"));

        JsonObject served = seats.get(0).getAsJsonObject();
        assertThat(served.get("seat").getAsString()).isEqualTo("s1");
        assertThat(served.get("holder").getAsString()).isEqualTo("Anna");
        assertThat(served.get("state").getAsString()).isEqualTo("served");
        assertThat(served.get("reason").isJsonNull()).isTrue();
        assertThat(served.get("expiresAt").getAsString()).isEqualTo("2026-11-22T12:01:00Z");
        JsonObject suspended = seats.get(1).getAsJsonObject();
        assertThat(suspended.get("state").getAsString()).isEqualTo("suspended");
        assertThat(suspended.get("reason").getAsString()).contains("11 sessions in use, 10 licensed");
    }

    @Test
    void evictsASeatAndHoldsItsSubjectOut() {
        plane.ledger.usages.add(Samples.usage(10, 1, Usage.State.OK));
        plane.ledger.seats.add(Samples.seat("s1", 1));
        caller = Optional.of(role(Role.OPERATOR));

        assertThat(ask("DELETE", "/api/v1/modules/example.waiter/seats/s1?hold=PT15M&reason=too%20long")
                        .status())
                .isEqualTo(204);
        assertThat(plane.ledger.submitted)
                .containsExactly(new Change.Evict(
                        new SeatId("s1"), "operator", Optional.of("too long"), Duration.ofMinutes(15)));
        assertThat(ask("DELETE", "/api/v1/modules/example.other/seats/s1").status())
                .isEqualTo(404);
        assertThat(ask("DELETE", "/api/v1/modules/example.waiter/seats/s9").status())
                .isEqualTo(404);
        assertThat(ask("DELETE", "/api/v1/modules/example.waiter/seats/s1?hold=15m")
                        .status())
                .isEqualTo(400);
        assertThat(ask("DELETE", "/api/v1/modules/example.waiter/seats/s1?hold=P8D")
                        .status())
                .isEqualTo(400);
        assertThat(ask("DELETE", "/api/v1/modules/example.waiter/seats/s1?hold=-PT1S")
                        .status())
                .isEqualTo(400);
        assertThat(ask("DELETE", "/api/v1/modules/example.waiter/seats/s1?reason=a%0Ab")
                        .status())
                .isEqualTo(400);
        assertThat(plane.ledger.submitted).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void everyCheckThatADocumentMayFailIsDescribed_R6_R7(LicenseCheck check) {
        List<InstalledLicense> failing = check.isOfSoundness()
                ? List.of(Samples.damaged(check))
                : Arrays.stream(LicenseState.values())
                        .filter(state -> state.failed().equals(Optional.of(check)))
                        .map(state -> Samples.installed("L-1", state, Optional.empty()))
                        .toList();
        assertThat(failing).isNotEmpty();
        for (InstalledLicense one : failing) {
            plane.registry.licenses.clear();
            plane.registry.licenses.add(one);
            assertThat(array(ask("GET", "/api/v1/licenses"))
                            .get(0)
                            .getAsJsonObject()
                            .get("check")
                            .getAsString())
                    .isEqualTo(check.code());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en,No meter. Start it.,'The gate is not running, and no plugin with it. No meter. Start it.'",
        "ru,Нет счётчика. Запустите его.,'Шлюз не работает, и плагины вместе с ним. Нет счётчика. Запустите его.'"
    })
    void R100_obstaclesAreToldInTheReadersLanguage(String language, String obstacle, String detail) {
        headers.put("accept-language", language);
        plane.view = new GateView(
                false,
                FakePlane.NOW,
                Optional.empty(),
                false,
                List.of(new LocalizedText("No meter. Start it.", "Нет счётчика. Запустите его.")),
                List.of());

        assertThat(object(ask("GET", "/api/v1/gate"))
                        .getAsJsonArray("obstacles")
                        .get(0)
                        .getAsString())
                .isEqualTo(obstacle);
        assertThat(object(answer("GET", "/gate/mobile-waiter", ""))
                        .get("detail")
                        .getAsString())
                .isEqualTo(detail);
    }

    @ParameterizedTest
    @CsvSource({"en,Why.", "ru,Почему."})
    void tellsTheGateAndItsPlugins(String language, String reason) {
        headers.put("accept-language", language);
        plane.view = Samples.open(GateView.Plugin.State.UNLICENSED);

        JsonObject gate = object(ask("GET", "/api/v1/gate"));

        JsonObject plugin = gate.getAsJsonArray("plugins").get(0).getAsJsonObject();
        assertThat(plugin.get("state").getAsString()).isEqualTo("unlicensed");
        assertThat(plugin.get("requires").toString()).isEqualTo("[\"io.webgate.gate\"]");
        assertThat(plugin.get("reason").getAsString()).isEqualTo(reason);
        plane.view = Samples.open(GateView.Plugin.State.ACTIVE);
        assertThat(object(ask("GET", "/api/v1/gate"))
                        .getAsJsonArray("plugins")
                        .get(0)
                        .getAsJsonObject()
                        .get("reason")
                        .isJsonNull())
                .isTrue();
    }

    @Test
    void R54_resumingAnswersWithTheGateAfterEverythingRunsAgain() {
        plane.view = Samples.stopped(Samples.VERDICT);
        plane.settled = Optional.of(Samples.open(GateView.Plugin.State.ACTIVE));

        Answer answer = ask("POST", "/api/v1/gate/resume");

        assertThat(plane.ledger.submitted).containsExactly(new Change.Resume("admin"));
        assertThat(object(answer).get("state").getAsString()).isEqualTo("open");
        assertThat(plane.access.acts.get(0).what()).isEqualTo("gate-resume");
    }

    @Test
    void R54_resumingAnswers409WithTheVerdictWhileTheCauseStands() {
        plane.ledger.usages.add(Samples.usage(10, 11, Usage.State.OVER));
        plane.ledger.reply = CompletableFuture.completedFuture(new Reply.Refused(
                Reply.Reason.CAUSE_STANDS, Optional.of(Samples.VERDICT), Optional.of(Samples.WAITER), 11, 10));

        Answer answer = ask("POST", "/api/v1/gate/resume");

        assertThat(answer.status()).isEqualTo(409);
        JsonObject problem = object(answer);
        assertThat(problem.get("code").getAsString()).isEqualTo("cause-stands");
        assertThat(problem.getAsJsonObject("verdict").get("id").getAsLong()).isEqualTo(7);
        assertThat(problem.get("used").getAsLong()).isEqualTo(11);
        assertThat(problem.get("detail").getAsString()).contains("Mobile waiter: 11 sessions in use, 10 licensed");
        assertThat(plane.access.acts.get(0).outcome()).isEqualTo("cause-stands");
    }

    @Test
    void stopsTheGate() {
        plane.settled = Optional.of(Samples.stopped(Samples.BY_HAND));

        Answer answer = ask("POST", "/api/v1/gate/stop", "{\"reason\":\"inventory\"}");

        assertThat(plane.ledger.submitted).containsExactly(new Change.Stop("admin", Optional.of("inventory")));
        assertThat(object(answer).get("state").getAsString()).isEqualTo("stopped");
        assertThat(object(answer).getAsJsonObject("verdict").get("reason").getAsString())
                .isEqualTo("inventory");
        plane.view = Samples.stopped(Samples.BY_HAND);
        assertThat(object(answer("GET", "/gate/mobile-waiter", ""))
                        .get("detail")
                        .getAsString())
                .contains("The reason given: “inventory”.");
        assertThat(ask("POST", "/api/v1/gate/stop").status()).isEqualTo(200);
        assertThat(ask("POST", "/api/v1/gate/stop", "[]").status()).isEqualTo(400);
    }

    @Test
    void aClosedLedgerIs503() {
        plane.ledger.reply = CompletableFuture.failedFuture(new IllegalStateException("closed"));

        Answer answer = ask("POST", "/api/v1/gate/resume");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(object(answer).get("missing").getAsString()).isEqualTo("Ledger");
    }

    @Test
    void aFullStoreIs507() {
        plane.ledger.reply = CompletableFuture.completedFuture(
                new Reply.Refused(Reply.Reason.STORE_FULL, Optional.empty(), Optional.empty(), 0, 0));

        assertThat(ask("POST", "/api/v1/gate/resume").status()).isEqualTo(507);
    }

    @Test
    void R56_listsVerdictsNewestFirst() {
        plane.ledger.journal.add(Samples.entry(Samples.BY_HAND));
        plane.ledger.journal.add(Samples.entry(Samples.VERDICT));

        JsonArray all = array(ask("GET", "/api/v1/verdicts"));

        assertThat(all.get(0).getAsJsonObject().get("module").isJsonNull()).isTrue();
        JsonObject verdict = all.get(1).getAsJsonObject();
        assertThat(verdict.get("id").getAsLong()).isEqualTo(7);
        assertThat(verdict.get("module").getAsString()).isEqualTo("example.waiter");
        assertThat(verdict.get("consequence").getAsString()).isEqualTo("stop-gate");
        assertThat(verdict.get("stopped").toString()).isEqualTo("[\"io.webgate.plugin\"]");
        assertThat(verdict.get("previousHash").getAsString()).isEqualTo("bb");
        assertThat(array(ask("GET", "/api/v1/verdicts?limit=1&after=8"))).hasSize(1);
    }

    @Test
    void R60_givesTheWholeRecordAsAStreamAndRecordsThatItDid() throws IOException {
        Answer answer = ask("GET", "/api/v1/journal/export");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("application/x-ndjson");
        assertThat(answer.headers().get("Content-Disposition")).contains("attachment");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        answer.content().orElseThrow().write(body);
        assertThat(body.toString(StandardCharsets.UTF_8)).contains(FakePlane.NOW.toString());
        assertThat(plane.access.acts.get(0).what()).isEqualTo("journal-export");
    }

    @Test
    void tellsHowTheUseOfAModuleWasOverTime() {
        plane.ledger.usages.add(Samples.usage(10, 3, Usage.State.OK));

        JsonObject day = object(ask("GET", "/api/v1/modules/example.waiter/history"));

        assertThat(day.get("points").toString())
                .isEqualTo("[{\"from\":\"2026-11-21T12:00:00Z\",\"until\":\"2026-11-22T12:00:00Z\","
                        + "\"used\":3,\"peak\":4,\"limit\":5,\"refused\":6}]");
        ask("GET", "/api/v1/modules/example.waiter/history?from=2026-10-01T00:00:00%2B03:00&to=2026-11-01T00:00:00Z");
        assertThat(plane.historyAsked)
                .containsExactly(
                        "example.waiter 2026-11-21T12:00:00Z 2026-11-22T12:00:00Z",
                        "example.waiter 2026-09-30T21:00:00Z 2026-11-01T00:00:00Z");
        assertThat(ask("GET", "/api/v1/modules/other.x/history").status()).isEqualTo(404);

        plane.storeIsUnreadable = true;
        assertThat(ask("GET", "/api/v1/modules/example.waiter/history").status())
                .isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=yesterday",
                "from=2026-11-22",
                "to=2026-11-22T12:00:00",
                "from=2026-11-22T12:00:00Z",
                "from=2026-11-23T12:00:00Z",
                "from=2025-01-01T00:00:00Z",
            })
    void refusesTimesThatAreNone(String query) {
        plane.ledger.usages.add(Samples.usage(10, 3, Usage.State.OK));

        Answer answer = ask("GET", "/api/v1/modules/example.waiter/history?" + query);

        assertThat(answer.status()).as(query).isEqualTo(400);
        assertThat(plane.historyAsked).isEmpty();
    }

    @Test
    void D8_givesACodeForADevice() {
        Answer answer = ask(
                "POST", "/api/v1/enrolments", "{\"label\":\"Tablet\",\"modules\":[\"example.waiter\",\"other.x\"]}");

        assertThat(answer.status()).isEqualTo(201);
        JsonObject code = object(answer);
        assertThat(code.get("code").getAsString()).isEqualTo("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF");
        assertThat(code.get("expiresAt").getAsString()).isEqualTo("2026-11-22T12:10:00Z");
        assertThat(code.get("unknownModules").toString()).isEqualTo("[\"other.x\"]");
        assertThat(plane.access.requests)
                .containsExactly(new EnrolmentRequest("Tablet", Set.of(Samples.WAITER, new ModuleId("other.x")), 1, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"label\":\"x\"}",
                "{\"modules\":[\"a.b\"]}",
                "{\"label\":\"x\",\"modules\":\"a.b\"}",
                "{\"label\":\"x\",\"modules\":[\"NO\"]}",
                "{\"label\":\"x\",\"modules\":[1]}",
                "{\"label\":1,\"modules\":[\"a.b\"]}",
                "{\"label\":\"x\",\"modules\":[\"a.b\"],\"sessions\":0}",
                "{\"label\":\"x\",\"modules\":[\"a.b\"],\"sessions\":1.5}",
                "{\"label\":\"x\",\"modules\":[\"a.b\"],\"sessions\":\"1\"}",
                "{\"label\":\"x\",\"modules\":[\"a.b\"],\"sessions\":1e400}",
                "{\"label\":\"x\",\"modules\":[\"a.b\"],\"weight\":9223372036854775808}",
                "{label:'x',modules:['a.b']}"
            })
    void refusesAnEnrolmentThatIsNone(String body) {
        Answer answer = ask("POST", "/api/v1/enrolments", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(object(answer).get("code").getAsString()).isEqualTo("invalid-request");
        assertThat(plane.access.requests).isEmpty();
    }

    @Test
    void aDeviceRedeemsItsCodeWithoutAToken() {
        caller = Optional.empty();

        Answer answer = ask("POST", "/api/v1/enrolments/redeem", "{\"code\":\"right\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(object(answer).get("deviceToken").getAsString()).isEqualTo("wgd_secret");
        Answer used = ask("POST", "/api/v1/enrolments/redeem", "{\"code\":\"used\"}");
        assertThat(used.status()).isEqualTo(410);
        assertThat(object(used).get("code").getAsString()).isEqualTo("code-used");
        Answer flood = ask("POST", "/api/v1/enrolments/redeem", "{\"code\":\"flood\"}");
        assertThat(flood.status()).isEqualTo(429);
        assertThat(flood.headers()).containsEntry("Retry-After", "30");
        assertThat(ask("POST", "/api/v1/enrolments/redeem", "{}").status()).isEqualTo(400);
    }

    @Test
    void listsAndRevokesDevices() {
        ask("POST", "/api/v1/enrolments/redeem", "{\"code\":\"right\"}");

        assertThat(array(ask("GET", "/api/v1/devices"))
                        .get(0)
                        .getAsJsonObject()
                        .get("label")
                        .getAsString())
                .isEqualTo("Tablet");
        assertThat(ask("DELETE", "/api/v1/devices/d-1").status()).isEqualTo(204);
        assertThat(ask("DELETE", "/api/v1/devices/d-1").status()).isEqualTo(404);
    }

    @Test
    void makesListsAndRevokesTokens() {
        headers.put("idempotency-key", "k1");
        Answer made = ask("POST", "/api/v1/tokens", "{\"label\":\"monitoring\",\"role\":\"viewer\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(object(made).get("token").getAsString()).isEqualTo("wgt_secret");
        assertThat(plane.access.keys.get(0).orElseThrow().key()).endsWith(" k1");

        Answer list = ask("GET", "/api/v1/tokens");
        assertThat(list.body()).contains("monitoring").doesNotContain("wgt_secret");
        assertThat(ask("DELETE", "/api/v1/tokens/t-0").status()).isEqualTo(204);
        assertThat(ask("DELETE", "/api/v1/tokens/t-0").status()).isEqualTo(404);
        assertThat(ask("POST", "/api/v1/tokens", "{\"label\":\"x\",\"role\":\"god\"}")
                        .status())
                .isEqualTo(400);
        assertThat(ask("POST", "/api/v1/tokens", "{\"label\":\" \",\"role\":\"viewer\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void keysOfDifferentCallersAndPathsAreDifferent() {
        headers.put("idempotency-key", "k1");
        ask("POST", "/api/v1/tokens", "{\"label\":\"x\",\"role\":\"viewer\"}");
        ask("POST", "/api/v1/enrolments", "{\"label\":\"x\",\"modules\":[\"a.b\"]}");
        headers.put("idempotency-key", "Ж");
        Answer odd = ask("POST", "/api/v1/tokens", "{\"label\":\"x\",\"role\":\"viewer\"}");

        assertThat(plane.access.keys.get(0)).isNotEqualTo(plane.access.keys.get(1));
        assertThat(odd.status()).isEqualTo(400);
    }

    @Test
    void showsTheRecordOfActs() {
        ask("POST", "/api/v1/gate/resume");

        JsonObject act = array(ask("GET", "/api/v1/acts")).get(0).getAsJsonObject();

        assertThat(act.get("who").getAsString()).isEqualTo("admin");
        assertThat(act.get("what").getAsString()).isEqualTo("gate-resume");
    }

    @Test
    void namesTheMissingServiceInsteadOfVanishing() {
        plane.hasRegistry = false;
        plane.hasLedger = false;
        plane.hasWatch = false;

        assertThat(missing("GET", "/api/v1/licenses")).isEqualTo("LicenseRegistry");
        assertThat(missing("POST", "/api/v1/licenses")).isEqualTo("LicenseRegistry");
        assertThat(missing("GET", "/api/v1/modules")).isEqualTo("Ledger");
        assertThat(missing("GET", "/api/v1/gate")).isEqualTo("GateWatch");
        assertThat(missing("POST", "/api/v1/gate/resume")).isEqualTo("Ledger");
        assertThat(missing("GET", "/gate/mobile-waiter/sessions")).isEqualTo("GateWatch");
        plane.hasAccess = false;
        assertThat(missing("GET", "/api/v1/tokens")).isEqualTo("Access");
        assertThat(ask("GET", "/metrics").body())
                .contains("webgate_service_up{service=\"ledger\"} 0", "webgate_gate_open 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH"})
    void R51_everyPathOfAStoppedGateTellsTheVerdict(String method) {
        plane.ledger.usages.add(Samples.usage(10, 11, Usage.State.OVER));
        plane.view = Samples.stopped(Samples.VERDICT);
        for (Caller each : List.of(device(), role(Role.VIEWER), role(Role.ADMIN))) {
            caller = Optional.of(each);
            Answer answer = answer(method, "/gate/mobile-waiter/sessions", "");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers()).containsEntry("Retry-After", "30");
            assertThat(answer.type()).isEqualTo("application/problem+json");
            JsonObject problem = object(answer);
            assertThat(problem.get("code").getAsString()).isEqualTo("gate-stopped");
            assertThat(problem.get("module").getAsString()).isEqualTo("example.waiter");
            assertThat(problem.get("used").getAsLong()).isEqualTo(11);
            assertThat(problem.getAsJsonObject("verdict").get("id").getAsLong()).isEqualTo(7);
        }
    }

    @Test
    void R100_browsersGetAPageInTheirLanguage() {
        plane.ledger.usages.add(Samples.usage(10, 11, Usage.State.OVER));
        plane.view = Samples.stopped(Samples.VERDICT);
        headers.put("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        headers.put("accept-language", "ru-RU,ru;q=0.9,en;q=0.5");

        Answer page = answer("GET", "/gate/web-reports", "");

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.type()).isEqualTo("text/html;charset=utf-8");
        assertThat(page.headers()).containsKey("Retry-After");
        assertThat(page.body())
                .startsWith("<!DOCTYPE html><html lang=\"ru\">")
                .contains("<h1>Шлюз остановлен</h1>", "в использовании 11 сеансов, лицензировано 10");
    }

    @ParameterizedTest
    @CsvSource({
        "UNLICENSED,/gate/mobile-waiter,403,not-licensed",
        "STOPPED,/gate/mobile-waiter/sessions,503,plugin-stopped",
        "FAILED,/gate/mobile-waiter/sessions,503,plugin-stopped",
        "ACTIVE,/gate/mobile-waiter/other,404,not-found",
        "ACTIVE,/gate/nothing,404,not-found",
        "ACTIVE,/gate,404,not-found",
        "ACTIVE,/gate/,404,not-found"
    })
    void anOpenGateTellsWhyAPluginDoesNotAnswer(GateView.Plugin.State state, String path, int status, String code) {
        plane.ledger.usages.add(Samples.usage(1, 0, Usage.State.OK));
        plane.view = Samples.open(state);

        Answer answer = answer("GET", path, "");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(object(answer).get("code").getAsString()).isEqualTo(code);
    }

    @Test
    void aWithheldModuleIs403WithItsNumbers() {
        plane.ledger.usages.add(Samples.usage(0, 0, Usage.State.NONE));
        plane.view = Samples.open(GateView.Plugin.State.STOPPED);

        JsonObject problem = object(answer("GET", "/gate/mobile-waiter/sessions", ""));

        assertThat(problem.get("status").getAsInt()).isEqualTo(403);
        assertThat(problem.get("module").getAsString()).isEqualTo("example.waiter");
        assertThat(problem.get("limit").getAsLong()).isZero();
        assertThat(ask("GET", "/metrics").body())
                .contains("webgate_refusals_total{module=\"example.waiter\",reason=\"not-licensed\"} 1\n");
        plane.ledger.refusals.add(new Ledger.RefusalCount(Samples.WAITER, Reply.Reason.NOT_LICENSED, 2));
        plane.ledger.refusals.add(new Ledger.RefusalCount(Samples.WAITER, Reply.Reason.GATE_STOPPED, 5));
        assertThat(ask("GET", "/metrics").body())
                .contains(
                        "webgate_refusals_total{module=\"example.waiter\",reason=\"not-licensed\"} 3\n",
                        "webgate_refusals_total{module=\"example.waiter\",reason=\"gate-stopped\"} 5\n");
    }

    @Test
    void metricsTellTheContractsNumbers() {
        plane.ledger.usages.add(Samples.usage(10, 4, Usage.State.OK));
        plane.registry.licenses.add(
                Samples.installed("L-1", LicenseState.VALID, Optional.of(LocalDate.of(2026, 11, 22))));

        Answer answer = ask("GET", "/metrics");

        assertThat(answer.type()).startsWith("text/plain; version=0.0.4");
        assertThat(answer.body().lines())
                .contains(
                        "# TYPE webgate_module_limit gauge",
                        "webgate_module_limit{module=\"example.waiter\"} 10",
                        "webgate_module_used{module=\"example.waiter\"} 4",
                        "webgate_gate_open 1",
                        "webgate_license_documents{state=\"valid\"} 1",
                        "webgate_license_documents{state=\"not-yet-valid\"} 0",
                        "webgate_license_expiry_seconds{license=\"L-1\"} 32400");
        assertThat(answer.body().lines())
                .allMatch(line -> line.matches("# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{.+})? -?[0-9]+"));
    }

    @Test
    void prometheusLabelsAreEscaped() {
        String text = new Exposition()
                .family("x", "gauge", "a\nb\\")
                .sample(1, "l", "\"\\\n")
                .toString();

        assertThat(text).isEqualTo("# HELP x a\\nb\\\\\n# TYPE x gauge\nx{l=\"\\\"\\\\\\n\"} 1\n");
    }

    @Test
    void theRootLeadsToThePages() {
        caller = Optional.empty();
        Answer answer = ask("GET", "/");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.headers()).containsEntry("Location", "/admin/");
        assertThat(ask("GET", "/api/v1/openapi.json").status()).isEqualTo(200);
    }

    @Test
    void unknownPathsAndMethodsAreTold() {
        assertThat(ask("GET", "/api/v1/nothing").status()).isEqualTo(404);
        Answer answer = ask("PATCH", "/api/v1/licenses");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("Allow", "GET, HEAD, POST");
        assertThat(answer("HEAD", "/api/v1/licenses", "").status()).isEqualTo(200);
    }

    @Test
    void theQrCodeIsAPictureOfTheCode() {
        String svg = Qr.svg("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF");

        assertThat(svg)
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .endsWith("</svg>");
        assertThat(svg).isNotEqualTo(Qr.svg("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFG"));
    }

    private String missing(String method, String path) {
        Answer answer = answer(method, path, "document");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(object(answer).get("code").getAsString()).isEqualTo("unavailable");
        return object(answer).get("missing").getAsString();
    }

    private String status(String path) {
        return object(ask("GET", path)).get("status").getAsString();
    }

    private Answer ask(String method, String path) {
        return ask(method, path, "");
    }

    /** Asks, and holds the answer against the description. */
    private Answer ask(String method, String path, String body) {
        Answer answer = answer(method, path, body);
        OPEN_API.check(request(method, path), answer);
        return answer;
    }

    private Answer answer(String method, String path, String body) {
        try {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            return router.handle(request(method, path), most -> Arrays.copyOf(bytes, Math.min(bytes.length, most + 1)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Ask request(String method, String path) {
        String[] parts = path.split("\\?", 2);
        return new Ask(
                method,
                parts[0],
                RestServlet.query(parts.length > 1 ? parts[1] : null),
                Map.copyOf(headers),
                caller,
                new Origin("192.0.2.1", false),
                Map.of(),
                Ask.Body.EMPTY);
    }

    private static JsonObject object(Answer answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static JsonArray array(Answer answer) {
        JsonElement body = JsonParser.parseString(answer.body());
        assertThat(body.isJsonArray()).as(answer.body()).isTrue();
        return body.getAsJsonArray();
    }

    private static Caller role(Role role) {
        return new Caller(role.name().toLowerCase(Locale.ROOT), Optional.of(role), Optional.empty());
    }

    private static Caller device() {
        return new Caller(
                "d-1",
                Optional.empty(),
                Optional.of(new Caller.Enrolment("d-1", "Tablet", Set.of(Samples.WAITER), 1, 1)));
    }

    @Test
    void queriesAreReadWithoutTouchingTheBody() {
        assertThat(RestServlet.query("a=1&b=x%20y+z&a=2&c&="))
                .containsEntry("a", "1")
                .containsEntry("b", "x y z")
                .containsEntry("c", "");
        assertThatThrownBy(() -> RestServlet.query("d=%zz")).isInstanceOf(IllegalArgumentException.class);
        assertThat(RestServlet.query(null)).isEmpty();
        assertThat(Stream.of(router.routes()))
                .allMatch(text -> Route.parse(text).toString().equals(text));
    }
}
