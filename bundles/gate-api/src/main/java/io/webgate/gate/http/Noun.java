// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;

import java.util.Locale;
import java.util.Optional;

/** What is counted, with the plurals of both languages: 1 session, 2 sessions; 1 сеанс, 2 сеанса, 5 сеансов. */
enum Noun {
    SESSION("session", "sessions", "сеанс", "сеанса", "сеансов"),
    DEVICE("device", "devices", "устройство", "устройства", "устройств"),
    REPORT("report", "reports", "отчёт", "отчёта", "отчётов"),
    JOB("job", "jobs", "задание", "задания", "заданий"),
    CLIENT("client", "clients", "клиент", "клиента", "клиентов"),
    // Scales have no singular in Russian
    SCALE("scale", "scales", "весы", "весов", "весов"),
    SERVER("server", "servers", "сервер", "сервера", "серверов"),
    COMPUTER("computer", "computers", "компьютер", "компьютера", "компьютеров"),
    SEAT("seat", "seats", "место", "места", "мест");

    private final String singular;
    private final String plural;
    private final String one;
    private final String few;
    private final String many;

    Noun(String singular, String plural, String one, String few, String many) {
        this.singular = singular;
        this.plural = plural;
        this.one = one;
        this.few = few;
        this.many = many;
    }

    /** What the module counts; seats where the module isn't known. */
    static Noun of(Optional<Module> module) {
        return module.map(known -> of(known.metric())).orElse(SEAT);
    }

    static Noun of(Metric metric) {
        return switch (metric) {
            case SESSIONS -> SESSION;
            case DEVICES -> DEVICE;
            case REPORTS -> REPORT;
            case JOBS -> JOB;
            case CLIENTS -> CLIENT;
            case SCALES -> SCALE;
            case SERVERS -> SERVER;
            case COMPUTERS -> COMPUTER;
        };
    }

    /** The number and what it counts, as after "in use": {@code 21 сеанс}. */
    String count(long number, Locale locale) {
        return number + " " + (ProblemText.isRussian(locale) ? russian(number) : english(number));
    }

    /** The number and what it counts, as after "at least": {@code не менее 21 сеанса}. */
    String atLeast(long number, Locale locale) {
        if (!ProblemText.isRussian(locale)) {
            return "at least " + number + " " + english(number);
        }
        return "не менее " + number + " " + (endsInOne(number) ? few : many);
    }

    /** In Russian: {@code разрешён 1 сеанс, этот был бы лишним}. */
    String allowedAndOneMore(long number) {
        boolean single = endsInOne(number);
        return switch (this) {
            case DEVICE, JOB, SEAT -> "разрешено " + number + " " + russian(number) + ", это было бы лишним";
            case SCALE ->
                (single ? "разрешены " : "разрешено ") + number + " " + russian(number) + ", эти были бы лишними";
            case SESSION, REPORT, CLIENT, SERVER, COMPUTER ->
                (single ? "разрешён " : "разрешено ") + number + " " + russian(number) + ", этот был бы лишним";
        };
    }

    private String english(long number) {
        return number == 1 ? singular : plural;
    }

    private String russian(long number) {
        if (endsInOne(number)) {
            return one;
        }
        long last = number % 10;
        boolean teen = number % 100 / 10 == 1;
        return last >= 2 && last <= 4 && !teen ? few : many;
    }

    private static boolean endsInOne(long number) {
        return number % 10 == 1 && number % 100 != 11;
    }
}
