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
 * @param toldWhole whether it is ordered in whole pieces alone, where the data server said so; else its unit decides
 */
public record Item(
        String code,
        String name,
        Optional<String> group,
        Optional<String> unit,
        BigDecimal price,
        Optional<BigDecimal> stock,
        List<String> barcodes,
        Optional<Boolean> toldWhole) {

    /** Units of weight and measure as data servers write them, without spaces and full stops. What else there is is counted. */
    private static final Set<String> MEASURES =
            Set.of(("mg g gr gram grams kg kilo kilogram kilograms t ton tons tonne tonnes oz lb lbs"
                            + " ml cl dl l lt ltr liter liters litre litres hl floz gal"
                            + " mm cm dm m meter meters metre metres km ft yd"
                            + " mm2 cm2 dm2 m2 sqm sqft cm3 dm3 m3 cbm"
                            + " мг г гр грамм дкг кг килограмм ц т тонна тонн"
                            + " мл сл дл л литр гл дкл"
                            + " мм см дм м метр пм погм км"
                            + " мм2 см2 дм2 м2 квм квсм см3 дм3 м3 кубм")
                    .split(" "));

    public Item {
        price = Amounts.money(price);
        stock = stock.map(Amounts::quantity);
        barcodes = List.copyOf(barcodes);
    }

    /** As version 1.0 had it: nobody said whether it is ordered in whole pieces alone. */
    public Item(
            String code,
            String name,
            Optional<String> group,
            Optional<String> unit,
            BigDecimal price,
            Optional<BigDecimal> stock,
            List<String> barcodes) {
        this(code, name, group, unit, price, stock, barcodes, Optional.empty());
    }

    /**
     * Whether it is ordered in whole pieces alone: as the data server said, else whatever has no unit of weight or measure
     * (R62). Sales and returns are of any part: a till knows what it sells.
     */
    public boolean whole() {
        return toldWhole.orElseGet(
                () -> unit.map(Item::plain).filter(MEASURES::contains).isEmpty());
    }

    private static String plain(String unit) {
        return unit.toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\h.]", "")
                .replace('²', '2')
                .replace('³', '3');
    }
}
