// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.ApplicationId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlayedApplicationsTest {

    @Test
    void readsTheSetting_R4() {
        assertThat(PlayedApplications.of(" demo.data-server", "demo.other"))
                .containsExactlyInAnyOrder(new ApplicationId("demo.data-server"), new ApplicationId("demo.other"));
    }

    @Test
    void whatIsNoApplicationMakesNothingCount() {
        assertThat(PlayedApplications.of("Data Server", "")).isEmpty();
    }

    @Test
    void noSettingPlaysAnEditionsApplication_R33() {
        assertThat(PlayedApplications.of("webgate.small-edition", " webgate.small-edition ", "powerpos.data-server"))
                .containsExactly(new ApplicationId("powerpos.data-server"));
        assertThat(BuiltIn.played("small")).containsExactly(new ApplicationId("webgate.small-edition"));
    }
}
