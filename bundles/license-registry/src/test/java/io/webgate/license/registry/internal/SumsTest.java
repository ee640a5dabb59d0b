// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** R5, T32: what quantities add up to, whatever they are and in whatever order they come. */
class SumsTest {

    private static final Map<ModuleId, Module> CATALOGUE = Map.of(
            Sample.POS, Sample.module(Sample.POS, "ACME", true),
            Sample.SWITCH, Sample.module(Sample.SWITCH, "ACME", false));

    @ParameterizedTest
    @CsvSource({
        "10 5, 15",
        "0, 0",
        "0 0 0, 0",
        "0 7, 7",
        "7 0 7, 14",
        "1 1 1 1 1 1 1 1 1 1, 10",
        // beyond 2^31, where an int would turn over
        "2147483647 1, 2147483648",
        "2147483647 2147483647 2, 4294967296",
        // at 2^63 it stays at the top
        "9223372036854775806 1, 9223372036854775807",
        "9223372036854775807 1, 9223372036854775807",
        "9223372036854775807 9223372036854775807, 9223372036854775807",
        "4611686018427387904 4611686018427387904, 9223372036854775807",
        "9223372036854775807 0, 9223372036854775807",
        "4611686018427387904 4611686018427387903 0, 9223372036854775807",
        "9223372036854775807 9223372036854775807 9223372036854775807 1, 9223372036854775807"
    })
    void quantitiesAddUp(String quantities, long sum) {
        List<License> licenses = granting(Sample.POS, quantities);
        for (int turn = 0; turn < licenses.size(); turn++) {
            Collections.rotate(licenses, 1);

            assertThat(quantity(licenses, Sample.POS)).isEqualTo(sum);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "5, 1", "0 0, 0", "0 1, 1", "9223372036854775807 1, 1", "1 1 1, 1"})
    void whatIsOnOrOffIsOnOnce(String quantities, long sum) {
        assertThat(quantity(granting(Sample.SWITCH, quantities), Sample.SWITCH)).isEqualTo(sum);
    }

    @Test
    void aLimitNamesEachLicenceOnce() {
        License both = Sample.license("A").grants(Sample.POS, 1).feature("f").make();
        Module module = Sample.module(Sample.POS, "ACME", true, "f");

        assertThat(sumsOf(List.of(both), Map.of(Sample.POS, module)).values())
                .singleElement()
                .extracting(Limit::from)
                .isEqualTo(List.of(both.id()));
    }

    @Test
    void anotherVendorsLicenceAndAModuleThatIsNoneAddNothing() {
        License evil = Sample.license("E")
                .vendor("EVIL")
                .grants(Sample.POS, Long.MAX_VALUE)
                .make();
        License unknown =
                Sample.license("U").grants(new ModuleId("demo.unknown"), 3).make();

        assertThat(sumsOf(List.of(evil, unknown), CATALOGUE)).isEmpty();
        assertThat(sumsOf(
                        List.of(evil, Sample.license("A").grants(Sample.POS, 2).make()), CATALOGUE))
                .containsOnlyKeys(Set.of(Sample.POS))
                .allSatisfy((module, limit) -> assertThat(limit.quantity()).isEqualTo(2));
    }

    private static Map<ModuleId, Limit> sumsOf(List<License> valid, Map<ModuleId, Module> catalogue) {
        Sums sums = new Sums(catalogue);
        Map<ModuleId, Shares> shares = new HashMap<>();
        for (License license : valid) {
            sums.shares(license, (module, quantity, features) -> shares.computeIfAbsent(module, id -> new Shares())
                    .add(license.id(), quantity, features));
        }
        Map<ModuleId, Limit> limits = new HashMap<>();
        shares.forEach((module, all) -> limits.put(module, sums.limit(module, all)));
        return limits;
    }

    private static long quantity(List<License> licenses, ModuleId module) {
        return sumsOf(licenses, CATALOGUE).getOrDefault(module, Limit.NONE).quantity();
    }

    private static List<License> granting(ModuleId module, String quantities) {
        List<License> licenses = new ArrayList<>();
        Stream.of(quantities.split(" ", -1))
                .map(Long::parseLong)
                .forEach(quantity -> licenses.add(Sample.license("L" + licenses.size())
                        .grants(module, quantity)
                        .make()));
        return licenses;
    }
}
