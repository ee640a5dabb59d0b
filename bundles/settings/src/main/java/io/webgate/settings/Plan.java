// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings;

import java.util.List;
import java.util.Locale;

/**
 * What a change would be. Nothing was changed.
 *
 * @param definition of what is to be changed
 * @param saved what is saved now
 * @param act what saving would do
 * @param faults why it can't be saved; empty: it can
 * @param remarks what has to be known before
 * @param differences what would change
 * @param impacts on which components; empty where nothing changes
 * @param excesses limits that it would exceed
 */
public record Plan(
        Definition definition,
        Saved saved,
        Act act,
        List<Fault> faults,
        List<Fault> remarks,
        List<Difference> differences,
        List<Impact> impacts,
        List<Excess> excesses) {

    public Plan {
        faults = List.copyOf(faults);
        remarks = List.copyOf(remarks);
        differences = List.copyOf(differences);
        impacts = List.copyOf(impacts);
        excesses = List.copyOf(excesses);
    }

    /** What saving does. */
    public enum Act {
        CREATE,
        CHANGE,
        DELETE,
        NOTHING;

        /** The name in API: {@code create} … */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isSound() {
        return faults.isEmpty();
    }
}
