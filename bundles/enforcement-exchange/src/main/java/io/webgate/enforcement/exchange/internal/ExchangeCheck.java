// SPDX-License-Identifier: Apache-2.0
package io.webgate.enforcement.exchange.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.spi.SettingsCheck;
import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Refuses lives and idle times that can't be read, before they are saved. Thread-safe. */
@Component(service = SettingsCheck.class)
public final class ExchangeCheck implements SettingsCheck {

    private static final String GOOD = "PT1M";

    @Override
    public String pid() {
        return ExchangeComponent.PID;
    }

    @Override
    public List<Remark> check(Map<String, ?> values) {
        List<Remark> remarks = new ArrayList<>();
        text(values, "lives")
                .filter(lives -> !isRead(lives, GOOD, List.of()))
                .ifPresent(lives -> remarks.add(duration("lives", lives, "from PT1S to P1D", "от PT1S до P1D")));
        text(values, "permitLives")
                .filter(lives -> !isRead(GOOD, lives, List.of()))
                .ifPresent(
                        lives -> remarks.add(duration("permitLives", lives, "from PT1S to PT15M", "от PT1S до PT15M")));
        List<String> lines = values.get("displaceIdle") instanceof String[] several ? List.of(several) : List.of();
        for (String line : lines) {
            if (!isRead(GOOD, GOOD, List.of(line))) {
                remarks.add(line(LocalizedText.quotable(line)));
            }
        }
        if (remarks.isEmpty() && !isRead(GOOD, GOOD, lines)) {
            remarks.add(new Remark(
                    "displaceIdle",
                    new LocalizedText("Name each module once.", "Каждый модуль указывайте один раз."),
                    true));
        }
        return remarks;
    }

    private static Remark line(String shown) {
        return new Remark(
                "displaceIdle",
                new LocalizedText(
                        "Write module=PT10M, at most P7D, instead of \"" + shown + "\".",
                        "Вместо «" + shown + "» напишите модуль=PT10M, не больше P7D."),
                true);
    }

    private static Remark duration(String key, String text, String english, String russian) {
        String shown = LocalizedText.quotable(text);
        return new Remark(
                key,
                new LocalizedText(
                        "\"" + shown + "\" is not a duration " + english + ". Write it such as PT5M.",
                        "«" + shown + "» — не длительность " + russian + ". Пишите, например, PT5M."),
                true);
    }

    private static Optional<String> text(Map<String, ?> values, String key) {
        return Optional.ofNullable(values.get(key)).map(Object::toString);
    }

    private static boolean isRead(String lives, String permitLives, List<String> displaceIdle) {
        try {
            return ExchangeSettings.parse(lives, permitLives, displaceIdle) != null;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
