// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.license.spi.SettingsCheck;
import io.webgate.plugin.web.reports.Form;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is read from settings, and what is refused before it is saved. */
final class JobTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private Path home;

    @BeforeEach
    void in(@TempDir Path given) {
        home = given;
    }

    private static Map<String, Object> good() {
        return new HashMap<>(Map.of(
                "report", "daily",
                "parameters", new String[] {"from=today-7", "shop = Café = 1"},
                "schedule", "0  8 * * *",
                "zone", "Europe/Moscow",
                "recipients", new String[] {"anna@example.com", "anna@example.com", "boss@пример.рф"},
                "format", "csv",
                "language", "ru"));
    }

    private static Job.Reading with(String key, Object value) {
        Map<String, Object> values = good();
        values.put(key, value);
        return Job.read("one", values, NOW);
    }

    @Test
    void R65_aJobIsReadWhole() {
        Job job = Job.read("one", good(), NOW).active().orElseThrow();
        assertThat(job.parameters()).containsEntry("from", "today-7").containsEntry("shop", "Café = 1");
        assertThat(job.recipients()).containsExactly("anna@example.com", "boss@xn--e1afmkfd.xn--p1ai");
        assertThat(job.schedule().text()).isEqualTo("0 8 * * * Europe/Moscow");
        assertThat(job.form().format()).isEqualTo(Form.Format.CSV);
        assertThat(job.form().language().getLanguage()).isEqualTo("ru");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "report,../etc",
        "report,''",
        "schedule,0 8 * *",
        "schedule,0 0 31 2 *",
        "zone,Mars/Base",
        "format,pdf",
        "language,de",
        "recipients,''",
        "recipients,anna",
        "recipients,anna@",
        "recipients,@example.com",
        "recipients,a b@example.com",
        "recipients,\"Anna <anna@example.com>\"",
        "recipients,anna@exa mple.com",
        "parameters,nothing",
        "parameters,=1"
    })
    void R65_whatCanNotBeIsRefusedInBothLanguages(String key, String value) {
        Job.Reading reading = with(key, value);
        assertThat(reading.job()).isEmpty();
        assertThat(reading.faults()).extracting(Fault::key).containsOnly(key);
        assertThat(reading.faults().get(0).text().russian()).matches("(?s).*[а-я].*");
        List<SettingsCheck.Remark> remarks =
                new JobCheck(InstantSource.fixed(NOW), Optional::empty).check(map(key, value));
        assertThat(remarks).isNotEmpty().allMatch(SettingsCheck.Remark::refuses);
    }

    private static Map<String, Object> map(String key, Object value) {
        Map<String, Object> values = good();
        values.put(key, value);
        return values;
    }

    /** T: a line break in whatever becomes a header or a command of SMTP. */
    @ParameterizedTest
    @ValueSource(strings = {"\r\nBcc: evil@example.com", "\nBcc: evil@example.com", "\r.", "\u2028x", "\0"})
    void headersCanNotBeInjected(String attack) {
        assertThat(with("subject", "Sales" + attack).faults())
                .extracting(Fault::key)
                .containsExactly("subject");
        assertThat(with("recipients", "anna@example.com" + attack + "x").faults())
                .extracting(Fault::key)
                .contains("recipients");
        MailServer.Reading server = MailServer.read(
                Map.of(
                        "host",
                        "mail" + attack + "x",
                        "sender",
                        "a@example.com" + attack + "x",
                        "senderName",
                        "A" + attack + "x"),
                home);
        assertThat(server.server()).isEmpty();
        assertThat(server.faults()).extracting(Fault::key).contains("host", "sender", "senderName");
        Letter letter = letter("a@example.com", "Sales" + attack);
        assertThat(Letter.hasControls(letter.subject())).isFalse();
        assertThatThrownBy(() -> letter("a@example.com" + attack + "x", "Sales"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new Letter.Attachment(home, "a" + attack + "\".xlsx", "text/csv").name())
                .matches(name -> !Letter.hasControls(name) && !name.contains("\""));
    }

    private static Letter letter(String recipient, String subject) {
        return new Letter(
                "1@example.com", NOW, "me@example.com", Optional.empty(), recipient, subject, "text", Optional.empty());
    }

    @ParameterizedTest(name = "enabled={0}: {1}")
    @CsvSource({"false,false", "FALSE,false", "true,true", "no,true", "'',true", "0,true"})
    void R29_offOnlyWhereItPlainlySaysSoAsTheMeterCountsIt(String value, boolean on) {
        assertThat(with("enabled", value).enabled()).isEqualTo(on);
        assertThat(with("enabled", value).active().isPresent()).isEqualTo(on);
    }

    @Test
    void R65_theNextTimesAreToldBeforeSaving() {
        List<SettingsCheck.Remark> remarks = new JobCheck(InstantSource.fixed(NOW), Optional::empty).check(good());
        assertThat(remarks).hasSize(1);
        assertThat(remarks.get(0).refuses()).isFalse();
        assertThat(remarks.get(0).text().english())
                .isEqualTo("Due next: 27 Nov 2026 08:00; 28 Nov 2026 08:00; 29 Nov 2026 08:00 (Europe/Moscow).");
        assertThat(remarks.get(0).text().russian()).contains("27.11.2026 08:00");
    }

    @Test
    void R65_withoutAServerNothingIsWrongButNothingIsSent() {
        assertThat(MailServer.read(Map.of(), home)).isEqualTo(new MailServer.Reading(Optional.empty(), List.of()));
        assertThat(new ServerCheck(home).check(Map.of()))
                .singleElement()
                .matches(remark -> !remark.refuses() && remark.key().equals("host"));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "host,a b",
        "port,0",
        "port,65536",
        "port,x",
        "security,ssl",
        "sender,nobody",
        "sender,''",
        "trust,absent.pem",
        "connectSeconds,0",
        "answerSeconds,601"
    })
    void R65_aServerThatCanNotBeIsRefused(String key, String value) {
        Map<String, Object> values = new HashMap<>(Map.of("host", "mail.example.com", "sender", "me@example.com"));
        values.put(key, value);
        assertThat(new ServerCheck(home).check(values))
                .anyMatch(remark -> remark.refuses() && remark.key().equals(key));
    }

    @Test
    void R65_aFileWithoutCertificatesIsRefused() throws Exception {
        Files.writeString(home.resolve("empty.pem"), "");
        assertThat(MailServer.read(Map.of("host", "h", "sender", "me@example.com", "trust", "empty.pem"), home)
                        .faults())
                .extracting(Fault::key)
                .containsExactly("trust");
    }

    @Test
    void aPasswordIsNeverPrinted() {
        MailServer server = MailServer.read(
                        Map.of("host", "h", "sender", "me@example.com", "user", "u", "password", "hunter2"), home)
                .server()
                .orElseThrow();
        assertThat(server.password()).isEqualTo("hunter2");
        assertThat(server.toString()).doesNotContain("hunter2");
    }
}
