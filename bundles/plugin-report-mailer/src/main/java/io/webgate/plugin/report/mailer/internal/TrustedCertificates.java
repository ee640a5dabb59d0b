// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;

/** The certificates of a private authority, for a mail server that the platform does not know. */
final class TrustedCertificates {

    private static final long LARGEST = 1024 * 1024;

    private TrustedCertificates() {}

    /** @throws CertificateException where the file has none */
    static Collection<? extends Certificate> read(Path pem) throws IOException, GeneralSecurityException {
        if (!Files.isRegularFile(pem) || Files.size(pem) > LARGEST) {
            throw new CertificateException(pem + " is no file of at most " + LARGEST + " bytes");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(pem))) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new CertificateException("No certificate in " + pem);
            }
            return found;
        }
    }

    /** Connections that trust those of the file and nobody else. */
    static SSLSocketFactory sockets(Path pem) throws IOException, GeneralSecurityException {
        KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
        known.load(null, null);
        int number = 0;
        for (Certificate one : read(pem)) {
            known.setCertificateEntry("trusted-" + number++, one);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
