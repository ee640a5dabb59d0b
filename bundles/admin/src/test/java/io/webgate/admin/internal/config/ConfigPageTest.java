// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.config;

import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.Readers;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.admin.internal.frame.SameAgain;
import io.webgate.admin.internal.frame.Shop;
import io.webgate.gate.http.Role;
import io.webgate.license.api.LocalizedText;
import io.webgate.settings.Draft;
import io.webgate.settings.Fault;
import io.webgate.settings.Order;
import io.webgate.settings.Outcome;
import io.webgate.settings.Wish;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The pages Configuration: forms of descriptions, and what a change does before it is made. */
final class ConfigPageTest {

    private static final String DAILY = "/admin/config/" + OneSetting.DAILY;
    private static final Pattern HELD = Pattern.compile("name=\"held\" value=\"([0-9a-f]{32})\"");

    private final OneSetting settings = new OneSetting();
    private final Shop shop = new Shop(new ConfigArea());

    @BeforeEach
    void open() {
        shop.settings = Optional.of(settings);
    }

    @Test
    void theFormHasWhatIsNeededFirstAndEscapesWhatIsSaved() throws Exception {
        assertThat(shop.html(DAILY, Map.of(), "en"))
                .containsSubsequence("name=\"set:title\"", "name=\"set:enabled\"", "name=\"set:columns\"")
                .contains(
                        "value=\"Daily &lt;b>\"",
                        "title=\"Key: title\"",
                        "required",
                        "does not run now",
                        "id=\"check\"")
                .contains("name=\"revision\" value=\"r1\"")
                .doesNotContain("Daily <b>");
        assertThat(shop.html(DAILY, Map.of(), "ru")).contains("Поле title", "обязательно", "Показать, что изменится");
    }

    @Test
    void aFactoryListsItsConfigurationsByTheirTitlesAndMakesOneMore() throws Exception {
        assertThat(shop.html("/admin/config/" + OneSetting.FACTORY, Map.of(), "en"))
                .contains("href=\"" + DAILY + "\"><bdi>Daily &lt;b&gt;</bdi>", "id=\"add\"");
        PageAnswer made = post("/admin/config/new", Map.of("factory", OneSetting.FACTORY, "name", "weekly"));
        assertThat(made).isEqualTo(new PageAnswer.See("/admin/config/" + OneSetting.FACTORY + "~weekly"));
        assertThat(shop.html("/admin/config/" + OneSetting.FACTORY + "~weekly", Map.of(), "en"))
                .contains("Nothing saved");
    }

    @Test
    void nothingIsSavedBeforeTheDifferenceAndItsEffectsWereShown() throws Exception {
        String review = page(post(DAILY, Map.of("set:title", "Weekly", "revision", "r1")), 200);
        assertThat(review)
                .containsSubsequence("The title", "Daily &lt;b&gt;", "Weekly")
                .contains("Reports in com.example.bundle is restarted.", "Mind the gap", "id=\"save\"")
                .doesNotContain("id=\"excess\"", "id=\"meanwhile\"");
        assertThat(settings.orders).isEmpty();
        PageAnswer saved = post(DAILY + "/save", Map.of("set:title", "Weekly", "revision", "r1"));
        assertThat(saved).isEqualTo(new PageAnswer.See(DAILY + "?done=saved"));
        assertThat(settings.orders).containsExactly(new Order("anna", Order.Why.EDITED, Optional.of("r1"), false));
        assertThat(settings.wishes)
                .containsExactly(Wish.save(OneSetting.DAILY, new Draft(Map.of("title", List.of("Weekly")))));
        assertThat(shop.html(DAILY, Map.of("done", "saved"), "en")).contains("Saved.");
    }

    @Test
    void severalValuesStandInALineEach() throws Exception {
        post(DAILY + "/save", Map.of("set:title", " T ", "set:columns", "a\r\n\r\n b \r\n", "set:enabled", "false"));
        assertThat(settings.wishes.get(0).draft().orElseThrow().values())
                .isEqualTo(Map.of("title", List.of("T"), "columns", List.of("a", "b"), "enabled", List.of("false")));
        assertThat(shop.html(DAILY, Map.of(), "en")).contains("\na\nb</textarea>");
    }

