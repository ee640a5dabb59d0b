// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Money has two places after the point, a quantity has three; nothing is rounded unseen. Pure. */
public final class Amounts {

    /** No price, sum or quantity is above this. */
    public static final BigDecimal MOST = new BigDecimal("1000000000");

    private static final int MONEY = 2;
    private static final int QUANTITY = 3;

    private Amounts() {}

    /**
     * The same amount with two places.
     *
     * @throws ArithmeticException where it has more, or is too large
     */
    public static BigDecimal money(BigDecimal amount) {
        return bounded(amount).setScale(MONEY, RoundingMode.UNNECESSARY);
    }

    /**
     * The same quantity with three places.
     *
     * @throws ArithmeticException where it has more, or is too large
     */
    public static BigDecimal quantity(BigDecimal quantity) {
        return bounded(quantity).setScale(QUANTITY, RoundingMode.UNNECESSARY);
    }

    /** What so many cost, rounded half up to money. */
    public static BigDecimal sum(BigDecimal price, BigDecimal quantity) {
        return price.multiply(quantity).setScale(MONEY, RoundingMode.HALF_UP);
    }

    /** As a person writes it: without zeros at the end of a quantity. */
    public static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped).toPlainString();
    }

    private static BigDecimal bounded(BigDecimal number) {
        // precision first: 1e999999999 must not be written out
        if (number.precision() - (long) number.scale() > 10 || number.abs().compareTo(MOST) > 0) {
            throw new ArithmeticException("Above " + MOST);
        }
        return number;
    }
}
