// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the JVM says at its end of where its memory went ({@code -XX:+PrintNMTStatistics}). */
final class NativeMemory {

    /** What makes it say so. */
    static final String OPTIONS =
            "-XX:NativeMemoryTracking=summary\n-XX:+UnlockDiagnosticVMOptions\n-XX:+PrintNMTStatistics\n";

    private static final Pattern AREA = Pattern.compile("-\\s+([A-Za-z ]+?) \\(reserved=\\d+, committed=(\\d+)\\)");
    private static final Pattern CLASSES = Pattern.compile("\\(classes #(\\d+)\\)");

    private NativeMemory() {}

    /** Committed megabytes by area; printed at the end of a JVM, figures are bytes without a unit. */
    static Map<String, Double> areas(String printed) {
        Map<String, Double> areas = new LinkedHashMap<>();
        Matcher area = AREA.matcher(printed);
        while (area.find()) {
            areas.put(area.group(1).trim(), Long.parseLong(area.group(2)) / (1024.0 * 1024.0));
        }
        return areas;
    }

    /** How many classes were loaded; 0 where it does not say. */
    static int classes(String printed) {
        Matcher classes = CLASSES.matcher(printed);
        return classes.find() ? Integer.parseInt(classes.group(1)) : 0;
    }
}
