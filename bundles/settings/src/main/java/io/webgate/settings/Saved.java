// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is saved under one PID, as far as it is described. It never holds a secret.
 *
 * @param pid the full PID
 * @param factory the factory's PID, where there is one
 * @param name behind the factory's PID
 * @param present false where nothing is saved and the defaults hold
 * @param revision changes with each change of the configuration, whoever makes it; for compare-and-set. Not the same after
 *     a restart of the host
 * @param values the settings that are set, secrets apart
 * @param secrets keys of the secrets that are set
 * @param file the file in {@code etc/} that it came from and is written back to
 */
public record Saved(
        String pid,
        Optional<String> factory,
        Optional<String> name,
        boolean present,
        String revision,
        Map<String, List<String>> values,
        Set<String> secrets,
        Optional<String> file) {

    public Saved {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        secrets = Collections.unmodifiableSet(new TreeSet<>(secrets));
    }

    /** The draft that changes nothing. */
    public Draft draft() {
        return new Draft(values);
    }
}
