// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

import io.webgate.license.api.Cause;
import io.webgate.license.api.Eviction;
import io.webgate.license.api.Feature;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.Quoted;
import io.webgate.license.api.Remedy;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Verdict;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sentences of problems: what, why, how many of how many, since when, and what to do about it (R102), in English and
 * Russian (R100).
 *
 * @param module which module; empty where none is concerned or it is unknown
 * @param locale of the reader
 * @param zone in which times are told
 */
record ProblemText(Optional<Module> module, Locale locale, ZoneId zone) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx", Locale.ROOT);

    static boolean isRussian(Locale locale) {
        return locale.getLanguage().equals("ru");
    }

    static LocalizedText title(Reply.Reason reason) {
        return switch (reason) {
            case GATE_STOPPED -> text("The gate is stopped", "Шлюз остановлен");
            case NOT_LICENSED -> text("Not licensed", "Нет лицензии");
            case MODULE_HELD -> text("The module is suspended", "Работа модуля приостановлена");
            case LIMIT_EXCEEDED -> text("The number of connections is exceeded", "Превышено число подключений");
            case ENROLMENT_EXCEEDED -> text("More than this device may have", "Больше, чем разрешено этому устройству");
            case SEAT_UNKNOWN -> text("No such session or connection", "Нет такого сеанса или подключения");
            case SEAT_DISPLACED -> text("Made room for another", "Место уступлено другому");
            case HELD_OUT -> text("Kept out for a while", "Подключение временно закрыто");
            case CAUSE_STANDS -> text("The cause still stands", "Причина не устранена");
            case KEY_REUSED -> text("Idempotency-Key used twice", "Значение Idempotency-Key уже использовано");
            case MODULE_UNKNOWN -> text("No such module", "Нет такого модуля");
            case STARTING -> text("Still starting", "Идёт запуск");
            case STORE_FULL -> text("The store can't take anything new", "Хранилище не принимает новые данные");
        };
    }

    /** The whole explanation of a refusal. */
    String detail(Reply.Refused refused, List<Remedy> remedies) {
        String facts =
                switch (refused.reason()) {
                    case GATE_STOPPED -> refused.verdict().map(this::stopped).orElseGet(this::stopping);
                    case NOT_LICENSED ->
                        say(
                                        "%s is not licensed: %s in use, 0 licensed.",
                                        "%s: нет лицензии; в использовании %s, лицензировано 0.")
                                .formatted(name(), count(refused.used()));
                    case MODULE_HELD ->
                        say("%s is suspended: %s.", "%s: работа приостановлена, %s.")
                                .formatted(
                                        name(),
                                        refused.verdict()
                                                .map(this::facts)
                                                .orElseGet(() ->
                                                        ofHowMany(refused.used(), refused.limit(), Cause.EXCESS)));
                    case LIMIT_EXCEEDED -> exceeded(refused);
                    case ENROLMENT_EXCEEDED -> enrolment(refused.limit());
                    case SEAT_UNKNOWN ->
                        refused.eviction()
                                .map(this::evicted)
                                .orElseGet(() -> say(
                                        "There is no such session or connection, or it has ended. Open a new one.",
                                        "Такого сеанса или подключения нет, или он уже завершён. Откройте новый."));
                    case SEAT_DISPLACED ->
                        say(
                                        "%s: this connection was idle and made room for another. Connect again when it is"
                                                + " needed.",
                                        "%s: это подключение бездействовало и уступило место другому. Подключитесь снова,"
                                                + " когда оно понадобится.")
                                .formatted(name());
                    case HELD_OUT ->
                        refused.eviction().map(this::evicted).orElseGet(() -> say(
                                        "%s: an administrator closed this session and keeps it out for a while."
                                                + " Ask the administrator, or try again later.",
                                        "%s: администратор закрыл этот сеанс и на время запретил новый. Обратитесь"
                                                + " к администратору или повторите позже.")
                                .formatted(name()));
                    case CAUSE_STANDS ->
                        say(
                                        "The gate can't be opened yet, the cause still stands. %s",
                                        "Шлюз пока нельзя открыть: причина не устранена. %s")
                                .formatted(refused.verdict().map(this::stopped).orElseGet(this::stopping));
                    case KEY_REUSED ->
                        say(
                                "This Idempotency-Key came before with another request. Use a new key for a new request.",
                                "Такой Idempotency-Key уже был в другом запросе. Для нового запроса нужен новый ключ.");
                    case MODULE_UNKNOWN ->
                        say("The catalogue of this host has no module %s.", "В каталоге этого узла нет модуля %s.")
                                .formatted(
                                        refused.module().map(Object::toString).orElse("–"));
                    case STARTING ->
                        say(
                                "Licences and counts are still being read. Try again in a few seconds.",
                                "Лицензии и счётчики ещё читаются. Повторите через несколько секунд.");
                    case STORE_FULL ->
                        say(
                                "Nothing new is admitted because it could not be written: the disk is full or read-only."
                                        + " What is served already goes on. Free space on the disk of the host.",
                                "Новое не принимается, потому что его нельзя записать: диск заполнен или доступен только для"
                                        + " чтения. Уже открытое продолжает работать. Освободите место на диске узла.");
                };
        return facts + advice(remedies);
    }

    /** Why the gate is stopped: the verdict in words, without the remedies. */
    String stopped(Verdict verdict) {
        String since = time(verdict.since());
        if (verdict.cause() == Cause.ADMINISTRATOR) {
            return say("An administrator stopped the gate at %s.", "Шлюз остановлен администратором %s.")
                            .formatted(since)
                    + given(verdict.reason());
        }
        return say("The gate has been stopped since %s. %s: %s.", "Шлюз остановлен с %s. %s: %s.")
                .formatted(since, name(), facts(verdict));
    }

    /** Why an exchange is suspended: the verdict in words, and what cures it. */
    String suspended(Verdict verdict) {
        return say("The exchange has been suspended since %s. %s: %s.", "Обмен приостановлен с %s. %s: %s.")
                        .formatted(time(verdict.since()), name(), facts(verdict))
                + advice(verdict.remedies());
    }

    /** Why the gate is not open although no verdict stands. */
    String obstacles(List<LocalizedText> obstacles) {
        if (obstacles.isEmpty()) {
            return stopping();
        }
        return Stream.concat(
                        Stream.of(say(
                                "The gate is not running, and no plugin with it.",
                                "Шлюз не работает, и плагины вместе с ним.")),
                        obstacles.stream().map(obstacle -> obstacle.in(locale)))
                .collect(Collectors.joining(" "));
    }

    /** One remedy in words. */
    String remedy(Remedy remedy) {
        boolean own = remedy.module().equals(module.map(Module::id));
        Noun noun = own ? Noun.of(module) : Noun.SEAT;
        String atLeast = noun.atLeast(remedy.quantity(), locale);
        String name = own ? name() : remedy.module().map(Object::toString).orElseGet(this::name);
        String what = isRussian(locale) ? Quoted.inRussian(name) : name;
        return switch (remedy.action()) {
            case RAISE_LIMIT ->
                say(
                                "Install licences for %s of %s in all.",
                                "Установите лицензию, чтобы для «%2$s» было лицензировано %1$s.")
                        .formatted(atLeast, what);
            case RAISE_SETTING ->
                say("Raise the gate's own setting to %s of %s.", "Увеличьте настройку шлюза: %s для «%s».")
                        .formatted(atLeast, what);
            case REDUCE_USE ->
                say("Close or remove %s of %s.", "Закройте или удалите %s из «%s».")
                        .formatted(atLeast, what);
            case LICENSE_FEATURES ->
                say("Install a licence of %s with: %s.", "Установите для «%s» лицензию на функции: %s.")
                        .formatted(what, features(remedy.features()));
            case DROP_FEATURES ->
                say(
                                "Switch off in the profiles of %s what is not licensed: %s.",
                                "Отключите в профилях «%s» то, на что нет лицензии: %s.")
                        .formatted(what, features(remedy.features()));
            case RESUME -> say("An administrator can open the gate again.", "Администратор может снова открыть шлюз.");
        };
    }

    /** A feature belongs to the module that declares it, which is the one that is told about. */
    private String features(Set<Feature> features) {
        return module.map(known -> Words.features(known, features, locale))
                .orElseGet(() -> features.stream().sorted().map(Feature::value).collect(Collectors.joining(", ")));
    }

    String advice(List<Remedy> remedies) {
        return remedies.stream().map(remedy -> " " + remedy(remedy)).collect(Collectors.joining());
    }

    /** What an administrator did to this session or connection, until when and why. */
    private String evicted(Eviction eviction) {
        String what = module.isPresent()
                ? say(
                                "%s: an administrator closed this session or connection.",
                                "%s: администратор закрыл этот сеанс или подключение.")
                        .formatted(name())
                : say(
                        "An administrator closed this session or connection.",
                        "Администратор закрыл этот сеанс или подключение.");
        String next = eviction.until()
                .map(until -> say(
                                " A new one is refused until %s. Try again then, or ask the administrator.",
                                " Новое подключение будет принято не раньше %s. Повторите после этого времени или обратитесь"
                                        + " к администратору.")
                        .formatted(time(until)))
                .orElseGet(() -> say(" You can open a new one.", " Можно открыть новое."));
        return what + given(eviction.reason()) + next;
    }

    /** An administrator's own words, marked as such. */
    private String given(Optional<String> reason) {
        return reason.map(words -> say(" The reason given: “%s”.", " Указанная причина: «%s».")
                        .formatted(isRussian(locale) ? Quoted.inRussian(words) : Quoted.inEnglish(words)))
                .orElse("");
    }

    private String enrolment(long allowed) {
        if (allowed == 0) {
            return say(
                            "%s: this device is not enrolled for it. Ask an administrator to enrol the device for it.",
                            "%s: этому устройству не разрешено. Попросите администратора разрешить.")
                    .formatted(name());
        }
        return say(
                        "%s: this device's enrolment allows %s, and this would be one more. Close one that this device"
                                + " has, or ask an administrator to enrol the device for more.",
                        "%s: этому устройству %s. Закройте то, что уже открыто на этом устройстве, или попросите"
                                + " администратора разрешить устройству больше.")
                .formatted(name(), isRussian(locale) ? Noun.of(module).allowedAndOneMore(allowed) : count(allowed));
    }

    private String exceeded(Reply.Refused refused) {
        if (refused.used() > refused.limit()) {
            Cause cause = refused.verdict().map(Verdict::cause).orElse(Cause.EXCESS);
            return name() + ": " + ofHowMany(refused.used(), refused.limit(), cause) + ".";
        }
        return say(
                        "%s: the number of connections is exceeded, %s of %d in use.",
                        "%s: превышено число подключений, в использовании %s из %d.")
                .formatted(name(), count(refused.used()), refused.limit());
    }

    private String facts(Verdict verdict) {
        if (verdict.cause() == Cause.FEATURES) {
            return say("in use without a licence: %s", "используется без лицензии: %s")
                    .formatted(features(verdict.features()));
        }
        return ofHowMany(verdict.used(), verdict.limit(), verdict.cause());
    }

    private String ofHowMany(long used, long limit, Cause cause) {
        String allowed = cause == Cause.SETTING
                ? say("%d supported by the gate's own setting", "по настройке шлюза допускается %d")
                : say("%d licensed", "лицензировано %d");
        return say("%s in use, %s", "в использовании %s, %s").formatted(count(used), allowed.formatted(limit));
    }

    private String stopping() {
        return say(
                "The gate is not running at the moment. Try again shortly.",
                "Шлюз сейчас не работает. Повторите чуть позже.");
    }

    private String name() {
        return module.map(known -> known.title().in(locale)).orElseGet(() -> say("The module", "Модуль"));
    }

    private String count(long number) {
        return Noun.of(module).count(number, locale);
    }

    private String time(Instant instant) {
        return TIME.format(instant.atZone(zone));
    }

    private String say(String english, String russian) {
        return isRussian(locale) ? russian : english;
    }

    private static LocalizedText text(String english, String russian) {
        return new LocalizedText(english, russian);
    }
}
