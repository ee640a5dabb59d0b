// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.LicenseCheck;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.format.LicenseFormatException.Fault;

/** Words for damage: what is wrong, where, what to do, in both languages (R100, R102). */
final class Damage {

    private static final LocalizedText ASK_AGAIN = new LocalizedText(
            "Ask the vendor to send the file again, as an attachment, and install it unchanged.",
            "Попросите поставщика выслать файл ещё раз вложением и установите его без изменений.");
    private static final LocalizedText ASK_ISSUE = new LocalizedText(
            "Ask the vendor to issue the document anew.", "Попросите поставщика выпустить документ заново.");
    private static final LocalizedText WRONG_FILE = new LocalizedText(
            "Check that this is the file that the vendor sent.",
            "Проверьте, тот ли это файл, который прислал поставщик.");
    private static final LocalizedText OTHER_KEY = new LocalizedText(
            "Check that the document is for this product; if it is, update the product or ask the vendor.",
            "Проверьте, для этого ли продукта документ; если да, обновите продукт или обратитесь к поставщику.");
    private static final LocalizedText UPDATE = new LocalizedText(
            "Update the product, or ask the vendor for a document for this version.",
            "Обновите продукт или попросите у поставщика документ для этой версии.");

    private Damage() {}

    /** Both sentences without the full stop. */
    static LicenseFormatException at(Fault fault, LicenseCheck check, String where, String english, String russian) {
        LocalizedText remedy = remedy(fault);
        return new LicenseFormatException(
                fault,
                check,
                where,
                new LocalizedText(
                        english + " (" + where + "). " + remedy.english(),
                        russian + " (" + where.replace("byte ", "байт ") + "). " + remedy.russian()));
    }

    private static LocalizedText remedy(Fault fault) {
        return switch (fault) {
            case TOO_LARGE, WRONG_PURPOSE -> WRONG_FILE;
            case MALFORMED, NOT_CANONICAL, SIGNATURE -> ASK_AGAIN;
            case UNKNOWN_KEY -> OTHER_KEY;
            case CRITICAL -> UPDATE;
            case CONTENT -> ASK_ISSUE;
        };
    }
}
