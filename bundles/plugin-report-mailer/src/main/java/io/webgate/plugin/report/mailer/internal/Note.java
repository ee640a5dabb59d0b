// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

/**
 * What the page says of what was just done.
 *
 * @param text a sentence, or the key of one of the page's texts
 * @param atAddress it is about the address that was typed
 */
record Note(String text, boolean good, boolean atAddress) {

    static Note good(String text) {
        return new Note(text, true, false);
    }

    static Note bad(String text) {
        return new Note(text, false, false);
    }

    static Note wrongAddress() {
        return new Note("", false, true);
    }
}
