// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.gate.http.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AssetFilesTest {

    private static final AssetFiles FILES = AssetFiles.fromClassPath();
    private static final int FIRST_PAGE = 60 * 1024;

    @ParameterizedTest
    @CsvSource({"app.css, text/css", "live.js, text/javascript", "htmx.min.js, text/javascript"})
    void aFileMayBeKeptForEver(String name, String type) throws IOException {
        FakeHttp http = new FakeHttp("GET", FILES.address(name));
        assertThat(FILES.send(http.request(), http.response())).isTrue();
        assertThat(http.contentType).isEqualTo(type + ";charset=utf-8");
        assertThat(http.headers)
                .containsEntry("Cache-Control", "public, max-age=31536000, immutable")
                .containsEntry("Vary", "Accept-Encoding")
                .doesNotContainKey("Content-Encoding");
        FakeHttp zipped = new FakeHttp("GET", FILES.address(name));
        zipped.requestHeaders.put("Accept-Encoding", "br, gzip");
        assertThat(FILES.send(zipped.request(), zipped.response())).isTrue();
        assertThat(zipped.headers).containsEntry("Content-Encoding", "gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.sent.toByteArray())).readAllBytes())
                .isEqualTo(http.sent.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/assets/app.css",
                "/admin/assets/",
                "/admin/assets/app.0000000000000000.css",
                "/admin/assets/../app.css",
                "/admin/assets/../../../../etc/passwd"
            })
    void nothingElseIsServed(String path) throws IOException {
        FakeHttp http = new FakeHttp("GET", path);
        assertThat(FILES.send(http.request(), http.response())).isFalse();
        assertThat(http.sent.size()).isZero();
        assertThat(FILES.find(path)).isEmpty();
    }

    @Test
    void anUnknownNameIsAProgrammersMistake() {
        assertThatThrownBy(() -> FILES.address("app.js")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFrameWithItsFilesIsSmall() throws IOException {
        Layout layout = new Layout(new FakePlane(Optional.empty()), new Extensions());
        String html = layout.page(
                new FakeHttp("GET", "/admin").request(),
                Readers.of("ru", Role.ADMIN),
                new PageAnswer.Html("x", "overview", out -> {}));
        int all = zipped(html);
        for (String name : new String[] {"app.css", "live.js", "htmx.min.js"}) {
            FakeHttp http = new FakeHttp("GET", FILES.address(name));
            http.requestHeaders.put("Accept-Encoding", "gzip");
            FILES.send(http.request(), http.response());
            all += http.sent.size();
        }
        // Leaves more than half for the page's own content
        assertThat(all).isLessThan(FIRST_PAGE / 2);
    }

    private static int zipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.size();
    }
}
