// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class TlsSettingsTest {

    private static final Map<String, Object> DEFAULTS = Map.of(HttpSettings.PORT, 8080, HttpSettings.HOST, "127.0.0.1");

    @TempDir
    private Path etc = Path.of("");

    private Optional<TlsSettings> read(String file, RunOptions.Tls told) throws Exception {
        Files.writeString(etc.resolve("org.apache.felix.http.config"), file);
        return TlsSettings.of(etc, DEFAULTS, told);
    }

    @Test
    void thereIsNoneUnlessItIsAskedFor() throws Exception {
        assertThat(read("", RunOptions.Tls.UNTOLD)).isEmpty();
        assertThat(read("org.apache.felix.https.enable=B\"false\"\n", RunOptions.Tls.UNTOLD))
                .isEmpty();
    }

    @Test
    void theFileOrTheCommandLineTurnsItOnAndTheCommandLinesPortWins() throws Exception {
        RunOptions.Tls free = new RunOptions.Tls(true, OptionalInt.of(0));
        String file = "org.apache.felix.https.enable=B\"true\"\norg.osgi.service.http.port.secure=I\"9443\"\n";
        assertThat(read("", new RunOptions.Tls(true, OptionalInt.empty())))
                .contains(new TlsSettings(8443, Optional.empty()));
        assertThat(read(file, RunOptions.Tls.UNTOLD)).contains(new TlsSettings(9443, Optional.empty()));
        assertThat(read(file, free)).contains(new TlsSettings(0, Optional.empty()));
    }

    @Test
    void theKeystoreThatTheFileNamesIsUsedAndMustBeThere() throws Exception {
        Path missing = etc.resolve("own.p12");
        TlsSettings settings = read(
                        "org.apache.felix.https.enable=B\"true\"\norg.apache.felix.https.keystore=\"" + missing
                                + "\"\n",
                        RunOptions.Tls.UNTOLD)
                .orElseThrow();
        assertThat(settings.keystore()).contains(missing.toString());
        assertThatThrownBy(settings::checkKeystore)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(missing.toString());
        Files.createFile(missing);
        settings.checkKeystore();
        assertThat(settings.delivered(Optional.empty())).doesNotContainKey(TlsSettings.KEYSTORE);
    }

    @ParameterizedTest
    @CsvSource({
        "'=\"secret one\"', secret one",
        "'=secret', secret",
        "'  =  \"secret\"  ', secret",
        "'=\"\"', ''",
        "'=\"sec\\\"ret\"',",
        "'=\"${env:SECRET}\"',",
        "'=$[env:SECRET]',",
        "'=sec ret',",
        "'',"
    })
    void aPasswordIsReadAheadWhereItStandsAsItIs(String line, String password) {
        HttpSettings.Source source =
                new HttpSettings.Source("a=b\norg.apache.felix.https.keystore.password" + line + "\nc=d\n", Map.of());
        assertThat(source.plainText("org.apache.felix.https.keystore.password"))
                .isEqualTo(Optional.ofNullable(password));
    }

    @Test
    void aKeystoreThatItsPasswordDoesNotOpenIsToldBeforeAnythingStarts() throws Exception {
        Path keystore = Files.writeString(etc.resolve("own.p12"), "none");
        String file = "org.apache.felix.https.keystore=\"" + keystore + "\"\n";
        Files.writeString(etc.resolve("org.apache.felix.http.config"), file);
        assertThat(TlsSettings.named(etc, DEFAULTS))
                .as("without a password only Jetty can tell")
                .isEmpty();
        Files.writeString(
                etc.resolve("org.apache.felix.http.config"),
                file + "org.apache.felix.https.keystore.password=\"changeit\"\n");
        assertThatThrownBy(() -> TlsSettings.named(etc, DEFAULTS))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(keystore.toString());
    }

    @Test
    void onlyTheTwoNewProtocolsAreSpoken() {
        Map<String, Object> delivered = new TlsSettings(0, Optional.empty())
                .delivered(Optional.of(Map.entry(Path.of("/home/var/tls/keystore.p12"), "secret")));
        assertThat((String[]) delivered.get("org.apache.felix.https.jetty.protocols.included"))
                .containsExactly("TLSv1.2", "TLSv1.3");
        assertThat(delivered).containsEntry(TlsSettings.KEYSTORE, "/home/var/tls/keystore.p12");
    }

    @Test
    void thePathOfThePasswordFileIsPassedOnFromTheEnvironment() {
        assertThat(HostProperties.ofEnvironment(Map.of("WEBGATE_ADMIN_PASSWORD_FILE", "/run/secrets/admin")))
                .containsExactly(Map.entry("webgate.admin.password.file", "/run/secrets/admin"));
        assertThat(HostProperties.ofEnvironment(Map.of("WEBGATE_ADMIN_PASSWORD_FILE", " ")))
                .isEmpty();
        assertThat(HostProperties.ofEnvironment(Map.of())).isEmpty();
    }
}
