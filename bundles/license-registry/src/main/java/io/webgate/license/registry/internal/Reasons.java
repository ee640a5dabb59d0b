// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Activation;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.format.Purpose;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.stream.Collectors;

/** Why a document does not count, or was not taken, in the two languages, with what to do about it (R7, R100, R102). */
final class Reasons {

    private Reasons() {}

    static LocalizedText revoked() {
        return new LocalizedText(
                "The vendor has revoked this licence. Ask the vendor for another one.",
                "Поставщик отозвал эту лицензию. Обратитесь к поставщику за новой.");
    }

    static LocalizedText revokedKey() {
        return new LocalizedText(
                "It is signed with a key that the vendor has revoked, since somebody else may have it. Ask the vendor to"
                        + " issue the licence anew.",
                "Подписано ключом, который поставщик отозвал: он мог попасть в чужие руки. Попросите поставщика выпустить"
                        + " лицензию заново.");
    }

    static LocalizedText statementTaken(Notice notice) {
        return notice.purpose() == Purpose.REVOCATION
                ? new LocalizedText(
                        "Revocation list " + notice.number() + " of " + notice.vendor()
                                + " is in force: licences revoked "
                                + notice.licenses().size() + ", keys revoked "
                                + notice.revokedKeys().size() + ".",
                        "Список отозванных лицензий № " + notice.number() + " поставщика " + notice.vendor()
                                + " действует: отозвано лицензий — "
                                + notice.licenses().size() + ", ключей — "
                                + notice.revokedKeys().size() + ".")
                : new LocalizedText(
                        "Key announcement " + notice.number() + " of " + notice.vendor()
                                + " is in force: keys announced "
                                + notice.keys().size() + ", revoked "
                                + notice.revokedKeys().size() + ".",
                        "Объявление ключей № " + notice.number() + " поставщика " + notice.vendor()
                                + " действует: объявлено ключей — "
                                + notice.keys().size() + ", отозвано — "
                                + notice.revokedKeys().size() + ".");
    }

    /** One that was taken by an earlier run. */
    static LocalizedText statementLost(StoredRecords.Statement lost) {
        String day = LocalDate.ofInstant(lost.at(), ZoneOffset.UTC).toString();
        String russianDay = Moments.russian(LocalDate.ofInstant(lost.at(), ZoneOffset.UTC));
        String of =
                lost.by().stream().findFirst().map(key -> " of " + key.vendor()).orElse("");
        String russianOf = lost.by().stream()
                .findFirst()
                .map(key -> " поставщика " + key.vendor())
                .orElse("");
        String key = lost.signers().get(0);
        return lost.purpose() == Purpose.REVOCATION
                ? new LocalizedText(
                        "Revocation list " + lost.number() + of + ", taken on " + day + " and signed with the key "
                                + key
                                + ", can't be verified any more: what it revoked may count again. Ask the vendor for the"
                                + " newest list and install it.",
                        "Список отозванных лицензий № " + lost.number() + russianOf + ", принятый " + russianDay
                                + " и подписанный ключом " + key
                                + ", больше не проходит проверку: отозванное в нём может снова действовать. Запросите у"
                                + " поставщика последний список и установите его.")
                : new LocalizedText(
                        "Key announcement " + lost.number() + of + ", taken on " + day + " and signed with the key "
                                + key
                                + ", can't be verified any more: licences signed with the keys that it announced do not"
                                + " count, and keys that it revoked may. Ask the vendor for the newest announcement and"
                                + " install it.",
                        "Объявление ключей № " + lost.number() + russianOf + ", принятое " + russianDay
                                + " и подписанное ключом " + key
                                + ", больше не проходит проверку: лицензии, подписанные объявленными в нём ключами, не"
                                + " действуют, а отозванные в нём ключи могут действовать. Запросите у поставщика последнее"
                                + " объявление и установите его.");
    }

