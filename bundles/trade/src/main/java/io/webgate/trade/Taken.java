// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade;

import io.webgate.license.api.LocalizedText;

import java.util.Locale;

/** What became of a draft. */
public sealed interface Taken {

    /**
     * It is a document, and durable.
     *
     * @param repeated whether it was one already: the same was sent before with the same key
     */
    record Accepted(TradeDocument document, boolean repeated) implements Taken {}

    /**
     * It is none; nothing was changed.
     *
     * @param code the same in every language
     * @param reason what is wrong, where, and what to do
     */
    record Refused(Code code, LocalizedText reason) implements Taken {}

    /** Why a draft is refused. */
    enum Code {
        /** It breaks the form of its kind: no lines, a quantity of nothing, a place that is missing. */
        DOCUMENT_INVALID(422),
        /** The data server has told of no such goods. */
        GOODS_UNKNOWN(422),
        /** The price is another one by now. */
        PRICE_CHANGED(409),
        /** The total, or what was paid, is not the sum of the lines. */
        TOTAL_DIFFERS(422),
        /** There is no document from which this one could take back. */
        DOCUMENT_UNKNOWN(422),
        /** More would come back than went out. */
        TOO_MUCH_BACK(409),
        /** The bill would be of more than stands open. */
        TOO_MUCH_BILLED(409),
        /** The place has its bill already, or nothing was ordered there. */
        NOTHING_OPEN(409),
        /** The key was used for another document. */
        KEY_REUSED(422);

        private final int status;

        Code(int status) {
            this.status = status;
        }

        /** As HTTP tells it. */
        public int status() {
            return status;
        }

        /** For programs: {@code price-changed}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
