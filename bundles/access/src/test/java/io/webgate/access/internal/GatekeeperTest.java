// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.Access;
import io.webgate.access.Authentication;
import io.webgate.access.Origin;
import io.webgate.access.Route;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;
import io.webgate.license.api.ModuleId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class GatekeeperTest {

    private static final Origin HERE = new Origin("192.0.2.1", false);
    private static final RouteTable ROUTES = RouteTable.of(Map.of(
            "rest",
            routes(
                    "GET /health public",
                    "POST /api/v1/enrolments admin",
                    "POST /api/v1/enrolments/redeem public",
                    "GET /api/v1/licenses viewer",
                    "POST /api/v1/licenses admin",
                    "DELETE /api/v1/licenses/{id} admin",
                    "DELETE /api/v1/modules/{module}/seats/{seat} operator",
                    "* /gate/** viewer",
                    "* /gate/** device"),
            "plugin",
            routes(
                    "POST /gate/mobile-waiter/sessions device",
                    "GET /gate/mobile-waiter/sessions operator",
                    "PUT /gate/mobile-waiter/sessions/{session} device")));

    @ParameterizedTest
    @CsvSource({
        // method, path, then the status for: nobody, a wrong token, device, viewer, operator, admin (200 = may pass)
        "GET,    /health,                               200,200,200,200,200,200",
        "HEAD,   /health,                               200,200,200,200,200,200",
        "POST,   /health,                               405,405,405,405,405,405",
        "POST,   /api/v1/enrolments/redeem,             200,200,200,200,200,200",
        "GET,    /api/v1/licenses,                      401,401,403,200,200,200",
        "HEAD,   /api/v1/licenses,                      401,401,403,200,200,200",
        "POST,   /api/v1/licenses,                      401,401,403,403,403,200",
        "PATCH,  /api/v1/licenses,                      401,401,405,405,405,405",
        "TRACE,  /api/v1/licenses,                      401,401,405,405,405,405",
        "OPTIONS,/api/v1/licenses,                      401,401,405,405,405,405",
        "get,    /api/v1/licenses,                      400,400,400,400,400,400",
        "DELETE, /api/v1/licenses/x,                    401,401,403,403,403,200",
        "DELETE, /api/v1/licenses,                      401,401,405,405,405,405",
        "DELETE, /api/v1/licenses/,                     401,401,404,404,404,404",
        "DELETE, /api/v1/modules/a.b/seats/s,           401,401,403,403,200,200",
        "GET,    /api/v1/Licenses,                      401,401,404,404,404,404",
        "GET,    /api/v1/licenses.,                     401,401,404,404,404,404",
        "GET,    /nothing,                              401,401,404,404,404,404",
        "GET,    //api/v1/licenses,                     400,400,400,400,400,400",
        "GET,    /health;x,                             400,400,400,400,400,400",
        "GET,    /gate/other/x,                         401,401,200,200,200,200",
        "GET,    /gate,                                 401,401,200,200,200,200",
        "POST,   /gate/mobile-waiter/sessions,          401,401,200,403,200,200",
        "GET,    /gate/mobile-waiter/sessions,          401,401,403,403,200,200",
        "DELETE, /gate/mobile-waiter/sessions,          401,401,405,405,405,405",
        "PUT,    /gate/mobile-waiter/sessions/s1,       401,401,200,403,200,200"
    })
    void T48_everyRoleAtEveryRoute(
            String method, String path, int nobody, int wrong, int device, int viewer, int operator, int admin) {
        assertThat(List.of(
                        status(method, path),
                        status(method, path, "Bearer wrong"),
                        status(method, path, "Bearer device"),
                        status(method, path, "Bearer viewer"),
                        status(method, path, "Bearer operator"),
                        status(method, path, "bearer admin")))
                .containsExactly(nobody, wrong, device, viewer, operator, admin);
    }

    @Test
    void tellsWhichMethodsAPathTakes() {
        var refuse = (Gatekeeper.Decision.Refuse)
                decide(ROUTES, Optional.of(access()), "PATCH", "/api/v1/licenses", "Bearer admin");

        assertThat(refuse.headers()).containsEntry("Allow", "GET, HEAD, POST");
    }

    @Test
    void asksForATokenAndSaysWhenItIsInvalid() {
        var nobody = (Gatekeeper.Decision.Refuse) decide(ROUTES, Optional.of(access()), "GET", "/api/v1/licenses");
        var wrong = (Gatekeeper.Decision.Refuse)
                decide(ROUTES, Optional.of(access()), "GET", "/api/v1/licenses", "Bearer wrong");

        assertThat(nobody.headers()).containsEntry("WWW-Authenticate", "Bearer");
        assertThat(wrong.headers()).containsEntry("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    @Test
    void tooManyWrongTokensMustWait() {
        var refuse = (Gatekeeper.Decision.Refuse)
                decide(ROUTES, Optional.of(access()), "GET", "/api/v1/licenses", "Bearer flood");

        assertThat(refuse.status()).isEqualTo(429);
        assertThat(refuse.headers()).containsEntry("Retry-After", "42");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YTpi", "Bearer", "Bearer a b", "Bearer é", "Token admin", "", "Bearer admin,"})
    void whatIsNoBearerTokenIsNobody(String header) {
        assertThat(status("GET", "/api/v1/licenses", header)).isEqualTo(401);
    }

    @Test
    void twoAuthorizationsAreNobody() {
        assertThat(status("GET", "/api/v1/licenses", "Bearer admin", "Bearer admin"))
                .isEqualTo(401);
    }

    @Test
    void R53_withoutTheServiceOnlyPublicRoutesAnswer() {
        assertThat(decide(ROUTES, Optional.empty(), "GET", "/health", "Bearer admin"))
                .isEqualTo(new Gatekeeper.Decision.Admit(Optional.empty()));
        assertThat(status(decide(ROUTES, Optional.empty(), "GET", "/api/v1/licenses", "Bearer admin")))
                .isEqualTo(503);
        assertThat(status(decide(ROUTES, Optional.empty(), "GET", "/api/v1/licenses")))
                .isEqualTo(503);
        assertThat(status(decide(ROUTES, Optional.empty(), "GET", "/nothing"))).isEqualTo(503);
    }

    @Test
    void nothingDeclaredIsAllDenied() {
        RouteTable none = RouteTable.of(Map.of());

        assertThat(status(decide(none, Optional.of(access()), "GET", "/health")))
                .isEqualTo(401);
        assertThat(status(decide(none, Optional.of(access()), "GET", "/health", "Bearer admin")))
                .isEqualTo(404);
    }

    @Test
    void aSecondServletNeverOpensWhatTheFirstGuards() {
        RouteTable two = RouteTable.of(
                Map.of("rest", routes("POST /api/v1/licenses admin"), "rogue", routes("POST /api/v1/licenses public")));

        assertThat(status(decide(two, Optional.of(access()), "POST", "/api/v1/licenses")))
                .isEqualTo(401);
        assertThat(status(decide(two, Optional.of(access()), "POST", "/api/v1/licenses", "Bearer viewer")))
                .isEqualTo(403);
        assertThat(status(decide(two, Optional.of(access()), "POST", "/api/v1/licenses", "Bearer admin")))
                .isEqualTo(200);
    }

    @Test
    void placeholdersAreDecodedAndAPlusStays() {
        assertThat(Route.parse("GET /a/{id}/b viewer").match("/a/sha256%3Ax+y/b"))
                .contains(Map.of("id", "sha256:x+y"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /a",
                "GET a viewer",
                "get /a viewer",
                "GET /a god",
                "GET /a/* viewer",
                "GET /a/**/b viewer",
                "GET /a//b viewer",
                "GET /%61 viewer",
                ""
            })
    void refusesARouteThatIsNotOfTheForm(String text) {
        assertThatThrownBy(() -> Route.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    private static int status(String method, String path, String... authorization) {
        return status(decide(ROUTES, Optional.of(access()), method, path, authorization));
    }

    private static int status(Gatekeeper.Decision decision) {
        return decision instanceof Gatekeeper.Decision.Refuse refuse ? refuse.status() : 200;
    }

    private static Gatekeeper.Decision decide(
            RouteTable routes, Optional<Access> access, String method, String path, String... authorization) {
        return Gatekeeper.decide(new Knock(method, path, List.of(authorization), HERE), routes, access);
    }

    private static List<Route> routes(String... texts) {
        return Stream.of(texts).map(Route::parse).toList();
    }

    /** Knows a token for each role, named like it; of the service only that is asked here. */
    private static Access access() {
        return (Access) Proxy.newProxyInstance(
                GatekeeperTest.class.getClassLoader(), new Class<?>[] {Access.class}, (self, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("authenticate");
                    return authenticate((String) arguments[0]);
                });
    }

    private static Authentication authenticate(String token) {
        return switch (token) {
            case "viewer", "operator", "admin" ->
                new Authentication.Known(
                        new Caller(token, Optional.of(Role.valueOf(token.toUpperCase(Locale.ROOT))), Optional.empty()));
            case "device" ->
                new Authentication.Known(new Caller(
                        token,
                        Optional.empty(),
                        Optional.of(new Caller.Enrolment("d", "d", Set.of(new ModuleId("a.b")), 1, 1))));
            case "flood" -> new Authentication.TooMany(Duration.ofMillis(41_001));
            default -> new Authentication.Unknown();
        };
    }
}
