// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.access.AccessException.Fault;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.gate.http.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Locale;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Signing in and out, and the first run, as a browser meets them. */
class SignInTest {

    private final House house = new House();

    @ParameterizedTest
    @CsvSource({
        "/admin/plugins, /admin/plugins",
        "/admin/licenses?license=L-1, /admin/licenses?license=L-1",
        "'', /admin",
        "//evil.example, /admin",
        "/admin//evil.example, /admin",
        "https://evil.example/admin, /admin",
        "/admin/../../etc, /admin",
        "/\\evil.example, /admin",
        "/api/v1/gate, /admin",
    })
    void whoSignsInIsSentToAPageOfThesePagesOnly(String next, String sent) throws Exception {
        house.accounts.with("anna", Role.ADMIN, false);
        House.Visit visit = attempt("anna", FakeAccounts.PASSWORD).field("next", next);
        assertThat(visit.answer()).isEqualTo(new PageAnswer.See(sent));
        assertThat(visit.http.cookiesSet).singleElement().satisfies(cookie -> assertThat(cookie)
                .startsWith("webgate=fresh-secret;")
                .contains("HttpOnly", "SameSite=Strict"));
    }

    @Test
    void aSessionThatWasThereBeforeIsEndedAndNeverAdopted() throws Exception {
        house.accounts.with("anna", Role.ADMIN, false);
        attempt("anna", FakeAccounts.PASSWORD).cookie("planted").answer();
        assertThat(house.accounts.signedOut).containsExactly("planted");
    }

    @ParameterizedTest
    @CsvSource({"anna, wrong-password-1", "nobody, wrong-password-1"})
    void aWrongPasswordAndAnUnknownLoginLookTheSameAndStandNowhereInThePage(String login, String password)
            throws Exception {
        house.accounts.with("anna", Role.ADMIN, true);
        House.Visit visit = attempt(login, password);
        PageAnswer answer = visit.answer();
        assertThat(House.status(answer)).isEqualTo(401);
        assertThat(House.html(answer))
                .contains("role=\"alert\"", "Because of sign-in-failed.", "value=\"" + login + "\"")
                .doesNotContain(password, "one-time-code");
        assertThat(visit.http.cookiesSet).isEmpty();
    }

    @Test
    void digitsAreAskedForOnlyAfterTheRightPasswordWhichIsNotKept() throws Exception {
        house.accounts.with("anna", Role.ADMIN, true);
        PageAnswer asked = attempt("anna", FakeAccounts.PASSWORD).answer();
        assertThat(House.status(asked)).isEqualTo(401);
        assertThat(House.html(asked))
                .contains("name=\"digits\"", "autocomplete=\"one-time-code\"", "autocomplete=\"current-password\"")
                .doesNotContain(FakeAccounts.PASSWORD);
        PageAnswer wrong =
                attempt("anna", FakeAccounts.PASSWORD).field("digits", "000000").answer();
        assertThat(House.html(wrong)).contains("name=\"digits\"").doesNotContain("000000");
        assertThat(attempt("anna", FakeAccounts.PASSWORD)
                        .field("digits", FakeAccounts.DIGITS)
                        .answer())
                .isEqualTo(new PageAnswer.See("/admin"));
    }

    @Test
    void whoIsSignedInAlreadyIsSentOn() throws Exception {
        house.accounts.with("anna", Role.ADMIN, false);
        assertThat(house.visit("GET", "/admin/sign-in").by("anna", Role.ADMIN).answer())
                .isEqualTo(new PageAnswer.See("/admin"));
    }

    @Test
    void whoSignedOutHasNoSessionAndNoCookie() throws Exception {
        house.accounts.with("anna", Role.ADMIN, false);
        House.Visit visit =
                house.visit("POST", "/admin/sign-out").by("anna", Role.ADMIN).cookie("mine");
        assertThat(visit.answer()).isEqualTo(new PageAnswer.See("/admin/sign-in?done=signed-out"));
        assertThat(house.accounts.signedOut).containsExactly("mine");
        assertThat(visit.http.cookiesSet)
                .singleElement()
                .satisfies(cookie -> assertThat(cookie).startsWith("webgate=;").contains("Max-Age=0"));
        assertThat(visit.http.headers).containsEntry("Clear-Site-Data", "\"cache\", \"storage\"");
    }

