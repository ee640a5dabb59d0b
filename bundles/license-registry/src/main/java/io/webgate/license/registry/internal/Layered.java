// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An immutable map of which a changed one is made without a copy of all that stays as it was: what is new lies above the
 * large map below, and when much has gathered both become one.
 */
final class Layered<K, V> {

    /** What lies above is copied with each change. */
    private static final int MOST_ABOVE = 64;

    private final Map<K, V> below;
    private final Map<K, V> above;

    private Layered(Map<K, V> below, Map<K, V> above) {
        this.below = below;
        this.above = above;
    }

    /** @param all whoever made the map changes it no more */
    static <K, V> Layered<K, V> of(Map<K, V> all) {
        return new Layered<>(all, Map.of());
    }

    Optional<V> get(K key) {
        V value = above.get(key);
        return Optional.ofNullable(value != null ? value : below.get(key));
    }

    /** The map with these in the place of what stood under their keys. */
    Layered<K, V> with(Map<K, V> changed) {
        if (changed.isEmpty()) {
            return this;
        }
        Map<K, V> then = new HashMap<>(above);
        then.putAll(changed);
        return then.size() <= MOST_ABOVE ? new Layered<>(below, then) : of(new Layered<>(below, then).all());
    }

    /** All values, in no order. */
    Collection<V> values() {
        return all().values();
    }

    private Map<K, V> all() {
        if (above.isEmpty()) {
            return below;
        }
        Map<K, V> all = new HashMap<>(below);
        all.putAll(above);
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Layered<?, ?> map && all().equals(map.all());
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }
}
