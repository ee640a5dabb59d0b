// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class Base64UrlTest {

    private static final String CHARACTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_" + "=+/ \n\"\u00c4\u0416";

    /** Three characters are 18 bits of which 16 count: one of four texts is the one that stands for its bytes. */
    @Test
    void everyTextOfUpToThreeCharactersIsDecodedIfItIsTheOneThatWouldBeWritten_R13() {
        Set<String> texts = Set.of("");
        for (int length = 0; length < 3; length++) {
            texts = texts.stream()
                    .flatMap(text -> CHARACTERS.chars().mapToObj(character -> text + (char) character))
                    .collect(Collectors.toSet());
            texts.forEach(Base64UrlTest::requireStrict);
        }
        requireStrict("");
    }

    @Test
    void longerTextsTooWhateverStandsInThem_R13() {
        Random random = new Random(13);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            StringBuilder text =
                    new StringBuilder(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            if (text.length() > 0 && random.nextBoolean()) {
                int at = random.nextBoolean() ? text.length() - 1 : random.nextInt(text.length());
                text.setCharAt(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
            if (random.nextInt(8) == 0) {
                text.append("=".repeat(random.nextInt(3)));
            }
            requireStrict(text.toString());
        }
    }

    /** The definition: decoded, encoded again, compared. */
    private static void requireStrict(String text) {
        boolean canonical;
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.UTF_8));
            canonical = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(bytes)
                    .equals(text);
        } catch (IllegalArgumentException e) {
            canonical = false;
        }
        byte[] among = ("-" + text + "-").getBytes(StandardCharsets.ISO_8859_1);
        if (!Base64Url.decode(among, 1, among.length - 1)
                .map(Base64Url::encode)
                .equals(Base64Url.decode(text).map(Base64Url::encode))) {
            assertThat(text).as("decoded otherwise among others").isEmpty();
        }
        // an assertion costs more than what it is about, and there are many
        if (Base64Url.decode(text).map(Base64Url::encode).filter(text::equals).isPresent() != canonical
                || Base64Url.decode(text).isPresent() != canonical) {
            assertThat(Base64Url.decode(text).map(Base64Url::encode))
                    .as("'%s', canonical: %s", text, canonical)
                    .isEqualTo(canonical ? Optional.of(text) : Optional.empty());
        }
    }
}
