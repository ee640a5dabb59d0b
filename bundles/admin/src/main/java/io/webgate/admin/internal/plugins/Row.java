// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.plugins;

import java.util.List;

/**
 * One plugin as its page shows it.
 *
 * @param bundle symbolic name
 * @param state code of the state
 * @param word the state in the reader's words
 * @param reason why it does not run, in words; empty text while it does
 * @param module title of the module that licenses it, or its id; empty text where it names none
 * @param limit the page of that module; empty text where the catalogue has none
 * @param path where it answers; empty text where it has no path
 * @param open whether the path can be followed now
 * @param requires between it and the gate
 * @param dependents what stops with it
 */
public record Row(
        String bundle,
        String version,
        String state,
        String word,
        String reason,
        String module,
        String limit,
        String path,
        boolean open,
        List<String> requires,
        List<String> dependents) {

    public Row {
        requires = List.copyOf(requires);
        dependents = List.copyOf(dependents);
    }
}
