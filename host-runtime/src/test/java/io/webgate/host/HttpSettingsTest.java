// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.FrameworkUtil;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class HttpSettingsTest {

    private static final Map<String, Object> DEFAULTS = Map.of(HttpSettings.PORT, 8080, HttpSettings.HOST, "127.0.0.1");

    @TempDir
    private Path etc = Path.of("");

    @Test
    void takesTheFeaturesDefaultsWithoutAFile() throws Exception {
        assertThat(HttpSettings.of(etc, DEFAULTS, OptionalInt.empty())).isEqualTo(new HttpSettings("127.0.0.1", 8080));
    }

    @Test
    void letsTheFileWinOverTheDefaultsAndTheCommandLineOverTheFile() throws Exception {
        Files.writeString(
                etc.resolve("org.apache.felix.http.config"),
                "# ours\norg.osgi.service.http.port=I\"9090\"\norg.apache.felix.http.host=\"localhost\"\n");
        assertThat(HttpSettings.of(etc, DEFAULTS, OptionalInt.empty())).isEqualTo(new HttpSettings("localhost", 9090));
        assertThat(HttpSettings.of(etc, DEFAULTS, OptionalInt.of(0))).isEqualTo(new HttpSettings("localhost", 0));
    }

    @Test
    void staysOnThisComputerWhenTheFileNamesAPortAlone() throws Exception {
        Files.writeString(etc.resolve("org.apache.felix.http.config"), "org.osgi.service.http.port=I\"9090\"\n");
        assertThat(HttpSettings.of(etc, DEFAULTS, OptionalInt.empty())).isEqualTo(new HttpSettings("127.0.0.1", 9090));
    }

    @Test
    void deliversTheFeaturesHostWhereTheFileNamesNoneAndThePortOfTheCommandLine() {
        Map<String, Object> properties = new HashMap<>(Map.of(HttpSettings.PORT, 9090));
        new HttpDelivery(DEFAULTS, Map.of()).complete(FrameworkUtil.asDictionary(properties));
        assertThat(properties)
                .containsOnly(Map.entry(HttpSettings.PORT, 9090), Map.entry(HttpSettings.HOST, "127.0.0.1"));
        properties.put(HttpSettings.HOST, "0.0.0.0");
        new HttpDelivery(DEFAULTS, Map.of(HttpSettings.PORT, 0)).complete(FrameworkUtil.asDictionary(properties));
        assertThat(properties).containsOnly(Map.entry(HttpSettings.PORT, 0), Map.entry(HttpSettings.HOST, "0.0.0.0"));
    }

    @Test
    void namesABusyPortAndWhatToDo() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpSettings settings = new HttpSettings("127.0.0.1", other.getLocalPort());
            assertThatThrownBy(settings::checkFree)
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(Integer.toString(other.getLocalPort()))
                    .hasMessageContaining("webgate run --port ");
        }
    }
}
