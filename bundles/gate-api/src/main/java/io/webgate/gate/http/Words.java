// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

import io.webgate.gate.api.GateView;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Effect;
import io.webgate.license.api.Feature;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.Operation;
import io.webgate.license.api.Seat;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The words that every face uses for the same thing: one word for one state, on pages, in the shell and in mails. Pure.
 */
public final class Words {

    private Words() {}

    /** How full a module is. */
    public static LocalizedText state(Usage.State state) {
        return switch (state) {
            case NONE -> text("Not licensed", "Нет лицензии");
            case OK -> text("Within the limit", "В пределах лимита");
            case NEAR -> text("Near limit", "Близко к лимиту");
            case FULL -> text("At limit", "Лимит исчерпан");
            case OVER -> text("Exceeded, restriction active", "Лимит превышен, действует ограничение");
        };
    }

    /**
     * How licensing stands as a whole.
     *
     * @param code {@code ok}, {@code near}, {@code full}, {@code over}, {@code expiring}, {@code expired} or {@code none}
     */
    public static LocalizedText licensing(String code) {
        return switch (code) {
            case "ok" -> text("Licensed", "Лицензия действует");
            case "near" -> state(Usage.State.NEAR);
            case "full" -> state(Usage.State.FULL);
            case "over" -> state(Usage.State.OVER);
            case "expiring" -> text("Requires renewal", "Требуется продление");
            case "expired" -> text("Expired – requires renewal", "Срок истёк, требуется продление");
            case "none" -> state(Usage.State.NONE);
            default -> throw new IllegalArgumentException("No state of licensing is called '" + code + "'");
        };
    }

    /** What became of a document; each state has its own word (R7). */
    public static LocalizedText state(LicenseState state) {
        return switch (state) {
            case VALID -> text("Valid", "Действует");
            case NOT_YET_VALID -> text("Not valid yet", "Ещё не действует");
            case EXPIRED -> text("Expired", "Срок истёк");
            case OTHER_MACHINE -> text("Issued for another machine key", "Выдана для другого ключа");
            case MEDIA_ABSENT -> text("USB drive is not plugged in", "USB-накопитель не подключён");
            case OTHER_SERVER -> text("Issued for another server", "Выдана для другого сервера");
            case OTHER_APPLICATION -> text("For an application that is not here", "Для приложения, которого здесь нет");
            case SUPERSEDED -> text("Superseded by a newer issue", "Заменена более новым выпуском");
            case REVOKED -> text("Revoked", "Отозвана");
            case DAMAGED -> text("Damaged", "Повреждена");
        };
    }

    /** What a plugin does. */
    public static LocalizedText state(GateView.Plugin.State state) {
        return switch (state) {
            case ACTIVE -> text("Running", "Работает");
            case STOPPED -> text("Stopped", "Остановлен");
            case UNLICENSED -> text("Not licensed", "Нет лицензии");
            case FAILED -> text("Failed", "Сбой");
        };
    }

    /** The consequence of a module in one sentence, with what goes on. */
    public static LocalizedText consequence(Module module) {
        Consequence consequence = module.consequence();
        LocalizedText rule = module.summed() ? rule(consequence) : switchedOff(module);
        if (consequence.goesOn().isEmpty()) {
            return rule;
        }
        return text(
                rule.english() + " What goes on: " + operations(consequence, LocalizedText::english) + ".",
                rule.russian() + " Продолжает работать: " + operations(consequence, LocalizedText::russian) + ".");
    }

    private static String operations(Consequence consequence, Function<LocalizedText, String> language) {
        return consequence.goesOn().stream()
                .sorted()
                .map(Words::operation)
                .map(language)
                .collect(Collectors.joining(", "));
    }

