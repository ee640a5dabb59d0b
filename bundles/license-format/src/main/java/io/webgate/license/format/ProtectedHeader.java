// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.LicenseCheck;
import io.webgate.license.format.LicenseFormatException.Fault;

import java.nio.charset.StandardCharsets;

/** The header that a signature covers: algorithm, key and kind of document, in the one canonical form. */
record ProtectedHeader(String alg, String kid, String typ) {

    /** Longer ones are nobody's: no kid or typ comes near. */
    private static final int MAX_BYTES = 256;

    private static final String ALG = "{\"alg\":\"";
    private static final String KID = "\",\"kid\":\"";
    private static final String TYP = "\",\"typ\":\"";
    private static final String END = "\"}";

    static ProtectedHeader of(TrustedKey key, Purpose purpose) {
        return new ProtectedHeader(key.algorithm().jwsName(), key.kid(), purpose.typ());
    }

    /** Only the canonical form is read, so equal headers are equal bytes. */
    static ProtectedHeader read(byte[] bytes, String where) throws LicenseFormatException {
        if (bytes.length <= MAX_BYTES) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            int kid = text.indexOf(KID);
            int typ = text.indexOf(TYP, Math.max(kid, 0));
            if (text.startsWith(ALG) && kid >= ALG.length() && typ >= kid + KID.length() && text.endsWith(END)) {
                String alg = text.substring(ALG.length(), kid);
                String name = text.substring(kid + KID.length(), typ);
                String kind =
                        text.substring(typ + TYP.length(), Math.max(typ + TYP.length(), text.length() - END.length()));
                if (isOf(alg, 32, "-") && isOf(name, 64, "_-") && isOf(kind, 64, "+./-")) {
                    return new ProtectedHeader(alg, name, kind);
                }
            }
        }
        throw Damage.at(
                Fault.MALFORMED,
                LicenseCheck.ENVELOPE,
                where,
                "A signature's header is not of the form alg, kid, typ",
                "Заголовок подписи не имеет вида alg, kid, typ");
    }

    /** Whether a text is of letters, digits and these others, and not longer. */
    private static boolean isOf(String text, int most, String others) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && others.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= most;
    }

    String base64Url() {
        String json = "{\"alg\":\"" + alg + "\",\"kid\":\"" + kid + "\",\"typ\":\"" + typ + "\"}";
        return Base64Url.encode(json.getBytes(StandardCharsets.US_ASCII));
    }
}
