// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.license.api.LocalizedText;

import java.time.Instant;

/**
 * Why a service that runs sends nothing, whatever is due.
 *
 * @param code the same in every language
 * @param since when it was found first
 */
record Hindrance(String code, LocalizedText text, Instant since) {

    /** Nobody can say whether another process sends from the spool. */
    static Hindrance notLocked(String what, Instant since) {
        String shown = LocalizedText.quotable(what);
        return new Hindrance(
                "spool-not-locked",
                new LocalizedText(
                        "The lock report-mailer.lock in the home's folder var can't be taken, so that nobody knows whether"
                                + " another process sends the same mails. The host needs the right to write there, and a"
                                + " file system with locks. What falls due is kept, and is sent as soon as the lock can"
                                + " be taken: "
                                + shown,
                        "Не удаётся получить блокировку report-mailer.lock в папке var домашнего каталога, и неизвестно,"
                                + " не отправляет ли те же письма другой процесс. Узлу нужны право записи в эту папку и"
                                + " файловая система с блокировками. Наступившие сроки записываются, письма уйдут, как"
                                + " только блокировка удастся: "
                                + shown),
                since);
    }
}
