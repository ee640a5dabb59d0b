// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.access.AccessException;
import io.webgate.access.AccessException.Fault;
import io.webgate.access.ApiToken;
import io.webgate.access.Device;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;
import io.webgate.license.api.LocalizedText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The pages about accounts, devices, tokens and the record of acts. */
class PeoplePagesTest {

    private static final String EVIL = "<script>alert('x')</script>\"><img src=x onerror=y>";
    private static final String NEW = "a much better password";

    private final House house = new House();

    @BeforeEach
    void people() {
        house.accounts.with("anna", Role.ADMIN, false).with("boris", Role.OPERATOR, false);
        house.accounts.sessions.add(FakeAccounts.session("s-own", "anna", Role.ADMIN, "Own browser"));
        house.accounts.sessions.add(FakeAccounts.session("s-old", "anna", Role.ADMIN, "Old browser"));
        house.accounts.sessions.add(FakeAccounts.session("s-boris", "boris", Role.OPERATOR, "His browser"));
    }

    @Test
    void everyRouteButTheDoorAsksForARoleAndEveryChangeIsAPost() {
        assertThat(house.routes().stream().filter(route -> route.endsWith(" public")))
                .containsExactlyInAnyOrder(
                        "GET /admin/sign-in public",
                        "POST /admin/sign-in public",
                        "GET /admin/first-run public",
                        "POST /admin/first-run public");
        assertThat(house.routes().stream()
                        .filter(route -> route.contains("/admin/accounts")
                                || route.contains("/admin/tokens")
                                || route.contains("/admin/devices")
                                || route.contains("/admin/audit")))
                .isNotEmpty()
                .allMatch(route -> route.endsWith(" admin"));
        assertThat(house.routes()).allMatch(route -> route.startsWith("GET ") || route.startsWith("POST "));
    }

    @ParameterizedTest
    @CsvSource({
        "en, /admin/sign-in", "ru, /admin/sign-in",
        "en, /admin/first-run/next", "ru, /admin/first-run/next",
        "en, /admin/account", "ru, /admin/account",
        "en, /admin/accounts", "ru, /admin/accounts",
        "en, /admin/tokens", "ru, /admin/tokens",
        "en, /admin/audit", "ru, /admin/audit",
    })
    void hostileNamesAreOnlyTextOnEveryPageInBothLanguages(String language, String path) throws Exception {
        house.accounts.with(EVIL, Role.ADMIN, true);
        house.accounts.sessions.add(FakeAccounts.session("s-evil", EVIL, Role.ADMIN, EVIL));
        house.title = new LocalizedText(EVIL, EVIL);
        house.access.tokens.add(new ApiToken("t-9", EVIL, Role.VIEWER, FakeAccounts.NOW, EVIL));
        house.access.devices.add(
                new Device(new Caller.Enrolment("d-9", EVIL, Set.of(House.TILL), 1, 1), FakeAccounts.NOW, EVIL));
        house.access.record(EVIL, EVIL, EVIL, EVIL);
        House.Visit visit = house.visit("GET", path).in(language).field("login", EVIL);
        String page = House.html((path.endsWith("sign-in") ? visit : visit.by(EVIL, Role.ADMIN)).answer());
        assertThat(page).doesNotContain("<script", "<img", "\">&lt;img");
        if (!path.endsWith("next")) {
            assertThat(page).contains("&lt;script");
        }
    }

    @Test
    void thePageOfOneAccountShowsAHostileLoginAsTextToo() throws Exception {
        house.accounts.with("a\"><b>", Role.VIEWER, false);
        for (String end : List.of("", "/remove")) {
            String page = House.html(
                    admin("GET", "/admin/accounts/a%22%3E%3Cb%3E" + end).answer());
            assertThat(page).doesNotContain("<b>").contains("/admin/accounts/a%22%3E%3Cb%3E");
        }
    }

    @Test
    void theOwnPageListsTheOwnSessionsAndMarksThisOne() throws Exception {
        assertThat(House.html(admin("GET", "/admin/account").answer()))
                .contains("Own browser", "Old browser", "/admin/account/sessions/s-old/end", "this one")
                .doesNotContain("His browser");
    }

