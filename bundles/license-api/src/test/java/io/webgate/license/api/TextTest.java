// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import org.junit.jupiter.api.Test;

import java.util.Random;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

class TextTest {

    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)+");

    @Test
    void qualifiedNamesAreThoseOfTheirForm() {
        Random random = new Random(3);
        int qualified = 0;
        for (int i = 0; i < 50_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(8); length > 0; length--) {
                name.append("a9.-zA_\u0430".charAt(random.nextInt(random.nextInt(4) == 0 ? 8 : 4)));
            }
            boolean expected = FORM.matcher(name).matches();
            qualified += expected ? 1 : 0;
            assertThat(Text.isQualified(name.toString())).as("'%s'", name).isEqualTo(expected);
        }
        assertThat(qualified).isGreaterThan(300);
    }
}
