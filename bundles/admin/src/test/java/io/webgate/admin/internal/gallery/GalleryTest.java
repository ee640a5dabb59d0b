// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.gallery;

import io.webgate.admin.internal.frame.Extensions;
import io.webgate.admin.internal.frame.FakeHttp;
import io.webgate.admin.internal.frame.FakePlane;
import io.webgate.admin.internal.frame.Layout;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.Readers;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.gate.http.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class GalleryTest {

    private static final Path LOOK = Path.of("target/look");

    @ParameterizedTest
    @CsvSource({"en, light", "en, dark", "ru, contrast", "ru, auto"})
    void everyComponentIsShownAndPrintedAsItsSourceInBothLanguages(String language, String theme) throws IOException {
        Ui ui = Readers.of(language, Role.VIEWER);
        Layout layout = new Layout(new FakePlane(Optional.empty()), new Extensions());
        PageAnswer.Html page = new GalleryArea().page(ui);
        FakeHttp http = new FakeHttp("GET", "/admin/gallery").cookie("webgate-theme", theme);
        String html = layout.page(http.request(), ui, page);
        look(html, language + "-" + theme);
        assertThat(html).contains("lang=\"" + language + "\"", "data-theme=\"" + theme + "\"", "<h1>" + page.title());
        for (Sample sample : Samples.fromClassPath().in(ui)) {
            assertThat(html).contains(sample.html(), escaped(sample.html()));
        }
    }

    private static String escaped(String html) {
        return html.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** For a person to look at: the page beside its files. */
    private static void look(String html, String name) throws IOException {
        Files.createDirectories(LOOK);
        String local = html;
        for (String asset : new String[] {"app.css", "live.js", "htmx.min.js"}) {
            String address = Readers.ASSETS.address(asset);
            local = local.replace(address, asset);
            FakeHttp http = new FakeHttp("GET", address);
            assertThat(Readers.ASSETS.send(http.request(), http.response())).isTrue();
            Files.write(LOOK.resolve(asset), http.sent.toByteArray());
        }
        Files.writeString(LOOK.resolve("gallery-" + name + ".html"), local);
    }
}
