// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.access.Access;
import io.webgate.license.api.Activation;
import io.webgate.license.api.ActivationResult;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LocalizedText;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The commands of the scope {@code license} (R5–R8). Thread-safe. */
public final class LicenseCommands {

    static final List<String> FUNCTIONS = List.of("list", "show", "install", "remove", "breakglass", "why");

    private static final Logger LOG = LoggerFactory.getLogger(LicenseCommands.class);
    // The registry tells exactly; here only what can't be a document any more is cut off
    private static final int MOST_DOCUMENT = 2 * 262_144;

    private final Plane plane;
    private final Speech speech;

    LicenseCommands(Plane plane, Speech speech) {
        this.plane = plane;
        this.speech = speech;
    }

    /** Every document that is kept, damaged ones too. */
    @Descriptor("lists the installed licences, damaged ones too")
    public String list() {
        Table table = Table.of(
                speech.say("ID", "ИДЕНТИФИКАТОР"),
                speech.say("STATE", "СОСТОЯНИЕ"),
                speech.say("HOLDER", "ВЛАДЕЛЕЦ"),
                speech.say("VALID UNTIL", "ДЕЙСТВУЕТ ДО"),
                speech.say("GIVES", "ДАЁТ"),
                speech.say("SOURCE", "ОТКУДА"));
        plane.needRegistry(speech).licenses().stream()
                .sorted(Comparator.comparing(InstalledLicense::id))
                .forEach(installed -> table.add(
                        installed.id().value(),
                        installed.state().code(),
                        installed.license().map(License::holder).orElse("-"),
                        until(installed),
                        installed.license().map(LicenseCommands::gives).orElse("-"),
                        installed.source()));
        return table.isEmpty()
                ? speech.say("No licence is installed.", "Ни одной лицензии не установлено.")
                : table.toString();
    }

    /** Everything about one document. */
    @Descriptor("shows one licence")
    public String show(@Descriptor("the licence's id, as license:list shows it") String id) {
        return plane.needRegistry(speech).licenses().stream()
                .filter(installed -> installed.id().value().equals(id))
                .findFirst()
                .map(this::facts)
                .orElseThrow(() -> unknown(id));
    }

    /** Installs a document from a file of this machine. */
    @Descriptor("installs a licence from a file of this machine")
    public String install(CommandSession session, @Descriptor("path of the file") String file) {
        Access access = plane.needAccess(speech);
        InstallResult result = plane.needRegistry(speech).install(read(session, file), "shell");
        access.record(
                Plane.BY,
                "license-install",
                result.license().map(installed -> installed.id().value()).orElse("-"),
                result.kind().code());
        return switch (result.kind()) {
            case INSTALLED -> speech.say("Installed.", "Лицензия установлена.") + facts(result);
            case ALREADY_INSTALLED ->
                speech.say("Installed already; nothing has changed.", "Уже установлена; ничего не изменилось.")
                        + facts(result);
            case DAMAGED -> throw refused(file, result, "the licence is damaged", "лицензия повреждена");
            case OLDER_GENERATION ->
                throw refused(file, result, "a newer issue is known", "известен более новый выпуск лицензии");
            case RECEIPT_REFUSED ->
                throw refused(file, result, "the time receipt does not fit", "квитанция времени не подходит");
            case TOO_LARGE ->
                throw refused(file, result, "too large for a licence", "слишком большой файл для лицензии");
            case EDITION_ADMITS_NONE ->
                throw refused(
                        file, result, "this edition admits no licences", "в этой редакции лицензии не устанавливаются");
            case STORE_FULL -> throw refused(file, result, "it could not be saved", "лицензию не удалось сохранить");
        };
    }

    /** Removes a document. */
    @Descriptor("removes a licence; its file goes to the archive folder")
    public String remove(@Descriptor("the licence's id, as license:list shows it") String id) {
        boolean removed;
        try {
            removed = plane.needRegistry(speech).remove(new LicenseId(id));
        } catch (UncheckedIOException failure) {
            LOG.error("Licence {} can't be moved to the archive", id, failure);
            plane.record("license-remove", id, "store-full");
            throw new Failure(speech.say(
                    "Licence " + id + " could not be removed and still counts: its file can't be moved to the archive,"
                            + " the disk is full or read-only.",
                    "Лицензию " + id
                            + " не удалось удалить, она ещё действует: её файл нельзя переместить в архив, диск"
                            + " заполнен или доступен только для чтения."));
        } catch (IllegalArgumentException malformed) {
            removed = false;
        }
        if (!removed) {
            throw unknown(id);
        }
        plane.record("license-remove", id, "done");
        return speech.say("Licence " + id + " is removed.", "Лицензия " + id + " удалена.");
    }

    /** Activates a break-glass licence (R59). */
    @Descriptor("activates a break-glass licence, once, for some days; the vendor will be told")
    public String breakglass(
            @Descriptor("the licence's id, as license:list shows it") String id,
            @Descriptor("why, for the record") String reason) {
        Access access = plane.needAccess(speech);
        LicenseId license;
        try {
            license = new LicenseId(id);
        } catch (IllegalArgumentException malformed) {
            throw unknown(id);
        }
        if (reason.isBlank() || reason.length() > LocalizedText.LONGEST_QUOTED) {
            throw new Failure(speech.say(
                    "A reason of 1 to " + LocalizedText.LONGEST_QUOTED + " characters is needed.",
                    "Нужна причина, от 1 до " + LocalizedText.LONGEST_QUOTED + " символов."));
        }
        ActivationResult result = plane.needRegistry(speech).activate(license, Plane.BY, reason);
        if (result.kind() == ActivationResult.Kind.LICENSE_UNKNOWN) {
            throw unknown(id);
        }
        access.record(
                Plane.BY,
                "license-break-glass",
                id + ": " + LocalizedText.quotable(reason),
                result.kind().code());
        if (result.kind() != ActivationResult.Kind.ACTIVATED) {
            throw new Failure(result.kind().title().in(speech.locale()) + ". "
                    + result.message().map(text -> text.in(speech.locale())).orElse(""));
        }
        return speech.say("Activated.", "Лицензия активирована.")
                + result.license().map(installed -> "\n" + facts(installed)).orElse("");
    }

