// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Usage;
import io.webgate.license.spi.Meter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads the meters of modules that are counted by configuration or report, and tells the ledger what changed. A meter
 * that fails or hangs is not believed to count nothing: the ledger is hindered by it, and the gate closes until it works
 * (R53). One meter never keeps the others from being read.
 */
final class MeterPoll {

    private static final Logger LOG = LoggerFactory.getLogger(MeterPoll.class);

    private final LedgerEngine ledger;
    private final ExecutorService workers;
    private final long patienceMillis;
    private final Map<ModuleId, Long> taken = new ConcurrentHashMap<>();
    private final Map<Meter, Future<Reading>> running = new HashMap<>();
    private List<LocalizedText> told = List.of();

    private record Reading(ModuleId module, long value) {}

    MeterPoll(LedgerEngine ledger, ExecutorService workers, long patienceMillis) {
        this.ledger = ledger;
        this.workers = workers;
        this.patienceMillis = patienceMillis;
    }

    /** One look at all meters; one caller at a time. Never throws for a meter's sake. */
    void look(Iterable<Meter> meters) throws InterruptedException {
        List<LocalizedText> troubles = new ArrayList<>();
        for (Meter meter : meters) {
            Future<Reading> reading =
                    running.computeIfAbsent(meter, one -> workers.submit(() -> new Reading(one.module(), one.value())));
            try {
                Reading read = reading.get(patienceMillis, TimeUnit.MILLISECONDS);
                running.remove(meter);
                report(read);
            } catch (TimeoutException e) {
                troubles.add(Waits.silent(meter.getClass().getName()));
            } catch (ExecutionException e) {
                running.remove(meter);
                troubles.add(Waits.failing(meter.getClass().getName(), String.valueOf(e.getCause())));
            }
        }
        if (!troubles.equals(told)) {
            told = troubles;
            troubles.forEach(trouble -> LOG.error("The gate can't be relied on: {}", trouble.english()));
        }
        ledger.hinder(troubles);
    }

    private void report(Reading reading) {
        Optional<Usage> usage = ledger.picture().usage(reading.module());
        boolean wanted = usage.filter(known -> known.module().counting() == Module.Counting.METER)
                .isPresent();
        Long before = taken.get(reading.module());
        if (!wanted || (before != null && before == reading.value())) {
            return;
        }
        ledger.submit(new Change.Configured(reading.module(), reading.value()), IdempotencyKey.none())
                .whenComplete((reply, failure) -> {
                    if (reply instanceof Reply.Done) {
                        taken.put(reading.module(), reading.value());
                    } else {
                        // not taken: the next look tells it again
                        LOG.warn(
                                "The count of {} was not taken: {}",
                                reading.module(),
                                failure == null ? reply : failure);
                    }
                });
    }
}
