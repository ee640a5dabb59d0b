// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal;

import io.webgate.admin.internal.frame.AssetFiles;
import io.webgate.admin.internal.frame.Extensions;
import io.webgate.admin.internal.frame.FakeHttp;
import io.webgate.admin.internal.frame.FakePlane;
import io.webgate.admin.internal.frame.Layout;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageTable;
import io.webgate.admin.internal.frame.PageWriter;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.admin.internal.frame.SameAgain;
import io.webgate.admin.internal.frame.Uis;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** What the servlet adds to the pages. */
class AdminServletTest {

    private final FakePlane plane = new FakePlane(Optional.empty());
    private final PageTable pages = new PageTable();

    /** The switch of language never leads to an address that has no page. */
    @ParameterizedTest
    @CsvSource({
        "GET, /admin/things/a, page=2, /admin/things/a?page=2",
        "POST, /admin/things/a, , /admin/things/a",
        "POST, /admin/things/a/save, , /admin/things/a",
        "POST, /admin/things/a/save/now, , /admin/things/a",
        "POST, /admin/other/start, , /admin",
        "POST, /admin/refused/start, , /admin/refused",
        "POST, /admin/none/at/all, , /admin",
        "GET, /admin/none/at/all, , /admin/none/at/all"
    })
    void fromTheAnswerToAFormTheSwitchLeadsToThePageThereOrAbove(
            String method, String path, @Nullable String query, String to) throws IOException {
        for (String route : new String[] {
            "GET /admin",
            "GET /admin/things/{id}",
            "POST /admin/things/{id}",
            "POST /admin/things/{id}/save",
            "POST /admin/things/{id}/save/now",
            "POST /admin/other/start",
            "GET /admin/refused"
        }) {
            pages.on(route + " viewer", request -> new PageAnswer.Html("Title", "", out -> {}));
        }
        pages.on("POST /admin/refused/start viewer", request -> {
            throw Refused.missing("Store");
        });
        assertThat(answer(method, path, query)).contains("name=\"to\" value=\"" + to + "\"");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void whatAPageSaysItselfGoesBefore(boolean refused) throws IOException {
        SameAgain again = SameAgain.form("/admin/look", Map.of("set:a", "b"));
        pages.on("POST /admin/look viewer", request -> {
            if (refused) {
                throw Refused.missing("Store").seenAgain(again);
            }
            return new PageAnswer.Html("Title", "", out -> {}).seenAgain(again);
        });
        assertThat(answer("POST", "/admin/look", null))
                .contains(
                        "method=\"post\" enctype=\"application/x-www-form-urlencoded\" action=\"/admin/look?form-token")
                .contains("<input type=\"hidden\" name=\"set:a\" value=\"b\">")
                .doesNotContain("/admin/preferences");
    }

    private String answer(String method, String path, @Nullable String query) throws IOException {
        FakeHttp http = new FakeHttp(method, path);
        http.query = query;
        http.attributes.put(Caller.ATTRIBUTE, new Caller("anna", Optional.of(Role.ADMIN), Optional.empty()));
        new AdminServlet(
                        AssetFiles.fromClassPath(),
                        pages,
                        plane,
                        new Uis(plane, name -> name, ZoneOffset.UTC),
                        new PageWriter(new Layout(plane, new Extensions())))
                .service(http.request(), http.response());
        return http.body();
    }
}
