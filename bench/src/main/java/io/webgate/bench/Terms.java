// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the licence of a number says, in whichever format it is issued: five modules out of twenty with their quantities.
 *
 * @param number 0 and up
 */
public record Terms(int number) {

    private static final int MODULES = 20;
    private static final int ENTITLEMENTS = 5;

    /** Every module that any licence names. */
    public static List<String> allModules() {
        return IntStream.range(0, MODULES).mapToObj(Terms::module).toList();
    }

    private static String module(int index) {
        return "bench.module" + index;
    }

    /** To whom it is issued. */
    public String holder() {
        return "Cafe No. " + number;
    }

    /** How many of which module. */
    public Map<String, Long> quantities() {
        return IntStream.range(number, number + ENTITLEMENTS)
                .boxed()
                .collect(Collectors.toMap(
                        index -> module(index % MODULES),
                        index -> 1L + (number + index) % 100,
                        Long::sum,
                        LinkedHashMap::new));
    }

    /** All quantities together: who has read the contents knows it. */
    public long total() {
        return quantities().values().stream().mapToLong(Long::longValue).sum();
    }

    /** The totals of the first so many licences. */
    public static long totalOf(int licences) {
        return IntStream.range(0, licences)
                .mapToLong(number -> new Terms(number).total())
                .sum();
    }
}
