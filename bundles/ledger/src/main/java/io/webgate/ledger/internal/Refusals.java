// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Ledger.RefusalCount;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often what was refused since the start; bounded by modules times reasons. Thread-safe. */
final class Refusals {

    private record Of(ModuleId module, Reply.Reason reason) {}

    private final ConcurrentHashMap<Of, LongAdder> counts = new ConcurrentHashMap<>();

    void count(Reply reply) {
        if (reply instanceof Reply.Refused refused
                && refused.module().isPresent()
                // an unknown module's name is a stranger's text: it must not become a label
                && refused.reason() != Reply.Reason.MODULE_UNKNOWN
                && refused.reason() != Reply.Reason.STARTING) {
            counts.computeIfAbsent(new Of(refused.module().get(), refused.reason()), of -> new LongAdder())
                    .increment();
        }
    }

    List<RefusalCount> counts() {
        return counts.entrySet().stream()
                .map(entry -> new RefusalCount(
                        entry.getKey().module(),
                        entry.getKey().reason(),
                        entry.getValue().sum()))
                .toList();
    }
}
