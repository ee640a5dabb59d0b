// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Config Admin in memory. */
final class MapShelf implements Shelf {

    private final Map<String, Kept> all = new TreeMap<>();
    private Optional<String> broken = Optional.empty();

    /** Puts something there by other means than through settings. */
    void lay(String pid, Map<String, Object> properties) {
        Name name = Name.of(pid);
        Map<String, Object> kept = new HashMap<>(properties);
        kept.put("service.pid", pid);
        all.put(pid, new Kept(pid, name.name().map(tilde -> name.base()), kept));
    }

    void takeAway(String pid) {
        all.remove(pid);
    }

    /** From now on this one can't be written. */
    void breakDown(String pid) {
        broken = Optional.of(pid);
    }

    Map<String, Object> properties(String pid) {
        Kept kept = all.get(pid);
        return kept == null ? Map.of() : kept.properties();
    }

    @Override
    public Optional<Kept> find(String pid) {
        return Optional.ofNullable(all.get(pid));
    }

    @Override
    public List<Kept> of(String factory) {
        List<Kept> found = new ArrayList<>();
        all.values().stream()
                .filter(kept -> kept.factory().equals(Optional.of(factory)))
                .forEach(found::add);
        return found;
    }

    @Override
    public void put(Name name, Map<String, Object> properties) throws IOException {
        if (broken.equals(Optional.of(name.pid()))) {
            throw new IOException("the disk is broken");
        }
        lay(name.pid(), properties);
    }

    @Override
    public void remove(String pid) {
        all.remove(pid);
    }
}
