// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.util.Optional;

/**
 * The cookie of a browser that is signed in: {@code __Host-webgate} over TLS, {@code webgate} over plain HTTP; HttpOnly,
 * SameSite=Strict, for this host alone, gone with the browser (ASVS 3.3).
 */
public final class SessionCookie {

    private static final String PLAIN = "webgate";
    private static final String SECURE = "__Host-webgate";

    private SessionCookie() {}

    /** The secret that the browser sent; empty where it sent none, or several. */
    public static Optional<String> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        String name = name(request);
        String found = null;
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(name)) {
                if (found != null) {
                    return Optional.empty();
                }
                found = cookie.getValue();
            }
        }
        return Optional.ofNullable(found);
    }

    /** Gives the browser the secret of a new session. */
    public static void write(HttpServletRequest request, HttpServletResponse response, String secret) {
        response.addHeader("Set-Cookie", name(request) + "=" + secret + attributes(request));
    }

    /** Takes the cookie away. */
    public static void clear(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader("Set-Cookie", name(request) + "=; Max-Age=0" + attributes(request));
    }

    private static String name(HttpServletRequest request) {
        return request.isSecure() ? SECURE : PLAIN;
    }

    private static String attributes(HttpServletRequest request) {
        return "; Path=/; HttpOnly; SameSite=Strict" + (request.isSecure() ? "; Secure" : "");
    }
}
