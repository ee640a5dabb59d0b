// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade;

import io.webgate.license.api.LocalizedText;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a document of trade does. */
public enum Kind {
    /** Goods go to a customer. */
    SALE("Sale", "Продажа"),
    /** Goods of a sale come back. */
    RETURN("Return", "Возврат"),
    /** Goods are asked for at a place. */
    ORDER("Order", "Заказ"),
    /** Goods of an order are not wanted any more. */
    CANCELLATION("Cancellation", "Отмена"),
    /** What was ordered at a place goes to the customer: all that stands open there, or a part of it. */
    BILL("Bill", "Счёт");

    private final String english;
    private final String russian;

    Kind(String english, String russian) {
        this.english = english;
        this.russian = russian;
    }

    /** For people. */
    public LocalizedText title() {
        return new LocalizedText(english, russian);
    }

    /** For programs: {@code sale}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one with this code. */
    public static Optional<Kind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }

    /** How it changes the stock: -1 takes goods away, 1 brings them, 0 leaves it. */
    public int movement() {
        return switch (this) {
            case SALE, BILL -> -1;
            case RETURN -> 1;
            case ORDER, CANCELLATION -> 0;
        };
    }

    /** Whether it stands at a place, such as a table. */
    public boolean hasPlace() {
        return this == ORDER || this == CANCELLATION || this == BILL;
    }

    /** What it takes goods back from; empty where it stands alone. */
    public Optional<Kind> takesBackFrom() {
        return switch (this) {
            case RETURN -> Optional.of(SALE);
            case CANCELLATION -> Optional.of(ORDER);
            case SALE, ORDER, BILL -> Optional.empty();
        };
    }
}
