// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.license.api.Feature;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an application says of its connection. Read strictly: an unknown member is a mistake that would else go unnoticed.
 *
 * @param label how the pages call it
 * @param group what several connections share
 * @param weight how many units it counts
 * @param features what its profile uses (R45)
 * @param lastActiveAt when a person last worked at it, never later than now
 */
record ConnectionWish(
        Optional<String> label,
        Optional<String> group,
        long weight,
        Set<Feature> features,
        Optional<Instant> lastActiveAt) {

    static final long HEAVIEST = 1_000_000_000;

    private static final int LONGEST = 128;
    private static final int MOST_FEATURES = 64;
    private static final Duration FUTURE = Duration.ofMinutes(1);

    ConnectionWish {
        features = Set.copyOf(features);
    }

    /** {@code {label, group, weight, features, lastActiveAt}}, each of which may be missing. */
    static ConnectionWish connection(Json.Input input, Module module, Instant now) {
        input.only("label", "group", "weight", "features", "lastActiveAt");
        return new ConnectionWish(
                text(input, "label"),
                text(input, "group"),
                input.number("weight", 1, 1, HEAVIEST),
                features(input.texts("features"), module, input.locale()),
                input.optionalText("lastActiveAt").map(given -> lastActive(given, now, input.locale())));
    }

    /**
     * {@code {count}}: nothing else is to be said of what an application counts itself. It may have none only where the
     * module's applications stand for several units; elsewhere it is one itself.
     */
    static ConnectionWish count(Json.Input input, Module module) {
        input.only("count");
        input.required("count");
        long least = module.aggregate() ? 0 : 1;
        return new ConnectionWish(
                Optional.empty(),
                Optional.empty(),
                input.number("count", least, least, HEAVIEST),
                Set.of(),
                Optional.empty());
    }

    private static Optional<String> text(Json.Input input, String name) {
        return input.optionalText(name).map(String::strip).map(text -> {
            if (text.isEmpty() || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
                throw Problems.invalid(
                        "member " + name + " (1 to " + LONGEST + " characters without control characters are expected;"
                                + " leave it out where there is nothing to say)",
                        "поле " + name + " (нужно от 1 до " + LONGEST
                                + " символов без управляющих; если сказать нечего," + " не передавайте его)",
                        input.locale());
            }
            return text;
        });
    }

    private static Set<Feature> features(List<String> given, Module module, Locale locale) {
        if (given.size() > MOST_FEATURES) {
            throw Problems.invalid(
                    "member features (at most " + MOST_FEATURES + " are expected)",
                    "поле features (не больше " + MOST_FEATURES + ")",
                    locale);
        }
        Set<Feature> features = new TreeSet<>();
        for (String text : given) {
            features.add(declared(text, module, locale));
        }
        return features;
    }

    private static Feature declared(String text, Module module, Locale locale) {
        return module.features().stream()
                .filter(feature -> feature.value().equals(text))
                .findFirst()
                .orElseThrow(() -> undeclared(text, module, locale));
    }

    private static ProblemException undeclared(String text, Module module, Locale locale) {
        String known = module.features().isEmpty()
                ? ""
                : String.join(
                        ", ",
                        module.features().stream().sorted().map(Feature::value).toList());
        String shown = Problems.quoted(text);
        return new ProblemException(Problems.of(
                        422,
                        "feature-unknown",
                        new LocalizedText("No such feature", "Нет такой функции"),
                        new LocalizedText(
                                "The module " + module.id() + " has no feature \"" + shown + "\" (member features). "
                                        + (known.isEmpty()
                                                ? "It has none: leave the member out."
                                                : "It has: " + known + "."),
                                "У модуля " + module.id() + " нет функции «" + shown + "» (поле features). "
                                        + (known.isEmpty()
                                                ? "У него нет функций: не передавайте это поле."
                                                : "У него есть: " + known + ".")),
                        locale)
                .problem()
                .with("module", module.id().value()));
    }

    private static Instant lastActive(String text, Instant now, Locale locale) {
        Instant instant;
        try {
            instant = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException malformed) {
            throw Problems.invalid(
                    "member lastActiveAt (a time with offset is expected, such as 2026-11-26T12:00:00+03:00)",
                    "поле lastActiveAt (нужно время со смещением, например 2026-11-26T12:00:00+03:00)",
                    locale);
        }
        if (instant.isAfter(now.plus(FUTURE))) {
            throw Problems.invalid(
                    "member lastActiveAt (it lies in the future; it is " + Json.time(now)
                            + " here: check the clock of the" + " application)",
                    "поле lastActiveAt (время в будущем; здесь сейчас " + Json.time(now)
                            + ": проверьте часы приложения)",
                    locale);
        }
        return instant.isAfter(now) ? now : instant;
    }
}
