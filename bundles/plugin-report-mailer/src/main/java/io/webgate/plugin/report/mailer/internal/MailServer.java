// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.license.api.LocalizedText;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How mails leave the host. Immutable.
 *
 * @param user empty: the server asks nobody who he is
 * @param sender bare address
 * @param senderName for people; empty: none
 * @param trust certificates in PEM that are trusted instead of the platform's; empty: the platform's
 * @param connecting the longest wait for a connection
 * @param answering the longest wait for one answer
 */
record MailServer(
        String host,
        int port,
        Security security,
        Optional<String> user,
        String password,
        String sender,
        Optional<String> senderName,
        Optional<Path> trust,
        Duration connecting,
        Duration answering) {

    static final String PID = "io.webgate.plugin.report-mailer";

    /** What keeps others from reading along. */
    enum Security {
        NONE,
        /** Begins in the clear and must change over before anything is said; a server that can't is refused. */
        STARTTLS,
        TLS
    }

    /**
     * Settings as they were read.
     *
     * @param server empty where no host is set, or where there are faults
     */
    record Reading(Optional<MailServer> server, List<Fault> faults) {

        Reading {
            faults = List.copyOf(faults);
        }
    }

    /** Without the password, since logs print it. */
    @Override
    public String toString() {
        return security + " " + host + ":" + port;
    }

    /**
     * Reads settings; never fails.
     *
     * @param home relative paths are looked up in it
     */
    static Reading read(Map<String, ?> settings, Path home) {
        Values values = new Values(settings);
        Optional<String> host = values.text("host");
        List<Fault> faults = new ArrayList<>();
        if (host.filter(text -> !text.matches("[A-Za-z0-9._:-]{1,253}")).isPresent()) {
            faults.add(Fault.of(
                    "host",
                    "Write the server's name or address alone, such as mail.example.com.",
                    "Напишите только имя или адрес сервера, например mail.example.com."));
        }
        long port = number(values, "port", 587, 1, 65_535, faults);
        Optional<Security> security = security(values.text("security").orElse("starttls"));
        if (security.isEmpty()) {
            faults.add(Fault.of("security", "Choose none, starttls or tls.", "Выберите none, starttls или tls."));
        }
        Optional<String> typed = values.text("sender");
        Optional<String> sender = typed.flatMap(Addresses::of);
        if (sender.isEmpty() && (typed.isPresent() || host.isPresent())) {
            faults.add(Fault.of(
                    "sender",
                    "Write one mail address, such as reports@example.com.",
                    "Напишите один почтовый адрес, например reports@example.com."));
        }
        Optional<String> senderName = values.text("senderName");
        if (senderName
                .filter(text -> text.length() > 100 || Letter.hasControls(text))
                .isPresent()) {
            faults.add(Fault.of(
                    "senderName",
                    "The name is one line of at most 100 characters.",
                    "Имя — одна строка не длиннее 100 символов."));
        }
        Optional<String> user = values.text("user");
        if (user.filter(Letter::hasControls).isPresent()) {
            faults.add(Fault.of("user", "The user name is one line.", "Имя пользователя — одна строка."));
        }
        Optional<Path> trust = values.text("trust").flatMap(text -> path(home, text, faults));
        long connecting = number(values, "connectSeconds", 10, 1, 120, faults);
        long answering = number(values, "answerSeconds", 120, 1, 600, faults);
        if (host.isEmpty() || !faults.isEmpty()) {
            return new Reading(Optional.empty(), faults);
        }
        return new Reading(
                Optional.of(new MailServer(
                        host.get(),
                        (int) port,
                        security.orElseThrow(),
                        user,
                        values.secret("password"),
                        sender.orElseThrow(),
                        senderName,
                        trust,
                        Duration.ofSeconds(connecting),
                        Duration.ofSeconds(answering))),
                List.of());
    }

    private static Optional<Security> security(String text) {
        return switch (text) {
            case "none" -> Optional.of(Security.NONE);
            case "starttls" -> Optional.of(Security.STARTTLS);
            case "tls" -> Optional.of(Security.TLS);
            default -> Optional.empty();
        };
    }

    private static Optional<Path> path(Path home, String text, List<Fault> faults) {
        try {
            Path file = home.resolve(text);
            TrustedCertificates.read(file);
            return Optional.of(file);
        } catch (InvalidPathException | IOException | GeneralSecurityException e) {
            String shown = LocalizedText.quotable(text);
            faults.add(Fault.of(
                    "trust",
                    "\"" + shown + "\" is no file with certificates in PEM that can be read.",
                    "«" + shown + "» — не файл с сертификатами в PEM, который удаётся прочитать."));
            return Optional.empty();
        }
    }

    private static long number(Values values, String key, long otherwise, long least, long most, List<Fault> faults) {
        Optional<Long> number = values.number(key, otherwise).filter(value -> value >= least && value <= most);
        if (number.isEmpty()) {
            faults.add(Fault.of(
                    key,
                    "Write a whole number from " + least + " to " + most + ".",
                    "Напишите целое число от " + least + " до " + most + "."));
        }
        return number.orElse(otherwise);
    }
}
