// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.LicenseCheck;
import io.webgate.license.format.LicenseFormatException.Fault;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a document says beyond what this version knows (R3): members by the object in which they stand, kept so that the
 * whole can be written again, and the names that whoever reads must know. Used by one reader, then only read.
 */
final class Extras {

    static final String CRITICAL = "critical";

    private static final SortedMap<String, Json> NOTHING = Collections.emptySortedMap();

    private final Set<String> critical = new TreeSet<>();
    private final Map<String, SortedMap<String, Json>> byPath = new HashMap<>();

    /** Takes the list of critical names out of the document. @throws LicenseFormatException when one is not known */
    static Extras begin(Fields document, Set<String> known) throws LicenseFormatException {
        var extras = new Extras();
        if (document.has(CRITICAL)) {
            List<String> names = document.values(CRITICAL, name -> name);
            extras.critical.addAll(names);
            for (String name : names) {
                if (!known.contains(name)) {
                    throw unknown(document, name);
                }
            }
        }
        return extras;
    }

    /** Keeps what is left over in an object. @throws LicenseFormatException when some of it is critical */
    void keep(Fields object) throws LicenseFormatException {
        if (object.hasRest()) {
            for (String name : object.rest().keySet()) {
                if (critical.contains(name)) {
                    throw unknown(object, name);
                }
            }
            byPath.put(object.path(), object.rest());
        }
    }

    /** Whether there is nothing: the document says what this version knows, and no more. */
    boolean isEmpty() {
        return critical.isEmpty() && byPath.isEmpty();
    }

    /** A member that this version knows where earlier ones don't. */
    Optional<Json> get(String path, String name) {
        return Optional.ofNullable(unknown(path).get(name));
    }

    void put(String path, String name, Json value) {
        byPath.computeIfAbsent(path, none -> new TreeMap<>()).put(name, value);
    }

    /** Adds the list of critical names, where there is one. */
    void writeCritical(Map<String, Json> members) {
        if (!critical.isEmpty()) {
            members.put(CRITICAL, Codes.sorted(critical));
        }
    }

    /** The critical names, with those that are critical whoever writes: a document that leaves them out is not canonical. */
    Set<String> critical(Set<String> always) {
        Set<String> names = new TreeSet<>(critical);
        names.addAll(always);
        return names;
    }

    /** Adds the unknown members of one object, which stand sorted behind the known ones. */
    void writeUnknown(String path, Map<String, Json> members) {
        members.putAll(unknown(path));
    }

    /** The unknown members of one object, which stand sorted behind the known ones. */
    SortedMap<String, Json> unknown(String path) {
        return byPath.getOrDefault(path, NOTHING);
    }

    private static LicenseFormatException unknown(Fields object, String name) {
        return Damage.at(
                Fault.CRITICAL,
                LicenseCheck.FIELDS,
                object.path() + "." + name,
                "It demands '" + name + "', which this version does not know",
                "Документ требует '" + name + "', чего эта версия не знает");
    }
}
