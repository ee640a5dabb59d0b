// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.mobile.waiter.internal;

import io.webgate.gate.http.Problem;

import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes answers. */
final class Responses {

    private Responses() {}

    /** What holds for every answer. */
    static void plain(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }

    static void json(HttpServletResponse response, int status, String body) throws IOException {
        write(response, status, "application/json", body);
    }

    static void problem(HttpServletResponse response, Problem problem) throws IOException {
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
