// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.Optional;

/**
 * What became of an activation (R59).
 *
 * @param kind in one word
 * @param license the document as it now stands; empty where there is none
 * @param message for people, where it was refused: why, and what to do
 */
public record ActivationResult(Kind kind, Optional<InstalledLicense> license, Optional<LocalizedText> message) {

    /** What became of it. */
    public enum Kind {
        /** It counts; durable; limits are in effect. */
        ACTIVATED,
        /** No document here has this id. */
        LICENSE_UNKNOWN,
        /** It was activated before; nothing changed. */
        ALREADY_USED,
        /** An ordinary licence, which counts by its days. */
        NOT_BREAK_GLASS,
        /** It would give nothing here and now: damaged, revoked, superseded, for another machine, over; nothing changed. */
        NOT_APPLICABLE,
        /** It could not be made durable; nothing changed. */
        STORE_FULL;

        /** What a refusal is called, for people. */
        public LocalizedText title() {
            return switch (this) {
                case ACTIVATED -> new LocalizedText("The licence is activated", "Лицензия активирована");
                case LICENSE_UNKNOWN -> new LocalizedText("No such licence", "Такой лицензии нет");
                case ALREADY_USED -> new LocalizedText("The licence was activated before", "Лицензию уже активировали");
                case NOT_BREAK_GLASS -> new LocalizedText("Nothing to activate", "Активировать нечего");
                case NOT_APPLICABLE ->
                    new LocalizedText("The licence would give nothing here", "Здесь эта лицензия ничего не даст");
                case STORE_FULL ->
                    new LocalizedText("The licence could not be activated", "Лицензию не удалось активировать");
            };
        }

        /** The name in API. */
        public String code() {
            return switch (this) {
                case LICENSE_UNKNOWN, STORE_FULL, ACTIVATED ->
                    name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
                case ALREADY_USED -> "break-glass-used";
                case NOT_BREAK_GLASS -> "not-break-glass";
                case NOT_APPLICABLE -> "license-not-applicable";
            };
        }
    }
}
