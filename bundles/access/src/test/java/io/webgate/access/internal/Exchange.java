// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import org.jspecify.annotations.Nullable;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request and its answer, as far as the door asks a container. What it must not ask throws. */
final class Exchange {

    final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    final Map<String, String> form = new HashMap<>();
    final Map<String, Object> attributes = new HashMap<>();
    final List<Cookie> cookies = new ArrayList<>();
    String protocol = "HTTP/1.1";
    String remote = "192.0.2.1";
    String serverName = "server.example";
    boolean secure;
    long length = -1;

    int status = 200;
    final Map<String, String> answered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    /** Whether a servlet was asked. */
    boolean passed;

    private final String method;
    private final String target;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** @param target the path, perhaps with a query */
    Exchange(String method, String target) {
        this.method = method;
        this.target = target;
        headers.put("Host", "shop.example:8080");
    }

    Exchange header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Exchange cookie(String name, String value) {
        cookies.add(new Cookie(name, value));
        return this;
    }

    /** From a browser on this computer. */
    Exchange local() {
        remote = "127.0.0.1";
        return header("Host", "localhost:8080");
    }

    Exchange formField(String name, String value) {
        form.put(name, value);
        return header("Content-Type", "application/x-www-form-urlencoded");
    }

    Exchange through(AccessFilter door) throws ServletException, IOException {
        FilterChain servlet = (request, response) -> passed = true;
        door.doFilter(request(), response(), servlet);
        return this;
    }

    String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    HttpServletRequest request() {
        return proxy(HttpServletRequest.class, (called, arguments) -> switch (called) {
            case "getMethod" -> method;
            case "getRequestURI" -> target.replaceAll("\\?.*", "");
            case "getQueryString" -> target.contains("?") ? target.replaceAll("^[^?]*\\?", "") : null;
            case "getProtocol" -> protocol;
            case "getRemoteAddr" -> remote;
            case "getServerName" -> serverName;
            case "getServerPort" -> 8080;
            case "getContentType" -> headers.get("Content-Type");
            case "getContentLengthLong" -> length;
            case "getHeader" -> headers.get(arguments[0].toString());
            case "getHeaders" ->
                headers.containsKey(arguments[0].toString())
                        ? Collections.enumeration(List.of(headers.get(arguments[0].toString())))
                        : Collections.emptyEnumeration();
            case "getCookies" -> cookies.isEmpty() ? null : cookies.toArray(Cookie[]::new);
            case "getParameter" -> {
                if (form.isEmpty()) {
                    throw new AssertionError("The body is the servlet's");
                }
                yield form.get(arguments[0].toString());
            }
            case "getAttribute" -> attributes.get(arguments[0].toString());
            case "setAttribute" -> attributes.put(arguments[0].toString(), arguments[1]);
            case "removeAttribute" -> attributes.remove(arguments[0].toString());
            case "isSecure" -> secure;
            case "isAsyncStarted" -> false;
            case "getInputStream" -> new Unread();
            default -> throw new UnsupportedOperationException(called);
        });
    }

    HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (called, arguments) -> switch (called) {
            case "setHeader" -> answered.put(arguments[0].toString(), arguments[1].toString());
            case "setContentType" -> answered.put("Content-Type", arguments[0].toString());
            case "setStatus" -> {
                status = (Integer) arguments[0];
                yield "";
            }
            case "setContentLength" -> "";
            case "isCommitted" -> false;
            case "getOutputStream" -> new Written();
            default -> throw new UnsupportedOperationException(called);
        });
    }

    private interface Call {
        @Nullable
        Object answer(String method, Object[] arguments);
    }

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
