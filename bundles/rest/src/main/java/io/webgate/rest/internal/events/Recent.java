// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal.events;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The last events, for readers who come back. An id is the start's own text, a dash, and a number that grows by one; an id
 * of another start, or of an event that is no longer here, can't be resumed. Not thread-safe.
 */
final class Recent {

    private static final int LONGEST_NUMBER = 18;

    private final String start;
    private final int most;
    private final Deque<String> texts = new ArrayDeque<>();
    private long newest;

    /**
     * @param start differs with each start of the bundle; without a dash
     * @param most how many events are kept
     */
    Recent(String start, int most) {
        this.start = start;
        this.most = most;
    }

    /** Keeps an event under the next id; returns how it goes over the line. */
    String add(Event event) {
        newest++;
        String text = event.text(newestId());
        texts.addLast(text);
        if (texts.size() > most) {
            texts.removeFirst();
        }
        return text;
    }

    String newestId() {
        return start + "-" + newest;
    }

    /** What came after the event with this id, oldest first; empty where nobody knows. */
    Optional<List<String>> after(String id) {
        return number(id)
                .filter(last -> last <= newest && newest - last <= texts.size())
                .map(last -> texts.stream().skip(texts.size() - (newest - last)).toList());
    }

    private Optional<Long> number(String id) {
        String prefix = start + "-";
        String digits = id.startsWith(prefix) ? id.substring(prefix.length()) : "";
        boolean number = !digits.isEmpty()
                && digits.length() <= LONGEST_NUMBER
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return number ? Optional.of(Long.parseLong(digits)) : Optional.empty();
    }
}
