// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A vendor's word on what time it is, for one host that asked (R10). It echoes the host's nonce, so it can't be kept and
 * used a second time.
 *
 * @param vendor the four-letter prefix
 * @param issuedAt the time
 * @param nonce what the host asked with: 32 characters of base64url
 */
public record TimeReceipt(String vendor, Instant issuedAt, String nonce) {

    static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{32}");

    private static final Form FORM = new Form();

    public TimeReceipt {
        if (!NONCE.matcher(nonce).matches()) {
            throw new IllegalArgumentException("Nonce '" + nonce + "' is not 32 characters of base64url");
        }
    }

    /**
     * Verifies the raw bytes, then reads what they say.
     *
     * @throws LicenseFormatException when anything is wrong with it: it then changes nothing
     */
    public static TimeReceipt read(byte[] file, KeyRing ring) throws LicenseFormatException {
        return Statement.read(file, Purpose.TIME_RECEIPT, ring, FORM);
    }

    /** The one canonical form, to be signed. */
    public byte[] payload() {
        return Statement.write(this, FORM);
    }

    private static final class Form implements Statement.Form<TimeReceipt> {

        @Override
        public Set<String> members() {
            return Set.of("nonce");
        }

        @Override
        public TimeReceipt read(Statement.Head head, Fields fields) throws LicenseFormatException {
            String nonce = fields.text("nonce");
            return fields.made(() -> new TimeReceipt(head.vendor(), head.issuedAt(), nonce));
        }

        @Override
        public Statement.Head head(TimeReceipt receipt) {
            return new Statement.Head(receipt.vendor(), receipt.issuedAt());
        }

        @Override
        public void write(TimeReceipt receipt, Map<String, Json> members) {
            members.put("nonce", Codes.text(receipt.nonce()));
        }
    }
}
