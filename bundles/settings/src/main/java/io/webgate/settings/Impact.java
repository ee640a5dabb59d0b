// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings;

import io.webgate.license.api.LocalizedText;

import java.util.Locale;

/**
 * What a change does to a component.
 *
 * @param component its name; empty where the bundle reads the settings by other means
 * @param bundle its bundle's symbolic name
 */
public record Impact(Kind kind, String component, String bundle) {

    /** What happens. */
    public enum Kind {
        /** It takes the change as it runs. */
        APPLIED,
        /** It is stopped and started again for it. */
        RESTARTED,
        /** One more is made. */
        MADE,
        /** One is taken away. */
        REMOVED,
        /** Nothing now: the bundle does not run. */
        LATER;

        /** The name in API: {@code applied} … */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** In one sentence. */
    public LocalizedText sentence() {
        return switch (kind) {
            case APPLIED ->
                new LocalizedText(
                        "Applies at once: " + bundle + " takes it as it runs.",
                        "Действует сразу: " + bundle + " применяет изменение на ходу.");
            case RESTARTED ->
                new LocalizedText(
                        "Applies at once: " + component + " in " + bundle + " is restarted.",
                        "Действует сразу: компонент " + component + " в " + bundle + " перезапустится.");
            case MADE ->
                new LocalizedText(
                        "Applies at once: " + bundle + " makes one more of it.",
                        "Действует сразу: " + bundle + " создаст ещё один экземпляр.");
            case REMOVED ->
                new LocalizedText(
                        "Applies at once: " + bundle + " takes it away.",
                        "Действует сразу: " + bundle + " уберёт этот экземпляр.");
            case LATER ->
                new LocalizedText(
                        "Applies when " + bundle + " runs; it does not run now.",
                        "Подействует, когда заработает " + bundle + "; сейчас он не работает.");
        };
    }
}
