// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

/** Sums that stop at the largest number instead of turning negative (T32). */
final class Saturating {

    private Saturating() {}

    /** The sum of two numbers that are not negative. */
    static long sum(long left, long right) {
        long sum = left + right;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
