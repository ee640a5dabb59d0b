// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.LocalizedText;

/**
 * The key that announces keys is itself compromised, and there is no other that hosts know: whoever has it can announce as
 * well as the vendor. No announcement can mend that (R12).
 */
public final class NoSignerException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // Exceptions of this class never leave the process
    private final LocalizedText text;

    NoSignerException(String vendor) {
        super("Vendor " + vendor + " has no other key to announce keys with");
        text = new LocalizedText(
                "Hosts know no other key of " + vendor + " that could announce this. Rotate with --new-distribution,"
                        + " then bring every customer a new distribution (webgate vendor distribution).",
                "Узлы не знают другого ключа " + vendor + ", которым можно было бы это объявить. Смените ключи с"
                        + " --new-distribution и передайте каждому клиенту новую поставку (webgate vendor distribution).");
    }

    /** What to do instead. */
    public LocalizedText text() {
        return text;
    }
}
