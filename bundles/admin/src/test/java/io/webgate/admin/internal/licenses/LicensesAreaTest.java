// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.PageTable;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.gate.http.Role;
import io.webgate.license.api.Activation;
import io.webgate.license.api.ActivationResult;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.LicenseCheck;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.LocalizedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import static io.webgate.admin.internal.licenses.Samples.license;
import static io.webgate.admin.internal.licenses.Samples.tills;
import static io.webgate.admin.internal.licenses.Samples.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The page Licences as a browser gets it (R8, R19). */
class LicensesAreaTest {

    private static final String MULTIPART = "multipart/form-data; boundary=----x7";
    private static final byte[] DOCUMENT = "{\"payload\":\"x\"}".getBytes(StandardCharsets.US_ASCII);

    private final FakePlane plane = new FakePlane();

    @Test
    void itsRoutesAskForTheRightsOfReadingAndChanging() {
        PageTable pages = new PageTable();
        new LicensesArea().addTo(pages);
        assertThat(pages.routes())
                .containsExactlyInAnyOrder(
                        "GET /admin/licenses viewer",
                        "POST /admin/licenses admin",
                        "GET /admin/licenses/live viewer",
                        "GET /admin/licenses/preview viewer",
                        "POST /admin/licenses/preview admin",
                        "GET /admin/licenses/steps viewer",
                        "GET /admin/licenses/{id}/sheet viewer",
                        "GET /admin/licenses/request viewer",
                        "GET /admin/licenses/{id}/remove viewer",
                        "POST /admin/licenses/{id}/remove admin",
                        "GET /admin/licenses/{id}/break-glass viewer",
                        "POST /admin/licenses/{id}/break-glass admin");
    }

    @ParameterizedTest
    @CsvSource({
        "en, Licence holder, Valid until, Version, Damaged licences, Install licence, 1 Mar 2027, 97 days left",
        "ru, Владелец лицензии, Действительна до, Версия, Повреждённые лицензии, Установить лицензию, 01.03.2027,"
                + " осталось 97 дней",
    })
    void theListHasTheColumnsOfTheSpecificationInBothLanguages(
            String language,
            String holder,
            String until,
            String version,
            String damaged,
            String install,
            String date,
            String left) {
        plane.licenses.add(valid(license("LIC-1", "Кафе «Ромашка»", Optional.of(LocalDate.of(2027, 3, 1)), tills(10))));
        assertThat(list(language, Role.ADMIN, Map.of()))
                .contains(holder, until, version, damaged, install, date, left, "Кафе «Ромашка»", "7.4", FakePlane.KEY)
                .contains("class=\"key tone-info\"")
                .contains("data-copy=\"#machine-key\"");
    }

    @ParameterizedTest
    @CsvSource({
        "en, Licences of this edition, No other licence can be installed here",
        "ru, Лицензии этой редакции, Другие лицензии здесь установить нельзя",
    })
    void r33AnEditionWithBuiltInLicencesShowsThemAndHasNothingToInstallOrRemove(
            String language, String heading, String none) {
        plane.admits = false;
        plane.licenses.add(new InstalledLicense(
                new LicenseId("MIKO-EDITION-SMALL"),
                Optional.of(license("MIKO-EDITION-SMALL", "Small Edition", Optional.empty(), tills(1))),
                LicenseState.VALID,
                Optional.empty(),
                "built-in",
                Instant.EPOCH,
                false));
        assertThat(list(language, Role.ADMIN, Map.of()))
                .contains(heading, none, "Small Edition")
                .doesNotContain("id=\"install\"", "name=\"file\"", "id=\"remove\"");
        plane.admits = true;
        assertThat(list(language, Role.ADMIN, Map.of()))
                .doesNotContain(heading, "id=\"remove\"")
                .contains("id=\"install\"");
    }