    /** What goes on all the same, in words; one that a vendor named and nobody here knows keeps its name. */
    public static LocalizedText operation(Operation operation) {
        return switch (operation.value()) {
            case "debit-existing" -> text("debiting existing accounts", "списание с уже открытых счетов");
            case "exchange-data-servers" ->
                text("exchange with other data servers", "обмен с другими серверами данных");
            case "exchange-license-server" -> text("exchange with the licence server", "обмен с сервером лицензий");
            case "exchange-terminals" ->
                text("exchange of the terminals with the application server", "обмен терминалов с сервером приложений");
            case "operate-devices" -> text("the devices themselves", "сами устройства");
            default -> text(operation.value(), operation.value());
        };
    }

    /** What is on or off is never too many: the rule is about the licence that is not there (R28, R42). */
    private static LocalizedText switchedOff(Module module) {
        if (module.counting() == Module.Counting.HOST) {
            return text(
                    "Without the licence, work with what needs this server stops.",
                    "Без лицензии прекращается работа с тем, чему нужен этот сервер.");
        }
        return module.consequence().effect() == Effect.REFUSE
                ? text(
                        "A computer without the licence is refused, with a message.",
                        "Компьютеру без лицензии отказывается с сообщением.")
                : rule(module.consequence());
    }

    private static LocalizedText rule(Consequence consequence) {
        return switch (consequence.effect()) {
            case STOP_GATE ->
                text(
                        "More than licensed stops the gate, and with it every plugin.",
                        "При превышении останавливается шлюз и вместе с ним все плагины.");
            case HOLD ->
                text(
                        "More than licensed stops this service; the gate goes on.",
                        "При превышении останавливается эта служба; шлюз продолжает работу.");
            case REFUSE ->
                text("Who is one too many is refused, with a message.", "Лишнее подключение отклоняется с сообщением.");
            case SUSPEND ->
                switch (consequence.cut()) {
                    case NEWEST ->
                        text(
                                "The exchange of those connected last is suspended.",
                                "Приостанавливается обмен у подключённых последними.");
                    case ALL -> text("The exchange of all of them is suspended.", "Приостанавливается обмен у всех.");
                    case NEWCOMER ->
                        text(
                                "The exchange of who is one too many is suspended.",
                                "Приостанавливается обмен у лишнего подключения.");
                    case UNCOVERED ->
                        text(
                                "Those that the licence does not cover are not synchronised.",
                                "Не синхронизируются те, на кого лицензии не хватило.");
                };
        };
    }

    /** A number and what is counted: {@code 21 сеанс}, {@code 2 sessions}. */
    public static String count(Metric metric, long number, Locale locale) {
        return Noun.of(metric).count(number, locale);
    }

    /** Why the gate is stopped: what, how many of how many, since when. */
    public static String verdict(Verdict verdict, Optional<Module> module, Locale locale, ZoneId zone) {
        return new ProblemText(module, locale, zone).stopped(verdict);
    }

    /** Why an exchange is suspended: since when, how many of how many, and what to do (R102). */
    public static String suspension(Verdict verdict, Optional<Module> module, Locale locale, ZoneId zone) {
        return new ProblemText(module, locale, zone).suspended(verdict);
    }

    /** How a seat is called in sentences: its label, else its device, and who is at it, {@code Till 3 (Anna)}. No HTML. */
    public static String seat(Seat seat) {
        String device = LocalizedText.quotable(
                seat.subject().label().orElseGet(() -> seat.subject().device()));
        return seat.subject()
                .holder()
                .map(holder -> device + " (" + LocalizedText.quotable(holder) + ")")
                .orElse(device);
    }

    /** Features of a module as people call them (R45), in one order. */
    public static String features(Module module, Set<Feature> features, Locale locale) {
        return features.stream()
                .sorted()
                .map(feature -> module.titleOf(feature, locale))
                .collect(Collectors.joining(", "));
    }

    /** What cures a verdict, a sentence each. */
    public static List<String> remedies(Verdict verdict, Optional<Module> module, Locale locale) {
        ProblemText text = new ProblemText(module, locale, ZoneId.systemDefault());
        return verdict.remedies().stream().map(text::remedy).toList();
    }

    private static LocalizedText text(String english, String russian) {
        return new LocalizedText(english, russian);
    }
}
