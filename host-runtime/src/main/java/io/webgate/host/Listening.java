// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import io.webgate.host.tls.Certificates;
import io.webgate.host.tls.Standing;
import io.webgate.host.tls.TlsIdentity;
import org.osgi.framework.BundleContext;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where and with what a host is going to listen, decided and checked before anything of it starts.
 *
 * @param plain the port without TLS
 * @param tls the port with it; empty without TLS
 * @param identity what TLS proves itself with; empty without TLS, or where {@code etc/} names a keystore
 * @param certificate what callers are shown; empty without TLS, or where only Jetty can tell
 * @param defaults of the feature files
 * @param decided what wins over {@code etc/} and the defaults
 * @param split whether the plain port stays on this computer while TLS is open to others
 */
record Listening(
        HttpSettings plain,
        Optional<TlsSettings> tls,
        Optional<TlsIdentity> identity,
        Optional<X509Certificate> certificate,
        Map<String, Object> defaults,
        Map<String, Object> decided,
        boolean split) {

    /** Makes the certificate where one is needed; only for who holds the home's lock. */
    static Listening decide(Home home, FeatureSet features, RunOptions options) throws StartFailure {
        Map<String, Object> defaults = features.configurations().getOrDefault(HttpSettings.PID, Map.of());
        HttpSettings http = HttpSettings.of(home.etc(), defaults, options.port());
        Optional<TlsSettings> tls = TlsSettings.of(home.etc(), defaults, options.tls());
        Map<String, Object> decided = new HashMap<>();
        options.port().ifPresent(port -> decided.put(HttpSettings.PORT, port));
        if (tls.isEmpty()) {
            http.checkFree();
            return new Listening(http, tls, Optional.empty(), Optional.empty(), defaults, decided, false);
        }
        boolean split = http.isOpen();
        HttpSettings plain = split ? new HttpSettings(HttpSettings.LOOPBACK, http.port()) : http;
        plain.checkFree();
        if (tls.get().port() != 0 && tls.get().port() == plain.port()) {
            throw new StartFailure(Bilingual.text(
                    "Port " + plain.port() + " is to be both plain and TLS. Choose another with --tls-port N.",
                    "Порт " + plain.port() + " назначен и обычным, и для TLS. Выберите другой: --tls-port N."));
        }
        new HttpSettings(http.host(), tls.get().port()).checkFree("--tls-port");
        tls.get().checkKeystore();
        Optional<TlsIdentity> identity = tls.get().keystore().isPresent()
                ? Optional.empty()
                : Optional.of(new Certificates(home, InstantSource.system(), new SecureRandom()).identity());
        decided.putAll(tls.get().delivered(identity.map(made -> Map.entry(made.keystore(), made.password()))));
        if (split) {
            decided.put("org.apache.felix.http.enable", false);
        }
        Optional<X509Certificate> certificate =
                identity.isPresent() ? identity.map(TlsIdentity::certificate) : TlsSettings.named(home.etc(), defaults);
        return new Listening(plain, tls, identity, certificate, defaults, decided, split);
    }

    /** What is wrong with the certificate's dates; empty: nothing. */
    Optional<String> trouble(Instant now) {
        return certificate.flatMap(served -> Standing.of(served, now));
    }

    /** Before the first bundle starts. */
    void register(BundleContext context) throws StartFailure {
        new HttpDelivery(defaults, decided).register(context);
        if (split) {
            context.addBundleListener(new LoopbackConnector(plain.port()));
        }
    }

    /** Without the keystore's password, which is among what was decided. */
    @Override
    public String toString() {
        return "Listening[" + plain + ", " + tls + "]";
    }
}
