// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;
import io.webgate.license.api.Usage;
import io.webgate.rest.internal.events.Events;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;

import static org.assertj.core.api.Assertions.assertThat;

/** The stream of events through a real server. */
@Timeout(60)
final class StreamOverHttpTest {

    private final FakePlane plane = new FakePlane();
    private final Events events = new Events(plane::sight, "start", Executors.newSingleThreadScheduledExecutor());
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void start() throws Exception {
        plane.ledger.usages.add(Samples.usage(10, 3, Usage.State.OK));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        Filter signedIn = (request, response, chain) -> {
            request.setAttribute(Caller.ATTRIBUTE, new Caller("anna", Optional.of(Role.VIEWER), Optional.empty()));
            chain.doFilter(request, response);
        };
        FilterHolder filter = new FilterHolder(signedIn);
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        ServletHolder servlet = new ServletHolder(new RestServlet(Face.of(plane, events)));
        servlet.setAsyncSupported(true);
        context.addServlet(servlet, "/*");
        server.setHandler(context);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        events.close();
        server.stop();
    }

    @Test
    void aReaderHearsOfAChangeAndAfterABreakOfWhatItMissed() throws Exception {
        String last;
        try (BufferedReader reader = open(Optional.empty(), 200)) {
            assertThat(reader.readLine()).isEqualTo("retry: 3000");
            assertThat(reader.readLine()).isEqualTo("id: start-0");
            plane.view = Samples.stopped(Samples.VERDICT);
            assertThat(reader.readLine()).isEmpty();
            assertThat(reader.readLine()).isEqualTo("id: start-1");
            assertThat(reader.readLine()).isEqualTo("event: gate");
            assertThat(reader.readLine())
                    .startsWith("data: {\"state\":\"stopped\"")
                    .endsWith("\"verdict\":7}");
            last = "start-0";
        }
        try (BufferedReader reader = open(Optional.of(last), 200)) {
            assertThat(reader.readLine()).isEqualTo("retry: 3000");
            assertThat(reader.readLine()).isEmpty();
            assertThat(reader.readLine()).isEqualTo("id: start-1");
        }
    }

    @Test
    void aStreamThatIsEndedIsClosedForItsReader() throws Exception {
        try (BufferedReader reader = open(Optional.of("elsewhere-5"), 200)) {
            assertThat(reader.readLine()).isEqualTo("retry: 3000");
            assertThat(reader.readLine()).isEmpty();
            assertThat(reader.readLine()).isEqualTo("id: start-0");
            assertThat(reader.readLine()).isEqualTo("event: reset");
            events.close();
            assertThat(reader.lines().toList()).containsExactly("data: {\"reload\":true}", "");
        }
        assertThat(events.readers()).isZero();
    }

    @Test
    void theNinthStreamOfACallerIsRefusedAndTheOthersGoOn() throws Exception {
        BufferedReader[] idle = new BufferedReader[7];
        for (int at = 0; at < idle.length; at++) {
            idle[at] = open(Optional.empty(), 200);
        }
        try (BufferedReader reader = open(Optional.empty(), 200)) {
            open(Optional.empty(), 503).close();
            plane.view = Samples.stopped(Samples.VERDICT);
            assertThat(reader.lines().takeWhile(line -> !line.equals("event: gate")))
                    .contains("id: start-1");
        } finally {
            for (BufferedReader one : idle) {
                one.close();
            }
        }
    }

    private BufferedReader open(Optional<String> lastId, int status) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/api/v1/events"));
        lastId.ifPresent(id -> request.header("Last-Event-ID", id));
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow().toLowerCase(Locale.ROOT))
                .startsWith(status == 200 ? "text/event-stream" : "application/problem+json");
        if (status == 200) {
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        }
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }
}
