// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import io.webgate.host.tls.NamedKeystore;

import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether and how the host listens with TLS, from the command line, else {@code etc/}, else the feature files' defaults.
 *
 * @param port 0: any free one
 * @param keystore that {@code etc/} names, with its password there too; empty: the host's own certificate
 */
record TlsSettings(int port, Optional<String> keystore) {

    static final String ENABLE = "org.apache.felix.https.enable";
    static final String PORT = "org.osgi.service.http.port.secure";
    static final String KEYSTORE = "org.apache.felix.https.keystore";

    private static final String PROTOCOLS = "org.apache.felix.https.jetty.protocols.included";

    /** Empty: no TLS. */
    static Optional<TlsSettings> of(Path etc, Map<String, Object> defaults, RunOptions.Tls told) throws StartFailure {
        HttpSettings.Source source = HttpSettings.Source.of(etc, defaults);
        boolean wanted = told.wanted() || source.value(ENABLE, "false").equals("true");
        if (!wanted) {
            return Optional.empty();
        }
        int port = HttpSettings.port(
                told.port().isPresent() ? Integer.toString(told.port().getAsInt()) : source.value(PORT, "8443"));
        return Optional.of(
                new TlsSettings(port, Optional.of(source.value(KEYSTORE, "")).filter(path -> !path.isEmpty())));
    }

    /** @throws StartFailure the keystore that {@code etc/} names is not there: Jetty would only log it */
    void checkKeystore() throws StartFailure {
        if (keystore.isPresent() && !Path.of(keystore.get()).toFile().canRead()) {
            String path = keystore.get();
            throw new StartFailure(Bilingual.text(
                    "TLS cannot start: keystore " + path + ", named in etc/" + HttpSettings.PID
                            + ".config, cannot be read. Put it there, or remove the lines " + KEYSTORE
                            + "…: the host then makes a certificate itself.",
                    "TLS не запустится: хранилище ключей " + path + ", указанное в etc/" + HttpSettings.PID
                            + ".config, не читается. Положите его туда или удалите строки " + KEYSTORE
                            + "…: узел сделает сертификат сам."));
        }
    }

    /**
     * Opens the keystore that {@code etc/} names, as far as its password can be read ahead.
     *
     * @return its certificate; empty where {@code etc/} names none, or it can't be told
     */
    static Optional<X509Certificate> named(Path etc, Map<String, Object> defaults) throws StartFailure {
        HttpSettings.Source source = HttpSettings.Source.of(etc, defaults);
        Optional<String> file = source.plainText(KEYSTORE);
        Optional<String> password = source.plainText(KEYSTORE + ".password");
        if (file.isEmpty() || password.isEmpty()) {
            return Optional.empty();
        }
        return new NamedKeystore(
                        Path.of(file.get()),
                        source.value(KEYSTORE + ".type", KeyStore.getDefaultType()),
                        password.get(),
                        source.plainText(KEYSTORE + ".key.password"))
                .open();
    }

    /**
     * What Felix is told over what the file says. Passed on as settings are delivered, so that the password is in no
     * configuration that is stored.
     *
     * @param identity the keystore's path and its password; empty where {@code etc/} names one
     */
    Map<String, Object> delivered(Optional<Map.Entry<Path, String>> identity) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ENABLE, true);
        properties.put(PORT, port);
        properties.put(PROTOCOLS, List.of("TLSv1.2", "TLSv1.3").toArray(String[]::new));
        identity.ifPresent(pair -> {
            properties.put(KEYSTORE, pair.getKey().toString());
            properties.put(KEYSTORE + ".type", "PKCS12");
            properties.put(KEYSTORE + ".password", pair.getValue());
            properties.put(KEYSTORE + ".key.password", pair.getValue());
        });
        return properties;
    }
}