    static LocalizedText statementLeftOutside(StatementsOutside.Kept left) {
        // Whoever can write there can write anything in its place
        String key = LocalizedText.quotable(left.signers().get(0));
        return left.purpose() == Purpose.REVOCATION
                ? new LocalizedText(
                        "Revocation list " + left.number() + ", signed with the key " + key
                                + ", is remembered outside the home alone and can't be taken from there: what it revoked"
                                + " may count again. Ask the vendor for the newest list and key announcement and install"
                                + " them.",
                        "Список отозванных лицензий № " + left.number() + ", подписанный ключом " + key
                                + ", сохранился только вне домашней папки, и принять его оттуда не удаётся: отозванное в"
                                + " нём может снова действовать. Запросите у поставщика последние список и объявление"
                                + " ключей и установите их.")
                : new LocalizedText(
                        "Key announcement " + left.number() + ", signed with the key " + key
                                + ", is remembered outside the home alone and can't be taken from there: licences signed"
                                + " with the keys that it announced do not count, and keys that it revoked may. Ask the"
                                + " vendor for the newest announcement and install it.",
                        "Объявление ключей № " + left.number() + ", подписанное ключом " + key
                                + ", сохранилось только вне домашней папки, и принять его оттуда не удаётся: лицензии,"
                                + " подписанные объявленными в нём ключами, не действуют, а отозванные в нём ключи могут"
                                + " действовать. Запросите у поставщика последнее объявление и установите его.");
    }

    static LocalizedText receiptTaken(Instant time, Instant before) {
        return new LocalizedText(
                "The vendor's time receipt is taken: the time is now " + Moments.shown(time) + ", before it was "
                        + Moments.shown(before) + " (UTC).",
                "Квитанция времени от поставщика принята: теперь время " + Moments.russian(time) + ", было "
                        + Moments.russian(before) + " (UTC).");
    }

    static LocalizedText receiptOfAnother(String vendor, String wanted) {
        return new LocalizedText(
                "This time receipt was issued by " + vendor + ", this host takes those of " + wanted
                        + " alone. Ask that vendor.",
                "Эту квитанцию времени выдал поставщик " + vendor + ", узел принимает только квитанции поставщика "
                        + wanted + ". Обратитесь к нему.");
    }

    static LocalizedText receiptUnasked() {
        return new LocalizedText(
                "This host is not waiting for a time receipt: it has not asked for one, or the answer has been used"
                        + " already. Save a new request file and send it to the vendor.",
                "Узел не ждёт квитанции времени: он её не запрашивал, или ответ уже использован. Сохраните новый файл"
                        + " запроса и отправьте его поставщику.");
    }

    static LocalizedText receiptForAnother() {
        return new LocalizedText(
                "This time receipt answers another request: of another host, or an earlier one. Save a new request file"
                        + " and send it to the vendor.",
                "Эта квитанция времени отвечает на другой запрос: другого узла или более ранний. Сохраните новый файл"
                        + " запроса и отправьте его поставщику.");
    }

    static LocalizedText receiptNotKept() {
        return new LocalizedText(
                "The time receipt could not be written, so nothing was changed and it stays good. Make room on the disk and"
                        + " install it again.",
                "Квитанцию времени не удалось записать, поэтому ничего не изменено и она остаётся годной. Освободите место"
                        + " на диске и установите её ещё раз.");
    }

    static LocalizedText receiptLate(Instant asked, long days) {
        return new LocalizedText(
                "This time receipt comes too late: the request was saved at " + Moments.shown(asked)
                        + " (UTC), an answer counts for " + days + " days. Save a new request file and send it to the"
                        + " vendor.",
                "Квитанция времени опоздала: запрос сохранён " + Moments.russian(asked) + " (UTC), ответ годится "
                        + days + " дней. Сохраните новый файл запроса и отправьте его поставщику.");
    }

    static LocalizedText receiptClock(Instant system, Instant signed) {
        return new LocalizedText(
                "The computer's clock says " + Moments.shown(system) + ", the vendor's receipt says "
                        + Moments.shown(signed)
                        + " (UTC). Correct the computer's clock, then install the same receipt again.",
                "Часы компьютера показывают " + Moments.russian(system) + ", в квитанции поставщика — "
                        + Moments.russian(signed)
                        + " (UTC). Исправьте часы компьютера и установите ту же квитанцию ещё раз.");
    }

