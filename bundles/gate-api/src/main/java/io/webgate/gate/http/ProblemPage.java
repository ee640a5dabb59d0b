// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

import java.util.Locale;

/** A problem as a browser's reader meets it: plain, without script or style, every text escaped. */
final class ProblemPage {

    private ProblemPage() {}

    static String of(Problem problem, Locale locale) {
        String title = escaped(problem.title());
        return "<!DOCTYPE html><html lang=\"" + (ProblemText.isRussian(locale) ? "ru" : "en")
                + "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                + "<meta name=\"color-scheme\" content=\"light dark\"><title>"
                + title + "</title></head><body><main><h1>" + title + "</h1><p>" + escaped(problem.detail())
                + "</p><p><small>" + problem.status() + " " + escaped(problem.code())
                + "</small></p></main></body></html>";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
