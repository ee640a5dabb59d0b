// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.LicenseCheck;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read quickly is what is read carefully, and nothing else is (R2, R13). */
class EnvelopeTest {

    private static final int[] LENGTHS = {64, 3309, 63, 65, 66, 3308, 3310, 1, 0};
    private static final String STRANGERS = "\"=+/ A-_}\n\u00c3";

    private final Random random = new Random(2);

    private byte[] envelope(int first, int second) {
        String text = Envelope.OPEN + run(1 + random.nextInt(60)) + Envelope.SIGNATURES + part(first) + ","
                + part(second) + Envelope.END;
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private String part(int signature) {
        return Envelope.PROTECTED
                + run(1 + random.nextInt(80))
                + Envelope.SIGNATURE
                + run(signature)
                + Envelope.END_PART;
    }

    private String run(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64Url.encode(bytes);
    }

    @Test
    void aSoundFileIsReadQuickly() {
        assertThat(Envelope.quick(envelope(64, 3309))).isPresent();
    }

    @Test
    void filesOfAllSortsAreReadAlike_R13() throws LicenseFormatException {
        int read = 0;
        for (int i = 0; i < 30_000; i++) {
            byte[] file =
                    changed(envelope(LENGTHS[random.nextInt(LENGTHS.length)], LENGTHS[random.nextInt(LENGTHS.length)]));
            read += requireAlike(file) ? 1 : 0;
        }
        assertThat(read).isGreaterThan(500);
    }

    @Test
    void everyBeginningOfAFileAndEveryStrangerInItAreReadAlike_R13() throws LicenseFormatException {
        byte[] file = envelope(64, 3309);
        for (int end = 0; end < file.length; end++) {
            assertThat(requireAlike(Arrays.copyOf(file, end))).isFalse();
            for (int stranger = 0; stranger < STRANGERS.length(); stranger++) {
                byte[] other = file.clone();
                other[end] = (byte) STRANGERS.charAt(stranger);
                requireAlike(other);
            }
        }
    }

    private byte[] changed(byte[] file) {
        int at = random.nextInt(file.length);
        String text = new String(file, StandardCharsets.ISO_8859_1);
        char stranger = STRANGERS.charAt(random.nextInt(STRANGERS.length()));
        String changed =
                switch (random.nextInt(7)) {
                    case 0 -> text.substring(0, at) + stranger + text.substring(at);
                    case 1 -> text.substring(0, at) + text.substring(at + 1);
                    case 2 -> text.substring(0, at) + stranger + text.substring(at + 1);
                    case 3 -> text + stranger;
                    case 4 -> "\u00ef\u00bb\u00bf" + text;
                    default -> text;
                };
        return changed.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** @return whether it is read quickly */
    private static boolean requireAlike(byte[] file) throws LicenseFormatException {
        Optional<Envelope> quick = Envelope.quick(file);
        if (quick.isPresent()) {
            String shown = shown(quick.get());
            String careful = shown(Envelope.careful(file));
            if (!shown.equals(careful)) { // an assertion costs more than what it is about
                assertThat(shown).isEqualTo(careful);
            }
        }
        return quick.isPresent();
    }

    private static String shown(Envelope envelope) throws LicenseFormatException {
        StringBuilder shown = new StringBuilder(shown(envelope.payload()));
        for (Envelope.Part part : envelope.parts()) {
            shown.append(' ').append(shown(part.header()));
            shown.append(' ').append(part.signature().from());
            shown.append(' ').append(Arrays.hashCode(part.signature().decode(LicenseCheck.ENVELOPE)));
        }
        return shown.toString();
    }

    private static String shown(Envelope.Covered covered) throws LicenseFormatException {
        return covered.text()
                + ' '
                + covered.run().from()
                + ' '
                + Arrays.hashCode(covered.decode(LicenseCheck.ENVELOPE));
    }
}
