// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonParser;
import io.webgate.host.Home;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** The demo's reports, also where an earlier start was ended halfway. */
final class DemoTest {

    private static final String SETTINGS = "/api/v1/config/io.webgate.plugin.web-reports";

    @TempDir
    private Path home = Path.of("");

    @SuppressWarnings("NullAway.Init") // made before each test
    private WireFake wire;

    @BeforeEach
    void listen() throws IOException {
        wire = new WireFake(home);
        wire.when("GET /api/v1/licenses", 200, "[{}]")
                .when("GET /api/v1/modules/powerpos.mobile-waiter", 200, "{\"used\":2}")
                .when("PUT " + SETTINGS + ".source~restaurant", 201, "{}");
        names().forEach(name -> wire.when("PUT " + SETTINGS + "~" + name, 201, "{}"));
    }

    @AfterEach
    void close() {
        wire.close();
    }

    private static List<String> names() {
        try (InputStream reports = Objects.requireNonNull(Demo.class.getResourceAsStream("demo-reports.json"))) {
            return List.copyOf(JsonParser.parseReader(new InputStreamReader(reports, StandardCharsets.UTF_8))
                    .getAsJsonObject()
                    .keySet());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What was put, without what it says. */
    private List<String> put(int limit, int used, List<String> there, boolean source) {
        wire.when("GET /api/v1/modules/powerpos.web-reports", 200, "{\"limit\":" + limit + ",\"used\":" + used + "}");
        wire.when("GET " + SETTINGS, 200, configurations(SETTINGS + "~", there));
        wire.when(
                "GET " + SETTINGS + ".source",
                200,
                configurations(SETTINGS + ".source~", source ? List.of("restaurant") : List.of()));
        List<String> said = new ArrayList<>();
        Demo.fill(new Home(home), said::add);
        // The sentence, two pages and two commands, whatever was there before
        assertThat(said).hasSize(5).anyMatch(line -> line.endsWith("/gate/web-reports"));
        return wire.asked.stream()
                .filter(request -> request.startsWith("PUT "))
                .map(request -> request.split(" ", -1)[1])
                .map(path -> path.substring(SETTINGS.length()))
                .toList();
    }

    private static String configurations(String path, List<String> names) {
        String prefix = path.substring("/api/v1/config/".length());
        return names.stream()
                .map(name -> "{\"pid\":\"" + prefix + name + "\"}")
                .collect(Collectors.joining(",", "{\"configurations\":[", "]}"));
    }

    @Test
    void aFreshHomeGetsTheSourceAndAllReports() {
        List<String> all = names();
        List<String> put = put(all.size(), 0, List.of(), false);
        assertThat(put)
                .hasSize(all.size() + 1)
                .startsWith(".source~restaurant")
                .endsWith("~" + all.get(all.size() - 1));
        assertThat(wire.asked)
                .filteredOn(request -> request.contains(".source~restaurant "))
                .singleElement()
                .asString()
                .contains(
                        "jdbc:sqlite:" + home.resolve("var/demo/restaurant.db").toAbsolutePath());
    }

    @Test
    void whatAnEarlierStartLeftOutIsPut() {
        List<String> all = names();
        assertThat(put(all.size(), 5, all.subList(0, 5), true))
                .containsExactlyElementsOf(all.subList(5, all.size()).stream()
                        .map(name -> "~" + name)
                        .toList());
    }

    @Test
    void aFilledHomeIsLeftAlone() {
        List<String> all = names();
        assertThat(put(all.size(), all.size(), all, true)).isEmpty();
    }

    @Test
    void noMoreThanTheLicenceHasRoomFor() {
        List<String> all = names();
        // Five of the demo, and five of somebody's own
        assertThat(put(all.size(), 10, all.subList(0, 5), true)).hasSize(all.size() - 10);
        wire.asked.clear();
        assertThat(put(all.size(), all.size(), all.subList(0, 5), true)).isEmpty();
    }
}
