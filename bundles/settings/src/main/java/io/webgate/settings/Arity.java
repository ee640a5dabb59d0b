// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings;

/** How many values a setting has, and in what Config Admin keeps them. */
public enum Arity {
    ONE,
    ARRAY,
    /** Metatype's vector; kept as a list. */
    VECTOR
}
