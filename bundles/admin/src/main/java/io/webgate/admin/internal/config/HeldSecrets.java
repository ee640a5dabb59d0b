// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.config;

import io.webgate.settings.Draft;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets that were typed into a form and wait until its second step is confirmed: they never stand in a page. In memory, for
 * half an hour, of the last forms only; who comes later types them again. Thread-safe.
 */
final class HeldSecrets {

    private static final Duration TIME = Duration.ofMinutes(30);
    private static final int MOST = 64;
    private static final int ID_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Held> all = new LinkedHashMap<>();

    private record Held(String by, String pid, Instant until, Map<String, List<String>> values) {}

    /** Holds them under an id; empty text where there is nothing to hold. */
    synchronized String hold(String by, String pid, Map<String, List<String>> values, Instant now) {
        all.values().removeIf(held -> held.until().isBefore(now));
        if (values.isEmpty()) {
            return "";
        }
        if (all.size() >= MOST) {
            all.remove(all.keySet().iterator().next());
        }
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String text = HexFormat.of().formatHex(id);
        all.put(text, new Held(by, pid, now.plus(TIME), Map.copyOf(values)));
        return text;
    }

    /** The draft with its secrets; empty where they are no longer held, or are another person's or form's. */
    synchronized Optional<Draft> complete(String id, String by, String pid, Draft draft, Instant now) {
        if (id.isEmpty()) {
            return Optional.of(draft);
        }
        return Optional.ofNullable(all.get(id))
                .filter(held -> held.by().equals(by) && held.pid().equals(pid))
                .filter(held -> !held.until().isBefore(now))
                .map(held -> {
                    Map<String, List<String>> values = new LinkedHashMap<>(draft.values());
                    values.putAll(held.values());
                    return new Draft(values);
                });
    }
}
