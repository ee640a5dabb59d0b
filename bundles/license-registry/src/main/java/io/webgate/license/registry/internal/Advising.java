// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Advice;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Drift;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Renewal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person should know before it hurts (R10, R11, R14, R82). Pure. */
final class Advising {

    /** From so many days before the end on. */
    static final long FIRST = 30;

    /** From so many days before the end on it is urgent. */
    static final long URGENT = 7;

    private Advising() {}

    /**
     * All advice, the most urgent first.
     *
     * @param drift how far this computer has moved away from a machine key, of which so many groups must match
     * @param remembered components of this computer that were not read since it was started (R16)
     * @param system what the system's clock says, where it is behind the time that licences go by
     */
    static List<Advice> of(
            Snapshot snapshot, Instant now, DriftOf drift, Set<String> remembered, Optional<Instant> system) {
        List<Advice> advice = new ArrayList<>();
        for (InstalledLicense entry : snapshot.licenses()) {
            entry.license()
                    .filter(license -> entry.state() == LicenseState.VALID)
                    .ifPresent(license -> {
                        about(entry, license, now, snapshot.licenses(), advice);
                        drifting(license, drift).ifPresent(advice::add);
                    });
        }
        if (!remembered.isEmpty() && snapshot.licenses().stream().anyMatch(Advising::hangsOnTheMachine)) {
            advice.add(remembered(remembered));
        }
        system.ifPresent(behind -> advice.add(behind(behind, now)));
        snapshot.trusted().overdue(now).forEach((vendor, due) -> advice.add(overdue(vendor, due)));
        snapshot.trusted().lost().forEach(lost -> advice.add(lost(Reasons.statementLost(lost))));
        snapshot.leftOutside().forEach(left -> advice.add(lost(left)));
        advice.sort(Comparator.comparing((Advice one) -> !one.urgent())
                .thenComparing(Advice::kind)
                .thenComparingLong(one -> one.days().orElse(0)));
        return List.copyOf(advice);
    }

    private static void about(
            InstalledLicense entry, License license, Instant now, List<InstalledLicense> all, List<Advice> advice) {
        LocalDate today = LocalDate.ofInstant(now, license.zone());
        if (entry.vanishing()) {
            advice.add(vanishing(license));
        }
        license.validUntil()
                .map(last -> ChronoUnit.DAYS.between(today, last))
                .filter(days -> days <= FIRST)
                .filter(days -> !Renewal.isInstalled(license, all))
                .ifPresent(days -> advice.add(expiring(license, days)));
        license.renewalDate()
                .map(day -> ChronoUnit.DAYS.between(today, day))
                .filter(days -> days <= FIRST)
                .filter(days -> !Renewal.isInstalled(license, all))
                .ifPresent(days -> advice.add(renewal(license, days)));
    }

    private static boolean hangsOnTheMachine(InstalledLicense entry) {
        return entry.state() == LicenseState.VALID
                && entry.license()
                        .filter(license -> license.binding().kind() == Binding.Kind.MACHINE)
                        .isPresent();
    }

    private static Advice remembered(Set<String> components) {
        String names = components.stream().sorted().collect(Collectors.joining(", "));
        return new Advice(
                Advice.Kind.MACHINE_REMEMBERED,
                false,
                new LocalizedText(
                        "Components of this computer count by what was kept of them earlier (" + names
                                + "): nobody has read them since it was started, so nothing proves that it is the"
                                + " computer that its licences were issued for. Let the service read them as root"
                                + " before each start (ExecStartPre=+.../webgate key --home DIR), or stop it, run"
                                + " 'webgate key --home DIR' as root and start it again. On Windows restart the service.",
                        "Составляющие этого компьютера учитываются по сохранённым ранее значениям (" + names
                                + "): с включения компьютера их никто не читал, и ничто не доказывает, что лицензии"
                                + " выпущены именно для него. Настройте чтение от имени root перед каждым запуском"
                                + " службы (ExecStartPre=+.../webgate key --home DIR) или остановите её, выполните"
                                + " 'webgate key --home DIR' от имени root и запустите снова. В Windows"
                                + " перезапустите службу."),
                Optional.empty(),
                OptionalLong.empty());
    }

    /** Tells how far a computer has moved away from a document's machine key. */
    @FunctionalInterface
    interface DriftOf {
        Drift of(String machineKey, int demanded);
    }

