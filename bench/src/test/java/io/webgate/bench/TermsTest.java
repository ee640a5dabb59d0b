// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TermsTest {

    @Test
    void eachLicenceNamesFiveKnownModules() {
        for (int number = 0; number < 50; number++) {
            assertThat(new Terms(number).quantities()).hasSize(5);
            assertThat(Terms.allModules())
                    .containsAll(new Terms(number).quantities().keySet());
        }
    }

    @Test
    void neighboursDifferSoThatARenewalChangesTheLimits() {
        for (int number = 0; number < 50; number++) {
            assertThat(new Terms(number).quantities()).isNotEqualTo(new Terms(number + 1).quantities());
        }
    }

    @Test
    void totalsAddUp() {
        assertThat(new Terms(0).quantities().values()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(new Terms(0).total()).isEqualTo(15);
        assertThat(Terms.totalOf(2)).isEqualTo(15 + new Terms(1).total());
    }
}
