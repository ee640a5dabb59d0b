// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class RawPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/", "/health", "/api/v1/licenses/sha256:abc", "/api/v1/licenses/sha256%3Aabc",
                        "/gate/web-reports/a.csv",
                "/api/v1/connections/m/%D0%BA%D0%B0%D1%81%D1%81%D0%B0", "/a/", "/a..b", "/a.", "/a+b"
            })
    void takesPlainPaths(String path) {
        assertThat(RawPath.isPlain(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "health",
                "*",
                "http://host/health",
                "//admin",
                "/api//v1",
                "/admin;x",
                "/admin%3bx",
                "/%2e%2e/health",
                "/%2E",
                "/a/../b",
                "/a/./b",
                "/a/..",
                "/a%2fb",
                "/a%5Cb",
                "/a\\b",
                "/a%252eb",
                "/%61pi",
                "/gate/mobile%2Dwaiter",
                "/a%00",
                "/a%0d%0aSet-Cookie",
                "/a%7f",
                "/a%20b",
                "/a b",
                "/a%",
                "/a%2",
                "/a%zz",
                "/a\u0000",
                "/a\u00e9",
                "/%c3",
                "/%ff",
                "/%ed%a0%80",
                "/a?b",
                "/a#b",
                "/{x}",
                "/%c2%85"
            })
    void T49_refusesTricks(String path) {
        assertThat(RawPath.isPlain(path)).isFalse();
    }

    @Test
    void refusesEndlessPaths() {
        assertThat(RawPath.isPlain("/" + "a".repeat(2047))).isTrue();
        assertThat(RawPath.isPlain("/" + "a".repeat(2048))).isFalse();
    }
}
