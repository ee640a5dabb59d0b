// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.format.TimeReceipt;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Trusted time as it ships, over clocks of a test; vendor ACME. */
abstract class KeptTime implements SignedTime {

    private final Timekeeper keeper;

    KeptTime(InstantSource wall, LongSupplier nanos) {
        keeper = new Timekeeper(wall, nanos, TimeMark.NONE, "ACME", () -> "A".repeat(32), mark -> true, () -> {});
    }

    @Override
    public Instant instant() {
        return keeper.instant();
    }

    @Override
    public long nanos() {
        return keeper.nanos();
    }

    @Override
    public void seen(String vendor, Instant signed) {
        keeper.seen(vendor, signed);
    }

    @Override
    public String ask() {
        return keeper.ask();
    }

    @Override
    public Receipts.Answer judge(TimeReceipt receipt) {
        return keeper.judge(receipt);
    }

    @Override
    public Receipts.Answer take(TimeReceipt receipt) {
        return keeper.take(receipt);
    }

    @Override
    public Instant ever() {
        return keeper.ever();
    }

    @Override
    public Optional<Instant> behind() {
        return keeper.behind();
    }
}
