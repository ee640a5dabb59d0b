// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.admin.internal.frame.SameAgain;
import io.webgate.admin.internal.frame.Scenes;
import io.webgate.gate.api.GateView;
import io.webgate.gate.http.Role;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Preview;
import io.webgate.license.api.SeatId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import static io.webgate.admin.internal.licenses.Samples.TILL;
import static io.webgate.admin.internal.licenses.Samples.TILLS;
import static io.webgate.admin.internal.licenses.Samples.license;
import static io.webgate.admin.internal.licenses.Samples.tills;
import static io.webgate.admin.internal.licenses.Samples.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The pages that tell beforehand what a document, a removal or a day would do (R9). */
class WhatIfTest {

    private static final String MULTIPART = "multipart/form-data; boundary=----x7";
    private static final byte[] DOCUMENT = "{\"payload\":\"x\"}".getBytes(StandardCharsets.UTF_8);

    private final FakePlane plane = new FakePlane();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en| Install this licence?| Till 10 15 = 10 until 31 Mar 2027 + 5 12| Limits that would change|"
                        + " Nothing stops and nothing begins to run.| Install",
                "ru| Установить эту лицензию?| Касса 10 15 = 10 до 31.03.2027 + 5 12| Лимиты, которые изменятся|"
                        + " Ничего не остановится и ничего не запустится.| Установить",
            })
    void r9ADocumentShowsTheLimitsBeforeAndAfterWithTheArithmeticAndChangesNothing(
            String language, String title, String line, String caption, String nothing, String button) {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.of(LocalDate.of(2027, 3, 31)), tills(10))));
        plane.ledger.uses(TILLS, 12, 10);
        would(valid(license("LIC-2", "Bar", Optional.empty(), tills(5))));
        PageAnswer answer = preview(language, UploadTest.file("file", "x.lic", DOCUMENT));
        assertThat(((PageAnswer.Html) answer).title()).isEqualTo(title);
        String page = Requests.text(answer);
        assertThat(words(page)).contains(line, caption, nothing, button, "LIC-2", "Bar");
        assertThat(page)
                .contains("name=\"text\" value=\"{&#34;payload&#34;:&#34;x&#34;}\"")
                .contains("action=\"/admin/licenses?form-token=token-1\"");
        assertThat(plane.ledger.asked)
                .extracting(limits -> limits.of(TILL).quantity())
                .containsExactly(15L);
        assertThat(plane.installed).isEmpty();
        assertThat(plane.acts).isEmpty();
    }

    @Test
    void theDocumentInTheFormIsTheOneThatWasChosen() {
        would(valid(license("LIC-2", "Bar", Optional.empty(), tills(5))));
        plane.answer.flatMap(InstallResult::license).ifPresent(plane.licenses::add);
        plane.licenses.clear();
        byte[] withMark = "\uFEFF{\"payload\":\"x\"}\r\n".getBytes(StandardCharsets.UTF_8);
        String page = Requests.text(preview("en", UploadTest.file("file", "x.lic", withMark)));
        String value = page.replaceAll("(?s).*id=\"install-now\".*?name=\"text\" value=\"([^\"]*)\".*", "$1")
                .replace("&#34;", "\"");
        assertThat(Upload.text(value).document()).isEqualTo(DOCUMENT);
    }

    @Test
    void r102WhoIsCutAndWhatStopsIsNamed() {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.empty(), tills(10))));
        SeatId eleven = plane.ledger.seat(TILLS, "Till 11", Optional.empty());
        SeatId twelve = plane.ledger.seat(TILLS, "Till 12", Optional.of("Olga"));
        plane.gate = Optional.of(Scenes.open(
                Scenes.plugin("shop.reports", GateView.Plugin.State.ACTIVE, "", List.of(), List.of()),
                Scenes.plugin("shop.sleeping", GateView.Plugin.State.UNLICENSED, "No licence", List.of(), List.of())));
        effect(Preview.Kind.GATE_STOPS, List.of());
        effect(Preview.Kind.MORE_CUT, List.of(eleven, twelve, new SeatId("gone")));
        String page = Requests.text(remove("LIC-1", "en", ""));
        assertThat(words(page))
                .contains("The gate stops and every plugin with it: Till, 12 of 10 in use. shop.reports")
                .contains("Till 11, Olga (Till 12), gone")
                .doesNotContain("shop.sleeping");
        assertThat(page).contains("notice-error", "notice-warn");
    }

    /** A slip must not close a shop: where something stops, the number is to be typed, and a wrong one removes nothing. */
    @ParameterizedTest
    @EnumSource(Preview.Kind.class)
    void theNumberIsAskedForWhereSomethingStopsAndOnlyThere(Preview.Kind kind) {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.empty(), tills(10))));
        effect(kind, List.of());
        boolean stops = Set.of(
                        Preview.Kind.GATE_STOPS,
                        Preview.Kind.CONSEQUENCE_BEGINS,
                        Preview.Kind.MORE_CUT,
                        Preview.Kind.WITHHELD,
                        Preview.Kind.DISPLACED)
                .contains(kind);
        assertThat(Requests.text(remove("LIC-1", "en", "")).contains("id=\"number\""))
                .isEqualTo(stops);
        if (!stops) {
            assertThat(removal("")).isInstanceOf(PageAnswer.See.class);
            return;
        }
        for (String wrong : List.of("", "LIC-2", "LIC-11", "L")) {
            PageAnswer answer = removal(wrong);
            assertThat(answer).isInstanceOfSatisfying(PageAnswer.Html.class, page -> assertThat(page.status())
                    .isEqualTo(422));
            assertThat(words(Requests.text(answer))).contains("Nothing was removed", "LIC-1");
            assertThat(Requests.text(answer)).contains("id=\"number-error\"", "aria-invalid=\"true\"");
        }
        assertThat(plane.licenses).hasSize(1);
        assertThat(plane.acts).isEmpty();
        assertThat(removal(" lic\u20131\u00a0")).isInstanceOf(PageAnswer.See.class);
        assertThat(plane.licenses).isEmpty();
    }

    /** R101: the number is read off a sheet, on whichever keyboard. */
    @ParameterizedTest
    @CsvSource({
        "MIKO-TEXHO-1, miko-техно-1, true",
        "MIKO-BAKETX-1, МIКО ВАКЕТХ 1, true",
        "MIKO-CYP-1, мiко—сур—1, true",
        "MIKO-BAKETX-1, ＭＩＫＯ－ВАКЕТХ－1, true",
        "MIKO-TEXHO-1, miko-техно-2, false",
        "MIKO-TEXHO-1, miko-техни-1, false",
        "MIKO-R-1, MIKO-Я-1, false"
    })
    void r101TheNumberIsReadInCyrillicLettersThatLookLatin(String id, String typed, boolean reads) {
        plane.licenses.add(valid(license(id, "Shop", Optional.empty(), tills(10))));
        effect(Preview.Kind.GATE_STOPS, List.of());
        assertThat(removal(id, typed)).isInstanceOf(reads ? PageAnswer.See.class : PageAnswer.Html.class);
        assertThat(plane.licenses).hasSize(reads ? 0 : 1);
    }

    private PageAnswer removal(String number) {
        return removal("LIC-1", number);
    }

    private PageAnswer removal(String id, String number) {
        return new RemovePage()
                .remove(Requests.get(plane, Requests.ui("en", Role.ADMIN), Map.of("number", number), Map.of("id", id)));
    }

    @Test
    void ofManyWhoAreCutTheFirstAreNamedAndTheOthersCounted() {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.empty(), tills(10))));
        List<SeatId> seats = IntStream.rangeClosed(1, WhatIf.MOST_NAMED + 21)
                .mapToObj(number -> plane.ledger.seat(TILLS, "T" + number, Optional.empty()))
                .toList();
        effect(Preview.Kind.CONSEQUENCE_BEGINS, seats);
        assertThat(words(Requests.text(remove("LIC-1", "ru", ""))))
                .contains("T11, T12 и ещё 21")
                .doesNotContain("T13");
    }

    @ParameterizedTest
    @EnumSource(Preview.Kind.class)
    void everyKindOfEffectHasItsToneAndItsSentence(Preview.Kind kind) {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.empty(), tills(10))));
        effect(kind, List.of());
        boolean better = kind.compareTo(Preview.Kind.GRANTED) == 0 || kind.compareTo(Preview.Kind.FEWER_CUT) >= 0;
        String tone = kind == Preview.Kind.GATE_STOPS ? "error" : better ? "ok" : "warn";
        String page = Requests.text(remove("LIC-1", "en", ""));
        assertThat(page.replaceAll("\\s+", " ")).contains("<li class=\"notice notice-" + tone + "\"><p>");
        assertThat(words(page)).doesNotContain("Nothing stops");
    }

    @Test
    void aDayShowsWhatEndsUntilThen() {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.of(LocalDate.of(2027, 3, 31)), tills(10))));
        plane.licenses.add(valid(license("LIC-2", "Bar", Optional.empty(), tills(5))));
        PageAnswer answer = day("en", "2027-04-01");
        assertThat(((PageAnswer.Html) answer).title()).isEqualTo("What will be on 1 Apr 2027");
        assertThat(words(Requests.text(answer)))
                .contains("Till 15 5 —", "Shop, LIC-1: Valid → Expired")
                .doesNotContain("Bar, LIC-2: ");
        // The end of the last day is the beginning of the next: on the last day itself nothing has changed
        assertThat(words(Requests.text(day("ru", "2027-03-31"))))
                .contains("1 лимит не изменится", "Касса 15 15 = 10 до 31.03.2027 + 5")
                .doesNotContain("Срок истёк");
    }

    @Test
    void aDayInThePastIsAnsweredAsNowAndSaysSo() {
        assertThat(Requests.text(day("en", "2020-01-01"))).contains("lies in the past");
        assertThat(Requests.text(day("en", "2026-11-25"))).doesNotContain("lies in the past");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "2027-02-30", "<script>", "2027-04-01T00:00:00Z", "31.03.2027"})
    void whatIsNoDayIsRefused(String typed) {
        assertThatThrownBy(() -> day("en", typed)).isInstanceOfSatisfying(Refused.class, refused -> assertThat(
                        refused.problem(Locale.ENGLISH).status())
                .isEqualTo(422));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-999999999-01-01", "+999999999-12-31"})
    void theFurthestDaysAreAnswered(String typed) {
        assertThat(Requests.text(day("en", typed))).contains("id=\"what-if\"");
    }

    @Test
    void withoutADayThePageOfStepsIsShown() {
        assertThat(day("en", "")).isEqualTo(new PageAnswer.See("/admin/licenses/steps"));
    }

    @Test
    void aDocumentCanBeAskedAboutForALaterDay() throws IOException {
        would(valid(license("LIC-1", "Shop", Optional.of(LocalDate.of(2027, 3, 31)), tills(10))));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] day = UploadTest.part("name=\"at\"", "2027-04-01".getBytes(StandardCharsets.UTF_8));
        // Without its closing line another part may follow
        body.write(day, 0, new String(day, StandardCharsets.ISO_8859_1).lastIndexOf("------x7--"));
        body.write(UploadTest.part("name=\"text\"", DOCUMENT));
        String page = Requests.text(preview("en", body.toByteArray()));
        assertThat(page).contains("state-expired", "value=\"2027-04-01\"", "What would be different on 1 Apr 2027");
        assertThat(words(page)).contains("It would count for nothing: Reason expired");
    }

    @Test
    void r11AStatementOfTheVendorSaysWhatItIsAndWhatItChanges() {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.empty(), tills(10))));
        plane.answer = Optional.of(new InstallResult(
                InstallResult.Kind.INSTALLED,
                Optional.empty(),
                Optional.of(new LocalizedText("List 7 revokes <LIC-1>.", "Список 7 отзывает <LIC-1>."))));
        assertThat(Requests.text(preview("ru", UploadTest.file("file", "x.lic", DOCUMENT))))
                .contains("Сообщение поставщика", "Список 7 отзывает &lt;LIC-1&gt;.", "id=\"install-now\"");
    }

    @Test
    void r8WhatIsInstalledAlreadyCannotBeInstalledAgain() {
        InstalledLicense one = valid(license("LIC-1", "Shop", Optional.empty(), tills(10)));
        plane.licenses.add(one);
        plane.answer = Optional.of(
                new InstallResult(InstallResult.Kind.ALREADY_INSTALLED, Optional.of(one), Optional.empty()));
        assertThat(Requests.text(preview("en", UploadTest.file("file", "x.lic", DOCUMENT))))
                .contains("is installed already")
                .doesNotContain("id=\"install-now\"");
    }

    @ParameterizedTest
    @EnumSource(
            value = InstallResult.Kind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"INSTALLED", "ALREADY_INSTALLED"})
    void aDocumentThatWouldBeRefusedIsRefusedAndNotKept(InstallResult.Kind kind) {
        plane.answer = Optional.of(new InstallResult(
                kind,
                kind == InstallResult.Kind.DAMAGED ? Optional.of(Samples.damaged("x")) : Optional.empty(),
                Optional.of(new LocalizedText("Because <b>.", "Потому что."))));
        PageAnswer answer = preview("en", UploadTest.file("file", "x.lic", DOCUMENT));
        assertThat(((PageAnswer.Html) answer).status()).isEqualTo(422);
        assertThat(Requests.text(answer))
                .contains("role=\"alert\"", "Because &lt;b&gt;.", "id=\"license-file\"")
                .doesNotContain("The file is kept below", "id=\"install-now\"");
        assertThat(plane.installed).isEmpty();
        assertThat(plane.acts).isEmpty();
    }

    @Test
    void aPictureIsCalledAPictureBeforehandToo() {
        plane.answer = Optional.of(new InstallResult(InstallResult.Kind.DAMAGED, Optional.empty(), Optional.empty()));
        byte[] picture = {(byte) 0x89, 'P', 'N', 'G'};
        assertThat(Requests.text(preview("en", UploadTest.file("file", "x.lic", picture))))
                .contains("looks like a PNG file");
    }

    @Test
    void withoutAFileTheLicencesPageSaysSo() {
        PageAnswer answer = preview("en", UploadTest.file("file", "", new byte[0]));
        assertThat(((PageAnswer.Html) answer).status()).isEqualTo(422);
        assertThat(Requests.text(answer)).contains("No file was chosen");
    }

    @ParameterizedTest
    @CsvSource({"en, 15 =", "ru, 15 ="})
    void r9WhoSwitchesTheLanguageOnThePreviewSeesTheSameOfTheSameUpload(String language, String sum)
            throws IOException {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.empty(), tills(10))));
        would(valid(license("LIC-2", "Shop", Optional.empty(), tills(5))));
        byte[] withBreak = "{\"payload\":\"x\"}\r\n".getBytes(StandardCharsets.UTF_8);
        SameAgain again = again(preview("en", UploadTest.file("file", "x.lic", withBreak)));
        assertThat(again.path()).isEqualTo("/admin/licenses/preview");
        String sent = again.fields().getOrDefault("text", "");
        PageAnswer.Html second =
                preview(language, UploadTest.part("name=\"text\"", sent.getBytes(StandardCharsets.UTF_8)));
        assertThat(words(Requests.text(second))).contains(sum, "LIC-2");
        assertThat(again(second).fields()).containsEntry("text", new String(DOCUMENT, StandardCharsets.UTF_8));
        assertThat(plane.installed).as("looking installs nothing").isEmpty();
    }

    @Test
    void r9TheDayThatWasAskedAboutIsSentAgainToo() throws IOException {
        would(valid(license("LIC-2", "Shop", Optional.empty(), tills(5))));
        Map<String, String> asked = Map.of("text", new String(DOCUMENT, StandardCharsets.UTF_8), "at", "2027-04-01");
        PageAnswer.Html answer = (PageAnswer.Html) WhatIfPages.forDocument(Requests.request(
                plane,
                Requests.ui("en", Role.ADMIN),
                asked,
                Map.of(),
                "application/x-www-form-urlencoded",
                new byte[0]));
        assertThat(again(answer).fields()).isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"payload\":1}\n', true",
        "'{\"payload\": 1}', false",
        "'\uFEFF{\"payload\":1}', false",
        "'{\"owner\":\"Ж\"}', true",
        "' \r\n\t', false"
    })
    void aRefusedTextIsSentAgainWhereItWouldBeRefusedAlike(String document, boolean sent) {
        plane.answer = Optional.of(new InstallResult(InstallResult.Kind.DAMAGED, Optional.empty(), Optional.empty()));
        SameAgain again =
                again(preview("en", UploadTest.file("file", "x.lic", document.getBytes(StandardCharsets.UTF_8))));
        assertThat(again.isSent()).isEqualTo(sent);
        assertThat(again.path()).isEqualTo(sent ? "/admin/licenses/preview" : "/admin/licenses");
    }

    /** To look at the address of the preview asks about a day without a document, which is another page. */
    @ParameterizedTest
    @CsvSource({"'{\"payload\":1}', true", "'{\"payload\": 1}', false"})
    void aTypedDayThatIsNoneIsRefusedAlikeInTheOtherLanguage(String document, boolean sent) {
        Map<String, String> asked = Map.of("text", document, "at", "tomorrow");
        byte[] day = UploadTest.part("name=\"at\"", "tomorrow".getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(day, 0, new String(day, StandardCharsets.ISO_8859_1).lastIndexOf("------x7--"));
        body.writeBytes(UploadTest.file("file", "x.lic", document.getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> preview("en", body.toByteArray()))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.again())
                        .contains(
                                sent
                                        ? new SameAgain("/admin/licenses/preview", asked)
                                        : SameAgain.at("/admin/licenses")));
    }

    @Test
    void afterAPictureOrNoFileTheSwitchLeadsToThePageWhereOneIsChosen() {
        plane.answer = Optional.of(new InstallResult(InstallResult.Kind.DAMAGED, Optional.empty(), Optional.empty()));
        byte[] picture = {(byte) 0x89, 'P', 'N', 'G'};
        SameAgain list = SameAgain.at("/admin/licenses");
        assertThat(again(preview("en", UploadTest.file("file", "x.lic", picture))))
                .isEqualTo(list);
        assertThat(again(preview("en", UploadTest.file("file", "", new byte[0]))))
                .isEqualTo(list);
    }

    private static SameAgain again(PageAnswer answer) {
        return ((PageAnswer.Html) answer).again().orElseThrow();
    }

    @Test
    void theSuccessorOfARemovedIssueIsNamed() {
        plane.licenses.add(valid(license("LIC-2", "Shop", Optional.empty(), tills(10))));
        plane.licenses.add(
                Samples.installed(license("LIC-1", "Shop", Optional.empty(), tills(4)), LicenseState.SUPERSEDED));
        plane.counts = Optional.of("LIC-1");
        assertThat(words(Requests.text(remove("LIC-2", "en", ""))))
                .contains("Till 10 4 —", "Shop, LIC-1: Superseded by a newer issue → Valid");
    }

    @Test
    void whoMayNotRemoveSeesWhatWouldBeAndWhy() {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.empty(), tills(10))));
        String page = Requests.text(new RemovePage()
                .confirm(Requests.get(plane, Requests.ui("en", Role.VIEWER), Map.of(), Map.of("id", "LIC-1"))));
        assertThat(page).contains("aria-disabled=\"true\"", "Till").doesNotContain("token-1");
    }

    private void would(InstalledLicense stand) {
        plane.answer =
                Optional.of(new InstallResult(InstallResult.Kind.INSTALLED, Optional.of(stand), Optional.empty()));
    }

    private void effect(Preview.Kind kind, List<SeatId> seats) {
        plane.ledger.effects.add(new Preview.Effect(kind, Optional.of(TILL), 10, 12, seats));
    }

    private PageAnswer.Html preview(String language, byte[] body) {
        try {
            return (PageAnswer.Html) WhatIfPages.forDocument(
                    Requests.request(plane, Requests.ui(language, Role.ADMIN), Map.of(), Map.of(), MULTIPART, body));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private PageAnswer remove(String id, String language, String at) {
        return new RemovePage()
                .confirm(Requests.get(plane, Requests.ui(language, Role.ADMIN), Map.of("at", at), Map.of("id", id)));
    }

    private PageAnswer day(String language, String at) {
        return WhatIfPages.forDay(Requests.get(plane, Requests.ui(language, Role.VIEWER), Map.of("at", at), Map.of()));
    }

    private static String words(String page) {
        return LicensesAreaTest.words(page);
    }
}
