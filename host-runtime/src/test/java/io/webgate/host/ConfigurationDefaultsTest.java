// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The digest by which an untouched default is known; what becomes of it is proven in DistributionIT. */
final class ConfigurationDefaultsTest {

    @Test
    void knowsADefaultAgainWhateverTheOrder() {
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("b", new String[] {"x"});
        other.put("a", 1);
        assertThat(ConfigurationDefaults.digest(other))
                .isEqualTo(ConfigurationDefaults.digest(Map.of("a", 1, "b", new String[] {"x"})));
    }

    @Test
    void seesAChangeOfValueOrType() {
        String digest = ConfigurationDefaults.digest(Map.of("a", 1));
        assertThat(ConfigurationDefaults.digest(Map.of("a", 2))).isNotEqualTo(digest);
        assertThat(ConfigurationDefaults.digest(Map.of("a", 1L))).isNotEqualTo(digest);
        assertThat(ConfigurationDefaults.digest(Map.of("a", 1, "b", 1))).isNotEqualTo(digest);
    }
}
