// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.ModuleId;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KnownTest {

    @Test
    void oneTextHasOneValue() {
        Known<ModuleId> modules = new Known<>(ModuleId::new);
        ModuleId first = modules.apply("powerpos.waiter");
        assertThat(modules.apply(String.join(".", "powerpos", "waiter"))).isSameAs(first);
        assertThat(modules.apply("powerpos.waiters")).isEqualTo(new ModuleId("powerpos.waiters"));
    }

    @Test
    void whatIsRefusedIsRefusedEachTime() {
        Known<ModuleId> modules = new Known<>(ModuleId::new);
        for (int time = 0; time < 3; time++) {
            assertThatIllegalArgumentException().isThrownBy(() -> modules.apply("no module"));
        }
    }

    @Test
    void whatDoesNotFitIsMadeAnewAndIsRight() {
        List<String> made = new ArrayList<>();
        Known<String> known = new Known<>(text -> {
            made.add(text);
            return text + "!";
        });
        for (int number = 0; number < Known.MOST + 1; number++) {
            assertThat(known.apply("n" + number)).isEqualTo("n" + number + "!");
        }
        made.clear();
        assertThat(known.apply("n0")).isEqualTo("n0!");
        assertThat(made).as("the first ones are kept").isEmpty();
        String beyond = "n" + Known.MOST;
        assertThat(known.apply(beyond)).isEqualTo(beyond + "!");
        assertThat(known.apply(beyond)).isEqualTo(beyond + "!");
        assertThat(made).as("the others are not").containsExactly(beyond, beyond);
    }
}
