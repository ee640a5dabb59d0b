// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** T44: whose meter counts. */
class CountersTest {

    private static final ModuleId WAITER = new ModuleId("retail.waiter");
    private static final ModuleId TABLES = new ModuleId("acme.tables");
    private static final ModuleId ORDERS = new ModuleId("acme.orders");
    private static final long OURS = 1;
    private static final long OURS_TOO = 2;
    private static final long ACME = 3;
    private static final long ACME_TOO = 4;
    private static final long COPY = 5;
    private static final long STRANGER = 6;

    static Stream<Arguments> meters() {
        return Stream.of(
                arguments(WAITER, List.of(OURS), List.of()),
                arguments(WAITER, List.of(OURS, OURS_TOO), List.of()),
                arguments(WAITER, List.of(OURS, COPY), List.of(Reasons.meterOfStranger(WAITER, COPY))),
                arguments(TABLES, List.of(ACME), List.of()),
                arguments(TABLES, List.of(OURS), List.of()),
                arguments(
                        TABLES,
                        List.of(STRANGER, ACME_TOO),
                        List.of(Reasons.meterOfStranger(TABLES, ACME_TOO), Reasons.meterOfStranger(TABLES, STRANGER))),
                arguments(TABLES, List.of(OURS, ACME), List.of(Reasons.metersOfSeveral(TABLES, List.of(OURS, ACME)))),
                arguments(
                        TABLES,
                        List.of(ACME, OURS_TOO, OURS),
                        List.of(Reasons.metersOfSeveral(TABLES, List.of(OURS, OURS_TOO, ACME)))),
                arguments(ORDERS, List.of(ACME_TOO), List.of(Reasons.entryInSeveral(ORDERS, List.of(ACME_TOO, COPY)))),
                arguments(ORDERS, List.of(COPY), List.of(Reasons.entryInSeveral(ORDERS, List.of(ACME_TOO, COPY)))),
                arguments(
                        ORDERS,
                        List.of(COPY, ACME_TOO),
                        List.of(
                                Reasons.metersOfSeveral(ORDERS, List.of(ACME_TOO, COPY)),
                                Reasons.entryInSeveral(ORDERS, List.of(ACME_TOO, COPY)))),
                // a meter of ours counts whoever brings the entry
                arguments(ORDERS, List.of(OURS), List.of()));
    }

    @ParameterizedTest
    @MethodSource("meters")
    void t44OfAnotherVendorsModuleOneBundleBringsTheEntryAndOneCounts(
            ModuleId module, List<Long> bundles, List<LocalizedText> wrong) {
        Counters.Reading reading = new Counters.Reading();
        reading.add(OURS, "io.webgate.waiter", Set.of(WAITER), Set.of());
        reading.add(OURS_TOO, "io.webgate.exchange", Set.of(), Set.of());
        reading.add(ACME, "com.acme.tables", Set.of(TABLES), Set.of(TABLES));
        reading.add(ACME_TOO, "com.acme.orders", Set.of(ORDERS), Set.of(ORDERS));
        reading.add(COPY, "", Set.of(ORDERS, WAITER), Set.of(ORDERS, WAITER));
        reading.add(STRANGER, "stranger", Set.of(TABLES), Set.of());

        assertThat(reading.read().against(module, bundles)).isEqualTo(wrong);
    }
}
