// SPDX-License-Identifier: Apache-2.0
package io.webgate.exchange.client;

import com.sun.net.httpserver.HttpServer;
import io.webgate.exchange.client.ExchangeClient.Connection;
import io.webgate.exchange.client.ExchangeClient.Refused;
import io.webgate.exchange.client.ExchangeClient.Wish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ExchangeClientTest {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExchangeClient client;
    private int status = 200;
    private String answer = "";

    ExchangeClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath() + " "
                            + exchange.getRequestHeaders().getFirst("Authorization") + " "
                            + exchange.getRequestHeaders().getFirst("Accept-Language") + " "
                            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(bytes);
            }
        });
        client = new ExchangeClient(
                HttpClient.newHttpClient(),
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "secret",
                new Locale("ru"));
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aConnectionIsAskedForAndTold() throws Exception {
        answer = "{\"seat\":\"s1\",\"exchange\":\"suspended\",\"reasons\":[{\"module\":\"openservice.pos\",\"cause\":"
                + "\"excess\",\"limit\":10,\"used\":11,\"text\":\"\\u041c\\u043d\\u043e\\u0433\\u043e\",\"new\":[1,{}]}],"
                + " \"operations\":{\"debit-existing\":true,\"other\":false},\"permit\":\"a.b.c\",\n"
                + "\"expiresAt\":\"2026-11-26T10:05:00Z\",\"later\":null}";

        Connection connection = client.connect(
                "openservice.pos",
                "Касса 1/2",
                Wish.PLAIN
                        .label("У \"двери\"")
                        .group("зал")
                        .weight(2)
                        .features("video-events", "bonus-accounts")
                        .idleSince(Instant.parse("2026-11-26T09:00:00Z")));

        assertThat(asked)
                .containsExactly(
                        "PUT /api/v1/connections/openservice.pos/%D0%9A%D0%B0%D1%81%D1%81%D0%B0%201%2F2"
                                + " Bearer secret ru {\"label\":\"У \\\"двери\\\"\",\"group\":\"зал\",\"weight\":2,"
                                + "\"features\":[\"bonus-accounts\",\"video-events\"],\"lastActiveAt\":\"2026-11-26T09:00:00Z\"}");
        assertThat(connection.seat()).isEqualTo("s1");
        assertThat(connection.allowed()).isFalse();
        assertThat(connection.reasons())
                .containsExactly(new ExchangeClient.Reason("openservice.pos", "excess", 10, 11, "Много"));
        assertThat(connection.goesOn()).containsExactly("debit-existing");
        assertThat(connection.permit()).contains("a.b.c");
        assertThat(connection.expiresAt()).contains(Instant.parse("2026-11-26T10:05:00Z"));
    }

    @Test
    void aCountIsReported() throws Exception {
        answer = "{\"seat\":\"s1\",\"exchange\":\"allowed\",\"reasons\":[],\"operations\":{},\"permit\":null,"
                + "\"expiresAt\":null}";

        Connection connection = client.report("powerpos.processing-center", "centre", 7);

        assertThat(asked)
                .containsExactly("PUT /api/v1/counts/powerpos.processing-center/centre Bearer secret ru {\"count\":7}");
        assertThat(connection.allowed()).isTrue();
        assertThat(connection.permit()).isEmpty();
        assertThat(connection.expiresAt()).isEmpty();
    }

    @Test
    void aRefusalHasItsCodeAndAMessageForThePerson() {
        status = 409;
        answer = "{\"status\":409,\"code\":\"limit-exceeded\",\"detail\":\"Превышено число подключений\"}";

        Refused refused =
                catchThrowableOfType(Refused.class, () -> client.connect("openservice.manager", "m", Wish.PLAIN));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("limit-exceeded");
        assertThat(refused).hasMessage("Превышено число подключений");
    }

    @Test
    void leavingTellsWhetherItWasConnected() throws Exception {
        status = 204;
        assertThat(client.leave("powerpos.pos", "till")).isTrue();
        status = 404;
        answer = "{\"code\":\"seat-unknown\",\"detail\":\"none\"}";
        assertThat(client.leave("powerpos.pos", "till")).isFalse();
        answer = "{\"code\":\"module-unknown\",\"detail\":\"none\"}";
        assertThatThrownBy(() -> client.leave("powerpos.no", "till")).isInstanceOf(Refused.class);
    }

    @Test
    void anAnswerOfSomethingBetweenIsNotTakenForTheHosts() {
        status = 502;
        answer = "<html>Bad gateway</html>";
        Refused refused = catchThrowableOfType(Refused.class, () -> client.connect("a.b", "m", Wish.PLAIN));
        assertThat(refused.code()).isEqualTo("unknown");
        assertThat(refused.status()).isEqualTo(502);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "{\"seat\":\"s1\"}",
                "{\"seat\":\"s1\",\"exchange\":\"allowed\"}",
                "{\"seat\":\"s1\",\"exchange\":\"allowed\",\"operations\":{}} x",
                "{\"seat\":\"s1\",\"exchange\":\"allowed\",\"operations\":{},\"expiresAt\":\"soon\"}",
                "{\"seat\":\"\\x\",\"exchange\":\"allowed\",\"operations\":{}}",
                "{\"seat\":\"s\\u12\",\"exchange\":\"allowed\",\"operations\":{}}",
                "{\"seat\":\"s1\",\"exchange\":\"allowed\",\"operations\":{},\"n\":01}",
                "{\"seat\":\"s1\",\"exchange\":\"allowed\",\"operations\":{},\"reasons\":[1]}"
            })
    void whatIsNotAnAnswerIsAFailureAndNeverAnAllowedExchange(String text) {
        answer = text;

        assertThatThrownBy(() -> client.connect("a.b", "m", Wish.PLAIN)).isInstanceOf(IOException.class);
    }

    @Test
    void anAnswerThatIsTooDeepIsAFailure() {
        answer = "[".repeat(100_000);

        assertThatThrownBy(() -> client.connect("a.b", "m", Wish.PLAIN)).isInstanceOf(IOException.class);
    }
}
