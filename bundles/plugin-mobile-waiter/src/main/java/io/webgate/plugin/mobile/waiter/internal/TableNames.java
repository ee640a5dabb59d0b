// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.mobile.waiter.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Quoted;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of a house as its settings name them: {@code 1-12} for all of these, {@code Terrace 1-4}, or one name. Pure. */
final class TableNames {

    private static final Pattern RANGE = Pattern.compile("(.*?)([0-9]{1,4})\\s*[-–]\\s*([0-9]{1,4})");
    private static final int MOST = 500;
    private static final int LONGEST = 40;

    private TableNames() {}

    /**
     * The names in their order, none twice.
     *
     * @throws IllegalArgumentException naming the entry and what is wrong with it
     */
    static List<String> of(List<String> entries) {
        Set<String> names = new LinkedHashSet<>();
        for (String entry : entries) {
            for (String part : entry.split(",", -1)) {
                add(part.strip(), names);
            }
        }
        return List.copyOf(names);
    }

    private static void add(String part, Set<String> names) {
        if (part.isEmpty()) {
            return;
        }
        List<String> more = new ArrayList<>();
        Matcher range = RANGE.matcher(part);
        if (range.matches()) {
            int from = Integer.parseInt(range.group(2));
            int to = Integer.parseInt(range.group(3));
            if (from > to || to - from >= MOST) {
                throw new IllegalArgumentException(shown(part) + " is no range of at most " + MOST + " tables");
            }
            for (int number = from; number <= to; number++) {
                more.add(range.group(1) + number);
            }
        } else {
            more.add(part);
        }
        for (String name : more) {
            if (name.length() > LONGEST || name.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("The name of a table has at most " + LONGEST
                        + " characters and no control characters: " + shown(part));
            }
            names.add(name);
        }
        if (names.size() > MOST) {
            throw new IllegalArgumentException("More than " + MOST + " tables");
        }
    }

    private static String shown(String part) {
        return Quoted.english(LocalizedText.quotable(part));
    }
}
