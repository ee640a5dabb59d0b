// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A licence key {@code MIKO-XXXXX-…} or coupon {@code MIKOUPD-XXXXX-…} (R92, R97): the vendor's prefix, 26 random
 * characters of Crockford base 32 (130 bits) and four check characters, in six groups of five. The check covers the
 * prefix too, so that a key never passes as a coupon or as another vendor's. A value, hence thread-safe.
 */
public final class CodeText {

    private static final String COUPON = "UPD";
    private static final int PREFIX = 4;
    private static final int RANDOM = 26;
    private static final int CHECK = 4;
    private static final int LENGTH = RANDOM + CHECK;
    private static final int GROUP = 5;

    private final String vendor;
    private final Kind kind;
    private final String code;

    private CodeText(String vendor, Kind kind, String code) {
        this.vendor = vendor;
        this.kind = kind;
        this.code = code;
    }

    /**
     * A new code.
     *
     * @param vendor the vendor's prefix, four letters A to Z
     */
    public static CodeText make(String vendor, Kind kind, SecureRandom random) {
        requireVendor(vendor);
        byte[] bytes = new byte[RANDOM];
        random.nextBytes(bytes);
        int[] word = new int[LENGTH];
        for (int i = 0; i < RANDOM; i++) {
            word[i] = bytes[i] & 31;
        }
        System.arraycopy(Checks.four(Arrays.copyOf(word, RANDOM)), 0, word, RANDOM, CHECK);
        return new CodeText(vendor, kind, Base32.text(masked(word, vendor, kind)));
    }

    /**
     * Reads a typed licence key or coupon of one vendor (R101).
     *
     * @param vendor the vendor's prefix, four letters A to Z
     * @throws KeyTextException if the prefix is another one, or characters are missing, too many or mistyped
     */
    public static CodeText parse(String typed, String vendor) throws KeyTextException {
        requireVendor(vendor);
        String letters = Typed.letters(typed);
        if (!letters.startsWith(vendor)) {
            throw new KeyTextException(
                    0,
                    "Licence keys and coupons of this vendor begin with %s.".formatted(vendor),
                    "Лицензионные ключи и купоны этого поставщика начинаются с %s.".formatted(vendor));
        }
        String rest = letters.substring(PREFIX);
        Kind kind = rest.startsWith(COUPON) ? Kind.COUPON : Kind.LICENSE_KEY;
        String code = Typed.digits(kind == Kind.COUPON ? rest.substring(COUPON.length()) : rest);
        requireForm(code);
        int[] word = masked(Base32.values(code), vendor, kind);
        if (!Arrays.equals(Checks.four(Arrays.copyOf(word, RANDOM)), Arrays.copyOfRange(word, RANDOM, LENGTH))) {
            throw mistyped(Checks.single(word));
        }
        return new CodeText(vendor, kind, code);
    }

    public String vendor() {
        return vendor;
    }

    public Kind kind() {
        return kind;
    }

    /** The canonical text, prefix and groups joined by hyphens. A secret: it does not belong in a log. */
    public String text() {
        StringBuilder text = new StringBuilder(vendor).append(kind == Kind.COUPON ? COUPON : "");
        for (int start = 0; start < LENGTH; start += GROUP) {
            text.append('-').append(code, start, start + GROUP);
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodeText that
                && that.kind == kind
                && that.vendor.equals(vendor)
                && that.code.equals(code);
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }

    /** Enough to tell codes apart in a log, too little to use one: {@code MIKOUPD-…XXXXX}. */
    @Override
    public String toString() {
        return vendor + (kind == Kind.COUPON ? COUPON : "") + "-…" + code.substring(LENGTH - GROUP);
    }

    private static void requireVendor(String vendor) {
        if (!vendor.matches("[A-Z]{4}")) {
            throw new IllegalArgumentException("A vendor's prefix is four letters A to Z, not '" + vendor + "'");
        }
    }

    private static void requireForm(String code) throws KeyTextException {
        int length = code.codePointCount(0, code.length());
        if (length != LENGTH) {
            int difference = Math.abs(length - LENGTH);
            throw new KeyTextException(
                    0,
                    "The code has %d characters after its prefix instead of 30: %d %s."
                            .formatted(length, difference, length < LENGTH ? "missing" : "too many"),
                    "В коде после префикса символов: %d, а нужно 30 (%s: %d)."
                            .formatted(length, length < LENGTH ? "не хватает" : "лишних", difference));
        }
        Optional<String> stranger = Typed.stranger(code, Base32.ALPHABET);
        if (stranger.isPresent()) {
            int[] points = code.codePoints().toArray();
            int index = 0;
            while (Base32.ALPHABET.indexOf(points[index]) >= 0) {
                index++;
            }
            int group = index / GROUP + 1;
            throw new KeyTextException(
                    group,
                    "The code has a typing error in group %d after the prefix: no code contains '%s'."
                            .formatted(group, stranger.get()),
                    "В коде опечатка в группе %d после префикса: символа «%s» в кодах не бывает."
                            .formatted(group, stranger.get()));
        }
    }

    private static KeyTextException mistyped(OptionalInt index) {
        if (index.isEmpty()) {
            return new KeyTextException(
                    0,
                    "The code has typing errors: its check characters do not fit. Compare it with the original.",
                    "В коде опечатки: контрольные символы не подходят. Сверьте его с оригиналом.");
        }
        int group = index.getAsInt() / GROUP + 1;
        return new KeyTextException(
                group,
                "The code has a typing error, probably in group %d after the prefix.".formatted(group),
                "В коде опечатка, вероятно, в группе %d после префикса.".formatted(group));
    }

    /** Mixes prefix and kind into the check characters; done twice it undoes itself. */
    private static int[] masked(int[] word, String vendor, Kind kind) {
        byte[] hash = sha256((vendor + "-" + kind.name().toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.US_ASCII));
        int[] masked = word.clone();
        for (int i = 0; i < CHECK; i++) {
            masked[RANDOM + i] ^= hash[i] & 31;
        }
        return masked;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** What a code is for. */
    public enum Kind {
        LICENSE_KEY,
        COUPON
    }
}
