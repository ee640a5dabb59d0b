// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Real mail over real sockets: a good server, and every way that one can be bad. */
final class SmtpTest {

    private static final String SUBJECT = "Выручка по дням, 26.11.2026";
    private static final String FILE = "Выручка по дням 2026-11-26.csv";
    private static final String CONTENT = "день;сумма\n1;100\n";
    private static final String SECRET = "changeit";

    private static Path folder = Path.of("");

    @BeforeAll
    static void certificates(@TempDir Path given) throws Exception {
        folder = given;
        key("here", "ip:127.0.0.1,dns:localhost");
        key("elsewhere", "dns:mail.example.com");
        Files.writeString(folder.resolve("report.csv"), CONTENT);
        // the key that GreenMail shows; read once by its class
        System.setProperty(
                "greenmail.tls.keystore.file", folder.resolve("here.p12").toString());
        System.setProperty("greenmail.tls.keystore.password", SECRET);
        System.setProperty("greenmail.tls.key.password", SECRET);
    }

    private static void key(String name, String san) throws Exception {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String store = folder.resolve(name + ".p12").toString();
        run(
                keytool,
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + san,
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-keystore",
                store,
                "-storepass",
                SECRET);
        run(
                keytool,
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-keystore",
                store,
                "-storepass",
                SECRET,
                "-file",
                folder.resolve(name + ".pem").toString());
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("keytool.log")))
                .isZero();
    }

    private static SSLContext tls(String name) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
            keys.load(in, SECRET.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, SECRET.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static MailServer server(int port, String security, Object... more) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "host",
                "127.0.0.1",
                "port",
                port,
                "security",
                security,
                "sender",
                "gate@example.com",
                "senderName",
                "Кафе «Осень»",
                "connectSeconds",
                60,
                "answerSeconds",
                60));
        for (int at = 0; at < more.length; at += 2) {
            values.put(more[at].toString(), more[at + 1]);
        }
        MailServer.Reading reading = MailServer.read(values, folder);
        assertThat(reading.faults()).isEmpty();
        return reading.server().orElseThrow();
    }

    private static Letter letter(String recipient) {
        return new Letter(
                "abc." + recipient.charAt(0) + "@example.com",
                Instant.parse("2026-11-26T08:00:00Z"),
                "gate@example.com",
                Optional.of("Кафе «Осень»"),
                recipient,
                SUBJECT,
                "Отчёт «Выручка».\n.\n.точка\n",
                Optional.of(new Letter.Attachment(folder.resolve("report.csv"), FILE, "text/csv;charset=UTF-8")));
    }

    private static Answer send(MailServer server, String recipient) {
        try (Carrier.Link link = new Smtp(server).open()) {
            return link.carry(letter(recipient));
        } catch (Carrier.NotCarried e) {
            return e.answer();
        }
    }

    private static GreenMail greenMail(String protocol) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(60_000);
        GreenMail server = new GreenMail(setup);
        server.start();
        return server;
    }

    private static void isWhole(MimeMessage mail) throws Exception {
        assertThat(mail.getSubject()).isEqualTo(SUBJECT);
        assertThat(mail.getMessageID()).isEqualTo("<abc.a@example.com>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getSentDate()).isEqualTo(Instant.parse("2026-11-26T08:00:00Z"));
        assertThat(MimeUtility.decodeText(mail.getHeader("From")[0])).isEqualTo("Кафе «Осень» <gate@example.com>");
        assertThat(mail.getHeader("To")).containsExactly("anna@example.com");
        assertThat(mail.getHeader("Subject")[0])
                .as("RFC 2047")
                .startsWith("=?UTF-8?")
                .isASCII();
        assertThat(mail.getContent()).isInstanceOf(Multipart.class);
        Multipart parts = (Multipart) mail.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContent().toString().replace("\r\n", "\n"))
                .isEqualTo("Отчёт «Выручка».\n.\n.точка\n");
        BodyPart file = parts.getBodyPart(1);
        assertThat(file.getFileName()).isEqualTo(FILE);
        assertThat(file.getHeader("Content-Disposition")[0])
                .as("RFC 2231")
                .contains("filename*")
                .isASCII();
        try (InputStream in = file.getInputStream()) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(CONTENT);
        }
    }

    @Test
    void R65_plainMailArrivesWholeWithCyrillic() throws Exception {
        GreenMail server = greenMail("smtp");
        try {
            Answer answer = send(server(server.getSmtp().getPort(), "none"), "anna@example.com");
            assertThat(answer.kind()).as("%s", answer).isEqualTo(Answer.Kind.ACCEPTED);
            assertThat(answer.said().orElseThrow()).startsWith("250");
            assertThat(server.getReceivedMessages()).hasSize(1);
            isWhole(server.getReceivedMessages()[0]);
        } finally {
            server.stop();
        }
    }

    @Test
    void R65_theTestMailIsOneThatArrives() throws Exception {
        GreenMail server = greenMail("smtp");
        try {
            MailServer to = server(server.getSmtp().getPort(), "none");
            String origin = "0123456789abcdef".repeat(2);
            Instant now = Instant.parse("2026-11-26T08:00:00.123456789Z");
            try (Carrier.Link link = new Smtp(to).open()) {
                assertThat(link.carry(Letter.test(to, origin, "anna@example.com", now, new Locale("ru")))
                                .kind())
                        .isEqualTo(Answer.Kind.ACCEPTED);
            }
            MimeMessage mail = server.getReceivedMessages()[0];
            assertThat(mail.getSubject()).isEqualTo("Проверочное письмо Web Gate");
            assertThat(mail.getContent().toString()).contains("настроен верно");
            assertThat(mail.getMessageID()).endsWith("@example.com>");
        } finally {
            server.stop();
        }
    }

    @Test
    void R65_tlsWithAPrivateAuthorityAndOnlyWithIt() throws Exception {
        GreenMail server = greenMail("smtps");
        try {
            int port = server.getSmtps().getPort();
            assertThat(send(server(port, "tls", "trust", "here.pem"), "anna@example.com")
                            .kind())
                    .isEqualTo(Answer.Kind.ACCEPTED);
            isWhole(server.getReceivedMessages()[0]);
            assertThat(send(server(port, "tls"), "anna@example.com").kind()).isEqualTo(Answer.Kind.ENCRYPTION);
            assertThat(send(server(port, "tls", "trust", "elsewhere.pem"), "anna@example.com")
                            .kind())
                    .isEqualTo(Answer.Kind.ENCRYPTION);
            assertThat(server.getReceivedMessages()).hasSize(1);
        } finally {
            server.stop();
        }
    }

    @Test
    void R65_userAndPasswordRightAndWrong() throws Exception {
        GreenMail server = greenMail("smtp");
        try {
            server.getUserManager().setAuthRequired(true);
            server.setUser("gate@example.com", "gate", "right");
            int port = server.getSmtp().getPort();
            assertThat(send(server(port, "none", "user", "gate", "password", "right"), "anna@example.com")
                            .kind())
                    .isEqualTo(Answer.Kind.ACCEPTED);
            Answer wrong = send(server(port, "none", "user", "gate", "password", "wrong"), "anna@example.com");
            assertThat(wrong.kind()).isEqualTo(Answer.Kind.SIGN_IN);
            assertThat(wrong.said().orElseThrow()).startsWith("535").doesNotContain("wrong");
            assertThat(server.getReceivedMessages()).hasSize(1);
        } finally {
            server.stop();
        }
    }

    @Test
    void R65_startTlsIsAMustAndTheServerMustBeTheNamedOne() throws Exception {
        try (ScriptedServer good = new ScriptedServer(0, Optional.of(tls("here")));
                ScriptedServer stranger = new ScriptedServer(0, Optional.of(tls("elsewhere")));
                ScriptedServer without = new ScriptedServer(0, Optional.empty())) {
            assertThat(send(server(good.port(), "starttls", "trust", "here.pem"), "anna@example.com")
                            .kind())
                    .isEqualTo(Answer.Kind.ACCEPTED);
            assertThat(good.commands).contains("STARTTLS");
            isWhole(parsed(good.mails.get(0)));

            Answer none = send(server(without.port(), "starttls", "trust", "here.pem"), "anna@example.com");
            assertThat(none.kind()).as("%s", none).isEqualTo(Answer.Kind.ENCRYPTION);
            assertThat(without.commands).noneMatch(line -> line.startsWith("MAIL"));

            // trusted, but it is another server's
            Answer other = send(server(stranger.port(), "starttls", "trust", "elsewhere.pem"), "anna@example.com");
            assertThat(other.kind()).as("%s", other).isEqualTo(Answer.Kind.ENCRYPTION);
            assertThat(stranger.commands).noneMatch(line -> line.startsWith("MAIL"));
        }
    }

    private static MimeMessage parsed(String mail) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(mail.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "GOOD,ACCEPTED,250", "REFUSES_SOME,REFUSED,550", "BUSY,LATER,450", "REFUSES_CONTENT,REFUSED,554",
        "SLOW,LOST,''", "VANISHES_IN_DATA,LOST,''", "VANISHES_AFTER_DATA,LOST,''", "SHUTS,UNREACHABLE,421",
        "WANTS_SIGN_IN,SIGN_IN,530"
    })
    void R65_eachWayToFailHasAnAnswer(ScriptedServer.Manner manner, Answer.Kind kind, String said) throws Exception {
        try (ScriptedServer server = new ScriptedServer(0, Optional.empty())) {
            server.manner = manner;
            int seconds = manner == ScriptedServer.Manner.SLOW ? 3 : 60;
            Answer answer = send(server(server.port(), "none", "answerSeconds", seconds), "nobody@example.com");
            assertThat(answer.kind()).as("%s", answer).isEqualTo(kind);
            assertThat(answer.said().orElseThrow()).contains(said);
        }
    }

    @Test
    void R65_nobodyListens() throws Exception {
        try (Socket kept = keptPort()) {
            MailServer nobody = server(kept.getLocalPort(), "none");
            Carrier.NotCarried refused = catchThrowableOfType(Carrier.NotCarried.class, () -> new Smtp(nobody).open());
            assertThat(refused.answer().kind()).isEqualTo(Answer.Kind.UNREACHABLE);
            assertThat(refused.answer().text().russian()).startsWith("Сервер недоступен");
        }
    }

    /**
     * A port at which nobody listens and which nobody else gets: bound without listening. With its address to be reused a
     * server of ours may listen there nevertheless.
     */
    private static Socket keptPort() throws IOException {
        Socket socket = new Socket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return socket;
    }

    @Test
    void R65_oneRefusedRecipientDoesNotHinderTheNextOnTheSameConnection() throws Exception {
        try (ScriptedServer server = new ScriptedServer(0, Optional.empty())) {
            server.manner = ScriptedServer.Manner.REFUSES_SOME;
            try (Carrier.Link link = new Smtp(server(server.port(), "none")).open()) {
                assertThat(link.carry(letter("nobody@example.com")).kind()).isEqualTo(Answer.Kind.REFUSED);
                assertThat(link.isAlive()).isTrue();
                assertThat(link.carry(letter("anna@example.com")).kind()).isEqualTo(Answer.Kind.ACCEPTED);
            }
            assertThat(server.mails).hasSize(1);
            assertThat(server.commands.stream().filter(line -> line.startsWith("EHLO")))
                    .hasSize(1);
        }
    }

    /** The whole way: the server hangs up in the middle of a mail, is away, and is there again. */
    @Test
    void R65_aServerThatVanishesAndComesBackGetsEachMailOnce(@TempDir Path home) throws Exception {
        Socket kept = keptPort();
        int port = kept.getLocalPort();
        ScriptedServer server = new ScriptedServer(port, Optional.empty());
        try (kept;
                Bench bench = new Bench(home)) {
            bench.smtp = Optional.of(server(port, "none"));
            bench.start();
            bench.postman.pass();
            server.manner = ScriptedServer.Manner.VANISHES_IN_DATA;
            bench.after(Duration.ofHours(1));
            assertThat(kinds(bench)).containsExactly(Answer.Kind.LOST, Answer.Kind.LOST);
            server.close();
            bench.after(Duration.ofMinutes(2));
            assertThat(kinds(bench)).containsExactly(Answer.Kind.UNREACHABLE, Answer.Kind.UNREACHABLE);
            assertThat(server.mails).isEmpty();
            server = new ScriptedServer(port, Optional.empty());
            bench.after(Duration.ofMinutes(5));
            assertThat(kinds(bench)).containsExactly(Answer.Kind.ACCEPTED, Answer.Kind.ACCEPTED);
            assertThat(bench.run().state()).isEqualTo(Run.State.DONE);
            bench.after(Duration.ofMinutes(5));
            assertThat(server.mails).hasSize(2);
            assertThat(ids(server)).doesNotHaveDuplicates();
        } finally {
            server.close();
        }
    }

    /** The one case in which a mail may come twice: with the same Message-ID. */
    @Test
    void R65_aMailThatWasTakenWithoutAWordIsTriedAgainWithTheSameIdentity(@TempDir Path home) throws Exception {
        try (ScriptedServer server = new ScriptedServer(0, Optional.empty());
                Bench bench = new Bench(home)) {
            bench.jobs.put("one", Bench.job("0 8 * * *", "anna@example.com"));
            bench.smtp = Optional.of(server(server.port(), "none"));
            bench.start();
            bench.postman.pass();
            server.manner = ScriptedServer.Manner.VANISHES_AFTER_DATA;
            bench.after(Duration.ofHours(1));
            assertThat(kinds(bench)).containsExactly(Answer.Kind.LOST);
            server.manner = ScriptedServer.Manner.GOOD;
            bench.after(Duration.ofMinutes(2));
            assertThat(kinds(bench)).containsExactly(Answer.Kind.ACCEPTED);
            assertThat(server.mails).hasSize(2);
            assertThat(ids(server).stream().distinct()).hasSize(1);
        }
    }

    private static List<Answer.Kind> kinds(Bench bench) throws Exception {
        return bench.run().deliveries().stream()
                .map(one -> one.answer().orElseThrow().kind())
                .toList();
    }

    private static List<String> ids(ScriptedServer server) {
        return server.mails.stream()
                .flatMap(mail -> Arrays.stream(mail.split("\r\n", -1)))
                .filter(line -> line.startsWith("Message-ID:"))
                .toList();
    }
}
