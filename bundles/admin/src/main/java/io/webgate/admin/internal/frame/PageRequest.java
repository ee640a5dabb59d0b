// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.access.Origin;
import io.webgate.access.WebSession;
import io.webgate.gate.http.Caller;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.util.Map;
import java.util.Optional;

/**
 * One request for a page.
 *
 * @param http as it came
 * @param response only for cookies and headers; the answer is a value
 * @param placeholders of the route, decoded
 * @param ui for the templates
 * @param plane the services as they are now
 */
public record PageRequest(
        HttpServletRequest http, HttpServletResponse response, Map<String, String> placeholders, Ui ui, Plane plane) {

    /** Who asks; empty on public pages. */
    public Optional<Caller> caller() {
        return Optional.ofNullable((Caller) http.getAttribute(Caller.ATTRIBUTE));
    }

    /** The browser's session; empty where nobody is signed in, or a token asks. */
    public Optional<WebSession> session() {
        return Optional.ofNullable((WebSession) http.getAttribute(WebSession.ATTRIBUTE));
    }

    /** Under which name acts are recorded. */
    public String by() {
        return caller().map(Caller::name).orElse("-");
    }

    /** A field of the query or of an urlencoded form, without outer blanks; empty text where it is missing. */
    public String field(String name) {
        String value = http.getParameter(name);
        return value == null ? "" : value.strip();
    }

    /** A field as typed, for passwords. */
    public String rawField(String name) {
        String value = http.getParameter(name);
        return value == null ? "" : value;
    }

    /** A placeholder of the route. */
    public String placeholder(String name) {
        return placeholders.getOrDefault(name, "");
    }

    /** From where the request came. */
    public Origin origin() {
        return Origin.of(http);
    }
}
