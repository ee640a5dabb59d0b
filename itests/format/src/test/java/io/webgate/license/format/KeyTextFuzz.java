// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.text.CodeText;
import io.webgate.license.text.KeyTextException;
import io.webgate.license.text.MachineKeyText;
import io.webgate.license.text.MediaKeyText;

import java.util.Locale;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * T35: typed keys and codes: look-alikes, full-width forms, marks of direction, the Turkish i (the process speaks
 * Turkish), halves of characters. What is accepted has one canonical text, which is accepted again, also in small letters.
 */
public final class KeyTextFuzz {

    private static final Bounds BOUNDS = new Bounds();

    private KeyTextFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        // An odd first byte: the rest are halves of UTF-16, paired or not
        boolean halves = input.length > 0 && (input[0] & 1) == 1 && input[0] < ' ';
        String text = halves ? halves(input) : new String(input, UTF_8);
        BOUNDS.hold(() -> {
            same(text, typed -> MachineKeyText.parse(typed).toString());
            same(text, typed -> MediaKeyText.parse(typed).toString());
            same(text, typed -> CodeText.parse(typed, "MIKO").text());
        });
    }

    private static void same(String typed, Form form) {
        String canonical;
        try {
            canonical = form.read(typed);
        } catch (KeyTextException e) {
            Bounds.require(
                    !e.text().english().isBlank() && !e.text().russian().isBlank() && e.group() >= 0 && e.group() <= 16,
                    "A refusal without a reason");
            return;
        }
        try {
            Bounds.require(form.read(canonical).equals(canonical), "The canonical text is another one");
            Bounds.require(form.read(canonical.toLowerCase(Locale.ROOT)).equals(canonical), "Small letters differ");
            Bounds.require(canonical.chars().allMatch(c -> c < 0x7f), "The canonical text is not ASCII");
        } catch (KeyTextException e) {
            throw new AssertionError("The canonical text is refused: " + canonical, e);
        }
    }

    private static String halves(byte[] input) {
        var text = new StringBuilder();
        for (int i = 1; i + 1 < input.length; i += 2) {
            text.append((char) (input[i] << 8 | (input[i + 1] & 0xff)));
        }
        return text.toString();
    }

    private interface Form {
        String read(String typed) throws KeyTextException;
    }
}
