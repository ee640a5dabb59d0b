// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class OutsideFolderTest {

    @ParameterizedTest
    @CsvSource({
        "Linux,  root, ,               ,            , /var/lib/webgate-state/id",
        "Linux,  shop, ,               ,            , /home/shop/.local/state/webgate-state/id",
        "Linux,  shop, /run/state,     ,            , /run/state/id",
        "Linux,  shop, /one:/two,      ,            , /one/id",
        "Linux,  root, ,               /xdg,        , /xdg/webgate-state/id",
        "Linux,  root, relative,       also/so,     , /var/lib/webgate-state/id",
        "Linux,  root, /first,         /xdg,        , /first/id",
        "Windows 11, shop, ,           ,   /ProgramData, /ProgramData/webgate-state/id",
        "Windows 11, shop, ,           ,            , /home/shop/webgate-state/id"
    })
    void liesWhereTheSystemKeepsState_R10(
            String system, String user, String state, String xdg, String data, String expected) {
        Map<String, String> environment = new HashMap<>();
        put(environment, "STATE_DIRECTORY", state);
        put(environment, "XDG_STATE_HOME", xdg);
        put(environment, "ProgramData", data);

        assertThat(OutsideFolder.of(environment, system, user, Path.of("/home/shop"), "id"))
                .isEqualTo(Path.of(expected));
    }

    private static void put(Map<String, String> environment, String name, String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }

    @Test
    void homeKeepsItsRandomId_R10(@TempDir Path folder) throws Exception {
        Home one = new Home(folder.resolve("one")).create();
        Home other = new Home(folder.resolve("other")).create();

        assertThat(one.id()).matches("[0-9a-f]{32}").isNotEqualTo(other.id());
        assertThat(new Home(one.root()).id()).isEqualTo(one.id());

        Files.writeString(one.var().resolve("home-id"), "../../etc\n");
        assertThat(one.id()).as("an id that is none is never made a path").matches("[0-9a-f]{32}");
    }
}
