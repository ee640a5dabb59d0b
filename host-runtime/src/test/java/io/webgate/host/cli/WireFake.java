// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The host's side of the wire: answers what a test tells it to, and keeps what was asked. */
final class WireFake implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Answer> answers = new HashMap<>();
    final List<String> asked = new ArrayList<>();
    final List<String> languages = new ArrayList<>();

    private record Answer(int status, String body) {}

    WireFake(Path home) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        Path var = Files.createDirectories(home.resolve("var"));
        Files.writeString(var.resolve("port"), server.getAddress().getPort() + "\n");
        Files.writeString(var.resolve("admin-token"), "secret\n");
    }

    /** @param request method and path: {@code GET /health} */
    WireFake when(String request, int status, String body) {
        answers.put(request, new Answer(status, body));
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(body.isEmpty() ? request : request + " " + body);
        languages.add(String.valueOf(exchange.getRequestHeaders().getFirst("Accept-Language")));
        boolean known = "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        Answer answer = known
                ? answers.getOrDefault(request, new Answer(404, "{\"title\":\"nothing at " + request + "\"}"))
                : new Answer(401, "{\"title\":\"who?\"}");
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
