// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/**
 * What the TLS port proves itself with.
 *
 * @param keystore PKCS12 file, absolute
 * @param password of the file and of the key in it; a secret
 * @param certificate the host's own, first of its chain
 */
public record TlsIdentity(Path keystore, String password, X509Certificate certificate) {

    /** SHA-256 of the certificate as browsers show it: pairs of hexadecimal digits between colons. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JVM has SHA-256, and the certificate was decoded before
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "TlsIdentity[" + keystore + "]";
    }
}