    /** Why a module or a plugin is stopped or refused. */
    @Descriptor("explains why a module or a plugin is stopped or refused, and what to do about it")
    public String why(@Descriptor("the module's id, or the plugin's bundle or path") String name) {
        return new Why(plane, speech).of(name);
    }

    private byte[] read(CommandSession session, String file) {
        try {
            Path folder = session.currentDir();
            Path path = folder == null ? Path.of(file) : folder.resolve(file);
            // A pipe or a device could keep the console waiting for ever
            if (Files.isRegularFile(path)) {
                try (InputStream in = Files.newInputStream(path)) {
                    byte[] document = in.readNBytes(MOST_DOCUMENT + 1);
                    if (document.length > 0) {
                        return document;
                    }
                    throw new Failure(speech.say("File " + file + " is empty.", "Файл " + file + " пуст."));
                }
            }
        } catch (IOException | InvalidPathException unreadable) {
            throw new Failure(speech.say(
                    "File " + file + " can't be read: " + unreadable.getMessage(),
                    "Файл " + file + " нельзя прочитать: " + unreadable.getMessage()));
        }
        throw new Failure(speech.say("There is no file " + file + ".", "Файла " + file + " нет."));
    }

    private Failure refused(String file, InstallResult result, String english, String russian) {
        String why =
                result.message().map(text -> " " + text.in(speech.locale())).orElse("");
        return new Failure(speech.say(
                        "Licence " + file + " was not installed: " + english + ".",
                        "Лицензия " + file + " не установлена: " + russian + ".")
                + why);
    }

    private Failure unknown(String id) {
        return new Failure(speech.say(
                "No installed licence has the id " + id + ". license:list shows those that are there.",
                "Установленной лицензии с идентификатором " + id
                        + " нет. Все лицензии показывает команда license:list."));
    }

    private String facts(InstallResult result) {
        return result.license().map(installed -> "\n" + facts(installed)).orElse("");
    }

    private String facts(InstalledLicense installed) {
        Table table = Table.ofFacts()
                .add(speech.say("Id", "Идентификатор"), installed.id().value())
                .add(speech.say("State", "Состояние"), installed.state().code());
        installed.reason().ifPresent(text -> table.add(speech.say("Why", "Почему"), text.in(speech.locale())));
        installed.license().ifPresent(license -> {
            table.add(speech.say("Holder", "Владелец"), license.holder());
            table.add(speech.say("Vendor", "Поставщик"), license.vendor());
            table.add(
                    speech.say("Lineage", "Линия"),
                    license.lineage().value() + ", " + speech.say("generation ", "поколение ") + license.generation());
            table.add(
                    speech.say("Applications", "Приложения"),
                    license.applications().stream()
                            .sorted()
                            .map(Object::toString)
                            .collect(Collectors.joining(", ")));
            license.version().ifPresent(version -> table.add(speech.say("Version", "Версия"), version));
            table.add(
                    speech.say("Valid", "Действует"),
                    speech.say("from ", "с ") + license.validFrom() + speech.say(" until ", " до ") + until(installed)
                            + " (" + license.zone() + "), " + license.term().code());
            license.breakGlass()
                    .ifPresent(days -> table.add(
                            speech.say("Break-glass", "Крайний случай"), breakGlass(days, installed.activation())));
            table.add(speech.say("Bound to", "Привязка"), bound(license));
            table.add(speech.say("Gives", "Даёт"), gives(license));
            if (!license.features().isEmpty()) {
                table.add(
                        speech.say("Features", "Функции"),
                        license.features().stream()
                                .map(Object::toString)
                                .sorted()
                                .collect(Collectors.joining(", ")));
            }
            license.renewalDate()
                    .ifPresent(day -> table.add(speech.say("To be renewed", "Продлить до"), day.toString()));
        });
        table.add(
                speech.say("Installed", "Установлена"),
                speech.time(installed.installedAt()) + " (" + installed.source() + ")");
        if (installed.vanishing()) {
            table.add(
                    speech.say("Attention", "Внимание"),
                    speech.say("its file is gone; it ends shortly", "файл исчез; скоро перестанет действовать"));
        }
        return table.toString();
    }

    private String breakGlass(int days, Optional<Activation> use) {
        return use.map(one -> speech.say("activated ", "активирована ") + speech.time(one.at())
                        + speech.say(" by ", ", кем: ") + one.by() + speech.say(", until ", ", до ") + one.lastDay()
                        + ": "
                        + one.reason())
                .orElseGet(() -> speech.say("not activated yet, days: " + days, "ещё не активирована, дней: " + days));
    }

    private static String bound(License license) {
        String value = license.binding().value();
        return license.binding().kind().code() + (value.isEmpty() ? "" : " " + value);
    }

    private String until(InstalledLicense installed) {
        Optional<License> license = installed.license();
        if (license.isEmpty()) {
            return "-";
        }
        return license.flatMap(License::validUntil)
                .map(LocalDate::toString)
                .orElseGet(() -> speech.say("for ever", "бессрочно"));
    }

    static String gives(License license) {
        return license.entitlements().stream()
                .map(line -> line.module() + " " + line.quantity())
                .collect(Collectors.joining(", "));
    }
}
