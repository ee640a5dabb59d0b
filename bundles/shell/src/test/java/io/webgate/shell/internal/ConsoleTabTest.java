// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.license.api.LicenseState;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.Usage;
import org.junit.jupiter.api.Test;

import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

final class ConsoleTabTest {

    private final FakePlane plane = new FakePlane();
    private final ConsoleTab tab = new ConsoleTab(plane, ZoneOffset.UTC);

    @Test
    void theSummaryCountsAndMasks() {
        plane.registry.licenses.add(Samples.installed("l-1", LicenseState.VALID, Optional.empty()));
        plane.registry.licenses.add(Samples.installed("l-2", LicenseState.VALID, Optional.empty()));
        plane.registry.licenses.add(Samples.damaged());
        plane.ledger.usages.add(Samples.usage(10, 3, Optional.empty()));
        assertThat(tab.page(Locale.ENGLISH))
                .contains(
                        "<td>open</td>",
                        "valid: 2, damaged: 1",
                        "<td>Mobile waiter</td><td>3 of 10</td>",
                        "AAAA-…",
                        "<a href=\"/admin/\">")
                .doesNotContain("BBBB", "Ромашка");
        assertThat(tab.page(new Locale("ru"))).contains("<td>открыт</td>", "Мобильный официант", "3 из 10");
    }

    @Test
    void whatACatalogueSaysIsTextAndNoMarkup() {
        Module module = Samples.MODULE;
        plane.ledger.usages.add(new Usage(
                new Module(
                        module.id(),
                        module.vendor(),
                        new LocalizedText("<script>alert('1&2\")</script>", "x"),
                        module.metric(),
                        module.consequence(),
                        module.counting(),
                        true,
                        module.features()),
                1,
                1,
                0,
                Usage.State.OK,
                false,
                Optional.empty()));
        assertThat(tab.page(Locale.ENGLISH))
                .contains("&lt;script&gt;alert(&#39;1&amp;2&quot;)&lt;/script&gt;")
                .doesNotContain("<script");
    }

    @Test
    void aMissingServiceIsNoGateOpenAndNoLicenceNone() {
        plane.hasWatch = false;
        plane.hasRegistry = false;
        plane.hasLedger = false;
        assertThat(tab.page(Locale.ENGLISH))
                .containsOnlyOnce("<td>Gate</td><td>not known, the service is not running</td>")
                .containsOnlyOnce("<td>Licences</td><td>not known, the service is not running</td>")
                .doesNotContain(">open<", ">none<");
    }
}