    @Test
    void aFaultStandsAtItsFieldAndWhatWasTypedStays() throws Exception {
        settings.faults = List.of(
                new Fault("title", new LocalizedText("Too long", "Слишком длинно")),
                new Fault("", new LocalizedText("Bad name", "Плохое имя")));
        assertThat(page(post(DAILY, Map.of("set:title", "My title")), 422))
                .contains(
                        "value=\"My title\"", "aria-invalid=\"true\"", "id=\"set-title-error\" role=\"alert\">Too long")
                .contains("id=\"failure\"", "Bad name");
    }

    @ParameterizedTest
    @CsvSource({
        "en,'waiters: you ask for 12, the licence gives 10.',The gate stops and every plugin with it",
        "ru,'«waiters»: запрошено 12, лицензия даёт 10.',Шлюз остановится и с ним все плагины"
    })
    void r27AnExcessIsSaidInASentenceAndHasToBeConfirmed(String language, String sentence, String then)
            throws Exception {
        settings.excesses = List.of(OneSetting.EXCESS);
        Map<String, String> fields = new HashMap<>(Map.of("set:title", "Weekly", "revision", "r1"));
        PageAnswer review = shop.ask("POST", DAILY, fields, language, Role.ADMIN);
        assertThat(Shop.html(review)).contains("id=\"excess\"", sentence, then, "id=\"confirm\"");
        assertThat(page(post(DAILY + "/save", fields), 409)).contains("id=\"confirm-error\"", "value=\"Weekly\"");
        assertThat(settings.saved.orElseThrow().values().get("title")).containsExactly("Daily <b>");
        fields.put("confirm", "1");
        assertThat(post(DAILY + "/save", fields)).isInstanceOf(PageAnswer.See.class);
        assertThat(settings.saved.orElseThrow().values().get("title")).containsExactly("Weekly");
    }

    @Test
    void whoComesSecondComparesAndLosesNothing() throws Exception {
        assertThat(page(post(DAILY, Map.of("set:title", "Weekly", "revision", "older")), 200))
                .contains("id=\"meanwhile\"", "name=\"revision\" value=\"r1\"");
        settings.result = Outcome.Result.CHANGED_MEANWHILE;
        assertThat(page(post(DAILY + "/save", Map.of("set:title", "Weekly", "revision", "older")), 412))
                .contains("id=\"meanwhile\"", "value=\"Weekly\"", "Daily &lt;b&gt;", "name=\"revision\" value=\"r1\"");
    }

    @Test
    void aPasswordIsNeverInAPageAndComesWithTheSecondStep() throws Exception {
        String review =
                page(post(DAILY, Map.of("set:title", "Daily <b>", "set:password", " hunter2", "revision", "r1")), 200);
        assertThat(review).contains("a password, not shown").doesNotContain("hunter2");
        Matcher held = HELD.matcher(review);
        assertThat(held.find()).isTrue();
        Map<String, String> fields = Map.of("set:title", "Daily <b>", "held", held.group(1), "revision", "r1");
        assertThat(post(DAILY + "/save", fields)).isInstanceOf(PageAnswer.See.class);
        assertThat(settings.saved.orElseThrow().values().get("password")).containsExactly(" hunter2");
        assertThat(shop.html(DAILY, Map.of(), "en"))
                .contains("A password is set and is not shown", "name=\"clear:password\"")
                .doesNotContain("hunter2");
        assertThat(page(post(DAILY + "/save", Map.of("set:title", "x", "held", "0".repeat(32))), 422))
                .contains("no longer kept");
    }

    @Test
    void secretsAreHeldForWhoTypedThemForAWhile() {
        HeldSecrets held = new HeldSecrets();
        Draft open = new Draft(Map.of("host", List.of("h")));
        String id = held.hold("anna", "a", Map.of("password", List.of("p")), Readers.NOW);
        assertThat(held.complete(id, "anna", "a", open, Readers.NOW)
                        .orElseThrow()
                        .values())
                .containsEntry("password", List.of("p"))
                .containsEntry("host", List.of("h"));
        assertThat(held.complete(id, "boris", "a", open, Readers.NOW)).isEmpty();
        assertThat(held.complete(id, "anna", "b", open, Readers.NOW)).isEmpty();
        assertThat(held.complete(id, "anna", "a", open, Readers.NOW.plus(Duration.ofMinutes(31))))
                .isEmpty();
        assertThat(held.hold("anna", "a", Map.of(), Readers.NOW)).isEmpty();
        for (int more = 0; more < 64; more++) {
            held.hold("anna", "a", Map.of("password", List.of("q")), Readers.NOW);
        }
        assertThat(held.complete(id, "anna", "a", open, Readers.NOW)).isEmpty();
    }

