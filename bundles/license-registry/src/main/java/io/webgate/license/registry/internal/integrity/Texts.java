// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal.integrity;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.spi.IntegrityReport.Finding;
import io.webgate.license.spi.IntegrityReport.Severity;

import java.io.IOException;

/** The findings in words: what it is, why it matters, what to do (R102), in both languages (R100). */
final class Texts {

    private static final String AGAIN = "put the distribution's own files back and restart the host";
    private static final String AGAIN_RU = "верните файлы поставки на место и перезапустите узел";

    private Texts() {}

    static Finding notLookedYet() {
        return stops(
                "The program's own files are still being checked: wait a few seconds",
                "Файлы программы ещё проверяются: подождите несколько секунд");
    }

    static Finding stale() {
        return stops(
                "The program has not checked its own files and signatures for minutes, so nothing vouches for them: restart"
                        + " the host",
                "Программа несколько минут не проверяла свои файлы и подписи, поручиться за них некому: перезапустите узел");
    }

    /** As {@link #failed}, where reading alone has failed. */
    static Finding notRead(IOException reason) {
        return new Finding(Severity.UNREADABLE, failed(reason).text());
    }

    static Finding failed(Throwable reason) {
        return stops(
                "The check of the program's own files and signatures has failed (" + reason
                        + "), so nothing vouches for them: see the log and restart the host",
                "Проверка файлов и подписей программы не удалась (" + reason
                        + "), поручиться за них некому: посмотрите журнал и перезапустите узел");
    }

    static Finding noManifest(String where) {
        return unreadable(
                "The manifest that names this program's bundles is not at " + where + ": " + AGAIN,
                "Перечня бандлов программы нет на месте (" + where + "): " + AGAIN_RU);
    }

    static Finding badManifest(LocalizedText why) {
        return stops(
                "The manifest that names this program's bundles is not signed by the vendor that this host trusts ("
                        + why.english() + "): " + AGAIN,
                "Перечень бандлов программы не подписан вендором, которому доверяет этот узел (" + why.russian() + "): "
                        + AGAIN_RU);
    }

    static Finding foreignManifest(String vendor, String wanted) {
        return stops(
                "The manifest that names this program's bundles is " + vendor + "'s, but this host is assembled by "
                        + wanted + ": " + AGAIN,
                "Перечень бандлов программы выпустил вендор " + vendor + ", а узел собран вендором " + wanted + ": "
                        + AGAIN_RU);
    }

    static Finding otherBytes(String bundle) {
        return stops(
                "The bundle " + bundle + " is not the one that the vendor signed: its file has other bytes; " + AGAIN,
                "Бандл " + bundle + " не тот, что подписал вендор: в его файле другие байты; " + AGAIN_RU);
    }

    static Finding otherVersion(String bundle, String version, String wanted) {
        return stops(
                "The bundle " + bundle + " is installed in version " + version + ", but the vendor signed " + wanted
                        + ": " + AGAIN,
                "Бандл " + bundle + " установлен в версии " + version + ", а вендор подписал " + wanted + ": "
                        + AGAIN_RU);
    }

    static Finding loadedOther(String bundle, String entry) {
        return stops(
                "The bundle " + bundle + " runs with other contents than the file that the vendor signed (" + entry
                        + "): " + AGAIN,
                "Бандл " + bundle + " работает не с тем содержимым, которое подписал вендор (" + entry + "): "
                        + AGAIN_RU);
    }

    static Finding unreadableBundle(String bundle, String why) {
        return unreadable(
                "The file of the bundle " + bundle + " can't be compared with what the vendor signed (" + why + "): "
                        + AGAIN,
                "Файл бандла " + bundle + " нельзя сравнить с тем, что подписал вендор (" + why + "): " + AGAIN_RU);
    }

    static Finding unknown(String bundle) {
        return stops(
                "The bundle " + bundle + " bears a name of this program, but the vendor's manifest does not have it:"
                        + " uninstall that bundle",
                "Бандл " + bundle + " носит имя этой программы, но в перечне вендора его нет: удалите этот бандл");
    }

    static Finding missing(String bundle) {
        return stops(
                "The bundle " + bundle + " of this program is not installed: " + AGAIN,
                "Бандл " + bundle + " этой программы не установлен: " + AGAIN_RU);
    }

    static Finding notRefreshed(String bundle) {
        return stops(
                "The bundle " + bundle + " was updated, and what it had before still runs: restart the host",
                "Бандл " + bundle + " обновлён, но прежнее его содержимое ещё работает: перезапустите узел");
    }

    static Finding fragment(String bundle, String host) {
        return stops(
                "The bundle " + bundle + " adds itself to " + host + " as a fragment, which the vendor did not sign:"
                        + " uninstall that bundle",
                "Бандл " + bundle + " добавляет себя к " + host
                        + " как фрагмент, чего вендор не подписывал: удалите этот" + " бандл");
    }

    static Finding wired(String bundle, String provider) {
        return stops(
                "The bundle " + bundle + " runs with code of the bundle " + provider
                        + ", which the vendor did not sign:" + " uninstall that bundle and restart the host",
                "Бандл " + bundle + " работает с кодом бандла " + provider + ", которого вендор не подписывал: удалите"
                        + " этот бандл и перезапустите узел");
    }

    static Finding hook(String bundle, String type) {
        return stops(
                "The bundle " + bundle + " hooks into the framework (" + type
                        + ") and could change or hide what runs: uninstall that bundle and restart the host",
                "Бандл " + bundle + " встраивается во фреймворк (" + type
                        + ") и может изменить или скрыть то, что работает: удалите этот бандл и перезапустите узел");
    }

    static Finding refusesGood(String why) {
        return stops(
                "A document that is signed well is refused (" + why + "): signatures can't be checked; " + AGAIN,
                "Отвергнут правильно подписанный документ (" + why + "): подписи не проверить; " + AGAIN_RU);
    }

    static Finding takesBad(String what) {
        return stops(
                "A document with a forged signature is not refused (" + what
                        + "): the program was changed while it runs; restart the host without what changes it",
                "Не отвергнут документ с поддельной подписью (" + what
                        + "): программу изменили на ходу; перезапустите узел без того, что её меняет");
    }

    static Finding option(String option) {
        return warning(
                "The JVM was started with " + option
                        + ", by which code can be changed that the vendor signed: remove the"
                        + " option unless you need it",
                "JVM запущена с параметром " + option + ", который позволяет менять подписанный вендором код: уберите"
                        + " параметр, если он не нужен");
    }

    static Finding attached() {
        return warning(
                "A tool has attached itself to the running JVM; it could have loaded an agent that changes code",
                "К работающей JVM подключился посторонний инструмент; он мог загрузить агент, который меняет код");
    }

    private static Finding stops(String english, String russian) {
        return new Finding(Severity.STOPS, new LocalizedText(english, russian));
    }

    private static Finding unreadable(String english, String russian) {
        return new Finding(Severity.UNREADABLE, new LocalizedText(english, russian));
    }

    private static Finding warning(String english, String russian) {
        return new Finding(Severity.WARNING, new LocalizedText(english, russian));
    }
}
