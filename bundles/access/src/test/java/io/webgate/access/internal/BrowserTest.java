// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.EnrolmentRequest;
import io.webgate.access.NewSession;
import io.webgate.access.Origin;
import io.webgate.access.WebSession;
import io.webgate.gate.http.AdminPage;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.ModuleId;
import io.webgate.store.OpenStore;
import io.webgate.store.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.ServiceReference;

import jakarta.servlet.Servlet;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** What the door does for browsers, with real accounts, sessions and tokens behind it (T47, T49–T51, T53). */
final class BrowserTest {

    private static final Origin LOCAL = new Origin("127.0.0.1", true);
    private static final Origin FAR = new Origin("192.0.2.1", false);
    private static final String GOOD = "three chairs in autumn";
    private static final String OTHER = "two lamps in winter";
    private static final String ADMIN_TOKEN = "wgt_the-local-command-line";

    private final SteppedTime time = new SteppedTime();
    private final Secrets secrets = new Secrets(new SecureRandom());
    private final AccessFilter door = new AccessFilter();
    private Path folder;
    private OpenStore store;
    private StoredAccess access;
    private StoredAccounts accounts;

    @BeforeEach
    void open(@TempDir Path fresh) throws Exception {
        folder = fresh;
        store = Stores.embedded(folder.resolve("db/webgate.db"), time);
        Sealing sealing = Sealing.with(folder, secrets);
        access = StoredAccess.open(store, time, secrets, new Credentials(ADMIN_TOKEN), sealing, Duration.ofMinutes(10));
        accounts = StoredAccounts.open(
                store, time, secrets, sealing, folder, Duration.ofMinutes(30), Duration.ofHours(12));
        door.access = access;
        door.accounts = accounts;
        door.bindServlet(servlet(
                "GET /admin viewer",
                "GET /admin/licenses viewer",
                "POST /admin/licenses admin",
                "GET /admin/accounts admin",
                "GET /admin/sign-in public",
                "POST /admin/sign-in public",
                "GET /admin/first-run public",
                "POST /admin/first-run public",
                "POST /api/v1/licenses admin",
                "GET /api/v1/licenses viewer",
                "GET /api/v1/events viewer",
                "* /system/console/** admin"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aCookieIsWhoSignedInAndTellsTheServletsSo() throws Exception {
        NewSession anna = setUp();
        Exchange page = with(anna, new Exchange("GET", "/admin/licenses"));
        page.attributes.put(Caller.ATTRIBUTE, "left there by somebody");
        page.through(door);

        assertThat(page.passed).isTrue();
        assertThat(caller(page).name()).isEqualTo("anna");
        assertThat(caller(page).has(Role.ADMIN)).isTrue();
        assertThat(page.attributes.get(WebSession.ATTRIBUTE))
                .isInstanceOfSatisfying(WebSession.class, session -> assertThat(session.id())
                        .isEqualTo(anna.session().id()));
        assertThat(page.attributes.get(AdminPage.FORM_TOKEN))
                .isEqualTo(anna.session().formToken());
    }

    @Test
    void onAPublicPageNothingThatWasAtTheRequestBeforeIsBelieved() throws Exception {
        setUp();
        Exchange page = new Exchange("GET", "/admin/sign-in");
        page.attributes.put(Caller.ATTRIBUTE, "forged");
        page.attributes.put(WebSession.ATTRIBUTE, "forged");
        page.attributes.put(AdminPage.FORM_TOKEN, "forged");
        page.attributes.put(Caller.OPEN_TO_ALL, "forged");
        page.through(door);

        assertThat(page.passed).isTrue();
        assertThat(page.attributes).containsExactlyEntriesOf(Map.of(Caller.OPEN_TO_ALL, true));
    }

    @Test
    void aRoleOpensItsPagesAndNoOthers() throws Exception {
        setUp();
        accounts.create("anna", "boris", OTHER, Role.VIEWER);
        NewSession boris = accounts.signIn("boris", OTHER, "", FAR, "");

        assertThat(with(boris, new Exchange("GET", "/admin/licenses")).through(door).passed)
                .isTrue();
        Exchange refused = with(boris, new Exchange("GET", "/admin/accounts")).through(door);
        assertThat(refused.passed).isFalse();
        assertThat(refused.status).isEqualTo(403);
        assertThat(with(boris, new Exchange("GET", "/system/console/bundles")).through(door).status)
                .isEqualTo(403);
    }

    @Test
    void T47_aCookieCountsOnceAloneUnderItsNameAndNotForEver() throws Exception {
        NewSession anna = setUp();
        String secret = anna.secret();
        Exchange twice =
                new Exchange("GET", "/admin/licenses").cookie("webgate", secret).cookie("webgate", secret);
        assertThat(twice.through(door).status).isEqualTo(303);
        for (String wrong : new String[] {"", "x", "x".repeat(4096), secret + "x", Secrets.hash(secret)}) {
            Exchange stranger = new Exchange("GET", "/admin/licenses").cookie("webgate", wrong);
            assertThat(stranger.through(door).status).as(wrong).isEqualTo(303);
        }

        Exchange plainNameOverTls = with(anna, new Exchange("GET", "/admin/licenses"));
        plainNameOverTls.secure = true;
        assertThat(plainNameOverTls.through(door).status)
                .as("a neighbour without TLS can set it")
                .isEqualTo(303);
        Exchange overTls = new Exchange("GET", "/admin/licenses").cookie("__Host-webgate", secret);
        overTls.secure = true;
        assertThat(overTls.through(door).passed).isTrue();
        assertThat(overTls.answered).containsEntry("Strict-Transport-Security", "max-age=31536000");

        accounts.signOut(secret);
        assertThat(with(anna, new Exchange("GET", "/admin/licenses")).through(door).status)
                .isEqualTo(303);
    }

    @ParameterizedTest
    @CsvSource({"/admin/licenses,true", "/api/v1/events,false"})
    void T47_whatRefreshesItselfKeepsNobodySignedIn(String path, boolean fragment) throws Exception {
        NewSession anna = setUp();
        for (int count = 0; count < 3; count++) {
            time.pass(Duration.ofMinutes(9));
            Exchange own = with(anna, new Exchange("GET", path));
            if (fragment) {
                own.header("HX-Request", "true");
            }
            assertThat(own.through(door).passed).isTrue();
        }
        time.pass(Duration.ofMinutes(4));
        assertThat(with(anna, new Exchange("GET", "/admin/licenses")).through(door).passed)
                .isFalse();
    }

    @Test
    void T47_whatAPersonAsksForKeepsHimSignedIn() throws Exception {
        NewSession anna = setUp();
        for (int count = 0; count < 5; count++) {
            time.pass(Duration.ofMinutes(29));
            assertThat(with(anna, new Exchange("GET", "/admin/licenses")).through(door).passed)
                    .isTrue();
        }
    }

    @Test
    void T51_aFormNeedsItsTokenInHeaderQueryOrField() throws Exception {
        NewSession anna = setUp();
        String token = anna.session().formToken();
        assertThat(status(with(anna, post()))).isEqualTo(403);
        assertThat(status(with(anna, post()).header(AdminPage.FORM_HEADER, token + "x")))
                .isEqualTo(403);
        assertThat(status(with(anna, new Exchange("POST", "/admin/licenses?form-token=%zz"))))
                .isEqualTo(403);
        assertThat(status(with(anna, post()).formField("form-token", "x"))).isEqualTo(403);
        assertThat(status(with(anna, post()).formField("form-token", token).header("Content-Type", "text/plain")))
                .as("a text that looks like a form")
                .isEqualTo(403);
        assertThat(status(with(anna, post()).header(AdminPage.FORM_HEADER, "x").formField("form-token", token)))
                .as("the header decides where there is one")
                .isEqualTo(403);

        assertThat(status(with(anna, post()).header(AdminPage.FORM_HEADER, token)))
                .isEqualTo(200);
        assertThat(status(with(anna, new Exchange("POST", "/admin/licenses?a=b&form-token=" + token))))
                .isEqualTo(200);
        assertThat(status(with(anna, post()).formField("form-token", token))).isEqualTo(200);
    }

    @Test
    void T51_theInterfaceNeedsTheTokenTooAndItsBodyIsNotRead() throws Exception {
        NewSession anna = setUp();
        // The exchange throws where a form is read
        Exchange form = with(anna, new Exchange("POST", "/api/v1/licenses"))
                .header("Content-Type", "application/x-www-form-urlencoded");
        assertThat(status(form)).isEqualTo(403);
        assertThat(status(with(anna, new Exchange("POST", "/api/v1/licenses"))
                        .header(AdminPage.FORM_HEADER, anna.session().formToken())))
                .isEqualTo(200);
    }

    @Test
    void T51_theWebConsolesOwnFormsAreHeldToTheOtherWitnesses() throws Exception {
        NewSession anna = setUp();
        assertThat(status(with(anna, new Exchange("POST", "/system/console/bundles"))
                        .header("Origin", "http://shop.example:8080")))
                .isEqualTo(200);
        assertThat(status(with(anna, new Exchange("POST", "/system/console/bundles"))
                        .header("Origin", "http://evil.example")))
                .isEqualTo(403);
        assertThat(status(with(anna, new Exchange("POST", "/system/console/bundles"))
                        .header("Sec-Fetch-Site", "same-site")))
                .isEqualTo(403);
        assertThat(status(with(anna, new Exchange("POST", "/system/consoles")))).isEqualTo(403);
    }

    @Test
    void T51_aSecondVersionOfTheProtocolHasNoHeaderHostAndIsComparedAllTheSame() throws Exception {
        NewSession anna = setUp();
        for (String origin : new String[] {"https://server.example:8080", "https://evil.example"}) {
            Exchange form = with(anna, post())
                    .header(AdminPage.FORM_HEADER, anna.session().formToken())
                    .header("Origin", origin);
            form.headers.remove("Host");
            form.protocol = "HTTP/2.0";
            assertThat(status(form)).isEqualTo(origin.contains("evil") ? 403 : 200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /admin, /admin/sign-in",
        "GET, /admin/licenses, /admin/sign-in?next=%2Fadmin%2Flicenses",
        "HEAD, /admin/licenses, /admin/sign-in?next=%2Fadmin%2Flicenses",
        "GET, /admin/nowhere, /admin/sign-in?next=%2Fadmin%2Fnowhere",
        "GET, '/admin/licenses?a=b&c=//evil.example#', '/admin/sign-in?next=%2Fadmin%2Flicenses%3Fa%3Db%26c%3D%2F%2F"
                + "evil.example%23'"
    })
    void T56_aStrangerIsLedToTheSignInAndBackToThisHostAlone(String method, String target, String location)
            throws Exception {
        setUp();
        Exchange page = new Exchange(method, target).through(door);
        assertThat(page.status).isEqualTo(303);
        assertThat(page.answered).containsEntry("Location", location);
        assertThat(page.body()).isEmpty();
    }

    @Test
    void aBrowserIsLedFromAPageBehindTheGateAndAProgramIsTold() throws Exception {
        setUp();
        Exchange page = new Exchange("GET", "/gate/rooms?x=1").header("Accept", "text/html,*/*");
        assertThat(page.through(door).status).isEqualTo(303);
        assertThat(page.answered).containsEntry("Location", "/admin/sign-in?next=%2Fgate%2Frooms%3Fx%3D1");
        Exchange program = new Exchange("GET", "/gate/rooms").header("Accept", "application/json");
        assertThat(program.through(door).status).isEqualTo(401);
        assertThat(program.answered).doesNotContainKey("Location");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /admin/licenses, 401",
        "DELETE, /admin/licenses, 401",
        "GET, /api/v1/licenses, 401",
        "GET, /system/console/bundles, 401",
        "GET, /administrator, 401",
        "GET, //evil.example/admin/licenses, 400",
        "GET, /admin/../api, 400",
        "GET, /admin//evil.example, 400",
        "GET, /admin/;x, 400"
    })
    void whatIsNoPageToBeReadIsToldAsToAProgram(String method, String target, int status) throws Exception {
        setUp();
        Exchange refused = new Exchange(method, target).through(door);
        assertThat(refused.status).isEqualTo(status);
        assertThat(refused.answered).doesNotContainKey("Location");
    }

    @Test
    void aPartOfAPageMakesTheWholePageGo() throws Exception {
        Exchange first = new Exchange("GET", "/admin/licenses").local().header("HX-Request", "true");
        assertThat(first.through(door).status).isEqualTo(401);
        assertThat(first.answered).containsEntry("HX-Redirect", "/admin/first-run");
        setUp();
        Exchange later = new Exchange("GET", "/admin/licenses?page=2").header("HX-Request", "true");
        assertThat(later.through(door).status).isEqualTo(401);
        assertThat(later.answered)
                .containsEntry("HX-Redirect", "/admin/sign-in")
                .doesNotContainKey("Location");
    }

    @Test
    void beforeTheFirstAccountPagesLeadToTheFirstRunWithoutANext() throws Exception {
        Exchange page = new Exchange("GET", "/admin/licenses").local().through(door);
        assertThat(page.status).isEqualTo(303);
        assertThat(page.answered).containsEntry("Location", "/admin/first-run");
        assertThat(new Exchange("GET", "/admin/first-run").local().through(door).passed)
                .isTrue();
        assertThat(new Exchange("POST", "/admin/first-run").local().through(door).passed)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: for=127.0.0.1",
                "X-Forwarded-For: 127.0.0.1",
                "X-Forwarded-Host: localhost",
                "X-Forwarded-Proto: https",
                "X-Real-IP: 127.0.0.1",
                "Via: 1.1 shop",
                "Host: evil.example:8080",
                "Host: shop.example:8080",
                "Origin: http://evil.example"
            })
    void T50_whatARequestSaysOfItselfOnlyTakesTrustAway(String header) throws Exception {
        String name = header.substring(0, header.indexOf(':'));
        String value = header.substring(header.indexOf(':') + 2);
        Exchange near = new Exchange("POST", "/admin/first-run").local();
        assertThat(near.header(name, value).through(door).passed)
                .as("before the first account")
                .isFalse();
        assertThat(near.status).isEqualTo(403);
        Exchange program = new Exchange("GET", "/api/v1/licenses")
                .local()
                .header("Authorization", "Bearer " + ADMIN_TOKEN)
                .header(name, value)
                .through(door);
        // Where a token of a header speaks, another site's name in Origin is none of its business
        assertThat(program.passed).isEqualTo(name.equals("Origin"));

        Exchange far = new Exchange("GET", "/api/v1/licenses").header("Authorization", "Bearer " + ADMIN_TOKEN);
        assertThat(far.header("Host", "localhost").header(name, value).through(door).passed)
                .as("from another computer")
                .isFalse();
        Exchange page = new Exchange("GET", "/admin/first-run").header("Host", "localhost");
        assertThat(page.header(name, value).through(door).passed)
                .as("from another computer")
                .isFalse();
    }

    @Test
    void afterTheFirstAccountTheHostMayBeCalledByAnyName() throws Exception {
        NewSession anna = setUp();
        Exchange page = with(anna, new Exchange("GET", "/admin/licenses"))
                .header("Host", "till.shop.example")
                .header("X-Forwarded-For", "198.51.100.7");
        assertThat(page.through(door).passed).isTrue();
    }

    @Test
    void aTokenBesideACookieDecidesAlone() throws Exception {
        NewSession anna = setUp();
        String viewer = access.createToken("local", "monitoring", Role.VIEWER, IdempotencyKey.none())
                .secret();
        Exchange page = with(anna, new Exchange("GET", "/admin/licenses"))
                .header("Authorization", "Bearer " + viewer)
                .through(door);
        assertThat(page.passed).isTrue();
        assertThat(caller(page).name()).startsWith("monitoring");
        assertThat(page.attributes).doesNotContainKeys(WebSession.ATTRIBUTE, AdminPage.FORM_TOKEN);
        assertThat(status(
                        with(anna, new Exchange("GET", "/admin/accounts")).header("Authorization", "bearer " + viewer)))
                .isEqualTo(403);
        assertThat(status(with(anna, new Exchange("GET", "/admin/accounts")).header("Authorization", "Bearer wrong")))
                .as("a wrong token is not made good by a cookie")
                .isEqualTo(303);
    }

    @Test
    void aDeviceSeesNoPage() throws Exception {
        setUp();
        EnrolmentRequest request = new EnrolmentRequest("Tablet", Set.of(new ModuleId("a.b")), 1, 1);
        String code = access.enrol("local", request, IdempotencyKey.none()).code();
        String device = access.redeem(code, FAR, IdempotencyKey.none()).token();
        for (String path : new String[] {"/admin", "/admin/licenses", "/admin/accounts", "/system/console/bundles"}) {
            Exchange page = new Exchange("GET", path).header("Authorization", "Bearer " + device);
            assertThat(page.through(door).status).as(path).isEqualTo(403);
        }
    }

    @Test
    void anotherSchemeThanOursIsNoTokenAndHidesNoCookie() throws Exception {
        NewSession anna = setUp();
        Exchange beside = with(anna, new Exchange("GET", "/admin/licenses")).header("Authorization", "Basic YWRtaW46");
        assertThat(beside.through(door).passed).isTrue();
        assertThat(caller(beside).name()).isEqualTo("anna");
        assertThat(status(with(anna, post()).header("Authorization", "Basic YWRtaW46")))
                .as("and takes no form's token away")
                .isEqualTo(403);
        assertThat(status(new Exchange("GET", "/admin/licenses").header("Authorization", "Basic YWRtaW46")))
                .isEqualTo(303);
    }

    @Test
    void R53_withoutAccountsNoCookieCountsAndNoPageOpens() throws Exception {
        NewSession anna = setUp();
        door.accounts = null;
        assertThat(status(with(anna, new Exchange("GET", "/admin/licenses")))).isEqualTo(401);
        door.access = null;
        assertThat(status(with(anna, new Exchange("GET", "/admin/licenses")))).isEqualTo(503);
    }

    @Test
    void whoAsksForAnotherContextIsAnsweredTheSame() throws Exception {
        NewSession anna = setUp();
        Exchange console = with(anna, new Exchange("GET", "/system/console/bundles"));
        assertThat(door.admits(console.request(), console.response())).isTrue();
        assertThat(caller(console).name()).isEqualTo("anna");
        assertThat(console.answered.get("Content-Security-Policy")).contains("script-src 'self' 'unsafe-inline'");
        Exchange stranger = new Exchange("GET", "/system/console/bundles");
        assertThat(door.admits(stranger.request(), stranger.response())).isFalse();
        assertThat(stranger.status).isEqualTo(401);
        assertThat(stranger.attributes).isEmpty();
        Exchange page = new Exchange("GET", "/admin/licenses").through(door);
        assertThat(page.answered.get("Content-Security-Policy")).doesNotContain("unsafe");
    }

    private NewSession setUp() throws Exception {
        String token = Files.readString(folder.resolve(FirstRunToken.FILE)).strip();
        return accounts.setUp(token, "anna", GOOD, LOCAL, "");
    }

    private static Exchange post() {
        return new Exchange("POST", "/admin/licenses");
    }

    private static Exchange with(NewSession session, Exchange exchange) {
        return exchange.cookie("webgate", session.secret());
    }

    private int status(Exchange exchange) throws Exception {
        return exchange.through(door).status;
    }

    private static Caller caller(Exchange exchange) {
        return (Caller) Objects.requireNonNull(exchange.attributes.get(Caller.ATTRIBUTE));
    }

    /** A servlet's registration, as far as the door looks at it. */
    @SuppressWarnings("unchecked")
    private static ServiceReference<Servlet> servlet(String... routes) {
        return (ServiceReference<Servlet>) Proxy.newProxyInstance(
                ServiceReference.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (self, method, given) -> switch (method.getName()) {
                    case "getProperty" -> routes;
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == given[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
