// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import io.webgate.testkit.Eventually;
import org.junit.Test;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

/** A host that listens with TLS, with the certificate that it makes itself. */
public class TlsIT {

    private static final int PATIENCE = 30_000;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int PROTOCOL_VERSION = 70;

    @Test
    public void aHostServesHttpsWithTheCertificateThatItMadeAndKeepsItOverARestart() throws Exception {
        Path home = home("tls way", "");
        try (HostProcess host = HostProcess.start(home)) {
            host.ready();
            X509Certificate made = certificate(home);
            HttpResponse<String> health = get(home, made, "localhost");
            assertEquals(health.body(), 200, health.statusCode());
            assertTrue(health.headers().firstValue("Strict-Transport-Security").isPresent());
            assertEquals(200, get(home, made, "127.0.0.1").statusCode());
            eventuallySaid(home, fingerprint(made));
            assertEquals(143, host.terminate());
            assertFalse(Files.exists(home.resolve("var/tls-port")));
            host.again();
            host.ready();
            assertEquals(made, certificate(home));
            assertEquals(200, get(home, made, "localhost").statusCode());
        }
        staysSecret(home);
    }

    @Test
    public void nothingOlderThanTls12IsSpokenAndThePlainPortStaysOnThisComputer() throws Exception {
        Path home = home("tls-open", "org.apache.felix.http.host=\"0.0.0.0\"\n");
        try (HostProcess host = HostProcess.start(home)) {
            Api admin = host.ready();
            assertEquals(200, admin.get("/api/v1/gate").status());
            int tls = port(home, "tls-port");
            assertArrayEquals(new int[] {ALERT, PROTOCOL_VERSION}, answer(tls, 0x0302));
            assertEquals("the same greeting in TLS 1.2 is understood", HANDSHAKE, answer(tls, 0x0303)[0]);
            // Another address of the loopback network stands for another computer's way in
            try (Socket open = new Socket()) {
                open.connect(new InetSocketAddress("127.0.0.2", tls), PATIENCE);
            }
            try (Socket refused = new Socket()) {
                InetSocketAddress plain = new InetSocketAddress("127.0.0.2", port(home, "port"));
                assertThrows(ConnectException.class, () -> refused.connect(plain, PATIENCE));
            }
        }
    }

    @Test
    public void aBadCertificateOfTheAdministratorsIsToldAndNothingListens() throws Exception {
        Path home = home("tls-bad", "");
        Path pem = Files.createDirectories(home.resolve("etc/tls")).resolve("certificate.pem");
        Files.writeString(pem, "none\n");
        try (HostProcess host = HostProcess.start(home)) {
            assertEquals(1, host.end());
            assertTrue(said(home), said(home).contains(pem.toString()));
            assertFalse(Files.exists(home.resolve("var/port")));
        }
    }

    @Test
    public void aKeystoreThatThePasswordInEtcDoesNotOpenIsToldAtOnceAndNothingListens() throws Exception {
        Path made = home("tls-made", "");
        try (HostProcess host = HostProcess.start(made)) {
            host.ready();
        }
        Path home = home(
                "tls-password",
                "org.apache.felix.https.keystore=\"" + made.resolve("var/tls/keystore.p12") + "\"\n"
                        + "org.apache.felix.https.keystore.password=\"not-this-one\"\n");
        try (HostProcess host = HostProcess.start(home)) {
            assertEquals(1, host.end());
            assertTrue(
                    said(home),
                    said(home).contains(made.resolve("var/tls/keystore.p12").toString()));
            assertFalse(said(home), said(home).contains("not-this-one"));
            assertFalse("before the framework had anything to do", Files.exists(home.resolve("var/cache")));
        }
    }

    @Test
    public void aCertificateThatHasEndedIsServedAndToldToThePersonTheLogAndWhoWatches() throws Exception {
        Path home = home("tls-ended", "");
        String ended = pairOfOneDayLongAgo(Files.createDirectories(home.resolve("etc/tls")));
        try (HostProcess host = HostProcess.start(home)) {
            Api admin = host.ready();
            eventuallySaid(home, ended);
            Eventually.isSo(
                    "The log warns of it",
                    Api.PATIENCE,
                    () -> {
                        String log = Files.readString(home.resolve("var/log/webgate.log"));
                        return log.lines().anyMatch(line -> line.contains("WARN") && line.contains(ended)) ? "" : log;
                    },
                    () -> "");
            Answer health = admin.get("/health").is(200);
            assertEquals("warn", health.text("status"));
            assertTrue(health.body(), health.body().contains("ended on " + ended));
            assertFalse(
                    "a stranger is told that, not what",
                    admin.asNobody().get("/health").body().contains(ended));
        }
    }

