// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

final class WelcomeTest {

    private final Locale before = Locale.getDefault();
    private final Home home = new Home(Path.of("home"));
    private final Welcome plain = new Welcome(home, new Welcome.Ports(8080, Optional.empty()), Optional.empty());

    @BeforeEach
    void speakEnglish() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(before);
    }

    @Test
    void aHostToSetUpSaysWhereItsTokenIsAndShowsItToATerminalOnly() {
        assertThat(plain.block(true, Optional.of("wgf_secret"), false))
                .contains(
                        "http://127.0.0.1:8080/admin/", home.firstRunTokenFile().toString())
                .doesNotContain("wgf_secret");
        assertThat(plain.block(true, Optional.of("wgf_secret"), true)).contains("wgf_secret");
    }

    @Test
    void aHostThatIsSetUpSaysItsAddressesOnly() {
        Welcome tls = new Welcome(home, new Welcome.Ports(8080, Optional.of(8443)), Optional.empty());
        assertThat(tls.block(true, Optional.empty(), true))
                .contains("http://127.0.0.1:8080/admin/", "https://localhost:8443/admin/")
                .doesNotContain("oken");
        assertThat(plain.block(false, Optional.empty(), true))
                .doesNotContain("admin")
                .doesNotContain("https");
    }

    @Test
    void speaksRussianToAPersonWhoDoes() {
        Locale.setDefault(Locale.forLanguageTag("ru"));
        assertThat(plain.block(true, Optional.of("x"), false))
                .contains("слушает http://127.0.0.1:8080/", "Токен настройки — в файле");
    }

    @Test
    void onlyTheStartScriptsWordMakesItATerminal() {
        assertThat(Welcome.isTerminal("yes")).isTrue();
        assertThat(Welcome.isTerminal("")).isFalse();
        assertThat(Welcome.isTerminal(null)).isFalse();
    }
}
