// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.gate.http.Problem;
import io.webgate.license.api.Ledger;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the refusals that this face answered without asking the ledger, which counts its own, by module and code, since
 * the start of the bundle. Bounded: only problems that name a module are counted. Thread-safe.
 */
final class Refusals {

    private static final int MOST = 4096;

    private final ConcurrentMap<Refusal, LongAdder> counts = new ConcurrentHashMap<>();

    /** What was refused and why. */
    record Refusal(String module, String reason) implements Comparable<Refusal> {

        @Override
        public int compareTo(Refusal other) {
            int byModule = module.compareTo(other.module);
            return byModule != 0 ? byModule : reason.compareTo(other.reason);
        }
    }

    void count(Problem problem) {
        Object module = problem.members().get("module");
        if (module != null && counts.size() < MOST) {
            counts.computeIfAbsent(new Refusal(module.toString(), problem.code()), fresh -> new LongAdder())
                    .increment();
        }
    }

    /** Together with those that the ledger counted. */
    Map<Refusal, Long> with(List<Ledger.RefusalCount> ofLedger) {
        Map<Refusal, Long> all = new TreeMap<>();
        counts.forEach((refusal, count) -> all.put(refusal, count.sum()));
        ofLedger.forEach(count ->
                all.merge(new Refusal(count.module().value(), count.reason().code()), count.count(), Long::sum));
        return all;
    }
}