    @ParameterizedTest
    @CsvSource({"signed-out, true", "<script>, false", "account-created, false"})
    void onlyAnOutcomeOfThisPageIsTold(String done, boolean told) throws Exception {
        house.accounts.with("anna", Role.ADMIN, false);
        assertThat(House.html(house.visit("GET", "/admin/sign-in")
                                .field("done", done)
                                .answer())
                        .contains("id=\"outcome\""))
                .isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/sign-in", "/admin/first-run"})
    void withoutTheServiceThePageSaysSoAndAsksAgainByItself(String path) {
        house.peopleKnown = false;
        House.Visit visit = house.visit("GET", path).in("ru");
        assertThatThrownBy(visit::answer).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.problem(Locale.ENGLISH).status()).isEqualTo(503);
            assertThat(refused.problem(Locale.ENGLISH).title()).isEqualTo("Войти сейчас нельзя");
        });
        assertThat(visit.http.headers).containsEntry("Refresh", "5");
    }

    @Test
    void aFormThatWasSentWhileTheServiceIsMissingIsNotSentAgainByItself() {
        house.peopleKnown = false;
        House.Visit visit = attempt("anna", FakeAccounts.PASSWORD);
        assertThatThrownBy(visit::answer).isInstanceOf(Refused.class);
        assertThat(visit.http.headers).doesNotContainKey("Refresh");
    }

    @Test
    void whileNobodyCanSignInTheFirstRunIsShownAndAfterwardsNoMore() throws Exception {
        assertThat(house.visit("GET", "/admin/sign-in").answer()).isEqualTo(new PageAnswer.See("/admin/first-run"));
        assertThat(House.html(house.visit("GET", "/admin/first-run").answer()))
                .contains("/opt/webgate/var/first-run-token", "autocomplete=\"new-password\"", "At least 12 characters")
                .doesNotContain(FakeAccounts.TOKEN);
        house.accounts.with("anna", Role.ADMIN, false);
        assertThat(house.visit("GET", "/admin/first-run").answer()).isEqualTo(new PageAnswer.See("/admin/sign-in"));
        assertThat(firstRun(FakeAccounts.TOKEN, FakeAccounts.PASSWORD, FakeAccounts.PASSWORD)
                        .answer())
                .isEqualTo(new PageAnswer.See("/admin/sign-in"));
        assertThat(house.accounts.people).containsOnlyKeys("anna");
    }

    @Test
    void theFirstRunMakesAnAdministratorAndSignsItIn() throws Exception {
        House.Visit visit = firstRun(FakeAccounts.TOKEN, FakeAccounts.PASSWORD, FakeAccounts.PASSWORD);
        assertThat(visit.answer()).isEqualTo(new PageAnswer.See("/admin/first-run/next"));
        assertThat(house.accounts.who("boris").role()).isEqualTo(Role.ADMIN);
        assertThat(visit.http.cookiesSet).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "first-run-secret, correct horse battery, correct horse batter, repeat, 422, true",
        "first-run-secret, short, short, password, 422, true",
        "not-the-token, correct horse battery, correct horse battery, token, 403, false",
    })
    void whatIsWrongInTheFirstRunStandsAtItsField(
            String token, String password, String repeat, String field, int status, boolean tokenKept)
            throws Exception {
        PageAnswer answer = firstRun(token, password, repeat).answer();
        assertThat(House.status(answer)).isEqualTo(status);
        assertThat(House.html(answer))
                .contains("id=\"" + field + "-error\" role=\"alert\"", "value=\"boris\"")
                .doesNotContain(password + "\"", repeat + "\"");
        assertThat(House.html(answer).contains(token)).isEqualTo(tokenKept);
        assertThat(house.accounts.people).isEmpty();
    }

    @Test
    void afterTheFirstRunTheWaysToALicenceAreShownThatWork() throws Exception {
        house.accounts.with("anna", Role.ADMIN, false);
        assertThat(House.html(house.visit("GET", "/admin/first-run/next")
                        .by("anna", Role.ADMIN)
                        .answer()))
                .contains("/opt/webgate/licenses", "/admin/licenses#install-heading", "1 of 5 done");
    }

    @Test
    void aStoreThatCanNotBeReadTakesTheChecklistAwayAndNotThePage() throws Exception {
        house.accounts.with("anna", Role.ADMIN, false);
        house.accounts.failure = Optional.of(Fault.STORE_FAILED);
        PageAnswer answer = house.visit("GET", "/admin/first-run/next")
                .by("anna", Role.ADMIN)
                .answer();
        assertThat(House.status(answer)).isEqualTo(200);
        assertThat(House.html(answer)).doesNotContain("checklist-heading").contains("/opt/webgate/licenses");
    }

    private House.Visit attempt(String login, String password) {
        return house.visit("POST", "/admin/sign-in").field("login", login).field("password", password);
    }

    private House.Visit firstRun(String token, String password, String repeat) {
        return house.visit("POST", "/admin/first-run")
                .field("token", token)
                .field("login", "boris")
                .field("password", password)
                .field("repeat", repeat);
    }
}
