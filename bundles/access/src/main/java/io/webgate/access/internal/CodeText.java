// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.AccessException;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Typing;

/**
 * The form of a one-time code: six groups of five Crockford base-32 characters, four random ones and a check, 120 random
 * bits in all. The check is a sum over the field of 32 elements in which every place has its own factor, so that a wrong
 * character, two swapped ones and two swapped groups are all noticed, and the group can be named (R101).
 */
final class CodeText {

    /** Bytes of randomness that a code is made of. */
    static final int RANDOM_BYTES = 15;

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int GROUPS = 6;
    private static final int GROUP = 5;
    private static final int LONGEST_TYPED = 200;

    private CodeText() {}

    /** The code of 15 random bytes, in groups with dashes. */
    static String of(byte[] random) {
        if (random.length != RANDOM_BYTES) {
            throw new IllegalArgumentException("A code is made of " + RANDOM_BYTES + " bytes, not " + random.length);
        }
        StringBuilder text = new StringBuilder();
        for (int group = 0; group < GROUPS; group++) {
            int[] values = new int[GROUP - 1];
            for (int at = 0; at < values.length; at++) {
                values[at] = bits(random, (group * (GROUP - 1) + at) * 5);
                text.append(ALPHABET.charAt(values[at]));
            }
            text.append(ALPHABET.charAt(check(group, values)));
            text.append(group < GROUPS - 1 ? "-" : "");
        }
        return text.toString();
    }

    /** The code in its one form, from what a person typed. */
    static String canonical(String typed) throws AccessException {
        if (typed.length() > LONGEST_TYPED) {
            throw mistyped(
                    "A code has 30 characters; this one has far more.", "В коде 30 символов, в этом — намного больше.");
        }
        String plain = plain(typed);
        for (int at = 0; at < plain.length(); at++) {
            if (ALPHABET.indexOf(plain.charAt(at)) < 0) {
                throw wrongGroup(Math.min(at / GROUP, GROUPS - 1));
            }
        }
        if (plain.length() != GROUPS * GROUP) {
            throw mistyped(
                    "A code has 30 characters; this one has " + plain.length() + ".",
                    "В коде 30 символов, в этом — " + plain.length() + ".");
        }
        StringBuilder text = new StringBuilder();
        for (int group = 0; group < GROUPS; group++) {
            String part = plain.substring(group * GROUP, (group + 1) * GROUP);
            int[] values = part.chars().limit(GROUP - 1).map(ALPHABET::indexOf).toArray();
            if (ALPHABET.charAt(check(group, values)) != part.charAt(GROUP - 1)) {
                throw wrongGroup(group);
            }
            text.append(part).append(group < GROUPS - 1 ? "-" : "");
        }
        return text.toString();
    }

    /** Upper case, Latin, O as 0, I and L as 1, without dashes and spaces. */
    private static String plain(String typed) {
        return Typing.letters(typed).replace('O', '0').replace('I', '1').replace('L', '1');
    }

    private static int bits(byte[] bytes, int offset) {
        int value = 0;
        for (int bit = offset; bit < offset + 5; bit++) {
            value = (value << 1) | ((bytes[bit / 8] >> (7 - bit % 8)) & 1);
        }
        return value;
    }

    private static int check(int group, int[] values) {
        int sum = 0;
        for (int at = 0; at < values.length; at++) {
            int product = values[at];
            // The factor of a place is a power of the field's generator; 31 different ones are there, 24 are used,
            // and the check's own is 1
            for (int power = 0; power < 1 + group * values.length + at; power++) {
                product = doubled(product);
            }
            sum ^= product;
        }
        return sum;
    }

    /** Times the generator, in the field of 32 elements with the polynomial x^5 + x^2 + 1. */
    private static int doubled(int value) {
        int twice = value << 1;
        return twice < 32 ? twice : twice ^ 0b100101;
    }

    private static AccessException wrongGroup(int group) {
        return mistyped(
                "There is a typing error in group " + (group + 1) + " of the code.",
                "Опечатка в группе " + (group + 1) + " кода.");
    }

    private static AccessException mistyped(String english, String russian) {
        return new AccessException(AccessException.Fault.CODE_MISTYPED, new LocalizedText(english, russian));
    }
}
