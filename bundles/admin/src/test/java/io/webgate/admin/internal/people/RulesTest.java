// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.access.AccessException.Fault;
import io.webgate.access.Account;
import io.webgate.access.Act;
import io.webgate.admin.internal.frame.Readers;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.gate.http.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** The pure rules behind the pages about people. */
class RulesTest {

    private static final Pattern RECORDED = Pattern.compile(
            "(?:act\\(connection|recordAct\\(|newPassword\\(|\\.record\\(|change\\()[^;\"]*\"([a-z]+-[a-z-]+[a-z])\"");

    @ParameterizedTest
    @CsvSource({
        "0, 0, false, 0, false, 0",
        "1, 0, false, 0, false, 1",
        "2, 1, false, 0, false, 2",
        "1, 3, true, 0, false, 3",
        "1, 1, true, 4, false, 4",
        "1, 1, true, 1, true, 5",
        "1, 0, true, 0, true, 3",
    })
    void theChecklistCountsWhatIsThere(
            long accounts, long licenses, boolean open, long devices, boolean factor, long done) {
        Checklist checklist = Checklist.of(accounts, licenses, open, devices, factor);
        assertThat(checklist.done()).isEqualTo(done);
        assertThat(checklist.isComplete()).isEqualTo(done == 5);
        assertThat(checklist.steps())
                .extracting(Checklist.Step::code)
                .containsExactly("account", "license", "gate", "device", "second-factor");
    }

    @ParameterizedTest
    @CsvSource({
        "PASSWORD_UNFIT, password",
        "LOGIN_UNFIT, login",
        "ACCOUNT_EXISTS, login",
        "TOKEN_WRONG, token",
        "SIGN_IN_FAILED, proof",
        "TOO_MANY_ATTEMPTS, ''",
        "LAST_ADMINISTRATOR, ''",
        "STORE_FULL, ''",
    })
    void aRefusalIsShownAtTheFieldThatItIsAbout(Fault fault, String field) {
        assertThat(FormError.field(fault)).isEqualTo(field);
    }

    @Test
    void anErrorIsToldAtItsFieldOfItsFormAlone() {
        Optional<FormError> error = Optional.of(new FormError("one", "login", "Taken"));
        assertThat(FormError.at(error, "one", "login")).isEqualTo("Taken");
        assertThat(FormError.at(error, "one", "password")).isEmpty();
        assertThat(FormError.at(error, "other", "login")).isEmpty();
    }

    @Test
    void onlyOneWhoIsTheOnlyAdministratorIsTheLast() {
        Account anna = account("anna", Role.ADMIN);
        Account boris = account("boris", Role.OPERATOR);
        assertThat(AccountRow.of(List.of(anna, boris), "boris"))
                .extracting(AccountRow::last, AccountRow::own)
                .containsExactly(tuple(true, false), tuple(false, true));
        assertThat(AccountRow.of(List.of(anna, account("clara", Role.ADMIN)), "anna"))
                .extracting(AccountRow::last)
                .containsExactly(false, false);
    }

    @Test
    void aLoginIsOneSegmentOfItsAddress() {
        assertThat(AccountRow.of(List.of(account("a@b/../c d", Role.VIEWER)), "x"))
                .extracting(AccountRow::href)
                .containsExactly("/admin/accounts/a%40b%2F..%2Fc%20d");
    }

    @Test
    void theRecordIsShownPageByPageWithoutGapOrOverlap() {
        Ui ui = Readers.of("en", Role.ADMIN);
        List<Act> acts = LongStream.rangeClosed(1, 250)
                .map(number -> 251 - number)
                .mapToObj(number -> act(number, "sign-in", "done"))
                .toList();
        AuditView first = AuditView.of(acts, "", ui);
        AuditView second = AuditView.of(acts, Long.toString(first.older().orElseThrow()), ui);
        AuditView third = AuditView.of(acts, Long.toString(second.older().orElseThrow()), ui);
        assertThat(first.first()).isTrue();
        assertThat(second.first()).isFalse();
        assertThat(third.older()).isEmpty();
        assertThat(Stream.of(first, second, third).flatMap(view -> view.rows().stream()))
                .extracting(row -> row.act().seq())
                .containsExactlyElementsOf(acts.stream().map(Act::seq).toList());
    }

    @Test
    void exactlyOnePageOfActsHasNoNextPage() {
        List<Act> acts = LongStream.rangeClosed(1, AuditView.ROWS)
                .mapToObj(number -> act(number, "sign-in", "done"))
                .toList();
        assertThat(AuditView.of(acts, "", Readers.of("en", Role.ADMIN)).older()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"x", "''", "99999999999999999999"})
    void aNumberThatIsNoneShowsTheNewest(String before) {
        assertThat(AuditView.of(List.of(act(1, "sign-in", "done")), before, Readers.of("ru", Role.ADMIN))
                        .rows())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"en", "ru"})
    void everyKnownActAndOutcomeIsTold(String language) {
        Ui ui = Readers.of(language, Role.ADMIN);
        assertThat(AuditRow.ACTS)
                .allSatisfy(code ->
                        assertThat(AuditRow.of(act(1, code, "done"), ui).what()).isNotEqualTo(code));
        assertThat(AuditRow.OUTCOMES).allSatisfy(code -> assertThat(
                        AuditRow.of(act(1, "sign-in", code), ui).outcome())
                .isNotEqualTo(code));
    }

    @Test
    void anActThatNobodyKnowsKeepsItsCodeAndIsNoSuccess() {
        AuditRow row = AuditRow.of(act(1, "new-thing", "odd"), Readers.of("ru", Role.ADMIN));
        assertThat(row.what()).isEqualTo("new-thing");
        assertThat(row.outcome()).isEqualTo("odd");
        assertThat(row.done()).isFalse();
    }

    @Test
    void everyActThatTheSourcesRecordHasWords() throws IOException {
        Set<String> recorded = new TreeSet<>();
        for (String module : List.of("access", "rest", "shell", "admin")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".java")).toList()) {
                    RECORDED.matcher(Files.readString(file)).results().forEach(found -> recorded.add(found.group(1)));
                }
            }
        }
        assertThat(recorded).contains("sign-in", "token-created", "password-reset", "gate-stop", "license-install");
        assertThat(AuditRow.ACTS).containsAll(recorded);
    }

    private static Act act(long number, String what, String outcome) {
        return new Act(number, FakeAccounts.NOW, "anna", what, "-", outcome);
    }

    private static Account account(String login, Role role) {
        return new Account(login, role, false, FakeAccounts.NOW, "setup", Optional.empty());
    }
}
