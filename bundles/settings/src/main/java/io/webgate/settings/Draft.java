// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What somebody wants to be saved, in texts. A key that is absent is not set, so that its default holds; a secret that is
 * absent stays what it is, and one with no text is taken away.
 */
public record Draft(Map<String, List<String>> values) {

    public Draft {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> List.copyOf(entry.getValue()),
                        (one, other) -> other,
                        LinkedHashMap::new))));
    }

    /** Keys alone: a draft may hold a secret. */
    @Override
    public String toString() {
        return "Draft" + values.keySet();
    }
}
