// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.webgate.host.ExitCode;

import java.util.Set;

/** Turns a problem of the host (RFC 9457) into what a person reads and a script gets. The host speaks the language. */
final class Problem {

    private static final Set<String> LICENSE =
            Set.of("not-licensed", "older-generation", "edition-admits-no-licenses", "license-damaged");
    private static final Set<String> LIMIT = Set.of("limit-exceeded", "enrolment-exceeded");

    private Problem() {}

    /** Detail and remedies, each on a line. */
    static String text(int status, JsonObject problem) {
        StringBuilder text = new StringBuilder();
        String detail = Fields.text(problem, "detail");
        text.append(detail.isEmpty() ? Fields.text(problem, "title") : detail);
        if (text.length() == 0) {
            text.append("HTTP ").append(status);
        }
        for (JsonElement remedy : Fields.list(problem, "remedy")) {
            text.append("\n  - ").append(remedy(remedy));
        }
        return text.toString();
    }

    private static String remedy(JsonElement remedy) {
        if (remedy.isJsonPrimitive()) {
            return remedy.getAsString();
        }
        if (remedy.isJsonObject()) {
            String text = Fields.text(remedy.getAsJsonObject(), "text");
            return text.isEmpty() ? remedy.toString() : text;
        }
        return remedy.toString();
    }

    /** The exit code of a refusal. */
    static int exitCode(int status, String code) {
        if (LIMIT.contains(code)) {
            return ExitCode.LIMIT;
        }
        if (LICENSE.contains(code) || code.startsWith("license-") || status == 422) {
            return ExitCode.LICENSE;
        }
        return switch (status) {
            case 400 -> ExitCode.USAGE;
            case 401, 403, 409, 410, 429 -> ExitCode.REFUSED;
            case 502, 503, 504 -> ExitCode.UNREACHABLE;
            default -> ExitCode.FAILED;
        };
    }
}
