// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.license.api.Consequence;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Usage;

/** Says in words what one more would do, so that nobody finds out by doing it (R102). */
final class Next {

    private Next() {}

    static LocalizedText of(Usage usage) {
        if (usage.bound() == 0) {
            return new LocalizedText(
                    "Nothing is licensed; one more is refused.",
                    "Ничего не лицензировано; ещё одно подключение отклоняется.");
        }
        if (usage.used() < usage.bound()) {
            return new LocalizedText(
                    "One more fits: " + usage.used() + " of " + usage.bound() + " in use.",
                    "Ещё одно подключение возможно: используется " + usage.used() + " из " + usage.bound() + ".");
        }
        LocalizedText then = consequence(usage.module().consequence());
        return new LocalizedText(
                usage.used() + " of " + usage.bound() + " in use. " + then.english(),
                "Используется " + usage.used() + " из " + usage.bound() + ". " + then.russian());
    }

    private static LocalizedText consequence(Consequence consequence) {
        return switch (consequence.effect()) {
            case STOP_GATE ->
                new LocalizedText(
                        "One more stops the gate and every plugin.", "Ещё одно остановит шлюз и все плагины.");
            case HOLD ->
                new LocalizedText(
                        "One more stops this service; the gate goes on.",
                        "Ещё одно остановит эту службу; шлюз продолжит работу.");
            case REFUSE ->
                new LocalizedText(
                        "One more is refused, with a message.", "Ещё одно подключение будет отклонено с сообщением.");
            case SUSPEND ->
                switch (consequence.cut()) {
                    case NEWEST ->
                        new LocalizedText(
                                "One more suspends the exchange of those connected last.",
                                "Ещё одно приостановит обмен у подключённых последними.");
                    case ALL ->
                        new LocalizedText(
                                "One more suspends the exchange of all.", "Ещё одно приостановит обмен у всех.");
                    case NEWCOMER ->
                        new LocalizedText(
                                "One more has its exchange suspended.",
                                "У ещё одного подключения обмен будет приостановлен.");
                    case UNCOVERED ->
                        new LocalizedText("One more is not synchronised.", "Ещё один не будет синхронизироваться.");
                };
        };
    }
}
