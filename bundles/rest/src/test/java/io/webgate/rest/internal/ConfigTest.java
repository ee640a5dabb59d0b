// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.access.Origin;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;
import io.webgate.rest.internal.events.Events;
import io.webgate.settings.Draft;
import io.webgate.settings.Order;
import io.webgate.settings.Outcome.Result;
import io.webgate.settings.Plan;
import io.webgate.settings.Wish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/** Settings over HTTP; each answer is held against the served description. */
final class ConfigTest {

    private static final OpenApi OPEN_API = new OpenApi();
    private static final String MAIL = "/api/v1/config/" + FakeSettings.MAIL;
    private static final String REPORT = "/api/v1/config/" + FakeSettings.REPORT;

    private final FakePlane plane = new FakePlane();
    private final FakeSettings settings = new FakeSettings();
    private final Events events = new Events(plane::sight, "start", new ScheduledThreadPoolExecutor(1));
    private final Router router = Face.of(plane, events);
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Role role = Role.ADMIN;

    @BeforeEach
    void open() {
        plane.settings = Optional.of(settings);
    }

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void everythingThatCanBeSetIsListedWithItsDescription() throws Exception {
        headers.put("accept-language", "ru");
        JsonObject mail =
                json(ask("GET", "/api/v1/config", "")).getAsJsonArray().get(0).getAsJsonObject();
        assertThat(mail.get("name").getAsString()).isEqualTo("Почта");
        JsonObject port = mail.getAsJsonArray("fields").get(0).getAsJsonObject();
        assertThat(port.get("default").getAsInt()).isEqualTo(25);
        assertThat(port.get("min").getAsString()).isEqualTo("1");
    }

    @Test
    void valuesHaveTheirTypesAndSecretsAreOnlyNamed() throws Exception {
        Answer answer = ask("GET", MAIL, "");
        assertThat(answer.headers()).containsEntry("ETag", "\"r1\"");
        JsonObject values = json(answer).getAsJsonObject().getAsJsonObject("values");
        assertThat(values).hasToString("{\"port\":587,\"hosts\":[\"a\",\"b\"]}");
        assertThat(json(answer).getAsJsonObject().getAsJsonArray("secrets")).hasToString("[\"password\"]");
        assertThat(json(ask("GET", REPORT, ""))
                        .getAsJsonObject()
                        .get("configurations")
                        .toString())
                .contains("com.example.report~daily");
        assertThat(ask("GET", REPORT + "~daily", "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"port\":25,\"hosts\":[\"a\",2],\"password\":null}",
                "{\"values\":{\"port\":25,\"hosts\":[\"a\",2],\"password\":null}}"
            })
    void whatIsSavedIsWhatWasSent(String body) throws Exception {
        headers.put("if-match", "\"r0\"");
        Answer answer = ask("PUT", MAIL + "?confirm=true", body);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsKey("ETag");
        assertThat(settings.wishes)
                .containsExactly(Wish.save(
                        FakeSettings.MAIL,
                        new Draft(Map.of("port", List.of("25"), "hosts", List.of("a", "2"), "password", List.of()))));
        assertThat(settings.orders).containsExactly(new Order("admin", Order.Why.EDITED, Optional.of("r0"), true));
    }

    @Test
    void aNewOneIsMade() throws Exception {
        settings.act = Plan.Act.CREATE;
        assertThat(ask("PUT", REPORT + "~daily", "{}").status()).isEqualTo(201);
        assertThat(settings.orders).containsExactly(new Order("admin", Order.Why.EDITED, Optional.empty(), false));
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID,422,invalid-settings",
        "EXCESS,409,limit-exceeded",
        "CHANGED_MEANWHILE,412,changed-meanwhile",
        "FAILED,507,store-failed",
        "UNKNOWN,404,settings-unknown"
    })
    void aRefusalIsAProblemWithItsReasons(Result result, int status, String code) throws Exception {
        settings.result = result;
        for (Answer answer : List.of(
                ask("PUT", MAIL, "{}"), ask("DELETE", MAIL, ""), ask("POST", MAIL + "/history/1/restore", ""))) {
            assertThat(answer.status()).isEqualTo(status);
            assertThat(json(answer).getAsJsonObject().get("code").getAsString()).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en,'Mobile waiter: you ask for 11, the licence gives 10. The gate stops'",
        "ru,'«Мобильный официант»: запрошено 11, лицензия даёт 10. Шлюз остановится'"
    })
    void r27AnExcessSaysHowManyOfHowManyAndWhatThen(String language, String words) throws Exception {
        headers.put("accept-language", language);
        settings.result = Result.EXCESS;
        JsonObject problem = json(ask("PUT", MAIL, "{}")).getAsJsonObject();
        assertThat(problem.get("detail").getAsString()).startsWith(words).contains("confirm=true");
        assertThat(problem.get("module").getAsString()).isEqualTo(Samples.WAITER.value());
        assertThat(problem.get("limit").getAsInt()).isEqualTo(10);
        assertThat(problem.get("used").getAsInt()).isEqualTo(11);
        assertThat(problem.getAsJsonArray("effects")
                        .get(1)
                        .getAsJsonObject()
                        .get("kind")
                        .getAsString())
                .isEqualTo("gate-stops");
    }

