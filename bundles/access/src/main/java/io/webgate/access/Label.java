// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

/** Names that people give to devices and tokens. */
public final class Label {

    private static final int LONGEST = 100;

    private Label() {}

    /**
     * The label without space around it.
     *
     * @throws InvalidInput when empty, longer than 100 characters, or with control characters
     */
    public static String checked(String label) {
        String text = label.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new InvalidInput(
                    "label must have 1 to " + LONGEST + " characters; this one has " + text.length(),
                    "label — от 1 до " + LONGEST + " символов, здесь — " + text.length());
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInput("label holds a control character", "в label есть управляющий символ");
        }
        return text;
    }
}
