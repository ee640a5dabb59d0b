// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.limits;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The page Limits &amp; consequences.
 *
 * @param families those rows that the filter takes, by product
 * @param choices every module that the simulator can be asked about, by product
 * @param total how many modules the catalogue has
 * @param biting of how many the consequence would be met now
 * @param simulation the answer to the reader's question; empty where none was asked
 */
public record LimitsModel(
        List<Family> families,
        List<Family> choices,
        long total,
        long biting,
        Filter filter,
        Optional<Simulation> simulation) {

    public LimitsModel {
        families = List.copyOf(families);
        choices = List.copyOf(choices);
    }

    /** @param rows every module, the worst first */
    static LimitsModel of(List<LimitRow> rows, Filter filter, Optional<Simulation> simulation) {
        List<LimitRow> asked =
                rows.stream().filter(row -> Simulation.admits(row.definition())).toList();
        return new LimitsModel(
                families(rows.stream().filter(filter::takes).toList()),
                families(asked).stream()
                        .sorted(Comparator.comparing(Family::title))
                        .map(family -> new Family(
                                family.title(),
                                family.rows().stream()
                                        .sorted(Comparator.comparing(LimitRow::title))
                                        .toList()))
                        .toList(),
                rows.size(),
                rows.stream().filter(LimitRow::bites).count(),
                filter,
                simulation);
    }

    /** How many rows are shown. */
    public long shown() {
        return families.stream().mapToLong(family -> family.rows().size()).sum();
    }

    /** A product's modules; the product with the worst module comes first, since the rows do. */
    private static List<Family> families(List<LimitRow> rows) {
        Map<String, List<LimitRow>> byProduct = rows.stream()
                .collect(Collectors.groupingBy(LimitsModel::product, LinkedHashMap::new, Collectors.toList()));
        return byProduct.entrySet().stream()
                .map(entry -> new Family(name(entry.getKey()), entry.getValue()))
                .toList();
    }

    private static String product(LimitRow row) {
        String module = row.module().value();
        return module.substring(0, module.indexOf('.'));
    }

    /** Names of products are the same in every language; one that nobody here knows stands as its modules write it. */
    private static String name(String product) {
        return switch (product) {
            case "powerpos" -> "PowerPOS";
            case "openservice" -> "OpenService";
            default -> product;
        };
    }

    /** The modules of one product. */
    public record Family(String title, List<LimitRow> rows) {

        public Family {
            rows = List.copyOf(rows);
        }
    }
}