    /** Made by the JDK's own tool; returns when it ended. */
    private static String pairOfOneDayLongAgo(Path folder) throws Exception {
        Path file = folder.resolveSibling("long-ago.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "old",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-startdate",
                        "2020/01/01 00:00:00",
                        "-validity",
                        "1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        assertEquals(0, keytool.waitFor());
        char[] password = "changeit".toCharArray();
        KeyStore store = KeyStore.getInstance(file.toFile(), password);
        X509Certificate certificate = (X509Certificate) store.getCertificate("old");
        pem(folder.resolve("certificate.pem"), "CERTIFICATE", certificate.getEncoded());
        pem(
                folder.resolve("key.pem"),
                "PRIVATE KEY",
                store.getKey("old", password).getEncoded());
        Files.delete(file);
        return certificate.getNotAfter().toInstant().toString();
    }

    private static void pem(Path file, String type, byte[] content) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + type + "-----\n");
    }

    private static Path home(String name, String more) throws IOException {
        Path home = HostProcess.freshHome(name);
        Path etc = Files.createDirectories(home.resolve("etc"));
        Files.writeString(
                etc.resolve("org.apache.felix.http.config"),
                "org.apache.felix.https.enable=B\"true\"\norg.osgi.service.http.port.secure=I\"0\"\n" + more);
        return home;
    }

    private static int port(Path home, String file) throws IOException {
        return Integer.parseInt(
                Files.readString(home.resolve("var").resolve(file)).trim());
    }

    private static String password(Path home) throws IOException {
        return Files.readString(home.resolve("var/tls/password")).trim();
    }

    private static X509Certificate certificate(Path home) throws Exception {
        KeyStore store = KeyStore.getInstance(
                home.resolve("var/tls/keystore.p12").toFile(), password(home).toCharArray());
        return (X509Certificate) store.getCertificate("webgate");
    }

    private static HttpResponse<String> get(Path home, X509Certificate trusted, String host) throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("host", trusted);
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        URI health = URI.create("https://" + host + ":" + port(home, "tls-port") + "/health");
        return HttpClient.newBuilder()
                .sslContext(context)
                .connectTimeout(Duration.ofMillis(PATIENCE))
                .build()
                .send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString());
    }

    private static String fingerprint(X509Certificate certificate) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    }

    /** What the host tells the person at it, it tells when others can already reach it. */
    private static void eventuallySaid(Path home, String words) {
        Eventually.isSo(
                "The host says " + words, Api.PATIENCE, () -> said(home).contains(words) ? "" : said(home), () -> "");
    }

    private static String said(Path home) throws IOException {
        return Files.readString(home.resolveSibling(home.getFileName() + ".out"));
    }

    /** Only the owner reads what the key hangs on, and the password is nowhere else. */
    private static void staysSecret(Path home) throws IOException {
        for (String name : new String[] {"keystore.p12", "password"}) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            home.resolve("var/tls").resolve(name))));
        }
        String password = password(home);
        assertFalse(said(home).contains(password));
        try (var files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("var/tls/password")) {
                    String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                    assertFalse(file.toString(), content.contains(password));
                }
            }
        }
    }

    /**
     * The server's answer to a greeting of that version, as type of the record and, of an alert, its description. Written
     * by hand: the JDK's own client refuses to speak the old ones.
     */
    private static int[] answer(int port, int version) throws IOException {
        byte[] hello = clientHello(version);
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeByte(HANDSHAKE);
            out.writeShort(0x0301);
            out.writeShort(hello.length);
            out.write(hello);
            out.flush();
            byte[] record = socket.getInputStream().readNBytes(7);
            return new int[] {record[0], record[0] == ALERT ? record[6] : 0};
        }
    }

    private static byte[] clientHello(int version) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeShort(version);
        out.write(new byte[32]); // the client's random
        out.writeByte(0); // no session
        // ECDHE_ECDSA with AES_128_GCM_SHA256 for 1.2 and with AES_128_CBC_SHA for what is older
        out.write(HexFormat.of().parseHex("0004" + "c02b" + "c009"));
        out.write(HexFormat.of().parseHex("0100")); // no compression
        // Group P-256, uncompressed points, signatures ecdsa_secp256r1_sha256
        String extensions = "000a000400020017" + "000b00020100" + "000d000400020403";
        out.writeShort(extensions.length() / 2);
        out.write(HexFormat.of().parseHex(extensions));
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataOutputStream framed = new DataOutputStream(message);
        framed.writeByte(1);
        framed.writeByte(0);
        framed.writeShort(body.size());
        body.writeTo(framed);
        return message.toByteArray();
    }
}
