// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.text;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A media key as people send and type it (R18): 64 hexadecimal characters, 60 from the drive and the last four a check
 * (CRC-16 with polynomial 0x1021) that finds every error within four neighbouring characters, and tells the place of a
 * single one. People count it in sixteen groups of four. A value, hence thread-safe.
 */
public final class MediaKeyText {

    /** How many bytes of a drive's hash a key holds. */
    public static final int HASH_BYTES = 30;

    private static final String ALPHABET = "0123456789ABCDEF";
    private static final int LENGTH = 64;
    private static final int SIZE = 4;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final String characters;

    private MediaKeyText(String characters) {
        this.characters = characters;
    }

    /** The key of a drive's hash of {@link #HASH_BYTES} bytes. */
    public static MediaKeyText of(byte[] hash) {
        if (hash.length != HASH_BYTES) {
            throw new IllegalArgumentException("A media key holds 30 bytes, not " + hash.length);
        }
        return new MediaKeyText(HEX.formatHex(hash) + HEX.toHexDigits((short) check(hash)));
    }

    /**
     * Reads a typed key (R17, R101).
     *
     * @throws KeyTextException if characters are missing, too many or mistyped; for a single mistyped one it names the
     *     group of four that it is in
     */
    public static MediaKeyText parse(String typed) throws KeyTextException {
        String characters = Typed.base32(typed);
        int length = characters.codePointCount(0, characters.length());
        if (length != LENGTH) {
            int difference = Math.abs(length - LENGTH);
            throw new KeyTextException(
                    0,
                    "The media key has %d characters instead of 64: %d %s."
                            .formatted(length, difference, length < LENGTH ? "missing" : "too many"),
                    "В ключе носителя символов: %d, а нужно 64 (%s: %d)."
                            .formatted(length, length < LENGTH ? "не хватает" : "лишних", difference));
        }
        String stranger = Typed.stranger(characters, ALPHABET).orElse("");
        if (!stranger.isEmpty()) {
            int first = characters
                    .codePoints()
                    .takeWhile(point -> ALPHABET.indexOf(point) >= 0)
                    .toArray()
                    .length;
            throw new KeyTextException(
                    group(first),
                    "The media key has a typing error in %s: it contains '%s', but only 0-9 and A-F occur."
                            .formatted(place(first), stranger),
                    "В ключе носителя опечатка в %s: там «%s», а бывают только 0-9 и A-F."
                            .formatted(russianPlace(first), stranger));
        }
        if (!fits(characters)) {
            throw singleError(characters)
                    .map(at -> new KeyTextException(
                            group(at),
                            "The media key has a typing error, most likely in %s.".formatted(place(at)),
                            "В ключе носителя опечатка, скорее всего в %s.".formatted(russianPlace(at))))
                    .orElseGet(() -> new KeyTextException(
                            0,
                            "The media key has several typing errors: its last four characters do not fit the others.",
                            "В ключе носителя несколько опечаток: последние четыре символа не подходят к остальным."));
        }
        return new MediaKeyText(characters);
    }

    private static boolean fits(String characters) {
        byte[] bytes = HEX.parseHex(characters);
        return of(Arrays.copyOf(bytes, HASH_BYTES)).characters.equals(characters);
    }

    /** Where another character makes a key of it. Never two places: no two single errors leave the same rest. */
    private static Optional<Integer> singleError(String characters) {
        for (int at = 0; at < LENGTH; at++) {
            for (int right = 0; right < ALPHABET.length(); right++) {
                if (fits(characters.substring(0, at) + ALPHABET.charAt(right) + characters.substring(at + 1))) {
                    return Optional.of(at);
                }
            }
        }
        return Optional.empty();
    }

    private static int group(int at) {
        return at / SIZE + 1;
    }

    private static String place(int at) {
        return "group %d (characters %d to %d)".formatted(group(at), group(at) * SIZE - SIZE + 1, group(at) * SIZE);
    }

    private static String russianPlace(int at) {
        return "группе %d (символы с %d по %d)".formatted(group(at), group(at) * SIZE - SIZE + 1, group(at) * SIZE);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MediaKeyText key && key.characters.equals(characters);
    }

    @Override
    public int hashCode() {
        return characters.hashCode();
    }

    /** The canonical text: 64 characters in upper case, without separators. */
    @Override
    public String toString() {
        return characters;
    }

    private static int check(byte[] bytes) {
        int rest = 0xffff;
        for (byte value : bytes) {
            rest ^= (value & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                rest = (rest & 0x8000) == 0 ? rest << 1 : rest << 1 ^ 0x1021;
            }
            rest &= 0xffff;
        }
        return rest;
    }
}
