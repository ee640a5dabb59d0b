// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;

/**
 * What keeps the ledger from deciding, in whole sentences for people: what, what it means, what to do (R52, R53, R100,
 * R102). Pure.
 */
final class Waits {

    private Waits() {}

    static LocalizedText reading() {
        return text(
                "The ledger is being read; nothing new is admitted until it is.",
                "Идёт чтение реестра мест; до его окончания новые подключения не принимаются.");
    }

    static LocalizedText stopped() {
        return text(
                "The ledger is stopped, so nothing is admitted. Start the bundle io.webgate.ledger; if it stops again, the"
                        + " log of the host says why.",
                "Реестр мест остановлен, поэтому ничего не принимается. Запустите бандл io.webgate.ledger; если он снова"
                        + " остановится, причина будет в журнале узла.");
    }

    /** @param why what the store said */
    static LocalizedText unreadable(String why) {
        String quoted = LocalizedText.quotable(why);
        return text(
                "The ledger can't be read, so nothing is admitted; it is tried again every second. Check the disk and the"
                        + " data folder of the host. The store says: “" + quoted + "”.",
                "Реестр мест не читается, поэтому ничего не принимается; попытки повторяются каждую секунду. Проверьте диск"
                        + " и каталог данных узла. Сообщение хранилища: «" + quoted + "».");
    }

    static LocalizedText documents() {
        return text(
                "The licence registry has not read all documents yet; this takes seconds. If it lasts, the log of the host"
                        + " says why.",
                "Реестр лицензий ещё не прочитал все документы; на это нужно несколько секунд. Если это затянулось, причина"
                        + " в журнале узла.");
    }

    static LocalizedText meter(ModuleId module) {
        return text(
                "The meter of " + module
                        + " has not reported yet, so it isn't known how much is in use. If it lasts, start"
                        + " the bundle with this meter.",
                "Счётчик модуля " + module
                        + " ещё ничего не сообщил, поэтому неизвестно, сколько используется. Если это"
                        + " затянулось, запустите бандл с этим счётчиком.");
    }

    /** @param meter its class */
    static LocalizedText silent(String meter) {
        return text(
                "A meter does not answer: " + meter + ". What it counts can't be relied on. Restart its bundle.",
                "Счётчик не отвечает: " + meter + ". На его данные нельзя полагаться. Перезапустите его бандл.");
    }

    /**
     * @param meter its class
     * @param why what it threw
     */
    static LocalizedText failing(String meter, String why) {
        String quoted = LocalizedText.quotable(why);
        return text(
                "A meter fails: " + meter + ". What it counts can't be relied on. Restart its bundle; it says: “"
                        + quoted + "”.",
                "Счётчик не работает: " + meter
                        + ". На его данные нельзя полагаться. Перезапустите его бандл; сообщение: «" + quoted + "».");
    }

    private static LocalizedText text(String english, String russian) {
        return new LocalizedText(english, russian);
    }
}
