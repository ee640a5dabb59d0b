// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings;

import java.util.Optional;

/**
 * A change of one configuration.
 *
 * @param pid {@code pid}, or {@code factory~name}
 * @param draft what is to be saved; empty: the configuration is to be deleted
 */
public record Wish(String pid, Optional<Draft> draft) {

    public static Wish save(String pid, Draft draft) {
        return new Wish(pid, Optional.of(draft));
    }

    public static Wish delete(String pid) {
        return new Wish(pid, Optional.empty());
    }
}
