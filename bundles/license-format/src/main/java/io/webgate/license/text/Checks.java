// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.text;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Check characters over symbols of five bits, computed in the field GF(32) of x⁵+x²+1.
 *
 * <p>{@link #character} is one check character for three symbols: every single mistyped character and every exchange of
 * two characters shows. {@link #four} are four check characters (a Reed-Solomon code) for up to 27 symbols: any four
 * mistyped characters show for certain, and a single one can be located.
 */
final class Checks {

    private static final int LONGEST = 31;
    private static final int[] POWER = powers();
    private static final int[] LOGARITHM = logarithms();

    /** (x+α)(x+α²)(x+α³)(x+α⁴) without its leading 1, highest power first. */
    private static final int[] GENERATOR = generator();

    private Checks() {}

    /** The check symbol of a group's three symbols; it depends on the group's place, 1 to 31. */
    static int character(int place, int first, int second, int third) {
        // Factors α³, α², α and 1 for the four characters: none is zero and no two are equal, which is what detects
        // single errors and exchanges.
        return place ^ doubled(third ^ doubled(second ^ doubled(first)));
    }

    /** The four check symbols of a message. */
    static int[] four(int... message) {
        requireLength(message.length + GENERATOR.length);
        int[] rest = new int[GENERATOR.length];
        for (int symbol : message) {
            int lead = symbol ^ rest[0];
            for (int i = 0; i < rest.length; i++) {
                rest[i] = (i + 1 < rest.length ? rest[i + 1] : 0) ^ times(lead, GENERATOR[i]);
            }
        }
        return rest;
    }

    /** The index of the one symbol that, changed, makes message and check symbols fit; empty if there is no such one. */
    static OptionalInt single(int... word) {
        requireLength(word.length);
        int[] syndromes = new int[GENERATOR.length];
        for (int i = 0; i < syndromes.length; i++) {
            for (int symbol : word) {
                syndromes[i] = times(syndromes[i], POWER[i + 1]) ^ symbol;
            }
        }
        if (syndromes[0] == 0) {
            return OptionalInt.empty();
        }
        int position = Math.floorMod(LOGARITHM[syndromes[1]] - LOGARITHM[syndromes[0]], LONGEST);
        for (int i = 1; i < syndromes.length; i++) {
            if (syndromes[i] == 0 || syndromes[i] != times(syndromes[i - 1], POWER[position])) {
                return OptionalInt.empty();
            }
        }
        return position < word.length ? OptionalInt.of(word.length - 1 - position) : OptionalInt.empty();
    }

    private static void requireLength(int length) {
        if (length > LONGEST) {
            throw new IllegalArgumentException(length + " symbols are more than " + LONGEST);
        }
    }

    private static int doubled(int symbol) {
        int shifted = symbol << 1;
        return (shifted & 32) == 0 ? shifted : shifted ^ 0b100101;
    }

    private static int times(int a, int b) {
        return a == 0 || b == 0 ? 0 : POWER[(LOGARITHM[a] + LOGARITHM[b]) % LONGEST];
    }

    private static int[] powers() {
        int[] powers = new int[LONGEST];
        powers[0] = 1;
        for (int i = 1; i < LONGEST; i++) {
            powers[i] = doubled(powers[i - 1]);
        }
        return powers;
    }

    private static int[] logarithms() {
        int[] logarithms = new int[LONGEST + 1];
        for (int i = 0; i < LONGEST; i++) {
            logarithms[POWER[i]] = i;
        }
        return logarithms;
    }

    private static int[] generator() {
        int[] product = {1, 0, 0, 0, 0};
        for (int root = 1; root <= 4; root++) {
            for (int i = root; i > 0; i--) {
                product[i] ^= times(product[i - 1], POWER[root]);
            }
        }
        return Arrays.copyOfRange(product, 1, product.length);
    }
}
