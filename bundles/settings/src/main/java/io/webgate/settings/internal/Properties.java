// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import io.webgate.settings.Definition;
import org.osgi.framework.Constants;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What stands in a configuration besides the settings. */
final class Properties {

    /** FileInstall's: from which file a configuration came. While it stays, a change is written back there. */
    static final String FILE = "felix.fileinstall.filename";

    /** The launcher's: it wrote the configuration from a feature file, and would only do so again at the next start. */
    static final String DEFAULT = "webgate.default";

    /** The HTTP service's: without a configuration it does not listen, and nobody could mend that from here. */
    static final String HTTP = "org.apache.felix.http";

    /** Added by Config Admin and the launcher; nobody's settings. */
    private static final Set<String> ADDED = Set.of(
            Constants.SERVICE_PID,
            "service.factoryPid",
            "service.bundleLocation",
            DEFAULT,
            ":org.apache.felix.configadmin.revision:",
            FILE);

    private Properties() {}

    static boolean isSetting(String key) {
        return !ADDED.contains(key);
    }

    /** The settings replaced, everything that is not described as it was. */
    static Map<String, Object> merged(Definition definition, Map<String, Object> present, Map<String, Object> typed) {
        Map<String, Object> merged = new TreeMap<>(present);
        definition.fields().forEach(field -> merged.remove(field.key()));
        merged.putAll(typed);
        return merged;
    }
}
