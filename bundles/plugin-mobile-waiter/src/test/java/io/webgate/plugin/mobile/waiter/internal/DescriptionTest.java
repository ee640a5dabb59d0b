// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.mobile.waiter.internal;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/** What this plugin adds to the API description of its host. */
final class DescriptionTest {

    private final JsonObject document = read();

    @Test
    void everyRouteIsDescribedWithItsRightAndItsAnswerWhileTheGateIsStopped() {
        Set<String> routes = new TreeSet<>();
        JsonObject paths = document.getAsJsonObject("paths");
        for (String path : paths.keySet()) {
            for (String method : Set.of("get", "post", "put", "delete", "patch")) {
                JsonObject operation = paths.getAsJsonObject(path).getAsJsonObject(method);
                if (operation != null) {
                    routes.add(
                            method + " " + path + " " + operation.get("x-right").getAsString());
                    assertThat(operation.getAsJsonObject("responses").keySet()).contains("503", "4XX");
                }
            }
        }

        assertThat(routes)
                .containsExactlyInAnyOrder(
                        "post /gate/mobile-waiter/sessions device",
                        "get /gate/mobile-waiter/sessions operator",
                        "put /gate/mobile-waiter/sessions/{session} device",
                        "delete /gate/mobile-waiter/sessions/{session} device",
                        "get /gate/mobile-waiter/sessions/{session}/goods device",
                        "post /gate/mobile-waiter/sessions/{session}/documents device",
                        "get /gate/mobile-waiter/sessions/{session}/documents device",
                        "get /gate/mobile-waiter/sessions/{session}/documents/{number} device",
                        "get /gate/mobile-waiter/sessions/{session}/tables device",
                        "get /gate/mobile-waiter public",
                        "get /gate/mobile-waiter/waiter.js public",
                        "get /gate/mobile-waiter/waiter.css public");
    }

    private static JsonObject read() {
        try (InputStream stream = DescriptionTest.class.getResourceAsStream("/META-INF/webgate/openapi.json")) {
            String text = new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
            return JsonParser.parseString(text).getAsJsonObject();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