    static LocalizedText statementKnown(Notice notice) {
        return new LocalizedText(
                "Number " + notice.number() + " of " + notice.vendor() + " is in force already; nothing was changed.",
                "Номер " + notice.number() + " поставщика " + notice.vendor() + " уже действует; ничего не изменено.");
    }

    static LocalizedText statementOlder(Notice notice, long highest) {
        return new LocalizedText(
                "Number " + notice.number() + " of " + notice.vendor() + " came after number " + highest
                        + " had been seen here; an older one is never accepted again. Ask the vendor for the newest.",
                "Номер " + notice.number() + " поставщика " + notice.vendor() + " поступил после номера " + highest
                        + "; более ранний повторно не принимается. Запросите у поставщика последний.");
    }

    static LocalizedText otherApplication(Collection<ApplicationId> named, Collection<ApplicationId> played) {
        return new LocalizedText(
                "It is for " + list(named) + ", this host plays " + list(played)
                        + ". Ask the vendor for a licence for this application, or change the host's setting.",
                "Она для " + list(named) + ", а этот узел исполняет " + list(played)
                        + ". Запросите у поставщика лицензию для этого приложения или измените настройку узла.");
    }

    static LocalizedText overtaken(License license, long generation) {
        return new LocalizedText(
                "Generation " + license.generation() + " of licence " + license.lineage() + "; generation " + generation
                        + " has taken its place. Where that is in the list there is nothing to do; you can remove this"
                        + " one. Where it is not, install it again.",
                "Выпуск " + license.generation() + " лицензии " + license.lineage() + "; его заменил выпуск "
                        + generation
                        + ". Если тот есть в списке, делать ничего не нужно; этот документ можно удалить. Если его нет,"
                        + " установите его снова.");
    }

    static LocalizedText late(License license, long highest) {
        return new LocalizedText(
                "Generation " + license.generation() + " of licence " + license.lineage() + " came after generation "
                        + highest + " had been seen here; an older one is never accepted again. Install generation "
                        + highest + " or a later one.",
                "Выпуск " + license.generation() + " лицензии " + license.lineage() + " поступил после выпуска "
                        + highest + "; более ранний выпуск повторно не принимается. Установите выпуск " + highest
                        + " или более поздний.");
    }

    static LocalizedText replaced(LicenseId by) {
        return new LocalizedText(
                "Licence " + by + " counts in its place. There is nothing to do; you can remove this one.",
                "Вместо неё действует лицензия " + by + ". Делать ничего не нужно; эту можно удалить.");
    }

    static LocalizedText replacedByName(LicenseId by) {
        return new LocalizedText(
                "Licence " + by
                        + " has taken its place. Where that is in the list there is nothing to do; you can remove"
                        + " this one. Where it is not, install it again.",
                "Её заменила лицензия " + by + ". Если та есть в списке, делать ничего не нужно; эту можно удалить."
                        + " Если её нет, установите её снова.");
    }

    static LocalizedText otherMachine(Binding binding, int matching) {
        return new LocalizedText(
                "It is for the computer with the machine key " + binding.value() + ": " + matching
                        + " of 5 groups match this one, " + binding.matching()
                        + " are needed. Send the vendor the machine key of this computer.",
                "Она для компьютера с ключом " + binding.value() + ": с этим компьютером совпадает групп: " + matching
                        + " из 5, требуется " + binding.matching() + ". Отправьте поставщику ключ этого компьютера.");
    }

    static LocalizedText mediaAbsent() {
        return new LocalizedText(
                "It is for a USB drive that is not plugged in. Plug it in.",
                "Она для USB-накопителя, который не подключён. Подключите его.");
    }

