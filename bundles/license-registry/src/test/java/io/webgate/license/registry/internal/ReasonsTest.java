// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Activation;
import io.webgate.license.api.Binding;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustedKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** R100, R102: each reason is there in both languages and says in each what to do. */
class ReasonsTest {

    private static final Instant TIME = Instant.parse("2026-06-15T12:00:00Z");

    static Stream<Arguments> reasons() {
        License license = Sample.license("LIC-7").until("2026-06-14").make();
        Binding server = new Binding(Binding.Kind.SERVER, "srv-1", 0);
        Notice list = notice(Purpose.REVOCATION);
        License glass = Sample.license("LIC-8").from("2026-06-20").breakGlass(7).make();
        Activation use = new Activation(TIME, "olga", "why", LocalDate.parse("2026-06-22"));
        return Stream.of(
                arguments("notYetValid", Reasons.notYetValid(glass), "2026-06-20", "can activate it", "активировать"),
                arguments(
                        "awaitsActivation",
                        Reasons.awaitsActivation(glass),
                        "7",
                        "That can be done once",
                        "Активировать её можно один раз"),
                arguments(
                        "usedUp",
                        Reasons.usedUp(glass, use),
                        "olga",
                        "ask the vendor for a licence",
                        "обратитесь к поставщику"),
                arguments(
                        "usedInTheFuture",
                        Reasons.usedInTheFuture(use),
                        "2026-06-15",
                        "Ask the vendor for a licence",
                        "Обратитесь к поставщику"),
                arguments(
                        "notBreakGlass",
                        Reasons.notBreakGlass(),
                        "",
                        "nothing to activate",
                        "активировать её не нужно"),
                arguments(
                        "alreadyUsed",
                        Reasons.alreadyUsed(use),
                        "olga",
                        "ask the vendor for a licence",
                        "обратитесь к поставщику"),
                arguments("vanishingUnused", Reasons.vanishingUnused(), "USB", "Put it back", "Верните его"),
                arguments("licenseUnknown", Reasons.licenseUnknown(), "", "The list of licences", "Смотрите список"),
                arguments(
                        "activationNotKept",
                        Reasons.activationNotKept("No space\nleft"),
                        "No space left",
                        "Make room on the disk",
                        "Освободите место на диске"),
                arguments(
                        "revokedKey", Reasons.revokedKey(), "", "issue the licence anew", "выпустить лицензию заново"),
                arguments("statementTaken", Reasons.statementTaken(list), "3", "is in force", "действует"),
                arguments(
                        "statementTaken",
                        Reasons.statementTaken(notice(Purpose.KEYS)),
                        "3",
                        "Key announcement",
                        "Объявление ключей"),
                arguments(
                        "statementLost",
                        Reasons.statementLost(lost(Purpose.REVOCATION)),
                        "ACME",
                        "Ask the vendor for the newest list and install it",
                        "Запросите у поставщика последний список"),
                arguments(
                        "statementLost",
                        Reasons.statementLost(lost(Purpose.KEYS)),
                        "ACME",
                        "Ask the vendor for the newest announcement and install it",
                        "Запросите у поставщика последнее объявление"),
                arguments(
                        "statementLeftOutside",
                        Reasons.statementLeftOutside(StatementsOutside.Kept.of(list)),
                        "3",
                        "Ask the vendor for the newest list",
                        "Запросите у поставщика последние список"),
                arguments(
                        "statementLeftOutside",
                        Reasons.statementLeftOutside(StatementsOutside.Kept.of(notice(Purpose.KEYS))),
                        "3",
                        "Ask the vendor for the newest announcement",
                        "Запросите у поставщика последнее объявление"),
                arguments(
                        "statementKnown",
                        Reasons.statementKnown(list),
                        "3",
                        "nothing was changed",
                        "ничего не изменено"),
                arguments(
                        "statementOlder",
                        Reasons.statementOlder(list, 9),
                        "9",
                        "Ask the vendor for the newest",
                        "Запросите у поставщика последний"),
                arguments(
                        "receiptTaken",
                        Reasons.receiptTaken(TIME, TIME.plusSeconds(86_400)),
                        "2026-06-16 12:00:00",
                        "the time is now",
                        "теперь время"),
                arguments("receiptOfAnother", Reasons.receiptOfAnother("EVIL", "ACME"), "EVIL", "Ask", "Обратитесь"),
                arguments("receiptUnasked", Reasons.receiptUnasked(), "", "Save a new request", "Сохраните новый"),
                arguments(
                        "receiptForAnother", Reasons.receiptForAnother(), "", "Save a new request", "Сохраните новый"),
                arguments("receiptNotKept", Reasons.receiptNotKept(), "", "Make room on the disk", "Освободите место"),
                arguments(
                        "receiptLate",
                        Reasons.receiptLate(TIME, 7),
                        "2026-06-15",
                        "Save a new request",
                        "Сохраните новый"),
                arguments(
                        "receiptClock",
                        Reasons.receiptClock(TIME.plusSeconds(86_400), TIME),
                        "2026-06-16 12:00:00",
                        "Correct the computer's clock",
                        "Исправьте часы"),
                arguments("revoked", Reasons.revoked(), "", "Ask the vendor", "Обратитесь к поставщику"),
                arguments(
                        "otherApplication",
                        Reasons.otherApplication(Set.of(Sample.OTHER), Set.of(Sample.DATA_SERVER)),
                        "demo.other",
                        "Ask the vendor",
                        "Запросите у поставщика"),
                arguments("overtaken", Reasons.overtaken(license, 8), "8", "install it", "установите"),
                arguments("late", Reasons.late(license, 8), "8", "Install generation 8", "Установите выпуск 8"),
                arguments(
                        "replacedByName",
                        Reasons.replacedByName(new LicenseId("LIC-9")),
                        "LIC-9",
                        "install it again",
                        "установите её снова"),
                arguments(
                        "replaced",
                        Reasons.replaced(new LicenseId("LIC-9")),
                        "LIC-9",
                        "nothing to do",
                        "Делать ничего не нужно"),
                arguments(
                        "otherMachine",
                        Reasons.otherMachine(Binding.machine("KEY-1"), 2),
                        "KEY-1",
                        "Send the vendor",
                        "Отправьте поставщику"),
                arguments("mediaAbsent", Reasons.mediaAbsent(), "USB", "Plug it in", "Подключите"),
                arguments("otherServer", Reasons.otherServer(server), "srv-1", "Install it there", "Установите её там"),
                arguments("expired", Reasons.expired(license), "2026-06-14", "renew", "для продления"),
                arguments("notYetValid", Reasons.notYetValid(license), "2026-01-01", "by itself", "сама"),
                arguments(
                        "endsItsOwnKey",
                        Reasons.endsItsOwnKey(license),
                        "LIC-7",
                        "issue it anew",
                        "выпустить её заново"),
                arguments("sameId", Reasons.sameId(license), "LIC-7", "ask the vendor", "запросите у поставщика"),
                arguments("refusedBefore", Reasons.refusedBefore(), "", "Install it again", "Установите его снова"),
                arguments(
                        "tooLarge", Reasons.tooLarge(262_144), "262144", "Choose another file", "Выберите другой файл"),
                arguments("datesOutOfRange", Reasons.datesOutOfRange(), "", "Ask the vendor", "Запросите у поставщика"),
                arguments("ourDefect", Reasons.ourDefect(), "", "Send the document", "Отправьте поставщику"),
                arguments(
                        "editionAdmitsNone", Reasons.editionAdmitsNone(), "", "ask the vendor", "подскажет поставщик"),
                arguments(
                        "storeFull",
                        Reasons.storeFull("No space\nleft" + "!".repeat(500)),
                        "No space left!",
                        "Make room on the disk",
                        "Освободите место на диске"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reasons")
    void everyReasonIsInBothLanguagesAndNamesWhatToDo(
            String name, LocalizedText reason, String both, String english, String russian) {
        assertThat(reason.english())
                .contains(both, english)
                .doesNotContainPattern("[а-яА-ЯёЁ]")
                .matches("\\p{Lu}[^\\n]{1,500}\\.");
        // days are written in each language's own way
        String inRussian = both.replaceAll("(\\d{4})-(\\d{2})-(\\d{2})", "$3.$2.$1");
        assertThat(reason.russian())
                .contains(inRussian, russian)
                .doesNotContainPattern("\\d{4}-\\d{2}-\\d{2}")
                .matches("[А-Я][^\\n]{1,500}\\.");
    }

    @Test
    void theTableHasEveryReason() {
        List<Object> all = Arrays.stream(Reasons.class.getDeclaredMethods())
                .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .map(Object.class::cast)
                .toList();
        assertThat(reasons().map(row -> row.get()[0]).distinct()).containsExactlyInAnyOrderElementsOf(all);
    }

    private static StoredRecords.Statement lost(Purpose purpose) {
        List<TrustedKey> by = Vendor.ACME.keys(purpose, Optional.empty());
        return new StoredRecords.Statement(
                1, purpose, Vendor.ACME.kids(purpose), 3, new byte[0], Instant.parse("2026-06-15T12:00:00Z"), by);
    }

    private static Notice notice(Purpose purpose) {
        return new Notice(
                purpose,
                "ACME",
                Vendor.ACME.keys(purpose, Optional.empty()),
                3,
                Instant.EPOCH,
                Optional.empty(),
                Set.of(),
                Set.of(),
                List.of(),
                new byte[0]);
    }
}
