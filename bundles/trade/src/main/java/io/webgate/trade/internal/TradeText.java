// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Seat;

/** What the exchange of goods and documents says when it refuses. */
final class TradeText {

    static final LocalizedText METHOD = text("Method not allowed", "Метод не поддерживается");
    static final LocalizedText METHOD_DETAIL = text(
            "Goods are put and looked at, documents are read, and acknowledged with POST.",
            "Товары передают через PUT и смотрят через GET, документы читают через GET и подтверждают через POST.");
    static final LocalizedText UNKNOWN = text("Not signed in", "Вход не выполнен");
    static final LocalizedText UNKNOWN_DETAIL = text(
            "Nobody has authenticated this request. Send a token.",
            "Запрос не прошёл проверку подлинности. Передайте токен.");
    static final LocalizedText REFUSED = text("The exchange is not permitted", "Обмен не разрешён");
    static final LocalizedText PERMIT_MISSING = text(
            "Send the permit of a connection in the header " + TradeExchange.PERMIT
                    + ": PUT /api/v1/connections/{module}/{device} answers it while the exchange is allowed.",
            "Передайте разрешение соединения в заголовке " + TradeExchange.PERMIT
                    + ": его возвращает PUT /api/v1/connections/{module}/{device}, пока обмен разрешён.");
    static final LocalizedText PERMIT_REFUSED = text(
            "The permit is not of this host, has run out, or the exchange of its connection is suspended. Connect again: the"
                    + " answer has a new permit, or says why there is none.",
            "Разрешение выдано не этим узлом, истекло, или обмен его соединения приостановлен. Повторите соединение: ответ"
                    + " содержит новое разрешение или причину отказа.");
    static final LocalizedText NO_SUCH = text("No such document", "Такого документа нет");

    static final LocalizedText BUSY = text("Goods are being received", "Товары уже принимаются");
    static final LocalizedText BUSY_DETAIL = text(
            "Another delivery of goods is not finished. Send this one again when it has its answer.",
            "Другая передача товаров ещё не закончена. Повторите эту, когда на ту придёт ответ.");

    private TradeText() {}

    static LocalizedText notThis(Seat seat) {
        return text(
                "A device exchanges with its own permit, and only as one of the modules in the setting \"modules\" of "
                        + TradeExchange.PID + ", not as " + seat.module() + ".",
                "Устройство обменивается по своему разрешению и только как один из модулей настройки «modules» в "
                        + TradeExchange.PID + ", а не как " + seat.module() + ".");
    }

    static LocalizedText noSuch(long number) {
        return text(
                "There is no document " + number + " yet; nothing was acknowledged.",
                "Документа " + number + " ещё нет; ничего не подтверждено.");
    }

    private static LocalizedText text(String english, String russian) {
        return new LocalizedText(english, russian);
    }
}
