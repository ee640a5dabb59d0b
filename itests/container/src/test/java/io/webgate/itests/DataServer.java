// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.webgate.exchange.client.PermitVerifier;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The other side of an exchange, for reference (R61): it takes a record from an application only with a permit for it, which
 * it checks off line. {@code POST /MODULE/DEVICE/OPERATION} with the header {@code Webgate-Permit} and the record as body:
 * 202, or 403 with the fault.
 */
final class DataServer implements AutoCloseable {

    static final String PERMIT = "Webgate-Permit";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final PermitVerifier permits;
    private final Map<String, List<String>> taken = new ConcurrentHashMap<>();

    DataServer(PermitVerifier permits) throws IOException {
        this.permits = permits;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            String permit = exchange.getRequestHeaders().getFirst(PERMIT);
            String data = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            try {
                permits.check(permit == null ? "" : permit, path[2], path[1], path[3]);
                taken.computeIfAbsent(path[1] + "/" + path[2], fresh -> new ArrayList<>())
                        .add(data);
                exchange.sendResponseHeaders(202, -1);
            } catch (PermitVerifier.Refused refused) {
                byte[] fault = refused.fault().name().getBytes(StandardCharsets.US_ASCII);
                exchange.sendResponseHeaders(403, fault.length);
                exchange.getResponseBody().write(fault);
            }
        }
    }

    /** Sends a record as an application does: empty where it was taken, else the fault. */
    String send(String module, String device, String operation, String permit, String data)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                        + server.getAddress().getPort() + "/" + module + "/" + device + "/" + operation))
                .header(PERMIT, permit)
                .POST(HttpRequest.BodyPublishers.ofString(data))
                .build();
        var response = CLIENT.send(request, BodyHandlers.ofString());
        return response.statusCode() == 202 ? "" : response.body();
    }

    /** What it took from one application, in order. */
    List<String> taken(String module, String device) {
        return List.copyOf(taken.getOrDefault(module + "/" + device, List.of()));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
