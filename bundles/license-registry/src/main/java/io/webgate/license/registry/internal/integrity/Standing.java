// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal.integrity;

import io.webgate.license.spi.IntegrityReport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * What the last look found, as the service that others read. Not sound before the first look, nor after something has
 * come that was not looked at, nor when looking has stopped. Thread-safe.
 */
final class Standing implements IntegrityReport {

    private final LongSupplier nanos;
    private final long patience;
    private final long settle;
    private volatile State state;

    /**
     * @param findings of the last look
     * @param at when it began, monotonic
     * @param suspicion grows with everything that has to be looked at
     * @param seen up to which suspicion that look has seen
     * @param read when everything could be read last; empty: never yet
     */
    private record State(List<Finding> findings, long at, long suspicion, long seen, long revision, OptionalLong read) {

        boolean isOpen() {
            return suspicion != seen;
        }
    }

    /**
     * @param nanos monotonic time
     * @param patience for so long a look counts
     * @param settle for so long it may be that something can't be read (R14)
     */
    Standing(LongSupplier nanos, Duration patience, Duration settle) {
        this.nanos = nanos;
        this.patience = patience.toNanos();
        this.settle = settle.toNanos();
        state = new State(List.of(), nanos.getAsLong(), 1, 0, 0, OptionalLong.empty());
    }

    /** Something came or changed that is to be what the vendor signed: nothing is vouched for until it is looked at. */
    synchronized void suspect() {
        State now = state;
        state = new State(now.findings(), now.at(), now.suspicion() + 1, now.seen(), now.revision() + 1, now.read());
    }

    /** A look begins; to be given to {@link #publish}. */
    synchronized long begin() {
        return state.suspicion();
    }

    /** A look is over that began with that suspicion. */
    synchronized void publish(long begun, List<Finding> findings) {
        State now = state;
        List<Finding> before = findings();
        long at = nanos.getAsLong();
        boolean read = findings.stream().noneMatch(finding -> finding.severity() == Severity.UNREADABLE);
        State next = new State(
                List.copyOf(findings),
                at,
                now.suspicion(),
                begun,
                now.revision(),
                read ? OptionalLong.of(at) : now.read());
        state = next;
        if (!before.equals(findings())) {
            state = new State(
                    next.findings(), next.at(), next.suspicion(), next.seen(), now.revision() + 1, next.read());
        }
    }

    @Override
    public boolean isSound() {
        return findings().stream().noneMatch(finding -> finding.severity() == Severity.STOPS);
    }

    @Override
    public List<Finding> findings() {
        State now = state;
        List<Finding> findings = new ArrayList<>(now.findings());
        boolean lasts = now.read().isEmpty() || nanos.getAsLong() - now.read().getAsLong() > settle;
        if (lasts) {
            findings.replaceAll(finding ->
                    finding.severity() == Severity.UNREADABLE ? new Finding(Severity.STOPS, finding.text()) : finding);
        }
        if (now.isOpen()) {
            findings.add(Texts.notLookedYet());
        } else if (nanos.getAsLong() - now.at() > patience) {
            findings.add(Texts.stale());
        }
        return List.copyOf(findings);
    }

    @Override
    public long revision() {
        return state.revision();
    }
}
