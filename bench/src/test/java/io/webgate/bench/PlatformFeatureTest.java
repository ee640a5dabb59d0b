// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlatformFeatureTest {

    @Test
    void leavesOutWhatIsOursAndKeepsTheRest() {
        String feature = "{'id': 'io.webgate:webgate-gate:1', 'complete': true, 'bundles': ["
                + "{'id': 'org.apache.felix:org.apache.felix.scr:2', 'start-order': 4},"
                + "{'id': 'org.osgi:org.osgi.service.jdbc:1', 'start-order': 6},"
                + "{'id': 'org.osgi:org.osgi.util.promise:1', 'start-order': 2},"
                + "{'id': 'org.xerial:sqlite-jdbc:3', 'start-order': 6},"
                + "{'id': 'io.webgate:ledger:1', 'start-order': 10}],"
                + "'configurations': {'org.apache.felix.http': {'org.apache.felix.http.host': '127.0.0.1'}}}";
        assertThat(JsonParser.parseString(PlatformFeature.of(feature.replace('\'', '"'))))
                .isEqualTo(JsonParser.parseString("{'id': 'io.webgate:bench-platform:1', 'complete': true, 'bundles': ["
                        + "{'id': 'org.apache.felix:org.apache.felix.scr:2', 'start-order': 4},"
                        + "{'id': 'org.osgi:org.osgi.util.promise:1', 'start-order': 2}],"
                        + "'configurations': {'org.apache.felix.http': {'org.apache.felix.http.host': '127.0.0.1'}}}"));
    }

    @Test
    void readsTheAccountOfTheJvm() {
        String printed =
                """
                Native Memory Tracking:

                Total: reserved=2052283886, committed=184430062
                -                 Java Heap (reserved=536870912, committed=67108864)
                                            (mmap: reserved=536870912, committed=67108864)
                -                     Class (reserved=1074364039, committed=3440263)
                                            (classes #7321)
                """;
        assertThat(NativeMemory.areas(printed))
                .containsOnlyKeys("Java Heap", "Class")
                .containsEntry("Java Heap", 64.0);
        assertThat(NativeMemory.classes(printed)).isEqualTo(7321);
    }
}
