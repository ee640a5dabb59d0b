// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How far a computer has moved away from the machine key that a document is bound to, and how far it may still go: the
 * fuel gauge of R16. Immutable.
 *
 * @param demanded how many groups must match, from 1 to 5
 * @param parts one for each component, in the order of the key's groups
 */
public record Drift(int demanded, List<Part> parts) {

    /** So few changes left are worth a warning, once something has changed at all. */
    private static final int FEW = 1;

    /** The group of a component that was missing (R15): no value, and a check character that is the group's number. */
    private static final String MISSING = "000";

    public Drift {
        if (demanded < 1 || demanded > 5) {
            throw new IllegalArgumentException("Of five groups 1 to 5 may be demanded, not " + demanded);
        }
        parts = List.copyOf(parts);
    }

    /**
     * Compares a computer's key with the one that a document is bound to, both in canonical text.
     *
     * @param here the computer's key
     * @param components what it is made of, in the order of its groups
     * @param bound the document's key; what has no groups is evidence for nothing
     */
    public static Drift between(String here, List<MachineIdentity.Component> components, String bound, int demanded) {
        List<String> mine = List.of(here.split("-", -1));
        List<String> theirs = List.of(bound.split("-", -1));
        List<Part> parts = new ArrayList<>();
        for (int at = 0; at < components.size(); at++) {
            MachineIdentity.Component component = components.get(at);
            boolean inKey = theirs.size() > components.size() && !theirs.get(at).equals(MISSING + (at + 1));
            boolean equal = inKey && theirs.get(at).equals(mine.get(at));
            parts.add(new Part(component.name(), state(component, inKey, equal)));
        }
        return new Drift(demanded, parts);
    }

    private static State state(MachineIdentity.Component component, boolean inKey, boolean equal) {
        if (!inKey) {
            return State.NOT_IN_KEY;
        }
        if (equal) {
            return component.present() ? State.SAME : State.SUBSTITUTED;
        }
        return component.present() ? State.CHANGED : State.MISSING;
    }

    /**
     * One component.
     *
     * @param name as in {@link MachineIdentity.Component}
     */
    public record Part(String name, State state) {}

    /** What became of a component since the key was made. */
    public enum State {
        /** It is there and matches. */
        SAME,
        /** It is not there, but the operator's identity stands in for it and matches. */
        SUBSTITUTED,
        /** It is there, but another one. */
        CHANGED,
        /** It is not there any more, or cannot be read, and nothing that matches stands in for it. */
        MISSING,
        /** It was missing when the key was made, so it is evidence for nothing whatever it is now. */
        NOT_IN_KEY;

        /** The name in API and pages: {@code same}, {@code not-in-key} … */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether it counts as a match. */
        public boolean matches() {
            return this == SAME || this == SUBSTITUTED;
        }

        /** Whether it is other than when the key was made. */
        public boolean hasChanged() {
            return this == CHANGED || this == MISSING;
        }
    }

    /** How many groups match. */
    public int matching() {
        return (int) parts.stream().filter(part -> part.state().matches()).count();
    }

    /** Whether the document fits this computer. */
    public boolean fits() {
        return matching() >= demanded;
    }

    /**
     * How many further changes the document survives, whichever they are; after one more than that it does not fit. All
     * groups that the operator's identity stands for go with one change: that of the identity.
     */
    public int left() {
        List<Integer> costs = new ArrayList<>();
        int substituted = 0;
        for (Part part : parts) {
            if (part.state() == State.SAME) {
                costs.add(1);
            } else if (part.state() == State.SUBSTITUTED) {
                substituted++;
            }
        }
        costs.add(substituted);
        // The worst comes first
        costs.sort(Collections.reverseOrder());
        int rest = matching();
        int left = 0;
        for (int cost : costs) {
            rest -= cost;
            if (cost == 0 || rest < demanded) {
                break;
            }
            left++;
        }
        return left;
    }

    /** How many changes the document would survive had nothing changed yet: what the fuel gauge shows as full. */
    public int allowed() {
        return new Drift(
                        demanded,
                        parts.stream()
                                .map(part -> part.state().hasChanged() ? new Part(part.name(), State.SAME) : part)
                                .toList())
                .left();
    }

    /** It still fits, but it has changed and at most one further change is left: time to ask the vendor for a new one. */
    public boolean isWarning() {
        return fits() && !changed().isEmpty() && left() <= FEW;
    }

    /** The components that are other than when the key was made. */
    public List<String> changed() {
        return parts.stream()
                .filter(part -> part.state().hasChanged())
                .map(Part::name)
                .toList();
    }
}
