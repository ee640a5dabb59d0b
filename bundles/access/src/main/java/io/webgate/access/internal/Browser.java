// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.Accounts;
import io.webgate.access.Origin;
import io.webgate.access.SessionCookie;
import io.webgate.access.WebSession;
import io.webgate.gate.http.AdminPage;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.LocalizedText;
import org.jspecify.annotations.Nullable;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** What the door does for browsers: the cookie's session, requests forged by other sites, the way to the sign-in page. */
final class Browser {

    private static final String PAGES = "/admin";
    private static final String GATE = "/gate/";
    private static final String CONSOLE = "/system/console";
    private static final String EVENTS = "/api/v1/events";
    private static final int LONGEST_TOKEN = 128;

    private Browser() {}

    /** The session behind the cookie; a request with a token of its own is no browser's. */
    static Optional<WebSession> session(HttpServletRequest request, @Nullable Accounts accounts) {
        if (accounts == null || hasToken(request)) {
            return Optional.empty();
        }
        return SessionCookie.read(request)
                .filter(secret -> !secret.isEmpty() && secret.length() <= LONGEST_TOKEN)
                .flatMap(secret -> accounts.session(secret, isUsed(request)));
    }

    /** A page that refreshes itself, or listens, is not a person: else no forgotten browser would ever be signed out. */
    private static boolean isUsed(HttpServletRequest request) {
        return request.getHeader("HX-Request") == null
                && !request.getRequestURI().equals(EVENTS);
    }

    static Caller caller(WebSession session) {
        return new Caller(session.login(), Optional.of(session.role()), Optional.empty());
    }

    /** For the servlets behind the door. */
    static void introduce(HttpServletRequest request, Optional<WebSession> session) {
        request.removeAttribute(WebSession.ATTRIBUTE);
        request.removeAttribute(AdminPage.FORM_TOKEN);
        session.ifPresent(known -> {
            request.setAttribute(WebSession.ATTRIBUTE, known);
            request.setAttribute(AdminPage.FORM_TOKEN, known.formToken());
        });
    }

    /** Why a browser may not pass, whatever the routes say. */
    static Optional<Gatekeeper.Decision.Refuse> against(
            HttpServletRequest request, Origin origin, Optional<WebSession> session, @Nullable Accounts accounts) {
        if (isPage(request.getRequestURI()) && accounts != null && !accounts.isSetUp() && !origin.local()) {
            return Optional.of(notSetUp());
        }
        return CrossSite.isForged(facts(request, session)) ? Optional.of(forged()) : Optional.empty();
    }

    private static CrossSite.Facts facts(HttpServletRequest request, Optional<WebSession> session) {
        String path = request.getRequestURI();
        return new CrossSite.Facts(
                request.getMethod(),
                isPage(path) || path.equals(EVENTS) || isConsole(path),
                hasToken(request),
                request.getHeader("Sec-Fetch-Site"),
                request.getHeader("Sec-Fetch-Mode"),
                request.getHeader("Origin"),
                Origin.authority(request),
                // The web console's own forms know nothing of our token; they are held to the other two witnesses
                isConsole(path) ? null : session.map(WebSession::formToken).orElse(null),
                session.isPresent() ? formToken(request) : null);
    }

    private static @Nullable String formToken(HttpServletRequest request) {
        String header = request.getHeader(AdminPage.FORM_HEADER);
        if (header != null) {
            return header;
        }
        String query = inQuery(request.getQueryString());
        String type = request.getContentType();
        // Only the pages' own forms are read here: for every other path the body is the servlet's
        boolean form =
                type != null && type.toLowerCase(java.util.Locale.ROOT).startsWith("application/x-www-form-urlencoded");
        return query == null && form && isPage(request.getRequestURI())
                ? request.getParameter(AdminPage.FORM_FIELD)
                : query;
    }

    private static @Nullable String inQuery(@Nullable String query) {
        if (query == null) {
            return null;
        }
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(AdminPage.FORM_FIELD + "=")) {
                try {
                    return URLDecoder.decode(pair.substring(AdminPage.FORM_FIELD.length() + 1), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException malformed) {
                    return null;
                }
            }
        }
        return null;
    }

    /**
     * Leads a stranger to where he can sign in. False where nothing was sent: the refusal is to be told as to a program.
     */
    static boolean lead(
            HttpServletRequest request,
            HttpServletResponse response,
            Gatekeeper.Decision.Refuse refuse,
            @Nullable Accounts accounts) {
        boolean reading =
                request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        boolean page = isPage(request.getRequestURI())
                // A plugin's page behind the gate; programs there want to be told
                || (request.getRequestURI().startsWith(GATE) && Problem.prefersHtml(request.getHeader("Accept")));
        if (refuse.status() != 401 || !reading || !page || accounts == null) {
            return false;
        }
        String target = accounts.isSetUp() ? "/admin/sign-in" : "/admin/first-run";
        if (request.getHeader("HX-Request") != null) {
            // A part of a page: the whole page has to go
            response.setStatus(401);
            response.setHeader("HX-Redirect", target);
            return true;
        }
        String next =
                request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
        boolean plain = next.equals(PAGES) || next.equals(PAGES + "/");
        response.setStatus(303);
        response.setHeader(
                "Location",
                plain || !accounts.isSetUp()
                        ? target
                        : target + "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
        return true;
    }

    /** Another scheme than Bearer is somebody else's: the web console asks for one of its own. */
    private static boolean hasToken(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.strip().regionMatches(true, 0, "Bearer", 0, "Bearer".length());
    }

    static boolean isConsole(String path) {
        return path.equals(CONSOLE) || path.startsWith(CONSOLE + "/");
    }

    private static boolean isPage(String path) {
        return path.equals(PAGES) || path.startsWith(PAGES + "/");
    }

    private static Gatekeeper.Decision.Refuse notSetUp() {
        return new Gatekeeper.Decision.Refuse(
                403,
                "not-set-up",
                new LocalizedText("Not set up yet", "Первая настройка не выполнена"),
                new LocalizedText(
                        "Until the first account is made, the pages open only in a browser on the computer itself, under"
                                + " the name localhost or the address 127.0.0.1.",
                        "Пока не создана первая учётная запись, страницы открываются только в браузере на самом"
                                + " компьютере, по имени localhost или адресу 127.0.0.1."),
                Map.of());
    }

    private static Gatekeeper.Decision.Refuse forged() {
        return new Gatekeeper.Decision.Refuse(
                403,
                "cross-site-request",
                new LocalizedText("Not from this page", "Запрос не с этой страницы"),
                new LocalizedText(
                        "This request did not come from a page of this host, or from one that was open before you signed"
                                + " in. Nothing was done. Open the page again and repeat.",
                        "Запрос пришёл не со страницы этого узла или со страницы, открытой до входа. Ничего не сделано."
                                + " Откройте страницу заново и повторите."),
                Map.of());
    }
}