    static LocalizedText otherServer(Binding binding) {
        return new LocalizedText(
                "It is for the server " + binding.value()
                        + ", not for this one. Install it there, or ask the vendor for a licence for this server.",
                "Она для сервера " + binding.value()
                        + ", а не для этого. Установите её там или запросите у поставщика лицензию для этого сервера.");
    }

    static LocalizedText expired(License license) {
        String day = license.validUntil().map(LocalDate::toString).orElse("");
        String russianDay = license.validUntil().map(Moments::russian).orElse("");
        return new LocalizedText(
                "Its last day was " + day + " (" + license.zone() + "). Ask the vendor to renew it.",
                "Её последний день — " + russianDay + " (" + license.zone()
                        + "). Обратитесь к поставщику для продления.");
    }

    static LocalizedText notYetValid(License license) {
        if (license.breakGlass().isPresent()) {
            return new LocalizedText(
                    "Its first day is " + license.validFrom() + " (" + license.zone()
                            + "). From that day on an administrator can activate it, once.",
                    "Её первый день — " + Moments.russian(license.validFrom()) + " (" + license.zone()
                            + "). С этого дня администратор сможет её активировать, один раз.");
        }
        return new LocalizedText(
                "Its first day is " + license.validFrom() + " (" + license.zone()
                        + "). It will count from that day by itself.",
                "Её первый день — " + Moments.russian(license.validFrom()) + " (" + license.zone()
                        + "). С этого дня она начнёт действовать сама.");
    }

    static LocalizedText awaitsActivation(License license) {
        int days = license.breakGlass().orElseThrow();
        return new LocalizedText(
                "It is kept for an emergency and waits for its activation by an administrator. Activated, it counts to the end"
                        + " of that day and for " + days
                        + " days more. That can be done once, and the vendor will be told.",
                "Это лицензия на крайний случай: она ждёт, пока её активирует администратор. После активации она действует"
                        + " до конца этого дня и ещё дней: " + days
                        + ". Активировать её можно один раз; поставщик об этом узнает.");
    }

    static LocalizedText usedUp(License license, Activation use) {
        return new LocalizedText(
                "It was activated " + activated(use) + ", its last day was " + use.lastDay() + " (" + license.zone()
                        + "). It can't be activated again: ask the vendor for a licence.",
                "Её активировал(а) " + russianActivated(use) + ", последний день — " + Moments.russian(use.lastDay())
                        + " (" + license.zone()
                        + "). Повторно активировать её нельзя: обратитесь к поставщику за лицензией.");
    }

    static LocalizedText usedInTheFuture(Activation use) {
        return new LocalizedText(
                "It was activated at a time that was wrong: " + Moments.shown(use.at())
                        + " (UTC) is still to come, and until then it does not count. Ask the vendor for a licence.",
                "Её активировали при неверном времени: " + Moments.russian(use.at())
                        + " (UTC) ещё не наступило, и до тех пор она не действует. Обратитесь к поставщику за лицензией.");
    }

    static LocalizedText notBreakGlass() {
        return new LocalizedText(
                "It is an ordinary licence: it counts by its days, and there is nothing to activate.",
                "Это обычная лицензия: она действует по своим датам, активировать её не нужно.");
    }

    static LocalizedText alreadyUsed(Activation use) {
        return new LocalizedText(
                "It was activated " + activated(use) + ", until " + use.lastDay()
                        + ". That can be done once. For longer, ask the vendor for a licence.",
                "Её уже активировал(а) " + russianActivated(use) + ", до " + Moments.russian(use.lastDay())
                        + ". Это можно сделать один раз. Если нужно дольше, обратитесь к поставщику за лицензией.");
    }

    private static String activated(Activation use) {
        return "at " + Moments.shown(use.at()) + " (UTC) by “" + use.by() + "”";
    }

    private static String russianActivated(Activation use) {
        return "«" + use.by() + "» " + Moments.russian(use.at()) + " (UTC)";
    }

