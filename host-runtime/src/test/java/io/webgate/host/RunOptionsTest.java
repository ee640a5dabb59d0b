// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class RunOptionsTest {

    @Test
    void startsTheGateInTheDefaultHomeWhenNothingIsSaid() {
        assertThat(RunOptions.parse(List.of()))
                .isEqualTo(new RunOptions(
                        Path.of("webgate-home"), OptionalInt.empty(), RunOptions.Tls.UNTOLD, List.of("gate"), false));
    }

    @Test
    void takesValuesBehindASpaceAndBehindAnEqualsSign() {
        List<String> arguments =
                List.of("--home", "дом", "--port=0", "--feature", "gate", "--feature=extra.json", "--demo");
        assertThat(RunOptions.parse(arguments))
                .isEqualTo(new RunOptions(
                        Path.of("дом"), OptionalInt.of(0), RunOptions.Tls.UNTOLD, List.of("gate", "extra.json"), true));
    }

    @Test
    void turnsTlsOnByItselfOrWithAPort() {
        assertThat(RunOptions.parse(List.of("--tls")).tls()).isEqualTo(new RunOptions.Tls(true, OptionalInt.empty()));
        RunOptions.Tls free = new RunOptions.Tls(true, OptionalInt.of(0));
        assertThat(RunOptions.parse(List.of("--tls-port", "0")).tls()).isEqualTo(free);
        assertThat(RunOptions.parse(List.of("--tls-port=0", "--tls")).tls()).isEqualTo(free);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port 65536",
                "--port -1",
                "--port eighty",
                "--port",
                "--hom x",
                "x",
                "--demo=yes",
                "--tls-port",
                "--tls-port x",
                "--tls=1"
            })
    void namesTheArgumentThatIsWrong(String line) {
        List<String> arguments = Arrays.asList(line.split(" "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunOptions.parse(arguments))
                .withMessageContaining(arguments.get(0));
    }
}
