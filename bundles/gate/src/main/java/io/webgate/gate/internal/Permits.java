// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.internal;

import io.webgate.gate.api.GatePermit;
import io.webgate.license.api.Latch;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Verdict;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The watchdog's permits that were there when the gate began to serve. All of them must be open, and there must be one
 * (T44).
 */
record Permits(List<GatePermit> all) {

    Permits {
        all = List.copyOf(all);
    }

    /** The watchdog's among these services; what another bundle registers counts for nothing. */
    static Permits of(List<Map.Entry<Map<String, Object>, GatePermit>> found, BundleContext context) {
        return of(found, id -> {
            Bundle bundle = context.getBundle(id);
            return bundle == null ? null : bundle.getSymbolicName();
        });
    }

    /** @param names the symbolic name of each bundle */
    static Permits of(List<Map.Entry<Map<String, Object>, GatePermit>> found, LongFunction<@Nullable String> names) {
        return new Permits(found.stream()
                .filter(one -> one.getKey().get(Constants.SERVICE_BUNDLEID) instanceof Long id
                        && GuardRule.counts(names.apply(id)))
                .map(Map.Entry::getValue)
                .toList());
    }

    boolean isOpen() {
        for (GatePermit permit : all) {
            if (!permit.isOpen()) {
                return false;
            }
        }
        return !all.isEmpty();
    }

    /** The refusal while they are not open, with the oldest verdict whose cause stands, else the oldest (R51, R102). */
    Reply.Refused refusal(Optional<ModuleId> asked) {
        Optional<Verdict> verdict = all.stream()
                .flatMap(permit -> permit.latches().stream())
                .min(Comparator.comparing((Latch latch) -> !latch.causeStands())
                        .thenComparing(latch -> latch.verdict().seq()))
                .map(Latch::verdict);
        return new Reply.Refused(
                Reply.Reason.GATE_STOPPED,
                verdict,
                verdict.isPresent() ? verdict.get().module() : asked,
                verdict.map(Verdict::used).orElse(0L),
                verdict.map(Verdict::limit).orElse(0L));
    }
}
