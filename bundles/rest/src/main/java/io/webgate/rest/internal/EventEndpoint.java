// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.rest.internal.events.Events;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** {@code /api/v1/events}: limits, seats, gate, licences and plugins, told as they change. */
final class EventEndpoint {

    private static final String MEDIA_TYPE = "text/event-stream;charset=utf-8";
    // Proxies keep nothing back: neither for others nor until a buffer is full
    private static final Map<String, String> HEADERS = Map.of("Cache-Control", "no-store", "X-Accel-Buffering", "no");

    private final Events events;

    EventEndpoint(Events events) {
        this.events = events;
    }

    void addTo(Router router) {
        router.on("GET /api/v1/events viewer", this::stream);
    }

    private Answer stream(Ask ask) {
        if (ask.method().equals("HEAD")) {
            return new Answer(200, MEDIA_TYPE, "", HEADERS);
        }
        return events.open(ask.by(), Optional.ofNullable(ask.headers().get("last-event-id")))
                .map(stream -> new Answer(200, MEDIA_TYPE, "", HEADERS, Optional.of(stream)))
                .orElseThrow(() -> tooMany(ask));
    }

    private static ProblemException tooMany(Ask ask) {
        return new ProblemException(Problems.of(
                        503,
                        "too-many-streams",
                        new LocalizedText("Too many listeners", "Слишком много слушателей"),
                        new LocalizedText(
                                "As many pages or programs listen to events as this host allows, or it is stopping."
                                        + " Close some of them, or ask for the state every 15 seconds instead.",
                                "События уже слушает столько страниц и программ, сколько допускает этот узел, или он"
                                        + " останавливается. Закройте лишние или запрашивайте состояние раз в 15 секунд."),
                        ask.locale())
                .problem()
                .retryAfter(Duration.ofSeconds(15)));
    }
}