    /** Its use would begin, and a minute later it would be over. */
    static LocalizedText vanishingUnused() {
        return new LocalizedText(
                "Its file or USB drive is gone, so it would count for less than a minute. Put it back, then activate it.",
                "Её файл или USB-накопитель пропал, она действовала бы меньше минуты. Верните его, затем активируйте.");
    }

    static LocalizedText licenseUnknown() {
        return new LocalizedText(
                "No installed licence has this number. The list of licences shows those that are there.",
                "Установленной лицензии с таким номером нет. Смотрите список лицензий.");
    }

    /** @param what the store said, which has one language */
    static LocalizedText activationNotKept(String what) {
        String quoted = LocalizedText.quotable(what);
        return new LocalizedText(
                "The activation could not be written, so nothing was changed and it can still be used. Make room on the disk"
                        + " and repeat. The system says: “" + quoted + "”.",
                "Активацию не удалось записать: ничего не изменено, лицензия не использована. Освободите место на диске и"
                        + " повторите. Сообщение системы: «" + quoted + "».");
    }

    static LocalizedText sameId(License license) {
        return new LocalizedText(
                "Another document with the id " + license.id()
                        + " and other contents is kept. An id names one document: ask the vendor for a correct one.",
                "Уже есть другой документ с номером " + license.id()
                        + " и иным содержанием. Номер означает один документ: запросите у поставщика правильный.");
    }

    static LocalizedText endsItsOwnKey(License license) {
        return new LocalizedText(
                "Licence " + license.id()
                        + " brings along an announcement by which a key that signed it does not count for"
                        + " it any more. Ask the vendor to issue it anew.",
                "Лицензия " + license.id()
                        + " несёт с собой объявление, по которому подписавший её ключ для неё больше не"
                        + " действует. Попросите поставщика выпустить её заново.");
    }

    static LocalizedText refusedBefore() {
        return new LocalizedText(
                "It was refused when it came, and can be verified now. Install it again or remove it.",
                "При поступлении документ был отклонён, сейчас он проходит проверку. Установите его снова или удалите.");
    }

    static LocalizedText tooLarge(int most) {
        return new LocalizedText(
                "The file is larger than " + most + " bytes, so it is not a licence document. Choose another file.",
                "Файл больше " + most + " байт и не является лицензией. Выберите другой файл.");
    }

    static LocalizedText datesOutOfRange() {
        return new LocalizedText(
                "Its contents make no sense: its dates are beyond any calendar. Ask the vendor for a correct document.",
                "Содержание документа некорректно: его даты выходят за пределы календаря. Запросите у поставщика правильный"
                        + " документ.");
    }

    /** Looking at it failed in a way that was not foreseen; what exactly stands in the log. */
    static LocalizedText ourDefect() {
        return new LocalizedText(
                "This document could not be checked because of a defect of this program, so it counts for nothing. Send the"
                        + " document and the log of the host to the vendor.",
                "Документ не удалось проверить из-за ошибки в программе, поэтому он не учитывается. Отправьте поставщику"
                        + " документ и журнал узла.");
    }

    static LocalizedText editionAdmitsNone() {
        return new LocalizedText(
                "This edition has its licences built in and admits no others. To install this licence, use an edition that"
                        + " admits licences; ask the vendor which.",
                "Лицензии этой редакции встроены, другие не принимаются. Чтобы установить эту лицензию, нужна другая"
                        + " редакция; какая — подскажет поставщик.");
    }

    /** @param what the system or the store said, which has one language */
    static LocalizedText storeFull(String what) {
        String quoted = LocalizedText.quotable(what);
        return new LocalizedText(
                "The licence could not be written, nothing was changed. Make room on the disk and repeat. The system says: “"
                        + quoted + "”.",
                "Лицензию не удалось записать, ничего не изменено. Освободите место на диске и повторите. Сообщение системы: «"
                        + quoted + "».");
    }

    private static String list(Collection<ApplicationId> applications) {
        return applications.isEmpty()
                ? "—"
                : applications.stream().sorted().map(ApplicationId::value).collect(Collectors.joining(", "));
    }
}
