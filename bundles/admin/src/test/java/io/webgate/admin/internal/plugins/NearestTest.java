// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.plugins;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class NearestTest {

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                // One, a chain, a diamond, as the watchdog tells them: with all that lies between
                "a=gate; a=gate",
                "a=gate b=gate,a; a=gate b=a",
                "a=gate b=gate,a c=gate,a,b; a=gate b=a c=b",
                "a=gate b=gate,a c=gate,a d=gate,a,b,c; a=gate b=a c=a d=b,c",
                // Two ways of different length
                "a=gate b=gate,a c=gate; a=gate b=a c=gate",
                // Also where only what is needed directly is told
                "a=gate b=a c=b,gate; a=gate b=a c=b",
                // A ring of two, of three, of four: every line inside it stays, and each stands on the gate
                "a=gate,b b=gate,a; a=gate,b b=gate,a",
                "a=gate,b,c b=gate,a,c c=gate,a,b; a=gate,b,c b=gate,a,c c=gate,a,b",
                "a=gate,c b=gate,a c=gate,b; a=gate,c b=gate,a c=gate,b",
                "a=gate,b,c,d b=gate,a,c,d c=gate,a,b,d d=gate,a,b,c;"
                        + " a=gate,b,c,d b=gate,a,c,d c=gate,a,b,d d=gate,a,b,c",
                // Right of a ring, left of a ring, and between two
                "a=gate,b b=gate,a c=gate,a,b; a=gate,b b=gate,a c=a,b",
                "x=gate a=gate,x,b b=gate,x,a; x=gate a=x,b b=x,a",
                "a=gate,b b=gate,a c=gate,a,b d=gate,a,b,c,e e=gate,a,b,c,d; a=gate,b b=gate,a c=a,b d=c,e e=c,d",
                // A bundle that needs itself, twice the same, one that nobody tells of, nothing at all
                "a=gate,a; a=gate",
                "a=gate,gate; a=gate",
                "a=gate,library b=gate,a,library; a=gate,library b=a",
                "a=; a=",
            })
    void whatFollowsIsLeftOutAndARingIsKeptWhole(String needs, String nearest) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        for (String one : needs.strip().split(" ", -1)) {
            String[] parts = one.split("=", -1);
            given.put(
                    parts[0],
                    Arrays.stream(parts[1].split(",", -1))
                            .filter(name -> !name.isEmpty())
                            .toList());
        }
        assertThat(new TreeMap<>(Nearest.of(given))
                        .entrySet().stream()
                                .sorted((one, other) -> order(given, one.getKey()) - order(given, other.getKey()))
                                .map(entry -> entry.getKey() + "=" + String.join(",", entry.getValue()))
                                .collect(Collectors.joining(" ")))
                .isEqualTo(nearest.strip());
    }

    private static int order(Map<String, List<String>> given, String bundle) {
        return List.copyOf(given.keySet()).indexOf(bundle);
    }
}
