// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.gate.http.Problem;
import org.jspecify.annotations.Nullable;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.util.Locale;
import java.util.Optional;

/**
 * What a reader chose, kept in the browser: language and theme, which hold before anybody is signed in and else are what
 * the browser asks for, and small things that an account has put away. Pure but for the header of {@link #keep} and the
 * mark of {@link #choose}.
 */
public final class Preferences {

    static final String LANGUAGE = "webgate-language";
    static final String THEME = "webgate-theme";

    /** Names in the query of a form that is sent again in another language or theme. */
    static final String CHOSEN_LANGUAGE = "language";

    static final String CHOSEN_THEME = "theme";

    private static final int YEAR = 365 * 24 * 60 * 60;
    private static final Locale RUSSIAN = new Locale("ru");

    private Preferences() {}

    /** The language for this request. */
    public static Locale locale(HttpServletRequest request) {
        return locale(chosen(request, LANGUAGE), request.getHeader("Accept-Language"));
    }

    /** The theme for this request. */
    public static Theme theme(HttpServletRequest request) {
        return Theme.of(chosen(request, THEME)).orElse(Theme.AUTO);
    }

    /**
     * Keeps what a reader chose on a page that answers a form which only looks: the switch sends that form again, with the
     * choice in its address, and the answer to it speaks the new language already ({@link SameAgain}). It is read of every
     * POST to a page of ours and of nothing else, so an address that is only looked at chooses nothing. A POST of a session has shown its form
     * token at the door; one without a session, on the public paths, has shown only that it comes from no other site, by its
     * origin and fetch metadata. Either can choose nothing but a code of a language or a theme that there is.
     */
    public static void choose(HttpServletRequest request, HttpServletResponse response) {
        if (!"POST".equals(request.getMethod())) {
            return;
        }
        String query = request.getQueryString();
        Query.value(query, CHOSEN_LANGUAGE)
                .filter(code -> language(code).isPresent())
                .ifPresent(code -> choose(request, response, LANGUAGE, code));
        Query.value(query, CHOSEN_THEME)
                .flatMap(Theme::of)
                .ifPresent(theme -> choose(request, response, THEME, theme.code()));
    }

    private static void choose(HttpServletRequest request, HttpServletResponse response, String name, String value) {
        request.setAttribute(name, value);
        keep(request, response, name, value);
    }

    /** What was chosen with this request, else before. */
    private static String chosen(HttpServletRequest request, String name) {
        return request.getAttribute(name) instanceof String now ? now : cookie(request.getCookies(), name);
    }

    static Locale locale(String chosen, @Nullable String acceptLanguage) {
        return language(chosen).orElseGet(() -> Problem.locale(acceptLanguage));
    }

    /** The locale of a language that the pages speak. */
    static Optional<Locale> language(String code) {
        return switch (code) {
            case "en" -> Optional.of(Locale.ENGLISH);
            case "ru" -> Optional.of(RUSSIAN);
            default -> Optional.empty();
        };
    }

    /** What was kept under this name; empty text: nothing. */
    public static String kept(HttpServletRequest request, String name) {
        return cookie(request.getCookies(), name);
    }

    /**
     * Keeps a value for a year.
     *
     * @param name a token of letters, digits and dashes
     * @param value the same; empty text: forgets what was kept
     */
    public static void keep(HttpServletRequest request, HttpServletResponse response, String name, String value) {
        // Nothing secret, and a link from elsewhere should meet the reader in the chosen language: hence Lax
        response.addHeader(
                "Set-Cookie",
                name + "=" + value + "; Max-Age=" + (value.isEmpty() ? 0 : YEAR) + "; Path=/; HttpOnly; SameSite=Lax"
                        + (request.isSecure() ? "; Secure" : ""));
    }

    private static String cookie(Cookie @Nullable [] cookies, String name) {
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    return cookie.getValue();
                }
            }
        }
        return "";
    }
}
