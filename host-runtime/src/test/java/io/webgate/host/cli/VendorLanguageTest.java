// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import io.webgate.host.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

/** What the vendor's side refuses is told in the language of who asked (R100). */
final class VendorLanguageTest {

    private static final String SHOP = "--anywhere --holder Cafe --application data-server --out FILE:none.lic";
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    @TempDir
    private static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // made before all tests
    private static VendorFixture vendor;

    private final Locale locale = Locale.getDefault();

    @BeforeAll
    static void make() throws IOException {
        vendor = VendorFixture.in(folder);
    }

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
    }

    @ParameterizedTest
    @CsvSource({
        "issue SHOP --term trial, needs a last day, нужен последний день",
        "issue SHOP --module powerpos.pos=1 --module powerpos.pos=2, names a module twice, дважды",
        "issue SHOP --from 2037-01-02 --until 2037-01-01, before it begins, раньше",
        "revoke --key KID --out FILE:none.jws, still signs, ещё подписывает",
        "revoke --key nobodys --out FILE:none.jws, has no key nobodys, нет ключа nobodys",
        "rotate --compromised nobodys --out FILE:none.jws, has no key nobodys, нет ключа nobodys",
    })
    void whatIsRefusedIsToldInBothLanguages(String line, String english, String russian) throws IOException {
        String kid =
                Files.readString(vendor.dir().resolve("keys.json")).replaceAll("(?s).*?\"kid\": \"([^\"]+)\".*", "$1");
        String command = line.replace("SHOP", SHOP).replace("KID", kid);

        Locale.setDefault(Locale.ENGLISH);
        Invocation inEnglish = vendor.run(command);
        assertThat(inEnglish.exitCode()).as(inEnglish.err()).isEqualTo(ExitCode.USAGE);
        assertThat(inEnglish.err()).contains(english).doesNotContainPattern("[а-яА-ЯёЁ]");

        Locale.setDefault(RUSSIAN);
        Invocation inRussian = vendor.run(command);
        assertThat(inRussian.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(inRussian.err()).contains(russian).doesNotContain(english);
    }

    @Test
    void aDamagedFolderIsToldInBothLanguages() throws IOException {
        Files.createDirectories(vendor.file("broken"));
        Files.writeString(vendor.file("broken").resolve("keys.json"), "[]");

        Locale.setDefault(Locale.ENGLISH);
        Invocation inEnglish = vendor.plain("vendor revoke --list --vendor FILE:broken");
        assertThat(inEnglish.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(inEnglish.err()).contains("keys.json is damaged", "Restore").doesNotContain("повреждён");

        Locale.setDefault(RUSSIAN);
        Invocation inRussian = vendor.plain("vendor revoke --list --vendor FILE:broken");
        assertThat(inRussian.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(inRussian.err())
                .contains("keys.json повреждён", "Восстановите")
                .doesNotContain("damaged");
    }
}
