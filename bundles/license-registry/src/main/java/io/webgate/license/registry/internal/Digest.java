// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * A SHA-256 in four words, for where thousands are kept: each would else be a text of 64 digits. Ordered as these texts are.
 */
record Digest(long first, long second, long third, long fourth) implements Comparable<Digest> {

    /** Stands where a digest should and none does; no bytes are known of which it is the digest. */
    static final Digest NONE = new Digest(0, 0, 0, 0);

    private static final int DIGITS = 16;

    /** One for each thread: to find who makes them takes as long as to hash. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Digest::made);

    private static final Comparator<Digest> ORDER = Comparator.comparing(Digest::first, Long::compareUnsigned)
            .thenComparing(Digest::second, Long::compareUnsigned)
            .thenComparing(Digest::third, Long::compareUnsigned)
            .thenComparing(Digest::fourth, Long::compareUnsigned);

    static Digest of(byte[] bytes) {
        MessageDigest digest = SHA_256.get();
        digest.reset(); // whoever had it last may have been interrupted by an error
        ByteBuffer words = ByteBuffer.wrap(digest.digest(bytes));
        return new Digest(words.getLong(), words.getLong(), words.getLong(), words.getLong());
    }

    private static MessageDigest made() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Of 64 hexadecimal digits; {@link #NONE} where they are not, which then is equal to no document's. */
    static Digest ofHex(String digits) {
        if (digits.length() != 4 * DIGITS || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            return NONE;
        }
        return new Digest(word(digits, 0), word(digits, 1), word(digits, 2), word(digits, 3));
    }

    private static long word(String digits, int number) {
        return HexFormat.fromHexDigitsToLong(digits, number * DIGITS, (number + 1) * DIGITS);
    }

    /** In 64 hexadecimal digits. */
    String hex() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(first) + hex.toHexDigits(second) + hex.toHexDigits(third) + hex.toHexDigits(fourth);
    }

    @Override
    public int compareTo(Digest other) {
        return ORDER.compare(this, other);
    }

    /** Its words look like noise, so a part of one is as good as all. */
    @Override
    public int hashCode() {
        return (int) first;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest
                && first == digest.first
                && second == digest.second
                && third == digest.third
                && fourth == digest.fourth;
    }

    @Override
    public String toString() {
        return hex();
    }
}
