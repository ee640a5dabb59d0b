// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal.events;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** A reader on a real connection that stops reading. */
@Timeout(60)
final class StalledReaderTest {

    private static final int SMALL = 4096;
    // Longer than what sockets and server keep on the way, all together
    private static final String LONG = "x".repeat(100_000);

    private final Events events = new Events(() -> Facts.NOTHING, "s", new Rounds());
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        connector.setAcceptedSendBufferSize(SMALL);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder servlet = new ServletHolder(new Opening());
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
    void isCutOffWithoutHoldingUpWhoTellsTheOthers() throws IOException {
        try (Socket stalled = connect("stalled");
                Socket other = connect("other")) {
            BufferedReader reading = reader(other);
            assertThat(reader(stalled).readLine()).startsWith("HTTP/1.1 200");
            assertThat(reading.readLine()).startsWith("HTTP/1.1 200");
            EventStream stuck = events.streams("stalled").get(0);
            EventStream quick = events.streams("other").get(0);

            for (int text = 0; text < 2 * EventStream.MOST_WAITING && events.readers() == 2; text++) {
                stuck.send(": " + LONG + "\n");
            }
            quick.send("data: still here\n\n");

            assertThat(events.streams("stalled")).isEmpty();
            assertThat(events.streams("other")).containsExactly(quick);
            assertThat(reading.lines()
                            .filter(line -> line.equals("data: still here"))
                            .findFirst())
                    .isPresent();
        }
    }

    private Socket connect(String caller) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort()));
        socket.getOutputStream()
                .write(("GET /" + caller + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 64);
    }

    private final class Opening extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/event-stream");
            String caller = request.getRequestURI().substring(1);
            events.open(caller, Optional.empty()).orElseThrow().start(request.startAsync());
        }
    }
}
