// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

/** What the numbered statements check alike. */
final class Numbered {

    private Numbered() {}

    static void require(String what, long number) {
        if (number < 1) {
            throw new IllegalArgumentException(what + " number " + number + " must be at least 1");
        }
    }

    static String kid(String text) {
        if (!text.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException("'" + text + "' is no key id");
        }
        return text;
    }
}
