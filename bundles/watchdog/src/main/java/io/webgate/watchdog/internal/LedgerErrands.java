// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * What the watchdog has to tell the ledger: what it stopped for which verdict (R56), and which sessions end because
 * their plugin is gone (R55). Each errand is repeated until the ledger has said that it is durable. Thread-safe.
 */
final class LedgerErrands {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerErrands.class);

    private final Runnable whenAnswered;
    private final Map<Long, List<String>> known = new ConcurrentHashMap<>();
    private final Set<Long> onTheWay = ConcurrentHashMap.newKeySet();
    private final Set<Long> refused = ConcurrentHashMap.newKeySet();
    private final Set<SeatId> leaving = ConcurrentHashMap.newKeySet();

    /** @param whenAnswered called on the ledger's thread */
    LedgerErrands(Runnable whenAnswered) {
        this.whenAnswered = whenAnswered;
    }

    /** Whether a report is on its way for the first time; nobody waits for one that a failing store holds up. */
    boolean isReporting() {
        return onTheWay.stream().anyMatch(verdict -> !refused.contains(verdict));
    }

    /** Reports what is not known yet; true once all of it is. */
    boolean report(Ledger ledger, Map<Long, List<String>> stopped) {
        stopped.forEach((verdict, bundles) -> {
            if (!bundles.equals(known.get(verdict)) && onTheWay.add(verdict)) {
                submit(ledger, new Change.Stopped(verdict, bundles), done -> {
                    if (done) {
                        known.put(verdict, bundles);
                    }
                    boolean news = done || refused.add(verdict);
                    onTheWay.remove(verdict);
                    return news;
                });
            }
        });
        return stopped.entrySet().stream().allMatch(one -> one.getValue().equals(known.get(one.getKey())));
    }

    /** Ends the module's sessions; true once none is left. */
    boolean close(Ledger ledger, ModuleId module) {
        boolean others = ledger.picture()
                .usage(module)
                .filter(usage -> usage.module().counting() != Module.Counting.GATE_SESSIONS)
                .isPresent();
        if (others) {
            return true; // applications outside the gate have not gone with the plugin
        }
        List<Seat> seats = ledger.picture().seats(module);
        for (Seat seat : seats) {
            if (leaving.add(seat.id())) {
                LOG.info("Session {} ends: the plugin of module {} was uninstalled", seat.id(), module);
                submit(ledger, new Change.Leave(seat.id(), EndReason.PLUGIN_GONE), done -> {
                    leaving.remove(seat.id());
                    return done;
                });
            }
        }
        return seats.isEmpty();
    }

    /**
     * Submits it.
     *
     * @param answered whether the answer is worth another look; a repeated refusal is not, or the two would never rest
     */
    private void submit(Ledger ledger, Change change, Predicate<Boolean> answered) {
        ledger.submit(change, IdempotencyKey.none()).whenComplete((reply, thrown) -> {
            boolean done = reply instanceof Reply.Done
                    || (reply instanceof Reply.Refused no && no.reason() == Reply.Reason.SEAT_UNKNOWN);
            if (!done) {
                LOG.warn("The ledger did not take {} ({}); it will be told again", change, reply, thrown);
            }
            if (answered.test(done)) {
                whenAnswered.run();
            }
        });
    }
}
