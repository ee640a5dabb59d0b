// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import java.util.Locale;

/** What a browser meets at the root while nothing else answers there: plain, without script or style. */
final class Html {

    private Html() {}

    static String root(Locale locale) {
        boolean russian = locale.getLanguage().equals("ru");
        String text = russian
                ? "Узел лицензирования Web Gate. Состояние: <a href=\"/health\">/health</a>, описание API: "
                : "A Web Gate licensing host. Its state: <a href=\"/health\">/health</a>, its API: ";
        return "<!DOCTYPE html><html lang=\"" + (russian ? "ru" : "en")
                + "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                + "<title>Web Gate</title></head><body><main><h1>Web Gate</h1><p>" + text
                + "<a href=\"/api/v1/openapi.json\">openapi.json</a></p></main></body></html>";
    }
}
