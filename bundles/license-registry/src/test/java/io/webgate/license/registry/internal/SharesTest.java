// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Feature;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Limit;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Columns that grow and shrink in the middle are what a sorted map of the same shares says (R5). */
class SharesTest {

    private record Given(long quantity, Set<Feature> features) {}

    @Test
    void addUpToWhatIsInThem_R5() {
        Random random = new Random(5);
        Shares shares = new Shares();
        Map<LicenseId, Given> model = new TreeMap<>();
        for (int step = 0; step < 5_000; step++) {
            LicenseId giver = new LicenseId("L-" + random.nextInt(60));
            if (model.remove(giver) != null) {
                shares.remove(giver);
            } else {
                Given given = new Given(
                        random.nextInt(50) == 0 ? Long.MAX_VALUE - 2 : random.nextInt(4),
                        random.nextInt(3) == 0 ? Set.of(new Feature("f" + random.nextInt(3))) : Set.of());
                shares.add(giver, given.quantity(), given.features());
                model.put(giver, given);
            }
            assertThat(shares.isEmpty()).isEqualTo(model.isEmpty());
            assertThat(shares.limit(true)).isEqualTo(limit(model, true));
            assertThat(shares.limit(false)).isEqualTo(limit(model, false));
        }
    }

    private static Limit limit(Map<LicenseId, Given> model, boolean summed) {
        long quantity = 0;
        Set<Feature> features = new HashSet<>();
        for (Given given : model.values()) {
            long sum = quantity + given.quantity();
            quantity = summed ? (sum < 0 ? Long.MAX_VALUE : sum) : Math.max(quantity, Math.min(given.quantity(), 1));
            features.addAll(given.features());
        }
        return new Limit(quantity, features, new ArrayList<>(model.keySet()));
    }

    @Test
    void takesALicenceOnce_R5() {
        Shares shares = new Shares();
        LicenseId giver = new LicenseId("L");
        shares.add(giver, 1, Set.of());
        shares.add(new LicenseId("M"), 2, Set.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> shares.add(giver, 5, Set.of()))
                .withMessageContaining("L");
        shares.remove(new LicenseId("nobody"));
        assertThat(shares.limit(true).quantity()).isEqualTo(3);
    }
}
