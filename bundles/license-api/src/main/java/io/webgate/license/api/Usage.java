// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One module as the ledger sees it now.
 *
 * @param module its definition
 * @param licensed the licensed limit
 * @param bound the smaller of licence and the gate's setting (R32)
 * @param used units in use, or the meter's count
 * @param state in one word
 * @param withheld the module's condition is gone: limit 0 or held (D2)
 * @param verdict the verdict that stands against it, where one does; the foremost where several do
 * @param others further verdicts that stand against it
 * @param ceiling how many units are served: the bound, more where the vendor's terms let an excess pass (D12), {@link
 *     Long#MAX_VALUE} in shadow mode (R58)
 * @param features the features that are licensed (R45)
 */
public record Usage(
        Module module,
        long licensed,
        long bound,
        long used,
        State state,
        boolean withheld,
        Optional<Verdict> verdict,
        List<Verdict> others,
        long ceiling,
        Set<Feature> features) {

    public Usage {
        others = List.copyOf(others);
        features = Set.copyOf(features);
    }

    /** A module whose vendor lets nothing wait, without features. */
    public Usage(
            Module module,
            long licensed,
            long bound,
            long used,
            State state,
            boolean withheld,
            Optional<Verdict> verdict,
            List<Verdict> others) {
        this(module, licensed, bound, used, state, withheld, verdict, others, bound, Set.of());
    }

    /** With at most one verdict against it. */
    public Usage(
            Module module,
            long licensed,
            long bound,
            long used,
            State state,
            boolean withheld,
            Optional<Verdict> verdict) {
        this(module, licensed, bound, used, state, withheld, verdict, List.of());
    }

    /** Not enforced yet: whatever is in use is served (R58). */
    public boolean isShadowed() {
        return ceiling == Long.MAX_VALUE && module.terms().enforcedFrom().isPresent();
    }

    /** Every verdict that stands against it, the foremost first. */
    public List<Verdict> verdicts() {
        return Stream.concat(verdict.stream(), others.stream()).toList();
    }

    /** Every verdict whose consequence is in force and that hits this seat. */
    public List<Verdict> cutting(SeatId seat) {
        return verdicts().stream()
                .filter(Verdict::isApplied)
                .filter(one -> one.cut().contains(seat))
                .toList();
    }

    /** How full a module is. */
    public enum State {
        /** Nothing licensed. */
        NONE,
        OK,
        /** At least 80 % in use. */
        NEAR,
        FULL,
        OVER
    }
}
