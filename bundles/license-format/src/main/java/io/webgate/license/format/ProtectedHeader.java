// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.LicenseCheck;
import io.webgate.license.format.LicenseFormatException.Fault;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header that a signature covers: algorithm, key and kind of document, in the one canonical form. */
record ProtectedHeader(String alg, String kid, String typ) {

    /** Longer ones are nobody's: no kid or typ comes near. */
    private static final int MAX_BYTES = 256;

    private static final Pattern FORM = Pattern.compile(
            "\\{\"alg\":\"([A-Za-z0-9-]{1,32})\",\"kid\":\"([A-Za-z0-9_-]{1,64})\",\"typ\":\"([A-Za-z0-9+./-]{1,64})\"\\}");

    static ProtectedHeader of(TrustedKey key, Purpose purpose) {
        return new ProtectedHeader(key.algorithm().jwsName(), key.kid(), purpose.typ());
    }

    /** Only the canonical form is read, so equal headers are equal bytes. */
    static ProtectedHeader read(byte[] bytes, String where) throws LicenseFormatException {
        if (bytes.length <= MAX_BYTES) {
            Matcher matcher = FORM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
            if (matcher.matches()) {
                return new ProtectedHeader(matcher.group(1), matcher.group(2), matcher.group(3));
            }
        }
        throw Damage.at(
                Fault.MALFORMED,
                LicenseCheck.ENVELOPE,
                where,
                "A signature's header is not of the form alg, kid, typ",
                "Заголовок подписи не имеет вида alg, kid, typ");
    }

    String base64Url() {
        String json = "{\"alg\":\"" + alg + "\",\"kid\":\"" + kid + "\",\"typ\":\"" + typ + "\"}";
        return Base64Url.encode(json.getBytes(StandardCharsets.US_ASCII));
    }
}