    private static Optional<Advice> drifting(License license, DriftOf drift) {
        Binding binding = license.binding();
        if (binding.kind() != Binding.Kind.MACHINE) {
            return Optional.empty();
        }
        Drift moved = drift.of(binding.value(), binding.matching());
        if (!moved.isWarning()) {
            return Optional.empty();
        }
        String changed = String.join(", ", moved.changed());
        return Optional.of(new Advice(
                Advice.Kind.MACHINE_DRIFT,
                moved.left() == 0,
                new LocalizedText(
                        "This computer has changed since licence " + license.id() + " was issued (" + changed
                                + "), changes left: " + moved.left()
                                + ". Send the vendor the machine key of this computer before another component is"
                                + " replaced.",
                        "С выпуска лицензии " + license.id() + " этот компьютер изменился (" + changed
                                + "), осталось замен: " + moved.left()
                                + ". Отправьте поставщику ключ этого компьютера до замены следующего компонента."),
                Optional.of(license.id()),
                OptionalLong.empty()));
    }

    private static Advice expiring(License license, long days) {
        LocalDate last = license.validUntil().orElseThrow();
        LocalizedText text = days <= 0
                ? new LocalizedText(
                        "Licence " + license.id() + " ends today, " + last + ". Ask the vendor to renew it.",
                        "Лицензия " + license.id() + " заканчивается сегодня, " + Moments.russian(last)
                                + ". Обратитесь к поставщику для продления.")
                : new LocalizedText(
                        "Licence " + license.id() + " ends on " + last + ", days left: " + days
                                + ". Ask the vendor to renew it.",
                        "Лицензия " + license.id() + " заканчивается " + Moments.russian(last) + ", осталось дней: "
                                + days + ". Обратитесь к поставщику для продления.");
        return advice(Advice.Kind.EXPIRING, days <= URGENT, text, license.id(), days);
    }

    private static Advice renewal(License license, long days) {
        LocalDate day = license.renewalDate().orElseThrow();
        LocalizedText text = days >= 0
                ? new LocalizedText(
                        "Licence " + license.id() + " is to be renewed by " + day + ".",
                        "Лицензию " + license.id() + " нужно продлить до " + Moments.russian(day) + ".")
                : new LocalizedText(
                        "Licence " + license.id() + " was to be renewed by " + day + ". Ask the vendor.",
                        "Лицензию " + license.id() + " следовало продлить до " + Moments.russian(day)
                                + ". Обратитесь к поставщику.");
        return advice(Advice.Kind.RENEWAL_DUE, days < 0, text, license.id(), days);
    }

    private static Advice vanishing(License license) {
        boolean drive = license.binding().kind() == Binding.Kind.MEDIA;
        return new Advice(
                Advice.Kind.VANISHING,
                true,
                drive
                        ? new LocalizedText(
                                "The file or the USB drive of licence " + license.id()
                                        + " is gone. Within a minute the licence ends: plug the drive in, or put the"
                                        + " file back.",
                                "Файл или USB-накопитель лицензии " + license.id()
                                        + " пропал. Не позднее чем через минуту лицензия перестанет действовать:"
                                        + " подключите накопитель или верните файл.")
                        : new LocalizedText(
                                "The file of licence " + license.id()
                                        + " is gone. Within a minute the licence ends: put the file back.",
                                "Файл лицензии " + license.id()
                                        + " пропал. Не позднее чем через минуту лицензия перестанет действовать:"
                                        + " верните файл."),
                Optional.of(license.id()),
                OptionalLong.empty());
    }

    private static Advice behind(Instant system, Instant now) {
        return new Advice(
                Advice.Kind.CLOCK_BEHIND,
                true,
                new LocalizedText(
                        "The computer's clock says " + Moments.shown(system) + ", but " + Moments.shown(now)
                                + " (UTC) has been seen, and licences go by the latter. Correct the clock; if the"
                                + " later time is the wrong one, send the vendor a request file and install the time"
                                + " receipt.",
                        "Часы компьютера показывают " + Moments.russian(system) + ", но уже наступало "
                                + Moments.russian(now)
                                + " (UTC), и лицензии считаются по этому времени. Исправьте часы; если ошибочно более"
                                + " позднее время, отправьте поставщику файл запроса и установите квитанцию времени."),
                Optional.empty(),
                OptionalLong.empty());
    }

    private static Advice overdue(String vendor, Instant due) {
        LocalDate day = LocalDate.ofInstant(due, ZoneOffset.UTC);
        return new Advice(
                Advice.Kind.REVOCATIONS_STALE,
                false,
                new LocalizedText(
                        "The next list of revoked licences of " + vendor + " was due on " + day
                                + ". Ask the vendor for the newest and install it.",
                        "Следующий список отозванных лицензий поставщика " + vendor + " ожидался "
                                + Moments.russian(day)
                                + ". Запросите у поставщика последний и установите его."),
                Optional.empty(),
                OptionalLong.empty());
    }

    private static Advice lost(LocalizedText text) {
        return new Advice(Advice.Kind.STATEMENT_LOST, true, text, Optional.empty(), OptionalLong.empty());
    }

    private static Advice advice(Advice.Kind kind, boolean urgent, LocalizedText text, LicenseId license, long days) {
        return new Advice(kind, urgent, text, Optional.of(license), OptionalLong.of(days));
    }
}
