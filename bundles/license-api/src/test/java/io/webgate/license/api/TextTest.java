// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import org.junit.jupiter.api.Test;

import java.util.Random;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TextTest {

    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)+");

    @Test
    void namesAreThoseOfTheirForm() {
        Pattern form = Pattern.compile("[A-Za-z0-9._:-]{1,5}");
        Random random = new Random(4);
        int names = 0;
        for (int i = 0; i < 50_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(8); length > 0; length--) {
                name.append("azAZ09._:-/@[`{^,;\u0430".charAt(random.nextInt(random.nextInt(4) == 0 ? 19 : 10)));
            }
            boolean expected = form.matcher(name).matches();
            names += expected ? 1 : 0;
            assertThat(Text.isName(name.toString(), "._:-", 5)).as("'%s'", name).isEqualTo(expected);
        }
        assertThat(names).isBetween(300, 49_000);
    }

    @Test
    void whatIsRefusedIsNamedWithItsForm() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LicenseId("a b"))
                .withMessage("Licence id 'a b' is not of the form [A-Za-z0-9._:-]{1,96}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lineage(""))
                .withMessage("Lineage '' is not of the form [A-Za-z0-9._-]{1,64}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SeatId("x".repeat(100_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApplicationId("a.".repeat(100_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }

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
