// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.gate.http.Problem;
import io.webgate.rest.internal.events.EventStream;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An answer, without anything of a container.
 *
 * @param type media type of the body; empty where there is none
 * @param stream what goes on writing after this answer's body
 * @param content what writes the body instead
 */
record Answer(
        int status,
        String type,
        String body,
        Map<String, String> headers,
        Optional<EventStream> stream,
        Optional<Content> content) {

    /** A body that is too long to be held in memory. */
    @FunctionalInterface
    interface Content {

        /** Writes it; when this throws, the connection is cut, so that nobody takes a part for the whole. */
        void write(OutputStream out) throws IOException;
    }

    Answer(int status, String type, String body, Map<String, String> headers, Optional<EventStream> stream) {
        this(status, type, body, headers, stream, Optional.empty());
    }

    /** A long body. */
    static Answer content(String type, Content content) {
        return new Answer(200, type, "", Map.of(), Optional.empty(), Optional.of(content));
    }

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
        return new Answer(status, type, body, Map.copyOf(more), stream, content);
    }
}
