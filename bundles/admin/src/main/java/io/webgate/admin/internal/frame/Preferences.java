// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.gate.http.Problem;
import org.jspecify.annotations.Nullable;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;

import java.util.Locale;
import java.util.Optional;

/** Language and theme of a reader: what was chosen, else what the browser asks for. Pure. */
public final class Preferences {

    static final String LANGUAGE = "webgate-language";
    static final String THEME = "webgate-theme";

    private static final Locale RUSSIAN = new Locale("ru");

    private Preferences() {}

    /** The language for this request. */
    public static Locale locale(HttpServletRequest request) {
        return locale(cookie(request.getCookies(), LANGUAGE), request.getHeader("Accept-Language"));
    }

    /** The theme for this request. */
    public static Theme theme(HttpServletRequest request) {
        return Theme.of(cookie(request.getCookies(), THEME)).orElse(Theme.AUTO);
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
