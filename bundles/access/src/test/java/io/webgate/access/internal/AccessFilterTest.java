// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.license.api.LocalizedText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What the door answers to who may not enter. */
final class AccessFilterTest {

    private final Map<String, String> asked = new HashMap<>();
    private final Map<String, String> answered = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private String protocol = "HTTP/1.1";
    private long length = -1;

    @ParameterizedTest
    @CsvSource({"HTTP/1.1,close", "HTTP/1.0,close", "HTTP/2.0,", "HTTP/3.0,"})
    void onlyTheFirstVersionOfTheProtocolIsToldThatTheConnectionEnds(String version, String connection)
            throws ServletException, IOException {
        protocol = version;
        length = 1024 * 1024;

        knock();

        assertThat(answered.get("Connection")).isEqualTo(connection);
    }

    @Test
    void aBrowserMeetsAPageInItsLanguageAndAProgramMeetsJson() throws IOException {
        asked.put("Accept-Language", "ru");
        asked.put("Accept", "application/json");
        assertThat(unauthorized()).startsWith("{").contains("Передайте токен");
        assertThat(answered).containsEntry("Content-Type", "application/problem+json");

        asked.put("Accept", "text/html,*/*;q=0.8");
        assertThat(unauthorized())
                .startsWith("<!DOCTYPE html><html lang=\"ru\">")
                .contains("Передайте токен");
        assertThat(answered)
                .containsEntry("Content-Type", "text/html;charset=utf-8")
                .containsEntry("WWW-Authenticate", "Bearer")
                .containsEntry("Vary", "Accept, Accept-Language");
    }

    private String unauthorized() throws IOException {
        body.reset();
        AccessFilter.refuse(
                request(),
                response(),
                new Gatekeeper.Decision.Refuse(
                        401,
                        "unauthorized",
                        new LocalizedText("Not signed in", "Вход не выполнен"),
                        new LocalizedText("Send a token", "Передайте токен"),
                        Map.of("WWW-Authenticate", "Bearer")));
        return body.toString(StandardCharsets.UTF_8);
    }

    private void knock() throws ServletException, IOException {
        AccessFilter filter = new AccessFilter();
        filter.doFilter(request(), response(), (request, response) -> {
            throw new AssertionError("Nobody is admitted here");
        });
    }

    private HttpServletRequest request() {
        return proxy(HttpServletRequest.class, (method, arguments) -> switch (method) {
            case "getMethod" -> "POST";
            case "getRequestURI" -> "/gate/x";
            case "getProtocol" -> protocol;
            case "getRemoteAddr" -> "192.0.2.1";
            case "getContentLengthLong" -> length;
            case "getHeader" -> asked.get(arguments[0].toString());
            case "getHeaders" -> Collections.emptyEnumeration();
            case "isSecure", "isAsyncStarted" -> false;
            case "getInputStream" -> new Unread();
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (method, arguments) -> switch (method) {
            case "setHeader" -> answered.put(arguments[0].toString(), arguments[1].toString());
            case "setContentType" -> answered.put("Content-Type", arguments[0].toString());
            case "setStatus", "setContentLength" -> "";
            case "isCommitted" -> false;
            case "getOutputStream" -> new Written();
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private interface Call {
        @Nullable
        Object answer(String method, Object[] arguments);
    }

    /** The container's own types, as far as the door asks them. */
    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            Object answer = call.answer(method.getName(), given == null ? new Object[0] : given);
            return method.getReturnType() == void.class ? null : answer;
        }));
    }

    private static final class Unread extends ServletInputStream {
        @Override
        public int read() {
            throw new AssertionError("What is too long is not read");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            return read();
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }

    private final class Written extends ServletOutputStream {
        @Override
        public void write(int one) {
            body.write(one);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
