// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static io.webgate.license.registry.internal.Sample.license;
import static org.assertj.core.api.Assertions.assertThat;

class SignedTimesTest {

    private static final List<String> GOOD = List.of("good-1", "good-2");
    private static final List<String> HALF = List.of("good-1", "stolen");
    private static final List<String> STOLEN = List.of("stolen", "stolen-too");

    private static DocumentFolder.Present signed(Sample sample, List<List<String>> pairs) {
        Content content =
                new Content(sample.make(), Digest.of(sample.make().id().value().getBytes(StandardCharsets.US_ASCII)));
        return new DocumentFolder.Present(content, "", Set.copyOf(pairs), false, List.of(), Instant.EPOCH);
    }

    private static Map<String, Instant> latest(List<DocumentFolder.Present> documents) {
        return SignedTimes.latest(documents, kid -> kid.startsWith("stolen"), license -> license.id()
                .value()
                .startsWith("revoked"));
    }

    @Test
    void theLatestOfEachVendorIsHeard_R10() {
        assertThat(latest(List.of())).isEmpty();
        assertThat(latest(List.of(
                        signed(license("a").issued("2026-03-01T00:00:00Z"), List.of(GOOD)),
                        signed(license("b").issued("2026-05-01T00:00:00Z"), List.of(GOOD)),
                        signed(license("c").issued("2026-04-01T00:00:00Z"), List.of(GOOD)),
                        signed(license("d").vendor("EVIL").issued("2027-01-01T00:00:00Z"), List.of(GOOD)))))
                .isEqualTo(Map.of(
                        "ACME", Instant.parse("2026-05-01T00:00:00Z"), "EVIL", Instant.parse("2027-01-01T00:00:00Z")));
    }

    /** Neither is the later, revoked one heard, nor does it hide the earlier, sound one; in whichever order they stand. */
    @Test
    void whatIsRevokedIsNotBelieved_R12() {
        List<DocumentFolder.Present> documents = new ArrayList<>(List.of(
                signed(license("sound").issued("2026-09-01T00:00:00Z"), List.of(GOOD)),
                signed(license("half").issued("2027-01-01T00:00:00Z"), List.of(HALF)),
                signed(license("stolen").issued("2027-02-01T00:00:00Z"), List.of(STOLEN, HALF)),
                signed(license("revoked").issued("2027-03-01T00:00:00Z"), List.of(GOOD))));
        for (int turn = 0; turn < documents.size(); turn++) {
            assertThat(latest(documents)).isEqualTo(Map.of("ACME", Instant.parse("2026-09-01T00:00:00Z")));
            Collections.rotate(documents, 1);
        }
        Collections.reverse(documents);
        assertThat(latest(documents)).isEqualTo(Map.of("ACME", Instant.parse("2026-09-01T00:00:00Z")));
    }

    @Test
    void onePairOfKeysThatIsSoundIsEnough_R12() {
        assertThat(latest(List.of(signed(license("a").issued("2027-01-01T00:00:00Z"), List.of(STOLEN, GOOD)))))
                .isEqualTo(Map.of("ACME", Instant.parse("2027-01-01T00:00:00Z")));
        assertThat(latest(List.of(signed(license("a").issued("2027-01-01T00:00:00Z"), List.of()))))
                .as("signed by nobody")
                .isEmpty();
    }
}
