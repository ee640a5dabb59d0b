// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import io.webgate.settings.Definition;
import io.webgate.settings.Impact;

import java.util.List;

/** What the bundles of this host describe, and who of them listens. Read anew at each call. Thread-safe. */
interface Catalogue {

    /** Every description; of one PID several where several bundles describe it. */
    List<Definition> definitions();

    /** The components that take a PID's settings, each with what a change of an existing configuration does to it. */
    List<Impact> listeners(String pid);
}
