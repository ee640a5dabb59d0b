// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.ModuleId;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The gate's own bounds (R32), read from lines {@code module=N}.
 *
 * @param bounds what was understood
 * @param problems the lines that were not, each with what to do; with a problem the bounds must not be used: a bound
 *     that can't be read must not become unlimited
 */
record SessionSettings(Map<ModuleId, Long> bounds, List<String> problems) {

    SessionSettings {
        bounds = Map.copyOf(bounds);
        problems = List.copyOf(problems);
    }

    static SessionSettings parse(List<String> lines) {
        Map<ModuleId, Long> bounds = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (String raw : lines) {
            String line = raw.strip();
            if (line.isEmpty()) {
                continue;
            }
            try {
                int split = line.indexOf('=');
                if (split < 0) {
                    throw new IllegalArgumentException("there is no '='");
                }
                ModuleId module = new ModuleId(line.substring(0, split).strip());
                if (bounds.putIfAbsent(module, number(line.substring(split + 1).strip())) != null) {
                    throw new IllegalArgumentException("the module is named twice");
                }
            } catch (IllegalArgumentException e) {
                problems.add("'" + printable(line) + "': " + e.getMessage() + "; write module=N, such as "
                        + "suite.module=5");
            }
        }
        return new SessionSettings(bounds, problems);
    }

    private static long number(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("'" + printable(text) + "' is not a whole number from 0 on");
        }
        return Long.parseLong(text);
    }

    private static String printable(String text) {
        String oneLine = text.replaceAll("\\p{Cntrl}", "?");
        return oneLine.length() <= 100 ? oneLine : oneLine.substring(0, 100) + "…";
    }
}