    @Test
    void removingShowsWhatGoesBeforeItGoes() throws Exception {
        assertThat(shop.html(DAILY + "/remove", Map.of(), "en")).contains("class=\"danger\" id=\"save\">Delete");
        assertThat(settings.orders).isEmpty();
        assertThat(post(DAILY + "/remove", Map.of("revision", "r1")))
                .isEqualTo(new PageAnswer.See("/admin/config/" + OneSetting.FACTORY + "?done=removed"));
        assertThat(settings.wishes).containsExactly(Wish.delete(OneSetting.DAILY));
    }

    @Test
    void whatCantBeRemovedIsSaidAtOnce() throws Exception {
        settings.faults = List.of(new Fault("", new LocalizedText("It is needed", "Без неё нельзя")));
        assertThat(page(shop.ask("GET", DAILY + "/remove", Map.of(), "en", Role.ADMIN), 422))
                .contains("id=\"failure\"", "It is needed")
                .doesNotContain("id=\"save\"");
    }

    @Test
    void theHistorySaysWhoAndHowAndComesBack() throws Exception {
        assertThat(shop.html(DAILY + "/history", Map.of(), "en"))
                .contains("anna", "edited", "deleted", "outside: in etc/", "The title: <bdi>Old</bdi>")
                .contains("The password: a password, not shown", "href=\"" + DAILY + "/history/1\"");
        assertThat(shop.html(DAILY + "/history/1", Map.of(), "en"))
                .contains("action=\"" + DAILY + "/history/1\"")
                .containsSubsequence("Daily &lt;b&gt;", "Old");
        assertThat(post(DAILY + "/history/1", Map.of("revision", "r1")))
                .isEqualTo(new PageAnswer.See(DAILY + "?done=restored"));
        assertThat(settings.orders).containsExactly(new Order("anna", Order.Why.RESTORED, Optional.of("r1"), false));
        assertThatThrownBy(() -> shop.html(DAILY + "/history/9", Map.of(), "en"))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aFileIsExportedShownAndTaken() throws Exception {
        PageAnswer export = shop.ask("GET", "/admin/config/export", Map.of(), "en", Role.OPERATOR);
        assertThat(new String(((PageAnswer.Download) export).content(), StandardCharsets.UTF_8))
                .isEqualTo("{}");
        assertThat(shop.html("/admin/config/import", Map.of(), "en"))
                .contains("id=\"try\"")
                .doesNotContain("id=\"take\"");
        assertThat(page(post("/admin/config/import", Map.of("file", "bad")), 422))
                .contains("id=\"file-error\" role=\"alert\">No file of settings");
        settings.excesses = List.of(OneSetting.EXCESS);
        assertThat(page(post("/admin/config/import", Map.of("file", "good")), 200))
                .contains("com.example.gone", "id=\"excess\"", "id=\"take\"", "value=\"good\"");
        assertThat(page(post("/admin/config/import/take", Map.of("file", "good")), 409))
                .contains("Tick the box");
        assertThat(post("/admin/config/import/take", Map.of("file", "good", "confirm", "1")))
                .isEqualTo(new PageAnswer.See("/admin/config?done=imported"));
    }

    @Test
    void anOperatorReadsAndIsToldWhyNotMore() throws Exception {
        String form = Shop.html(shop.ask("GET", DAILY, Map.of(), "en", Role.OPERATOR));
        assertThat(form)
                .contains("aria-disabled=\"true\"", "Only an administrator")
                .doesNotContain("id=\"remove\"");
        assertThatThrownBy(() -> shop.ask("POST", DAILY, Map.of(), "en", Role.OPERATOR))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> shop.ask("GET", DAILY, Map.of(), "en", Role.VIEWER))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsSoAlreadyAndWhatIsNotThereAreSaid() throws Exception {
        assertThat(post(DAILY, Map.of("set:title", "Daily <b>", "revision", "r1")))
                .isEqualTo(new PageAnswer.See(DAILY + "?done=unchanged"));
        assertThat(page(post(DAILY, Map.of("set:title", "Typed", "back", "1")), 200))
                .contains("value=\"Typed\"");
        assertThatThrownBy(() -> shop.html("/admin/config/com.example.none", Map.of(), "en"))
                .isInstanceOf(Refused.class);
        shop.settings = Optional.empty();
        assertThatThrownBy(() -> shop.html("/admin/config", Map.of(), "en")).isInstanceOf(Refused.class);
    }

    @Test
    void whoSwitchesTheLanguageOnAReviewSeesWhatWasTyped() throws Exception {
        Map<String, String> typed = Map.of("set:title", "Weekly", "set:columns", "a\nb", "revision", "older");
        assertThat(again(post(DAILY, typed), 200)).isEqualTo(SameAgain.form(DAILY, typed));
        Map<String, String> back = new HashMap<>(typed);
        back.put("back", "1");
        assertThat(again(post(DAILY, back), 200)).isEqualTo(SameAgain.form(DAILY, back));
        settings.faults = List.of(new Fault("title", new LocalizedText("Too long", "Слишком длинно")));
        assertThat(again(post(DAILY, typed), 422)).isEqualTo(SameAgain.form(DAILY, typed));
    }

    /** Nothing but a person's press saves: the switch after a refused saving only looks again. */
    @Test
    void afterARefusedSavingTheSwitchSendsWhatWasTypedToBeReviewed() throws Exception {
        Map<String, String> typed = Map.of("set:title", "Weekly", "revision", "older");
        SameAgain review = SameAgain.form(DAILY, typed);
        settings.result = Outcome.Result.CHANGED_MEANWHILE;
        assertThat(again(post(DAILY + "/save", typed), 412)).isEqualTo(review);
        settings.result = Outcome.Result.DONE;
        settings.excesses = List.of(OneSetting.EXCESS);
        assertThat(again(post(DAILY + "/save", typed), 409)).isEqualTo(review);
        settings.excesses = List.of();
        settings.result = Outcome.Result.INVALID;
        assertThat(again(post(DAILY + "/save", typed), 422)).isEqualTo(review);
    }

    @ParameterizedTest
    @CsvSource({"set:password, hunter2", "clear:password, 1"})
    void withAPasswordTheSwitchLeadsToTheFormAndSendsNothing(String field, String value) throws Exception {
        Map<String, String> typed = new HashMap<>(Map.of("set:title", "Weekly", field, value));
        PageAnswer review = post(DAILY, typed);
        assertThat(again(review, 200)).isEqualTo(SameAgain.at(DAILY));
        Matcher held = HELD.matcher(Shop.html(review));
        assertThat(held.find()).isTrue();
        typed.remove(field);
        typed.put("held", held.group(1));
        settings.result = Outcome.Result.CHANGED_MEANWHILE;
        assertThat(again(post(DAILY + "/save", typed), 412)).isEqualTo(SameAgain.at(DAILY));
        typed.put("held", "0".repeat(32));
        assertThat(again(post(DAILY + "/save", typed), 422)).isEqualTo(SameAgain.at(DAILY));
    }

    @Test
    void aFileThatWasTriedOrNotTakenIsTriedAgainInTheOtherLanguage() throws Exception {
        String path = "/admin/config/import";
        settings.excesses = List.of(OneSetting.EXCESS);
        SameAgain tried = SameAgain.form(path, Map.of("file", "good"));
        assertThat(again(post(path, Map.of("file", "good")), 200)).isEqualTo(tried);
        assertThat(again(post(path + "/take", Map.of("file", "good")), 409)).isEqualTo(tried);
        assertThat(again(post(path + "/take", Map.of("file", "bad")), 422))
                .isEqualTo(SameAgain.form(path, Map.of("file", "bad")));
        assertThat(again(shop.ask("GET", path, Map.of(), "en", Role.ADMIN), 200))
                .isEqualTo(SameAgain.at(path));
        String most = "good" + " ".repeat(ConfigArea.MOST_AGAIN - 4);
        assertThat(again(post(path, Map.of("file", most)), 200).isSent()).isTrue();
        assertThat(again(post(path, Map.of("file", most + " ")), 200)).isEqualTo(SameAgain.at(path));
    }

    private static SameAgain again(PageAnswer answer, int status) {
        PageAnswer.Html page = (PageAnswer.Html) answer;
        assertThat(page.status()).isEqualTo(status);
        return page.again().orElseThrow();
    }

    private PageAnswer post(String path, Map<String, String> fields) throws Exception {
        return shop.ask("POST", path, fields, "en", Role.ADMIN);
    }

    private static String page(PageAnswer answer, int status) {
        assertThat(((PageAnswer.Html) answer).status()).isEqualTo(status);
        return Shop.html(answer);
    }
}
