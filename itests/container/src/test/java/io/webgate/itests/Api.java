// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.google.gson.JsonObject;
import io.webgate.testkit.Eventually;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The host over HTTP, as one caller. */
final class Api {

    static final String WAITER = "powerpos.mobile-waiter";
    static final String SESSIONS = "/gate/mobile-waiter/sessions";

    /** Never what is asserted: only how long a computer may take that has much else to do. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    private final int port;
    private final Optional<String> token;

    Api(int port, Optional<String> token) {
        this.port = port;
        this.token = token;
    }

    Api as(String bearer) {
        return new Api(port, Optional.of(bearer));
    }

    Api asNobody() {
        return new Api(port, Optional.empty());
    }

    Answer get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, new byte[0], headers);
    }

    Answer put(String path, String body) throws IOException, InterruptedException {
        return send("PUT", path, body.getBytes(StandardCharsets.UTF_8));
    }

    Answer delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, new byte[0]);
    }

    Answer post(String path, String body, String... headers) throws IOException, InterruptedException {
        return send("POST", path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Answer send(String method, String path, byte[] body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        boolean accepts = Arrays.asList(headers).contains("Accept");
        if (!accepts) {
            request.header("Accept", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        var response = CLIENT.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Answer(response.statusCode(), response.body(), response);
    }

    Answer install(byte[] document) throws IOException, InterruptedException {
        return send("POST", "/api/v1/licenses", document, "Content-Type", "application/octet-stream");
    }

    /** Enrols a device that may open so many sessions, and returns its token. */
    String device(String label, int sessions) throws IOException, InterruptedException {
        return device(label, WAITER, sessions);
    }

    /** The same for another module. */
    String device(String label, String module, int sessions) throws IOException, InterruptedException {
        String code = post(
                        "/api/v1/enrolments",
                        "{\"label\":\"" + label + "\",\"modules\":[\"" + module + "\"],\"sessions\":" + sessions + "}")
                .is(201)
                .text("code");
        return asNobody()
                .post("/api/v1/enrolments/redeem", "{\"code\":\"" + code + "\"}")
                .is(201)
                .text("deviceToken");
    }

    Answer open(String waiter) throws IOException, InterruptedException {
        return post(SESSIONS, "{\"waiter\":\"" + waiter + "\"}");
    }

    /**
     * A new session, once it is served: a gate that opens by itself is open when the last of its plugins has been started,
     * which has its routes a moment later. Where an answer was lost the session is there when it is asked for again.
     */
    Answer eventuallyOpen(String waiter) {
        AtomicReference<Answer> opened = new AtomicReference<>();
        Eventually.isSo(
                "A session is served",
                PATIENCE,
                () -> {
                    Answer answer = open(waiter);
                    opened.set(answer);
                    return answer.status() == 201 || answer.status() == 200
                            ? ""
                            : answer.status() + " " + answer.body();
                },
                () -> "");
        return opened.get();
    }

    Answer gate() throws IOException, InterruptedException {
        return get("/api/v1/gate").is(200);
    }

    void eventuallyGateIs(String state) {
        Eventually.isSo(
                "The gate is " + state,
                PATIENCE,
                () -> {
                    Answer gate = get("/api/v1/gate");
                    return gate.status() == 200 && gate.text("state").equals(state) ? "" : gate.body();
                },
                () -> "");
    }

    /** Acts are written behind the answer. */
    void eventuallyActs(String words) {
        Eventually.isSo(
                "The acts tell of " + words,
                PATIENCE,
                () -> {
                    String acts = get("/api/v1/acts").is(200).body();
                    return acts.contains(words) ? "" : acts;
                },
                () -> "");
    }

    /** The ids of all documents, so that a test can leave the registry as it found it. */
    List<String> licenses() throws IOException, InterruptedException {
        return get("/api/v1/licenses").is(200).array().asList().stream()
                .map(element -> element.getAsJsonObject().get("id").getAsString())
                .toList();
    }

    void removeAllLicenses() throws IOException, InterruptedException {
        for (String id : licenses()) {
            delete("/api/v1/licenses/" + id).is(204);
        }
    }

    JsonObject waiterModule() throws IOException, InterruptedException {
        return get("/api/v1/modules/" + WAITER).is(200).object();
    }
}
