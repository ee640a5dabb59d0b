// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Something that can be sold, as the data server told it.
 *
 * @param code its name in documents
 * @param name for people
 * @param group under which it is looked for, such as a part of the menu
 * @param unit in which it is measured, such as {@code kg}; empty for pieces
 * @param price of one unit, two places after the point
 * @param stock so much was there, three places after the point; empty where nobody counts
 * @param barcodes under which it is found
 */
public record Item(
        String code,
        String name,
        Optional<String> group,
        Optional<String> unit,
        BigDecimal price,
        Optional<BigDecimal> stock,
        List<String> barcodes) {

    /** Units of what is counted and not measured, as data servers write them: pieces, portions. */
    private static final Set<String> COUNTED = Set.of(
            "pc", "pcs", "piece", "pieces", "ea", "each", "portion", "portions", "шт", "штука", "порц", "порция");

    public Item {
        price = Amounts.money(price);
        stock = stock.map(Amounts::quantity);
        barcodes = List.copyOf(barcodes);
    }

    /** Whether it is sold in whole pieces: without a unit, or with one that counts; else it is sold by weight or measure. */
    public boolean whole() {
        return unit.map(text -> text.strip().toLowerCase(Locale.ROOT).replaceAll("\\.$", ""))
                .map(COUNTED::contains)
                .orElse(true);
    }
}
