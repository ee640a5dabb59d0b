// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.limits;

import java.util.List;
import java.util.Locale;

/**
 * Which rows a reader asked for. Pure.
 *
 * @param text that the title or the module's name contains, whatever the case
 * @param state code of a state, {@link #BITES} or empty text for all
 */
public record Filter(String text, String state) {

    /** One more, or what is already there, meets a consequence now. */
    public static final String BITES = "bites";

    /** What can be chosen, in this order. */
    public static final List<String> CHOICES = List.of(BITES, "over", "full", "near", "ok", "none");

    static final Filter NONE = new Filter("", "");
    private static final int LONGEST = 100;

    /** As it came in a query: what is no state is none, and nobody looks for more than a hundred letters. */
    static Filter of(String text, String state) {
        return new Filter(
                text.length() > LONGEST ? text.substring(0, LONGEST) : text, CHOICES.contains(state) ? state : "");
    }

    boolean takes(LimitRow row) {
        boolean wanted = state.isEmpty()
                || (state.equals(BITES) ? row.bites() : row.state().equals(state));
        String looked = text.toLowerCase(Locale.ROOT);
        return wanted
                && (row.title().toLowerCase(Locale.ROOT).contains(looked)
                        || row.module().value().contains(looked));
    }

    /** Whether it leaves anything out. */
    public boolean isSet() {
        return !text.isEmpty() || !state.isEmpty();
    }
}
