// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.session;

import io.webgate.gate.http.Problem;

import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes the answers of a plugin. */
public final class Responses {

    private Responses() {}

    /** What holds for every answer: nobody keeps it, nobody guesses what it is. */
    public static void plain(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }

    /** An answer of JSON. */
    public static void json(HttpServletResponse response, int status, String body) throws IOException {
        write(response, status, "application/json", body);
    }

    /** A refusal (RFC 9457), with its {@code Retry-After}. */
    public static void problem(HttpServletResponse response, Problem problem) throws IOException {
        problem.retryAfterHeader().ifPresent(value -> response.setHeader("Retry-After", value));
        write(response, problem.status(), Problem.MEDIA_TYPE, problem.toJson());
    }

    private static void write(HttpServletResponse response, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
