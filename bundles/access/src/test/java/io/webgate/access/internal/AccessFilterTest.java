// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.license.api.LocalizedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import jakarta.servlet.ServletException;

import java.io.IOException;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What the door answers to who may not enter. */
final class AccessFilterTest {

    private final Exchange exchange = new Exchange("POST", "/gate/x");

    @ParameterizedTest
    @CsvSource({"HTTP/1.1,close", "HTTP/1.0,close", "HTTP/2.0,", "HTTP/3.0,"})
    void onlyTheFirstVersionOfTheProtocolIsToldThatTheConnectionEnds(String version, String connection)
            throws ServletException, IOException {
        exchange.protocol = version;
        exchange.length = 1024 * 1024;

        exchange.through(new AccessFilter());

        assertThat(exchange.passed).isFalse();
        assertThat(exchange.answered.get("Connection")).isEqualTo(connection);
    }

    @Test
    void aBrowserMeetsAPageInItsLanguageAndAProgramMeetsJson() throws IOException {
        assertThat(unauthorized(exchange, "application/json")).startsWith("{").contains("Передайте токен");
        assertThat(exchange.answered).containsEntry("Content-Type", "application/problem+json");

        Exchange browser = new Exchange("POST", "/gate/x");
        assertThat(unauthorized(browser, "text/html,*/*;q=0.8"))
                .startsWith("<!DOCTYPE html><html lang=\"ru\">")
                .contains("Передайте токен");
        assertThat(browser.answered)
                .containsEntry("Content-Type", "text/html;charset=utf-8")
                .containsEntry("WWW-Authenticate", "Bearer")
                .containsEntry("Vary", "Accept, Accept-Language");
    }

    private static String unauthorized(Exchange exchange, String accept) throws IOException {
        exchange.header("Accept-Language", "ru").header("Accept", accept);
        AccessFilter.refuse(
                exchange.request(),
                exchange.response(),
                new Gatekeeper.Decision.Refuse(
                        401,
                        "unauthorized",
                        new LocalizedText("Not signed in", "Вход не выполнен"),
                        new LocalizedText("Send a token", "Передайте токен"),
                        Map.of("WWW-Authenticate", "Bearer")));
        return exchange.body();
    }
}
