// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.gate.http.Problem;

import java.util.Locale;

/** The few pages that browsers meet while nothing else answers: plain, without script or style, every text escaped. */
final class Html {

    private Html() {}

    static String problem(Problem problem, Locale locale) {
        return page(
                locale,
                problem.title(),
                "<p>" + escaped(problem.detail()) + "</p><p><small>" + problem.status() + " " + escaped(problem.code())
                        + "</small></p>");
    }

    static String root(Locale locale) {
        boolean russian = locale.getLanguage().equals("ru");
        String text = russian
                ? "Узел лицензирования Web Gate. Состояние: <a href=\"/health\">/health</a>, описание API: "
                : "A Web Gate licensing host. Its state: <a href=\"/health\">/health</a>, its API: ";
        return page(locale, "Web Gate", "<p>" + text + "<a href=\"/api/v1/openapi.json\">openapi.json</a></p>");
    }

    private static String page(Locale locale, String title, String body) {
        return "<!DOCTYPE html><html lang=\"" + (locale.getLanguage().equals("ru") ? "ru" : "en")
                + "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>"
                + escaped(title) + "</title></head><body><main><h1>" + escaped(title) + "</h1>" + body
                + "</main></body></html>";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
