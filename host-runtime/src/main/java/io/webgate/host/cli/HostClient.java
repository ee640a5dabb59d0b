// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.host.Home;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** The REST API of the host that runs in a home, with the rights of its local command line. Thread-safe. */
final class HostClient {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;
    private final String token;

    private HostClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** @throws CommandFailure no host runs there, or this user may not command it */
    static HostClient of(Home home) {
        try {
            HostClient anybody = withoutToken(home);
            return anybody.as(Files.readString(home.adminTokenFile()).trim());
        } catch (IOException | NumberFormatException e) {
            throw unusable(home, e);
        }
    }

    static CommandFailure unusable(Home home, Exception e) {
        return new CommandFailure(
                ExitCode.UNREACHABLE,
                Bilingual.text(
                        "The host in " + home.root() + " cannot be commanded: " + e
                                + ". Wait until it is ready, and act as the user that it runs as.",
                        "Узлом в " + home.root() + " нельзя управлять: " + e
                                + ". Дождитесь его готовности и действуйте от имени его пользователя."),
                e);
    }

    /** The same for what everybody may ask. */
    static HostClient withoutToken(Home home) throws IOException {
        int port = home.port().orElseThrow(() -> notRunning(home));
        return new HostClient(URI.create("http://127.0.0.1:" + port), "");
    }

    static CommandFailure starting(Home home) {
        return new CommandFailure(
                ExitCode.UNREACHABLE,
                Bilingual.text(
                        "The host in " + home.root()
                                + " is starting and takes no commands yet. Repeat it in a few seconds.",
                        "Узел в " + home.root()
                                + " ещё запускается и команд не принимает. Повторите через несколько секунд."));
    }

    static CommandFailure notRunning(Home home) {
        return new CommandFailure(
                ExitCode.UNREACHABLE,
                Bilingual.text(
                        "No host runs in " + home.root() + ". Start it with: webgate run --home " + home.root(),
                        "В " + home.root() + " узел не работает. Запустите его: webgate run --home " + home.root()));
    }

    /** The same host, called by the holder of another token. */
    HostClient as(String otherToken) {
        return new HostClient(base, otherToken);
    }

    URI address() {
        return base;
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    /** A file, byte for byte as the host made it. */
    byte[] download(String path) {
        HttpResponse<byte[]> response = exchange(request(path).GET());
        if (response.statusCode() >= 400) {
            throw refused(response, response.body());
        }
        return response.body();
    }

    /** The same into a file, however long it is. */
    void download(String path, Path file) throws IOException {
        HttpResponse<Path> response = exchange(request(path).GET(), BodyHandlers.ofFile(file));
        if (response.statusCode() >= 400) {
            throw refused(response, Files.readAllBytes(file));
        }
    }

    Answer post(String path, byte[] body, String type) {
        return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    Answer post(String path, JsonElement body) {
        return post(path, body.toString().getBytes(StandardCharsets.UTF_8), "application/json");
    }

    Answer put(String path, JsonElement body) {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofByteArray(bytes)));
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /** The status of a path, whatever it is; for asking whether the host is ready. */
    int status(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), BodyHandlers.discarding()).statusCode();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .header("Accept-Language", Locale.getDefault().getLanguage());
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) {
        HttpResponse<byte[]> response = exchange(request);
        if (response.statusCode() >= 400) {
            throw refused(response, response.body());
        }
        return new Answer(response.statusCode(), json(response, response.body()));
    }

    private static CommandFailure refused(HttpResponse<?> response, byte[] answer) {
        JsonElement body = json(response, answer);
        var problem = body.isJsonObject() ? body.getAsJsonObject() : new JsonObject();
        return new CommandFailure(
                Problem.exitCode(response.statusCode(), Fields.text(problem, "code")),
                Problem.text(response.statusCode(), problem));
    }

    private HttpResponse<byte[]> exchange(HttpRequest.Builder request) {
        return exchange(request, BodyHandlers.ofByteArray());
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request.build(), handler);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    Bilingual.text(
                            "The host at " + base + " does not answer: " + e,
                            "Узел по адресу " + base + " не отвечает: " + e),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILED, Bilingual.text("Interrupted", "Прервано"), e);
        }
    }

    private static JsonElement json(HttpResponse<?> response, byte[] body) {
        if (body.length == 0) {
            return JsonNull.INSTANCE;
        }
        try {
            return JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
        } catch (JsonParseException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    Bilingual.text(
                            "What listens at " + response.uri() + " answers no JSON (HTTP " + response.statusCode()
                                    + "): it is no Web Gate host.",
                            "По адресу " + response.uri() + " отвечают не в JSON (HTTP " + response.statusCode()
                                    + "): это не узел Web Gate."),
                    e);
        }
    }

    /**
     * What the host answered, a refusal excepted.
     *
     * @param status below 400
     * @param body {@code null} in JSON where it was empty
     */
    record Answer(int status, JsonElement body) {}
}
