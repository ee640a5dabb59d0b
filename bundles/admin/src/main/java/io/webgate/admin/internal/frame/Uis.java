// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.access.WebSession;
import io.webgate.gate.http.AdminPage;
import io.webgate.gate.http.Caller;
import io.webgate.license.api.TrustedTime;

import jakarta.servlet.http.HttpServletRequest;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** Makes what templates may ask, for each request. Thread-safe. */
public final class Uis {

    private final Plane plane;
    private final Assets assets;
    private final ZoneId zone;

    /** @param zone of the venue */
    public Uis(Plane plane, Assets assets, ZoneId zone) {
        this.plane = plane;
        this.assets = assets;
        this.zone = zone;
    }

    public Ui of(HttpServletRequest http) {
        Locale locale = Preferences.locale(http);
        Optional<Caller> caller = Optional.ofNullable((Caller) http.getAttribute(Caller.ATTRIBUTE));
        Optional<WebSession> session = Optional.ofNullable((WebSession) http.getAttribute(WebSession.ATTRIBUTE));
        return new Ui(
                Messages.of(locale),
                new Formats(locale, zone),
                // While nobody tells the time there is also no number on the pages that depends on it
                plane.time().map(TrustedTime::instant).orElse(Instant.EPOCH),
                caller.flatMap(Caller::role),
                caller.map(Caller::name).orElse(""),
                session.map(WebSession::formToken).orElse(""),
                // The token of a form whose address this was belongs to no page that is looked at
                http.getRequestURI() + Query.without(http.getQueryString(), AdminPage.FORM_FIELD),
                assets);
    }
}
