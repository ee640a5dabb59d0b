// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.gate.http.Problem;
import io.webgate.rest.internal.events.EventStream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An answer, without anything of a container.
 *
 * @param type media type of the body; empty where there is none
 * @param stream what goes on writing after this answer's body
 */
record Answer(int status, String type, String body, Map<String, String> headers, Optional<EventStream> stream) {

    Answer(int status, String type, String body, Map<String, String> headers) {
        this(status, type, body, headers, Optional.empty());
    }

    static Answer json(int status, Object value) {
        return new Answer(status, "application/json;charset=utf-8", Json.write(value), Map.of());
    }

    static Answer text(int status, String type, String body) {
        return new Answer(status, type, body, Map.of());
    }

    static Answer none() {
        return new Answer(204, "", "", Map.of());
    }

    /** The same, to be found elsewhere (303). */
    Answer at(String location) {
        return new Answer(303, type, body, headers).with("Location", location);
    }

    static Answer problem(Problem problem) {
        Answer answer = new Answer(problem.status(), Problem.MEDIA_TYPE, problem.toJson(), Map.of());
        return problem.retryAfterHeader()
                .map(seconds -> answer.with("Retry-After", seconds))
                .orElse(answer)
                .with("Vary", "Accept-Language");
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, type, body, Map.copyOf(more), stream);
    }
}
