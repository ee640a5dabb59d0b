// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a public key stands in a document: in the trust document, and in an announcement of further keys. */
final class TrustedKeys {

    private TrustedKeys() {}

    static TrustedKey read(Fields fields, String vendor) throws LicenseFormatException {
        String kid = fields.value("kid", text -> text);
        Algorithm algorithm = fields.value("algorithm", Algorithm::named);
        String publicKey = fields.text("publicKey");
        Set<Purpose> purposes = Set.copyOf(fields.values("purposes", text -> Codes.parse(Purpose.class, text)));
        Instant from = fields.value("from", Codes::instant);
        Optional<Instant> until = fields.optional("until", Codes::instant);
        fields.requireAllKnown();
        return fields.made(() -> new TrustedKey(
                kid,
                vendor,
                algorithm,
                Base64Url.decode(publicKey)
                        .orElseThrow(() -> new IllegalArgumentException("Key " + kid + " is not base64url")),
                purposes,
                from,
                until));
    }

    /** Everything but its name and its owner, which stand in front. */
    static void write(TrustedKey key, Map<String, Json> members) {
        members.put("algorithm", Codes.text(key.algorithm().jwsName()));
        members.put("publicKey", Codes.text(Base64Url.encode(key.publicKey())));
        members.put(
                "purposes",
                Codes.sorted(key.purposes().stream().map(Purpose::code).toList()));
        members.put("from", Codes.text(key.from()));
        key.until().ifPresent(until -> members.put("until", Codes.text(until)));
    }
}