    @Test
    void theLimitIsSpelledOutForTheSelectedLicence() {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.empty(), tills(10))));
        plane.licenses.add(valid(license("LIC-2", "Shop", Optional.empty(), tills(5))));
        assertThat(words(list("en", Role.VIEWER, Map.of("license", "LIC-1"))))
                .contains("15 = 10 (this one) + 5 (LIC-2)");
        assertThat(words(list("en", Role.VIEWER, Map.of("license", "LIC-2"))))
                .contains("15 = 10 (LIC-1) + 5 (this one)");
        assertThat(words(list("ru", Role.VIEWER, Map.of("license", "LIC-2")))).contains("15 = 10 (LIC-1) + 5 (эта)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NONE", "<script>", "../..", "sha256:00"})
    void withoutOrWithAnUnknownChoiceTheFirstIsSelected(String wanted) {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.empty(), tills(10))));
        assertThat(list("en", Role.VIEWER, Map.of("license", wanted)))
                .contains("data-live=\"/admin/licenses/live?license=LIC-1\"")
                .doesNotContain("<script>");
    }

    @ParameterizedTest
    @EnumSource(
            value = LicenseState.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"VALID", "DAMAGED"})
    void whatDoesNotCountSaysItsStateAndWhy(LicenseState state) {
        plane.licenses.add(Samples.installed(license("LIC-1", "Shop", Optional.empty(), tills(10)), state));
        assertThat(list("en", Role.VIEWER, Map.of()))
                .contains("state-" + state.code(), "Reason " + state.code(), "counts for nothing now");
        assertThat(list("ru", Role.VIEWER, Map.of())).contains("Причина " + state.code());
    }

    @Test
    void aDamagedDocumentStandsInItsOwnAreaWithWhatWasChecked() {
        plane.licenses.add(Samples.damaged(
                "The signature EdDSA does not fit (signatures[0].signature). Ask again.", LicenseCheck.SIGNATURES));
        String page = words(list("en", Role.VIEWER, Map.of()));
        assertThat(page)
                .contains("Damaged licences", "The signature EdDSA does not fit", "No licence yet.")
                .contains("Signed with keys that are known here — passed")
                .contains("Both signatures fit: nothing was changed — failed")
                .contains("What it says is complete and makes sense — not reached");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "\u202Egnp.exe \u2066x",
                "javascript:alert(1)",
                "{0} ${7*7} {1,number}",
            })
    void aHostileHolderDoesNothing(String holder) {
        plane.licenses.add(valid(license("LIC-1", holder, Optional.empty(), tills(10))));
        for (String language : List.of("en", "ru")) {
            for (String page : List.of(
                    list(language, Role.ADMIN, Map.of()),
                    Requests.text(answer("GET /admin/licenses/{id}/remove", remove("LIC-1", Role.ADMIN, language))))) {
                assertThat(page).doesNotContain("<script", "<img");
                assertThat(page.replaceAll(">[^<]*<", "><")).doesNotContain("alert", "onmouse");
                // What turns the direction of writing ends with the holder's name
                assertThat(page).contains("<bdi>" + holder.substring(0, 1).replace("<", "&lt;"));
            }
        }
    }

    @Test
    void withoutALicenceThePageSaysHowToGetOne() {
        assertThat(words(list("en", Role.ADMIN, Map.of())))
                .contains("No licence yet.", FakePlane.KEY, "Send the key to the vendor.", "No damaged files.");
        assertThat(words(list("ru", Role.ADMIN, Map.of())))
                .contains("Лицензии пока нет.", "Отправьте ключ поставщику.", "Повреждённых файлов нет.");
    }

    @Test
    void theLetterToTheVendorHoldsTheKeyAndTheVersion() {
        assertThat(list("ru", Role.VIEWER, Map.of()))
                .contains("mailto:?subject=%D0%97", "%20" + FakePlane.KEY, "%0D%0AWeb%20Gate%3A%201.2.3");
    }

    @Test
    void aWeakKeySaysSo() {
        assertThat(list("en", Role.VIEWER, Map.of())).doesNotContain("This key is weak.");
        plane.weak = true;
        assertThat(list("en", Role.VIEWER, Map.of())).contains("This key is weak.", "etc/identity");
    }

    @Test
    void withoutTheRegistryThePageStandsAndSaysSo() {
        plane.running = false;
        assertThat(list("en", Role.ADMIN, Map.of()))
                .contains("The licence registry is not running.", "machine key can’t be shown");
        assertThat(list("ru", Role.ADMIN, Map.of())).contains("Реестр лицензий не работает");
        plane.running = true;
        plane.ready = false;
        assertThat(list("en", Role.ADMIN, Map.of())).contains("still being read");
    }

    @Test
    void theLivePartIsThePartOfThePage() {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.empty(), tills(10))));
        String live = Requests.text(answer(
                "GET /admin/licenses/live",
                Requests.get(plane, Requests.ui("en", Role.VIEWER), Map.of("license", "LIC-1"), Map.of())));
        assertThat(list("en", Role.VIEWER, Map.of("license", "LIC-1"))).contains(live);
        assertThat(live).contains("data-announce");
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "ADMIN")
    void whoMayNotInstallSeesWhy(Role role) {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.empty(), tills(10))));
        assertThat(list("en", role, Map.of()))
                .contains("Only an administrator may install licences.", "Only an administrator may remove licences.")
                .doesNotContain("<form", "token-1");
        assertThat(list("en", Role.ADMIN, Map.of()))
                .contains("enctype=\"multipart/form-data\"", "action=\"/admin/licenses/preview?form-token=token-1\"");
    }

    @ParameterizedTest
    @CsvSource({"INSTALLED, installed", "ALREADY_INSTALLED, already-installed"})
    void anInstalledDocumentLeadsToItself(InstallResult.Kind kind, String code) {
        InstalledLicense one = valid(license("LIC-1", "Shop", Optional.empty(), tills(10)));
        plane.answer = Optional.of(new InstallResult(kind, Optional.of(one), Optional.empty()));
        PageAnswer answer = install(MULTIPART, UploadTest.file("file", "x.lic", DOCUMENT));
        assertThat(answer).isEqualTo(new PageAnswer.See("/admin/licenses?done=" + code + "&license=LIC-1"));
        assertThat(plane.installed).containsExactly(DOCUMENT);
        assertThat(plane.acts).containsExactly("olga license-install LIC-1 " + code);
        plane.licenses.add(one);
        assertThat(list("en", Role.ADMIN, Map.of("done", code, "license", "LIC-1")))
                .contains("role=\"status\"", kind == InstallResult.Kind.INSTALLED ? "is installed" : "already");
    }

    @Test
    void anInstalledDocumentThatDoesNotCountSaysWhy() {
        plane.licenses.add(Samples.installed(license("LIC-1", "Shop", Optional.empty()), LicenseState.OTHER_MACHINE));
        assertThat(list("en", Role.ADMIN, Map.of("done", "installed", "license", "LIC-1")))
                .contains("notice-warn", "It counts for nothing now:", "Reason other-machine");
    }

    @ParameterizedTest
    @CsvSource({"installed, NONE", "nonsense, LIC-1", "<script>, LIC-1"})
    void anOutcomeThatNobodyReachedIsNotTold(String done, String id) {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.empty())));
        assertThat(list("en", Role.ADMIN, Map.of("done", done, "license", id))).doesNotContain("id=\"outcome\"");
    }

    @ParameterizedTest
    @EnumSource(
            value = InstallResult.Kind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"INSTALLED", "ALREADY_INSTALLED"})
    void aRefusedDocumentIsAnsweredWithThePageAndTheReason(InstallResult.Kind kind) {
        plane.answer = Optional.of(new InstallResult(
                kind, Optional.empty(), Optional.of(new LocalizedText("Because <b>.", "Потому что."))));
        PageAnswer answer = install(MULTIPART, UploadTest.file("file", "x.lic", DOCUMENT));
        assertThat(answer).isInstanceOfSatisfying(PageAnswer.Html.class, html -> assertThat(html.status())
                .isEqualTo(422));
        assertThat(Requests.text(answer))
                .contains("role=\"alert\"", "Because &lt;b&gt;.", "id=\"license-file\"", "the other licences go on");
        assertThat(plane.acts).containsExactly("olga license-install - " + kind.code());
    }

    @Test
    void aPictureIsCalledAPicture() {
        plane.answer = Optional.of(new InstallResult(
                InstallResult.Kind.DAMAGED,
                Optional.of(Samples.damaged("x")),
                Optional.of(new LocalizedText("No document.", "Не документ."))));
        assertThat(Requests.text(install(
                        MULTIPART, UploadTest.file("file", "x.lic", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII)))))
                .contains("looks like a PDF file", "“Damaged licences”");
    }

    @ParameterizedTest
    @CsvSource({"nothing, No file was chosen", "empty, The file is empty", "large, too large", "type, did not arrive"})
    void whatIsNoUploadIsRefusedWithoutAskingTheRegistry(String what, String told) {
        byte[] body =
                switch (what) {
                    case "nothing" -> UploadTest.file("file", "", new byte[0]);
                    case "empty" -> UploadTest.file("file", "a.lic", new byte[0]);
                    case "large" -> UploadTest.file("file", "a.lic", new byte[Upload.MOST_DOCUMENT + 1]);
                    default -> DOCUMENT;
                };
        PageAnswer answer = install(what.equals("type") ? "application/json" : MULTIPART, body);
        assertThat(((PageAnswer.Html) answer).status()).isEqualTo(422);
        assertThat(Requests.text(answer)).contains(told);
        assertThat(plane.installed).isEmpty();
        assertThat(plane.acts).isEmpty();
    }

    @Test
    void pastedTextIsInstalledFromBothKindsOfForm() throws IOException {
        InstalledLicense one = valid(license("LIC-1", "Shop", Optional.empty()));
        plane.answer = Optional.of(new InstallResult(InstallResult.Kind.INSTALLED, Optional.of(one), Optional.empty()));
        String pasted = "{\"payload\":\r\n\"x\"}\r\n";
        install(MULTIPART, UploadTest.part("name=\"text\"", pasted.getBytes(StandardCharsets.UTF_8)));
        answer(
                "POST /admin/licenses",
                Requests.request(
                        plane,
                        Requests.ui("en", Role.ADMIN),
                        Map.of("text", pasted),
                        Map.of(),
                        "application/x-www-form-urlencoded;charset=UTF-8",
                        new byte[0]));
        assertThat(plane.installed).containsExactly(DOCUMENT, DOCUMENT);
    }

    @Test
    void nothingIsInstalledOrRemovedThatCouldNotBeRecorded() {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.empty())));
        plane.recording = false;
        assertThatThrownBy(() -> install(MULTIPART, UploadTest.file("file", "x.lic", DOCUMENT)))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> answer("POST /admin/licenses/{id}/remove", remove("LIC-1", Role.ADMIN, "en")))
                .isInstanceOf(Refused.class);
        assertThat(plane.installed).isEmpty();
        assertThat(plane.licenses).hasSize(1);
    }

    @Test
    void beforeRemovingThePageShowsTheLimitsBeforeAndAfter() {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.empty(), tills(10))));
        plane.licenses.add(valid(license("LIC-2", "Shop", Optional.empty(), tills(5))));
        assertThat(words(Requests.text(answer("GET /admin/licenses/{id}/remove", remove("LIC-1", Role.ADMIN, "en")))))
                .contains("Till 15 5 —", "Remove licence", "archive");
        assertThat(plane.ledger.asked)
                .extracting(limits -> limits.of(Samples.TILL).quantity())
                .containsExactly(5L);
        assertThat(Requests.text(answer("GET /admin/licenses/{id}/remove", remove("LIC-1", Role.OPERATOR, "ru"))))
                .contains("aria-disabled=\"true\"", "Удалять лицензии может только администратор.")
                .doesNotContain("method=\"post\"", "token-1");
    }

    @Test
    void aRemovedLicenceIsGoneAndTheActIsRecorded() {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.empty(), tills(10))));
        assertThat(answer("POST /admin/licenses/{id}/remove", remove("LIC-1", Role.ADMIN, "en")))
                .isEqualTo(new PageAnswer.See("/admin/licenses?done=removed"));
        assertThat(plane.licenses).isEmpty();
        assertThat(plane.acts).containsExactly("olga license-remove LIC-1 done");
        assertThat(list("en", Role.ADMIN, Map.of("done", "removed"))).contains("The licence is removed.");
    }

    private void glass() {
        Activation use = new Activation(Samples.NOW, "olga", "no vendor", LocalDate.of(2026, 12, 1));
        plane.licenses.add(Samples.glass("LIC-G", Optional.empty()));
        plane.activation = Optional.of(new ActivationResult(
                ActivationResult.Kind.ACTIVATED,
                Optional.of(Samples.glass("LIC-G", Optional.of(use))),
                Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "en, Activate…, Activate the break-glass licence?, 1 Dec 2026, The vendor will be told, Only an administrator may"
                + " activate",
        "ru, Активировать…, Активировать лицензию на крайний случай?, 01.12.2026, Поставщик об этом узнает,"
                + " Активировать лицензии может только администратор"
    })
    void r59ThePageSaysWhatItsActivationWouldDo(
            String language, String button, String title, String last, String told, String role) {
        glass();
        assertThat(list(language, Role.ADMIN, Map.of())).contains("href=\"/admin/licenses/LIC-G/break-glass\"", button);
        assertThat(list(language, Role.OPERATOR, Map.of()))
                .contains("id=\"break-glass\"", "aria-disabled=\"true\"", role)
                .doesNotContain("href=\"/admin/licenses/LIC-G/break-glass\"");
        PageAnswer answer = answer("GET /admin/licenses/{id}/break-glass", remove("LIC-G", Role.ADMIN, language));
        assertThat(((PageAnswer.Html) answer).title()).isEqualTo(title);
        assertThat(words(Requests.text(answer))).contains(last, told);
        assertThat(Requests.text(answer)).contains("name=\"reason\"", "id=\"changed\"", "id=\"glass-now\"");
        assertThat(Requests.text(
                        answer("GET /admin/licenses/{id}/break-glass", remove("LIC-G", Role.VIEWER, language))))
                .contains("aria-disabled=\"true\"", role)
                .doesNotContain("method=\"post\"", "token-1");
        assertThat(plane.asked).as("looking activates nothing").isEmpty();
    }

    @Test
    void r59ActivatingNeedsAReasonAndIsRecorded() {
        glass();
        for (String reason : List.of("", "  ", "x".repeat(201))) {
            PageAnswer answer = answer("POST /admin/licenses/{id}/break-glass", reasoned("LIC-G", reason));
            assertThat(((PageAnswer.Html) answer).status()).isEqualTo(422);
            assertThat(Requests.text(answer)).contains("id=\"reason-error\"", "Say why, in 1 to 200 characters.");
        }
        assertThat(plane.asked).isEmpty();
        assertThat(answer("POST /admin/licenses/{id}/break-glass", reasoned("LIC-G", " no <vendor> ")))
                .isEqualTo(new PageAnswer.See("/admin/licenses?done=activated&license=LIC-G"));
        assertThat(plane.asked).containsExactly("LIC-G olga no <vendor>");
        assertThat(plane.acts).containsExactly("olga license-break-glass LIC-G: no <vendor> activated");

        plane.licenses.clear();
        plane.licenses.add(plane.activation.orElseThrow().license().orElseThrow());
        assertThat(words(list("en", Role.ADMIN, Map.of("done", "activated", "license", "LIC-G"))))
                .contains("The licence is activated.", "Its last day: 1 Dec 2026.", "send it to the vendor")
                .contains("By olga Last day 1 Dec 2026", "no vendor")
                .doesNotContain("Activate…");
    }

    @Test
    void r59ARefusedActivationSaysWhy() {
        glass();
        plane.activation = Optional.of(new ActivationResult(
                ActivationResult.Kind.ALREADY_USED,
                Optional.empty(),
                Optional.of(new LocalizedText("It was used.", "Её использовали."))));
        for (String page : List.of("GET /admin/licenses/{id}/break-glass", "POST /admin/licenses/{id}/break-glass")) {
            assertThatThrownBy(() -> answer(page, reasoned("LIC-G", "r")))
                    .isInstanceOfSatisfying(Refused.class, refused -> {
                        assertThat(refused.problem(Locale.ENGLISH).status()).isEqualTo(409);
                        assertThat(refused.problem(Locale.ENGLISH).detail()).isEqualTo("It was used.");
                    });
        }
        assertThat(plane.acts).containsExactly("olga license-break-glass LIC-G: r break-glass-used");
    }

    @Test
    void aDamagedDocumentCanBeRemovedByItsHash() {
        plane.licenses.add(Samples.damaged("x"));
        String id = plane.licenses.get(0).id().value();
        assertThat(Requests.text(answer("GET /admin/licenses/{id}/remove", remove(id, Role.ADMIN, "en"))))
                .contains("Nothing stops and nothing begins to run.", id);
        answer("POST /admin/licenses/{id}/remove", remove(id, Role.ADMIN, "en"));
        assertThat(plane.licenses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void removingAnUnknownLicenceIsRefused(String method) {
        assertThatThrownBy(() -> answer(method + " /admin/licenses/{id}/remove", remove("<script>", Role.ADMIN, "en")))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(
                                refused.problem(Locale.ENGLISH).status())
                        .isEqualTo(404));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en| Licence holder Shop| Till 10 example.till| As of 24 Nov 2026 12:00",
                "ru| Владелец лицензии Shop| Касса 10 example.till| По состоянию на 24.11.2026 12:00",
            })
    void theSheetHoldsHolderTableDateAndCode(String language, String holder, String line, String date) {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.empty(), tills(10))));
        String page = Requests.text(SheetPage.show(
                Requests.get(plane, Requests.ui(language, Role.VIEWER), Map.of(), Map.of("id", "LIC-1"))));
        assertThat(words(page)).contains("LIC-1", holder, line, date, FakePlane.KEY);
        assertThat(page).contains(KeyQr.of("LIC-1").path());
    }

    @Test
    void aDamagedDocumentHasNoSheet() {
        plane.licenses.add(Samples.damaged("x"));
        assertThatThrownBy(
                        () -> SheetPage.show(remove(plane.licenses.get(0).id().value(), Role.VIEWER, "en")))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(
                                refused.problem(Locale.ENGLISH).status())
                        .isEqualTo(404));
    }

    @Test
    void theRequestToTheVendorIsAFileToKeep() {
        byte[] made = "{\"kind\":\"webgate-request\"}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(this::request).isInstanceOfSatisfying(Refused.class, refused -> assertThat(
                        refused.problem(Locale.ENGLISH).status())
                .isEqualTo(503));
        plane.request = Optional.of(() -> made);
        assertThat(request()).isInstanceOfSatisfying(PageAnswer.Download.class, file -> assertThat(file.content())
                .isEqualTo(made));
        plane.request = Optional.of(() -> {
            throw new java.io.UncheckedIOException(new IOException("no space"));
        });
        assertThatThrownBy(this::request).isInstanceOfSatisfying(Refused.class, refused -> assertThat(
                        refused.problem(Locale.ENGLISH).status())
                .isEqualTo(507));
        assertThat(list("ru", Role.VIEWER, Map.of())).contains("href=\"/admin/licenses/request\"", "Файл запроса");
    }

    private PageAnswer request() {
        return RequestPage.download(Requests.get(plane, Requests.ui("en", Role.VIEWER), Map.of(), Map.of()));
    }

    @Test
    void aDiskThatTakesNothingLeavesTheLicenceInForceAndSaysSo() {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.empty(), tills(10))));
        plane.diskFull = true;
        assertThatThrownBy(() -> answer("POST /admin/licenses/{id}/remove", remove("LIC-1", Role.ADMIN, "en")))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(
                                refused.problem(Locale.ENGLISH).status())
                        .isEqualTo(507));
        assertThat(plane.acts).containsExactly("olga license-remove LIC-1 store-full");
    }

    private String list(String language, Role role, Map<String, String> fields) {
        return Requests.text(
                answer("GET /admin/licenses", Requests.get(plane, Requests.ui(language, role), fields, Map.of())));
    }

    private PageAnswer install(String type, byte[] body) {
        return answer("POST /admin/licenses", Requests.post(plane, type, body));
    }

    private PageRequest remove(String id, Role role, String language) {
        return Requests.get(plane, Requests.ui(language, role), Map.of(), Map.of("id", id));
    }

    private PageRequest reasoned(String id, String reason) {
        return Requests.get(plane, Requests.ui("en", Role.ADMIN), Map.of("reason", reason), Map.of("id", id));
    }

    private static PageAnswer answer(String route, PageRequest request) {
        try {
            return switch (route) {
                case "GET /admin/licenses" -> LicensesArea.list(request);
                case "GET /admin/licenses/live" -> LicensesArea.live(request);
                case "POST /admin/licenses" -> LicensesArea.install(request);
                case "GET /admin/licenses/{id}/remove" -> new RemovePage().confirm(request);
                case "POST /admin/licenses/{id}/remove" -> new RemovePage().remove(request);
                case "GET /admin/licenses/{id}/break-glass" -> BreakGlassPage.confirm(request);
                case "POST /admin/licenses/{id}/break-glass" -> BreakGlassPage.activate(request);
                default -> throw new IllegalArgumentException(route);
            };
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** What a person reads of it. */
    static String words(String page) {
        return page.replaceAll("<svg.*?</svg>", "")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ")
                .replace("( ", "(")
                .replace(" )", ")")
                .replace(" ,", ",")
                .replace(" :", ":");
    }
}