    @ParameterizedTest
    @CsvSource({"s-old, session-ended, 2", "s-boris, session-gone, 3", "s-none, session-gone, 3"})
    void onlyAnOwnSessionCanBeEnded(String id, String done, int left) throws Exception {
        assertThat(admin("POST", "/admin/account/sessions/" + id + "/end").answer())
                .isEqualTo(new PageAnswer.See("/admin/account?done=" + done));
        assertThat(house.accounts.sessions).hasSize(left);
    }

    @Test
    void anApiTokenHasNoAccountOfItsOwn() {
        for (String route : List.of(
                "GET /admin/account",
                "POST /admin/account/password",
                "POST /admin/account/second-factor",
                "POST /admin/account/second-factor/confirm",
                "POST /admin/account/second-factor/remove",
                "POST /admin/account/sessions/s-old/end")) {
            String[] parts = route.split(" ", 2);
            assertThatThrownBy(() -> house.visit(parts[0], parts[1])
                            .token("anna", Role.ADMIN)
                            .answer())
                    .as(route)
                    .isInstanceOfSatisfying(Refused.class, refused -> assertThat(
                                    refused.problem(Locale.ENGLISH).status())
                            .isEqualTo(403));
        }
        assertThat(house.accounts.sessions).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "not the old one, a much better password, a much better password, old",
        "correct horse battery, short, short, password",
        "correct horse battery, a much better password, another password, repeat",
    })
    void aPasswordThatIsNotChangedSaysWhyAndStandsNowhere(String old, String password, String repeat, String field)
            throws Exception {
        PageAnswer answer = password(old, password, repeat).answer();
        assertThat(House.status(answer)).isEqualTo(422);
        assertThat(House.html(answer))
                .contains("id=\"" + field + "-error\" role=\"alert\"")
                .doesNotContain(old + "\"", "\"" + password, "\"" + repeat + "\" ");
        assertThat(house.accounts.passwords.get("anna")).isEqualTo(FakeAccounts.PASSWORD);
    }

    @Test
    void aChangedPasswordEndsEveryOtherSession() throws Exception {
        assertThat(password(FakeAccounts.PASSWORD, NEW, NEW).answer())
                .isEqualTo(new PageAnswer.See("/admin/account?done=password-changed"));
        assertThat(house.accounts.passwords.get("anna")).isEqualTo(NEW);
        assertThat(house.accounts.sessions("anna")).extracting("id").containsExactly("s-own");
    }

    @Test
    void aSecondFactorCountsOnlyOnceItsDigitsFitAndItsSecretIsShownOnce() throws Exception {
        String begun = House.html(admin("POST", "/admin/account/second-factor").answer());
        assertThat(begun).contains("JBSWY3DPEHPK3PXP", "<svg", "autocomplete=\"one-time-code\"");
        assertThat(house.accounts.who("anna").secondFactor()).isFalse();
        PageAnswer wrong = admin("POST", "/admin/account/second-factor/confirm")
                .field("digits", "000000")
                .answer();
        assertThat(House.status(wrong)).isEqualTo(422);
        assertThat(House.html(wrong))
                .contains("id=\"digits-error\" role=\"alert\"", "id=\"factor-anew\"")
                .doesNotContain("JBSWY3DPEHPK3PXP");
        PageAnswer right = admin("POST", "/admin/account/second-factor/confirm")
                .field("digits", FakeAccounts.DIGITS)
                .answer();
        assertThat(House.html(right)).contains("aaaaa-bbbbb-ccccc-ddddd", "eeeee-fffff-00000-11111");
        assertThat(house.accounts.who("anna").secondFactor()).isTrue();
    }

    @Test
    void aSecondFactorIsTakenAwayByThePasswordOnly() throws Exception {
        house.accounts.with("anna", Role.ADMIN, true);
        assertThat(House.html(admin("POST", "/admin/account/second-factor/remove")
                        .field("password", "guessed guessed")
                        .answer()))
                .contains("id=\"factor-password-error\" role=\"alert\"")
                .doesNotContain("guessed guessed");
        assertThat(house.accounts.who("anna").secondFactor()).isTrue();
        assertThat(admin("POST", "/admin/account/second-factor/remove")
                        .field("password", FakeAccounts.PASSWORD)
                        .answer())
                .isEqualTo(new PageAnswer.See("/admin/account?done=second-factor-off"));
        assertThat(house.accounts.who("anna").secondFactor()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/accounts/anna", "/admin/accounts/anna/remove"})
    void theLastAdministratorsButtonsAreShownDisabledWithTheReason(String path) throws Exception {
        assertThat(House.html(admin("GET", path).answer()))
                .contains("aria-disabled=\"true\"", "The last administrator")
                .doesNotContain("action=\"/admin/accounts/anna/remove\"", "action=\"/admin/accounts/anna/role\"");
        house.accounts.with("clara", Role.ADMIN, false);
        assertThat(House.html(admin("GET", path).answer())).doesNotContain("aria-disabled");
    }

    @Test
    void theLastAdministratorStaysOneWhateverIsSent() throws Exception {
        for (House.Visit visit : List.of(
                admin("POST", "/admin/accounts/anna/role").field("role", "viewer"),
                admin("POST", "/admin/accounts/anna/remove"))) {
            PageAnswer answer = visit.answer();
            assertThat(House.status(answer)).isEqualTo(409);
            assertThat(House.html(answer)).contains("role=\"alert\"", "Because of last-administrator.");
        }
        assertThat(house.accounts.who("anna").role()).isEqualTo(Role.ADMIN);
    }

    @Test
    void anAccountIsMadeChangedAndRemoved() throws Exception {
        assertThat(create("clara", NEW, "operator").answer())
                .isEqualTo(new PageAnswer.See("/admin/accounts?done=account-created"));
        assertThat(admin("POST", "/admin/accounts/clara/role")
                        .field("role", "admin")
                        .answer())
                .isEqualTo(new PageAnswer.See("/admin/accounts?done=role-changed"));
        assertThat(house.accounts.who("clara").role()).isEqualTo(Role.ADMIN);
        assertThat(admin("POST", "/admin/accounts/clara/password")
                        .field("password", "reset reset reset")
                        .answer())
                .isEqualTo(new PageAnswer.See("/admin/accounts?done=password-reset"));
        assertThat(house.accounts.passwords.get("clara")).isEqualTo("reset reset reset");
        assertThat(admin("POST", "/admin/accounts/clara/remove").answer())
                .isEqualTo(new PageAnswer.See("/admin/accounts?done=account-removed"));
        assertThat(house.accounts.people).containsOnlyKeys("anna", "boris");
    }

    @ParameterizedTest
    @CsvSource({
        "boris, a much better password, viewer, new-login, 409",
        "clara, short, viewer, new-password, 422",
        "clara, a much better password, emperor, new-role, 422",
    })
    void anAccountThatIsNotMadeSaysWhyAtTheField(String login, String password, String role, String field, int status)
            throws Exception {
        PageAnswer answer = create(login, password, role).answer();
        assertThat(House.status(answer)).isEqualTo(status);
        assertThat(House.html(answer))
                .contains("id=\"" + field + "-error\" role=\"alert\"", "value=\"" + login + "\"")
                .doesNotContain("\"" + password + "\"");
        assertThat(house.accounts.people).containsOnlyKeys("anna", "boris");
    }

    @Test
    void theOwnPasswordIsNotResetWithoutTheOldOne() throws Exception {
        assertThat(admin("POST", "/admin/accounts/anna/password")
                        .field("password", NEW)
                        .answer())
                .isEqualTo(new PageAnswer.See("/admin/account"));
        assertThat(house.accounts.passwords.get("anna")).isEqualTo(FakeAccounts.PASSWORD);
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "GET, /remove", "POST, /password"})
    void anUnknownAccountIsRefused(String method, String end) {
        assertThatThrownBy(() -> admin(method, "/admin/accounts/nobody" + end)
                        .field("password", NEW)
                        .answer())
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(
                                refused.problem(Locale.ENGLISH).status())
                        .isEqualTo(404));
    }

    @Test
    void aStoreThatFailsIsToldAndNotTakenForAnEmptyOne() {
        house.accounts.failure = Optional.of(Fault.STORE_FAILED);
        for (String path : List.of("/admin/accounts", "/admin/account")) {
            assertThatThrownBy(() -> admin("GET", path).answer())
                    .isInstanceOfSatisfying(AccessException.class, failed -> assertThat(failed.fault())
                            .isEqualTo(Fault.STORE_FAILED));
        }
    }

    @Test
    void theSecretOfATokenIsShownOnTheAnswerAndNeverAgain() throws Exception {
        PageAnswer made = admin("POST", "/admin/tokens")
                .field("once", "form-number-1")
                .field("label", "Backup <job>")
                .field("role", "viewer")
                .answer();
        assertThat(House.status(made)).isEqualTo(200);
        assertThat(House.html(made)).contains(FakeAccess.SECRET, "Backup &lt;job&gt;");
        assertThat(House.html(admin("GET", "/admin/tokens").answer()))
                .contains("Backup &lt;job&gt;")
                .doesNotContain(FakeAccess.SECRET);
        assertThat(admin("POST", "/admin/tokens/t-1/revoke").answer())
                .isEqualTo(new PageAnswer.See("/admin/tokens?done=token-revoked"));
        assertThat(admin("POST", "/admin/tokens/t-1/revoke").answer())
                .isEqualTo(new PageAnswer.See("/admin/tokens?done=revoked-before"));
    }

    @Test
    void D8_aRevokedDeviceStandsAmongTheBlockedOnesUntilItIsAllowedAgain() throws Exception {
        house.access.devices.add(new Device(
                new Caller.Enrolment("d-7", "Bar <tablet>", Set.of(House.TILL), 2, 1), FakeAccounts.NOW, "anna"));
        assertThat(House.html(admin("GET", "/admin/tokens").answer())).doesNotContain("Blocked devices");

        admin("POST", "/admin/devices/d-7/revoke").answer();
        assertThat(House.html(admin("GET", "/admin/tokens").answer()))
                .containsSubsequence("Blocked devices", "Bar &lt;tablet&gt;", "action=\"/admin/devices/d-7/allow\"");
        assertThat(admin("POST", "/admin/devices/d-7/allow").answer())
                .isEqualTo(new PageAnswer.See("/admin/tokens?done=device-allowed"));
        assertThat(admin("POST", "/admin/devices/d-7/allow").answer())
                .isEqualTo(new PageAnswer.See("/admin/tokens?done=allowed-before"));
        assertThat(house.access.devices).hasSize(1);
    }

    @Test
    void loadingTheAnswerAnewMakesNoSecondTokenAndShowsNoSecretAgain() throws Exception {
        String form = once(House.html(admin("GET", "/admin/tokens").answer()));
        assertThat(House.html(token(form, "Backup", "viewer").answer())).contains(FakeAccess.SECRET);
        for (int reload = 0; reload < 3; reload++) {
            assertThat(token(form, "Backup", "viewer").answer())
                    .isEqualTo(new PageAnswer.See("/admin/tokens?done=token-made-before"));
        }
        assertThat(house.access.tokens).hasSize(1);
        for (String language : List.of("en", "ru")) {
            assertThat(House.html(admin("GET", "/admin/tokens")
                            .in(language)
                            .field("done", "token-made-before")
                            .answer()))
                    .contains("id=\"outcome\"", language.equals("en") ? "not shown again" : "показывается один раз")
                    .doesNotContain(FakeAccess.SECRET);
        }
    }

    @Test
    void anotherCopyOfTheFormMakesAnotherToken() throws Exception {
        String first = once(House.html(admin("GET", "/admin/tokens").answer()));
        String second = once(House.html(admin("GET", "/admin/tokens").answer()));
        token(first, "Backup", "viewer").answer();
        token(second, "Backup", "viewer").answer();
        assertThat(house.access.tokens).hasSize(2);
    }

    @Test
    void whoSendsTheSameFormAsSomebodyElseGetsATokenOfHisOwn() throws Exception {
        house.accounts.with("clara", Role.ADMIN, false);
        token("form-number-1", "Backup", "viewer").answer();
        PageAnswer other = token("form-number-1", "Backup", "viewer")
                .by("clara", Role.ADMIN)
                .answer();
        assertThat(House.html(other)).contains(FakeAccess.SECRET);
        assertThat(house.access.tokens).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"form-number-1", "''", "short", "not a form!", "<script>alert(1)</script>"})
    void aUsedFormWithOtherWordsAndAFormWithoutNumberMakeNothingAndComeBackFresh(String form) throws Exception {
        token("form-number-1", "Backup", "viewer").answer();
        PageAnswer answer = token(form, "Another", "viewer").answer();
        assertThat(House.status(answer)).isEqualTo(422);
        assertThat(House.html(answer))
                .contains("This copy of the form has been used up", "value=\"Another\"")
                .doesNotContain("<script");
        assertThat(once(House.html(answer))).startsWith("fresh-form-");
        assertThat(house.access.tokens).hasSize(1);
    }

    @Test
    void loadingTheAnswerAnewMakesNoSecondCodeForADevice() throws Exception {
        assertThat(House.html(enrol("Hall", "example.till", "4", "2").answer())).contains(FakeAccess.CODE);
        assertThat(enrol("Hall", "example.till", "4", "2").answer())
                .isEqualTo(new PageAnswer.See("/admin/tokens?done=code-made-before"));
        assertThat(House.status(enrol("Hall", "example.till", "4", "3").answer()))
                .isEqualTo(422);
        assertThat(house.access.enrolled).hasSize(1);
        assertThat(House.html(admin("GET", "/admin/tokens")
                        .field("done", "code-made-before")
                        .answer()))
                .contains("id=\"outcome\"")
                .doesNotContain(FakeAccess.CODE);
    }

    @Test
    void aNewAccountIsMadeOnceSinceItsLoginIsItsOwn() throws Exception {
        assertThat(create("clara", NEW, "operator").answer())
                .isEqualTo(new PageAnswer.See("/admin/accounts?done=account-created"));
        assertThat(House.status(create("clara", NEW, "admin").answer())).isEqualTo(409);
        assertThat(house.accounts.who("clara").role()).isEqualTo(Role.OPERATOR);
    }

    @Test
    void theChecklistIsPutAwayForOneAccountAndBroughtBack() throws Exception {
        House.Visit hide = admin("POST", "/admin/checklist/hide");
        assertThat(hide.answer()).isEqualTo(new PageAnswer.See("/admin"));
        assertThat(hide.http.cookiesSet)
                .singleElement()
                .asString()
                .endsWith("=hidden; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax");
        String[] cookie = hide.http.cookiesSet.get(0).split("[=;]", 3);
        assertThat(cookie[0]).matches("[a-z0-9-]+");
        House.Visit later = admin("GET", "/admin/account");
        later.http.cookie(cookie[0], cookie[1]);
        assertThat(House.html(later.answer())).contains("action=\"/admin/checklist/show\"", "id=\"checklist-show\"");
        assertThat(Checklist.shown(later.request())).isEmpty();
        // In the same browser, but somebody else
        House.Visit other = house.visit("GET", "/admin/account").by("boris", Role.OPERATOR);
        other.http.cookie(cookie[0], cookie[1]);
        assertThat(House.html(other.answer())).doesNotContain("/admin/checklist/show");
        assertThat(Checklist.shown(other.request())).isPresent();
        House.Visit show = admin("POST", "/admin/checklist/show");
        assertThat(show.answer()).isEqualTo(new PageAnswer.See("/admin"));
        assertThat(show.http.cookiesSet).containsExactly(cookie[0] + "=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void aProgramHasNoChecklistToPutAway() {
        assertThatThrownBy(() -> house.visit("POST", "/admin/checklist/hide")
                        .token("anna", Role.ADMIN)
                        .answer())
                .isInstanceOf(Refused.class);
    }

    @Test
    void aFinishedChecklistIsNotShownAndAnUnfinishedOneCanBePutAway() throws Exception {
        assertThat(Checklist.shown(admin("GET", "/admin/account").request())
                        .orElseThrow()
                        .done())
                .isEqualTo(1);
        assertThat(Checklist.of(1, 1, true, 1, true).isComplete()).isTrue();
        house.accounts.failure = Optional.of(Fault.STORE_FAILED);
        assertThat(Checklist.shown(admin("GET", "/admin/account").request())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', viewer, token-label", "Backup, emperor, token-role"})
    void aTokenThatIsNotMadeSaysWhyAtTheField(String label, String role, String field) throws Exception {
        PageAnswer answer = admin("POST", "/admin/tokens")
                .field("label", label)
                .field("role", role)
                .answer();
        assertThat(House.status(answer)).isEqualTo(422);
        assertThat(House.html(answer)).contains("id=\"" + field + "-error\" role=\"alert\"");
        assertThat(house.access.tokens).isEmpty();
    }

    @Test
    void aDeviceGetsACodeForTheModulesThatWereTicked() throws Exception {
        String page = House.html(enrol("Hall 1", "example.till", "4", "2").answer());
        assertThat(page).contains(FakeAccess.CODE, "<svg", "Hall 1");
        assertThat(house.access.enrolled).singleElement().satisfies(request -> {
            assertThat(request.modules()).containsExactly(House.TILL);
            assertThat(request.sessions()).isEqualTo(4);
            assertThat(request.weight()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "'', example.till, 1, 1",
        "Hall, '', 1, 1",
        "Hall, NOT A MODULE, 1, 1",
        "Hall, example.till, 0, 1",
        "Hall, example.till, many, 1",
        "Hall, example.till, 1, 1000001",
        "Hall, example.till, 99999999999999999999, 1",
    })
    void aDeviceThatCanNotBeAllowedIsRefusedWithTheFormAgain(
            String label, String module, String sessions, String weight) throws Exception {
        PageAnswer answer = enrol(label, module, sessions, weight).answer();
        assertThat(House.status(answer)).isEqualTo(422);
        assertThat(House.html(answer)).contains("role=\"alert\"");
        assertThat(house.access.enrolled).isEmpty();
    }

    @Test
    void whatIsTickedStaysTickedWhenTheFormComesAgain() throws Exception {
        assertThat(House.html(enrol("Hall", "example.till", "0", "1").answer()))
                .contains("value=\"example.till\" checked", "value=\"Hall\"");
    }

    @Test
    void aFullStoreIsToldOnTheFormAndNothingOfItIsLost() throws Exception {
        house.access.failure = Optional.of(Fault.STORE_FULL);
        PageAnswer answer = enrol("Hall", "example.till", "1", "1").answer();
        assertThat(House.status(answer)).isEqualTo(507);
        assertThat(House.html(answer)).contains("Because of store-full.", "value=\"Hall\"");
    }

    @Test
    void withoutACatalogueNoDeviceCanBeEnrolledAndThePageSaysWhy() throws Exception {
        house.catalogue = false;
        assertThat(House.html(admin("GET", "/admin/tokens").answer()))
                .contains("No catalogue tells the modules now")
                .doesNotContain("action=\"/admin/devices\"");
    }

    @Test
    void theRecordIsToldInWordsWithTheCodeBesideIt() throws Exception {
        house.access.record("anna", "sign-in", "anna", "sign-in-failed");
        assertThat(House.html(admin("GET", "/admin/audit").answer()))
                .contains("Sign-in", "Refused: login, password or digits wrong", "sign-in · sign-in-failed");
        assertThat(House.html(admin("GET", "/admin/audit").in("ru").answer()))
                .contains("Вход", "Отказ: неверное имя входа, пароль или цифры");
    }

    @Test
    void theTableToDownloadHoldsNoFormula() throws Exception {
        house.access.record("=cmd|' /C calc'!A0", "sign-in", "-", "done");
        PageAnswer answer = admin("GET", "/admin/audit.csv").answer();
        assertThat(answer).isInstanceOfSatisfying(PageAnswer.Download.class, file -> {
            assertThat(file.type()).isEqualTo("text/csv;charset=utf-8");
            assertThat(new String(file.content(), StandardCharsets.UTF_8)
                            .lines()
                            .toList())
                    .hasSize(2)
                    .last()
                    .isEqualTo("1;2026-11-24T09:00:00Z;'=cmd|' /C calc'!A0;Sign-in;;Done;sign-in;done");
        });
    }

    private House.Visit admin(String method, String path) {
        return house.visit(method, path).by("anna", Role.ADMIN);
    }

    private House.Visit password(String old, String password, String repeat) {
        return admin("POST", "/admin/account/password")
                .field("old", old)
                .field("password", password)
                .field("repeat", repeat);
    }

    private House.Visit create(String login, String password, String role) {
        return admin("POST", "/admin/accounts")
                .field("login", login)
                .field("password", password)
                .field("role", role);
    }

    private House.Visit token(String form, String label, String role) {
        return admin("POST", "/admin/tokens")
                .field("once", form)
                .field("label", label)
                .field("role", role);
    }

    /** What tells this copy of a form from every other. */
    private static String once(String page) {
        Matcher field = Pattern.compile("name=\"once\" value=\"([^\"]+)\"").matcher(page);
        assertThat(field.find()).isTrue();
        return field.group(1);
    }

    private House.Visit enrol(String label, String module, String sessions, String weight) {
        return admin("POST", "/admin/devices")
                .field("once", "form-number-1")
                .field("label", label)
                .field("module", module)
                .field("sessions", sessions)
                .field("weight", weight);
    }
}
