// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** T51, T53. */
final class CrossSiteTest {

    @ParameterizedTest(name = "{0} pages={1} site={2} mode={3} origin={4} expected={5} given={6}: {7}")
    @CsvSource(
            nullValues = "-",
            value = {
                // Our own forms
                "POST, true,  same-origin, navigate, http://shop:8080,  t, t, false",
                "POST, true,  same-origin, navigate, http://SHOP:8080,  t, t, false",
                "POST, true,  same-origin, navigate, https://shop:8080, t, t, false",
                "POST, true,  -,           -,        http://shop:8080,  t, t, false",
                "POST, true,  -,           -,        -,                 t, t, false",
                "POST, true,  same-origin, navigate, http://shop:8080,  -, -, false",
                "DELETE, false, same-origin, cors,   http://shop:8080,  t, t, false",
                // The token is missing or another's
                "POST, true,  same-origin, navigate, http://shop:8080,  t, -, true",
                "POST, true,  same-origin, navigate, http://shop:8080,  t, u, true",
                "POST, false, same-origin, cors,     http://shop:8080,  t, -, true",
                // Another site
                "POST, true,  cross-site,  navigate, http://evil,       t, t, true",
                "POST, true,  cross-site,  navigate, -,                 t, t, true",
                "POST, true,  same-site,   navigate, -,                 t, t, true",
                "POST, true,  -,           -,        http://evil,       t, t, true",
                "POST, true,  -,           -,        http://evil,       -, -, true",
                "POST, true,  -,           -,        null,              -, -, true",
                "POST, true,  -,           -,        http://shop:8081,  t, t, true",
                "POST, true,  -,           -,        http://shop,       t, t, true",
                "POST, true,  -,           -,        http://shop:8080.evil, t, t, true",
                "POST, true,  cross-site,  navigate, http://shop:8080,  -, -, true",
                // Reading
                "GET,  true,  same-origin, cors,     -,                 t, -, false",
                "GET,  true,  none,        navigate, -,                 t, -, false",
                "GET,  true,  cross-site,  navigate, -,                 t, -, false",
                "GET,  true,  cross-site,  no-cors,  -,                 t, -, true",
                "GET,  true,  cross-site,  cors,     -,                 -, -, true",
                "HEAD, true,  same-site,   no-cors,  -,                 t, -, true",
                // What a program sends to the interface is not asked
                "POST, false, -,           -,        -,                 -, -, false",
                "POST, false, cross-site,  cors,     http://evil,       -, -, false"
            })
    void onlyOurOwnPagesMakeABrowserDoSomething(
            String method,
            boolean pages,
            String site,
            String mode,
            String origin,
            String expected,
            String given,
            boolean forged) {
        CrossSite.Facts facts =
                new CrossSite.Facts(method, pages, false, site, mode, origin, "shop:8080", expected, given);
        assertThat(CrossSite.isForged(facts)).isEqualTo(forged);
    }

    @ParameterizedTest
    @CsvSource({"POST", "DELETE", "GET"})
    void aTokenInAHeaderIsNoBrowsersDoing(String method) {
        assertThat(CrossSite.isForged(new CrossSite.Facts(
                        method, true, true, "cross-site", "cors", "http://evil", "shop:8080", null, null)))
                .isFalse();
    }
}
