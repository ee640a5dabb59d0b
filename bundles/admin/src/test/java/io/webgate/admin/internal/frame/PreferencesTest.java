// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class PreferencesTest {

    @ParameterizedTest
    @CsvSource({
        "ru, en, ru",
        "en, ru, en",
        "'', 'ru-BY,ru;q=0.9', ru",
        "'', 'de, ru;q=0.5', ru",
        "'', 'en, ru;q=0.5', en",
        "'', '', en",
        "fr, ru, ru",
        "RU, en, en"
    })
    void theChosenLanguageComesBeforeTheBrowsersOne(String cookie, String header, String expected) {
        FakeHttp http = new FakeHttp("GET", "/admin");
        if (!cookie.isEmpty()) {
            http.cookie("webgate-language", cookie);
        }
        http.requestHeaders.put("Accept-Language", header);
        assertThat(Preferences.locale(http.request()).getLanguage()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"dark, DARK", "light, LIGHT", "contrast, CONTRAST", "auto, AUTO", "pink, AUTO", "'', AUTO"})
    void withoutAKnownThemeThatOfTheSystemHolds(String cookie, Theme expected) {
        FakeHttp http = new FakeHttp("GET", "/admin").cookie("webgate-theme", cookie);
        assertThat(Preferences.theme(http.request())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin",
                "/admin/",
                "/admin/licenses",
                "/admin/licenses?state=damaged&x=%D0%9A#",
                "/admin/ext/a/b?c=/d",
                "/gate/web-reports/daily?from=2026-03-01"
            })
    void aReaderComesBackToThePageOfTheSwitch(String path) {
        String asked = path.replace("#", "");
        assertThat(LocalPath.checked(asked)).isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "https://evil.example",
                "https:evil.example",
                "javascript:alert(1)",
                "/",
                "/api/v1/licenses",
                "/adminx",
                "/gatex/y",
                "/gate//evil.example",
                "/gate@evil.example",
                "/admin//evil.example",
                "/admin/../api",
                "/admin/./x",
                "/admin\\..\\x",
                "/admin/x\r\nSet-Cookie: a=b",
                "/admin/x#y",
                " /admin",
                "/admin/\u0000",
                "/admin@evil.example",
                "/admin:80",
                "/admin/<script>",
                "/ADMIN",
                "/admin/\u043a"
            })
    void nobodyIsSentElsewhere(String path) {
        assertThat(LocalPath.checked(path)).isEqualTo("/admin");
    }

    @Test
    void aPathOfAnyLengthEndsInTime() {
        assertThat(LocalPath.checked("/admin" + "/a".repeat(100_000) + "<")).isEqualTo("/admin");
    }

    @Test
    void theSwitchKeepsWhatIsKnownAndGoesBack() throws Exception {
        FakeHttp http = new FakeHttp("POST", "/admin/preferences");
        http.parameters.putAll(Map.of("language", "ru", "theme", "dark", "to", "/admin/plugins"));
        assertThat(answer(http)).isEqualTo(new PageAnswer.See("/admin/plugins"));
        assertThat(http.cookiesSet)
                .containsExactly(
                        "webgate-language=ru; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax",
                        "webgate-theme=dark; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void overTlsTheCookieIsForTlsOnly() throws Exception {
        FakeHttp http = new FakeHttp("GET", "/admin/preferences");
        http.secure = true;
        http.parameters.put("theme", "light");
        answer(http);
        assertThat(http.cookiesSet).singleElement().asString().endsWith("; Secure");
    }

    @Test
    void nothingUnknownIsKept() throws Exception {
        FakeHttp http = new FakeHttp("GET", "/admin/preferences");
        http.parameters.putAll(Map.of("language", "ru; Domain=evil", "theme", "x", "to", "//evil.example"));
        assertThat(answer(http)).isEqualTo(new PageAnswer.See("/admin"));
        assertThat(http.cookiesSet).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, form-token=t&language=ru, ru, AUTO, 1",
        "POST, form-token=t&theme=dark, en, DARK, 1",
        "POST, language=ru&theme=contrast&language=en, ru, CONTRAST, 2",
        "POST, form-token=t, en, AUTO, 0",
        "POST, language=fr&theme=pink, en, AUTO, 0",
        "POST, 'language=ru;%20Domain=evil', en, AUTO, 0",
        "POST, xlanguage=ru, en, AUTO, 0",
        "GET, language=ru&theme=dark, en, AUTO, 0",
        "HEAD, language=ru, en, AUTO, 0"
    })
    void aFormThatIsSentAgainIsAnsweredInTheNewLanguageAtOnceAndItIsKept(
            String method, String query, String language, Theme theme, int kept) {
        FakeHttp http = new FakeHttp(method, "/admin/licenses/preview").cookie("webgate-language", "en");
        http.query = query;
        Preferences.choose(http.request(), http.response());
        assertThat(Preferences.locale(http.request()).getLanguage()).isEqualTo(language);
        assertThat(Preferences.theme(http.request())).isEqualTo(theme);
        assertThat(http.cookiesSet).hasSize(kept);
    }

    @Test
    void aFieldOfAFormChoosesNothing() {
        FakeHttp http = new FakeHttp("POST", "/admin/config/mail");
        http.parameters.put("language", "ru");
        Preferences.choose(http.request(), http.response());
        assertThat(Preferences.locale(http.request())).isEqualTo(Locale.ENGLISH);
        assertThat(http.cookiesSet).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "form-token=abc, ''",
        "form-token=abc&license=LIC-1, ?license=LIC-1",
        "license=LIC-1&form-token=abc&at=2027-04-01, ?license=LIC-1&at=2027-04-01",
        "my-form-token=1, ?my-form-token=1",
        "'', ''",
        ", ''"
    })
    void theAddressOfAPageHoldsNoTokenOfAForm(@Nullable String query, String left) {
        FakeHttp http = new FakeHttp("POST", "/admin/licenses");
        http.query = query;
        assertThat(new Uis(new FakePlane(Optional.empty()), name -> name, ZoneOffset.UTC)
                        .of(http.request())
                        .path())
                .isEqualTo("/admin/licenses" + left);
    }

    private static PageAnswer answer(FakeHttp http) throws Exception {
        PageTable pages = new PageTable();
        new PreferencesArea().addTo(pages);
        PageRequest request = new PageRequest(
                http.request(), http.response(), Map.of(), Readers.stranger("en"), new FakePlane(Optional.empty()));
        return pages.find(http.method, http.path).orElseThrow().page().answer(request);
    }
}