    @Test
    void aDryRunTellsFaultsDifferencesAndEffects() throws Exception {
        JsonObject plan = json(ask("POST", MAIL + "/preview", "{\"port\":1}")).getAsJsonObject();
        assertThat(plan.getAsJsonArray("faults")
                        .get(0)
                        .getAsJsonObject()
                        .get("what")
                        .getAsString())
                .isEqualTo("Too great");
        assertThat(plan.getAsJsonArray("changes"))
                .hasToString("[{\"key\":\"port\",\"secret\":false,\"before\":587,\"after\":null},"
                        + "{\"key\":\"password\",\"secret\":true,\"before\":null,\"after\":null}]");
        assertThat(plan.getAsJsonArray("effects")).hasSize(3);
        assertThat(settings.orders).isEmpty();
    }

    @Test
    void theHistoryIsToldAndBroughtBack() throws Exception {
        assertThat(json(ask("GET", MAIL + "/history", "")).getAsJsonArray()).hasSize(2);
        assertThat(ask("POST", MAIL + "/history/1/restore", "").status()).isEqualTo(200);
        assertThat(settings.orders).containsExactly(new Order("admin", Order.Why.RESTORED, Optional.empty(), false));
        assertThat(ask("POST", MAIL + "/history/7/restore", "").status()).isEqualTo(404);
        assertThat(ask("POST", MAIL + "/history/x/restore", "").status()).isEqualTo(404);
    }

    @Test
    void aFileIsExportedTriedAndTaken() throws Exception {
        assertThat(ask("GET", "/api/v1/config/export", "").headers()).containsKey("Content-Disposition");
        JsonObject told =
                json(ask("POST", "/api/v1/config/import?validate=true", "x")).getAsJsonObject();
        assertThat(told.getAsJsonArray("skipped")).hasToString("[\"com.example.gone\"]");
        assertThat(settings.orders).isEmpty();
        assertThat(ask("POST", "/api/v1/config/import?confirm=true", "x").status())
                .isEqualTo(200);
        assertThat(settings.orders).containsExactly(new Order("admin", Order.Why.IMPORTED, Optional.empty(), true));
        assertThat(ask("POST", "/api/v1/config/import", "").status()).isEqualTo(422);
        for (Result refusal : List.of(Result.EXCESS, Result.INVALID, Result.FAILED)) {
            settings.result = refusal;
            assertThat(ask("POST", "/api/v1/config/import", "x").status()).isGreaterThanOrEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/v1/config,OPERATOR,VIEWER",
        "GET,/api/v1/config/com.example.mail,OPERATOR,VIEWER",
        "GET,/api/v1/config/export,OPERATOR,VIEWER",
        "GET,/api/v1/config/com.example.mail/history,OPERATOR,VIEWER",
        "PUT,/api/v1/config/com.example.mail,ADMIN,OPERATOR",
        "POST,/api/v1/config/com.example.mail/preview,ADMIN,OPERATOR",
        "POST,/api/v1/config/import?validate=true,ADMIN,OPERATOR",
        "DELETE,/api/v1/config/com.example.mail,ADMIN,OPERATOR"
    })
    void settingsAreReadByOperatorsAndChangedByAdministrators(String method, String path, Role enough, Role little)
            throws Exception {
        role = enough;
        assertThat(ask(method, path, "{}").status()).isLessThan(300);
        role = little;
        assertThat(ask(method, path, "{}").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/v1/config/none,404",
        "GET,/api/v1/config/com.example.report~none,404",
        "DELETE,/api/v1/config/com.example.report~none,404",
        "POST,/api/v1/config/none/preview,404",
        "GET,/api/v1/config/none/history,404",
        "PUT,/api/v1/config/com.example.mail?confirm=yes,400"
    })
    void whatIsNotThereOrNotUnderstoodIsSaid(String method, String path, int status) throws Exception {
        assertThat(ask(method, path, "{}").status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"port\":{}}", "{\"hosts\":[[]]}", "{\"hosts\":[null]}", "[]", "{"})
    void aValueThatIsNoneIsRefused(String body) throws Exception {
        assertThat(ask("PUT", MAIL, body).status()).isEqualTo(400);
        assertThat(settings.orders).isEmpty();
    }

    @Test
    void R51_withoutSettingsItIsSaidWhichServiceIsMissing() throws Exception {
        plane.settings = Optional.empty();
        Answer answer = ask("GET", "/api/v1/config", "");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(json(answer).getAsJsonObject().get("missing").getAsString()).isEqualTo("Settings");
    }

    private Answer ask(String method, String path, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String[] parts = path.split("\\?", 2);
        Ask ask = new Ask(
                method,
                parts[0],
                RestServlet.query(parts.length > 1 ? parts[1] : null),
                Map.copyOf(headers),
                Optional.of(new Caller(role.name().toLowerCase(Locale.ROOT), Optional.of(role), Optional.empty())),
                new Origin("192.0.2.1", false),
                Map.of(),
                Ask.Body.EMPTY);
        Answer answer = router.handle(ask, most -> Arrays.copyOf(bytes, Math.min(bytes.length, most + 1)));
        OPEN_API.check(ask, answer);
        return answer;
    }

    private static JsonElement json(Answer answer) {
        return JsonParser.parseString(answer.body());
    }
}
