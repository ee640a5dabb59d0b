// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Something that can be sold, as the data server told it.
 *
 * @param code its name in documents
 * @param name for people
 * @param group under which it is looked for, such as a part of the menu
 * @param unit in which it is counted, such as {@code kg}; empty for pieces
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

    public Item {
        price = Amounts.money(price);
        stock = stock.map(Amounts::quantity);
        barcodes = List.copyOf(barcodes);
    }
}
