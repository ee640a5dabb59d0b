// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where configurations are kept: Config Admin. Thread-safe. */
interface Shelf {

    /**
     * One configuration.
     *
     * @param properties as they are kept, with what Config Admin and FileInstall add
     */
    record Kept(String pid, Optional<String> factory, Map<String, Object> properties) {}

    /** The configuration; empty where there is none, or none with properties. */
    Optional<Kept> find(String pid) throws IOException;

    /** Those of a factory, by PID. */
    List<Kept> of(String factory) throws IOException;

    /** Keeps properties, in a new configuration where there is none. */
    void put(Name name, Map<String, Object> properties) throws IOException;

    /** Deletes a configuration; nothing where there is none. */
    void remove(String pid) throws IOException;
}
