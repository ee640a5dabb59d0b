// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.tls;

import io.webgate.host.Bilingual;
import io.webgate.host.StartFailure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Optional;

/**
 * The keystore that {@code etc/} names, tried before anything starts: Jetty would only log that it does not open.
 *
 * @param password of the file
 * @param keyPassword of the keys in it; empty: the same
 */
public record NamedKeystore(Path file, String type, String password, Optional<String> keyPassword) {

    /**
     * Opens it and each key in it.
     *
     * @return the certificate that is served, where there is exactly one
     * @throws StartFailure it does not open, or there is no key in it
     */
    public Optional<X509Certificate> open() throws StartFailure {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(in, password.toCharArray());
            int keys = 0;
            Optional<X509Certificate> served = Optional.empty();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    store.getKey(alias, keyPassword.orElse(password).toCharArray());
                    keys++;
                    served = store.getCertificate(alias) instanceof X509Certificate one
                            ? Optional.of(one)
                            : Optional.empty();
                }
            }
            if (keys == 0) {
                throw new GeneralSecurityException("no key in it");
            }
            return keys == 1 ? served : Optional.empty();
        } catch (IOException | GeneralSecurityException e) {
            throw new StartFailure(
                    Bilingual.text(
                            "TLS cannot start: keystore " + file + ", named in etc/, does not open (" + e.getMessage()
                                    + "). Check its type and the two passwords beside its name.",
                            "TLS не запустится: хранилище ключей " + file + ", указанное в etc/, не открывается ("
                                    + e.getMessage() + "). Проверьте его тип и два пароля рядом с его именем."),
                    e);
        }
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "NamedKeystore[" + file + "]";
    }
}
