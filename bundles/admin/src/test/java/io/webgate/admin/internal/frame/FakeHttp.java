// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import org.jspecify.annotations.Nullable;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One request and its response, as much of them as the frame asks; whatever else is asked fails. */
public final class FakeHttp {

    public final Map<String, String> requestHeaders = new HashMap<>();
    public final Map<String, String> parameters = new HashMap<>();
    public final Map<String, Object> attributes = new HashMap<>();
    public final Map<String, String> headers = new HashMap<>();
    public final List<String> cookiesSet = new ArrayList<>();
    public final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final PrintWriter writer = new PrintWriter(new OutputStreamWriter(sent, StandardCharsets.UTF_8));
    public final String method;
    public final String path;
    public int status = 200;
    public String contentType = "";
    public String redirect = "";
    public boolean secure;
    public @Nullable String query;

    private final List<Cookie> cookies = new ArrayList<>();

    public FakeHttp(String method, String path) {
        this.method = method;
        this.path = path;
    }

    public FakeHttp cookie(String name, String value) {
        cookies.add(new Cookie(name, value));
        return this;
    }

    public String body() {
        return sent.toString(StandardCharsets.UTF_8);
    }

    public HttpServletRequest request() {
        return fake(HttpServletRequest.class, this::asked);
    }

    public HttpServletResponse response() {
        return fake(HttpServletResponse.class, this::told);
    }

    private @Nullable Object asked(String name, Object[] arguments) {
        return switch (name) {
            case "getMethod" -> method;
            case "getRequestURI" -> path;
            case "getQueryString" -> query;
            case "getServerName" -> "bar-1.example";
            case "getServerPort" -> 8080;
            case "getProtocol" -> "HTTP/1.1";
            case "isSecure" -> secure;
            case "getCookies" -> cookies.isEmpty() ? null : cookies.toArray(Cookie[]::new);
            case "getHeader" -> requestHeaders.get(arguments[0].toString());
            case "getParameter" -> parameters.get(arguments[0].toString());
            case "getAttribute" -> attributes.get(arguments[0].toString());
            case "setAttribute" -> {
                attributes.put(arguments[0].toString(), arguments[1]);
                yield null;
            }
            case "isAsyncStarted" -> false;
            case "isAsyncSupported" -> true;
            default -> throw new UnsupportedOperationException("Request: " + name);
        };
    }

    private @Nullable Object told(String name, Object[] arguments) {
        switch (name) {
            case "setStatus" -> status = (int) arguments[0];
            case "sendError" -> status = (int) arguments[0];
            case "getStatus" -> {
                return status;
            }
            case "setContentType" -> contentType = arguments[0].toString();
            case "getContentType" -> {
                return contentType.isEmpty() ? null : contentType;
            }
            case "getCharacterEncoding" -> {
                return contentType.toLowerCase(Locale.ROOT).contains("utf-8") ? "UTF-8" : "ISO-8859-1";
            }
            case "setCharacterEncoding" -> contentType += ";charset=" + arguments[0];
            case "addHeader", "setHeader" -> {
                if (arguments[0].equals("Set-Cookie")) {
                    cookiesSet.add(arguments[1].toString());
                } else {
                    headers.put(arguments[0].toString(), arguments[1].toString());
                }
            }
            case "setContentLength", "setContentLengthLong" -> headers.put("Content-Length", arguments[0].toString());
            case "sendRedirect" -> redirect = arguments[0].toString();
            case "isCommitted" -> {
                return false;
            }
            case "resetBuffer" -> sent.reset();
            case "flushBuffer" -> headers.put("flushed", "yes");
            case "getOutputStream" -> {
                return new Out(sent);
            }
            case "getWriter" -> {
                return writer;
            }
            default -> throw new UnsupportedOperationException("Response: " + name);
        }
        return null;
    }

    private interface Answer {
        @Nullable
        Object to(String name, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        Object proxy = Proxy.newProxyInstance(
                FakeHttp.class.getClassLoader(),
                new Class<?>[] {type},
                (self, called, arguments) ->
                        answer.to(called.getName(), arguments == null ? new Object[0] : arguments));
        return type.cast(proxy);
    }

    private static final class Out extends ServletOutputStream {

        private final ByteArrayOutputStream sent;

        Out(ByteArrayOutputStream sent) {
            this.sent = sent;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(int one) {
            sent.write(one);
        }
    }
}
