// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class DigestTest {

    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

    /** The example of FIPS 180-4. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void isTheSha256AndItsText() {
        assertThat(Digest.of(ABC).hex()).isEqualTo(OF_ABC).isEqualTo(DocumentReader.sha256(ABC));
        assertThat(Digest.ofHex(OF_ABC)).isEqualTo(Digest.of(ABC)).hasSameHashCodeAs(Digest.of(ABC));
    }

    @Test
    void standsInTheOrderOfItsTexts() {
        Random random = new Random(4);
        List<Digest> digests = Stream.generate(() -> {
                    byte[] bytes = new byte[4];
                    random.nextBytes(bytes);
                    return Digest.of(bytes);
                })
                .limit(500)
                .toList();

        assertThat(digests.stream().sorted().map(Digest::hex))
                .containsExactlyElementsOf(
                        digests.stream().map(Digest::hex).sorted().toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "digest",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ag",
                "+a7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            })
    void whatIsNoneIsNoDocuments(String text) {
        assertThat(Digest.ofHex(text)).isEqualTo(Digest.NONE);
    }
}
