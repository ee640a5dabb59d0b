// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonObject;
import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The machine key alone on a line, so that a script can take it (R15); the media keys likewise (R18). The host tells
 * them; where none runs, whoever may write to the home reads them here, so that a service can be set up before its first
 * start. What is missing and what to do about it is told beside the result.
 */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the machine key of the running host; where none runs, reads it itself.",
            "As root it reads and keeps once what the service may not read."
        })
final class KeyCommand implements Callable<Integer> {

    /** English and Russian names of the components, by the names in the API. */
    private static final Map<String, List<String>> NAMES = Map.of(
            "system-uuid", List.of("system UUID", "UUID системы"),
            "board-serial", List.of("board serial number", "номер системной платы"),
            "disk-serial", List.of("system disk serial number", "номер системного диска"),
            "network-card", List.of("network card", "сетевая карта"),
            "machine-id", List.of("machine id of the operating system", "идентификатор операционной системы"));

    @Mixin
    private final HostOptions host = new HostOptions();

    @Option(names = "--media", description = "Prints the keys of the USB drives that are plugged in instead.")
    private boolean media;

    @Option(
            names = "--request",
            paramLabel = "FILE",
            description = "Writes the request of the running host to a file instead, for its vendor.")
    private Optional<Path> request = Optional.empty();

    private final ThisMachine machine;

    /** @param root {@code /}, or a recorded tree */
    KeyCommand(Path root) {
        machine = new ThisMachine(root);
    }

    @Override
    public Integer call() {
        if (request.isPresent()) {
            writeRequest(request.get());
            return ExitCode.DONE;
        }
        JsonObject keys = keys();
        if (media) {
            printMedia(keys);
        } else {
            printMachine(keys);
        }
        return ExitCode.DONE;
    }

    /** Only the host can make it: an answer must echo what it keeps. */
    private void writeRequest(Path file) {
        CommandFiles.write(file, host.client().download("/api/v1/machine-key/request"));
        host.say(Bilingual.text(
                "Written: " + file + ". Send it to the vendor, who issues a licence or a time receipt by it.",
                "Записано: " + file
                        + ". Отправьте файл поставщику: по нему выпускают лицензию или квитанцию времени."));
    }

    private JsonObject keys() {
        JsonObject told;
        try {
            told = host.client().get("/api/v1/machine-key").body().getAsJsonObject();
        } catch (CommandFailure failure) {
            // Only the service's user and root see what the service sees
            if (failure.exitCode() != ExitCode.UNREACHABLE
                    || !Files.isWritable(host.home().root())) {
                throw failure;
            }
            return machine.read(host.home().root());
        }
        return media || unreadable(told).isEmpty() ? told : readAgain(told);
    }

    /** What the host could not read, this user may be able to. */
    private JsonObject readAgain(JsonObject told) {
        if (!Files.isWritable(host.home().root())) {
            return told;
        }
        JsonObject read = machine.read(host.home().root());
        if (present(read) <= present(told)) {
            return told;
        }
        host.say(
                Bilingual.text(
                        "Read and kept what the running host could not read. It goes by its old key until it is restarted.",
                        "Прочитано и сохранено то, что работающий узел прочитать не смог. До перезапуска у него прежний ключ."));
        return read;
    }

    private void printMachine(JsonObject keys) {
        host.print(keys, out -> out.println(Fields.text(keys, "machineKey")));
        List<String> unreadable = unreadable(keys);
        if (!unreadable.isEmpty()) {
            String names = String.join(", ", unreadable);
            host.say(Bilingual.text(
                    "Not readable for the service: " + names + ". Before you order a licence, run as root: webgate key"
                            + " --home " + host.home().root(),
                    "Службе недоступно: " + names + ". Прежде чем заказывать лицензию, выполните от имени root:"
                            + " webgate key --home " + host.home().root()));
        }
        if (Fields.text(keys, "weak").equals("true")) {
            host.say(Bilingual.text(
                    "The key is weak: fewer than three components of this computer are known. The identity in "
                            + identity() + " takes the others' place; keep that file, licences depend on it.",
                    "Ключ слабый: известно менее трёх составляющих этого компьютера. Остальные заменяет " + identity()
                            + "; берегите этот файл, от него зависят лицензии."));
        }
    }

    private void printMedia(JsonObject keys) {
        var drives = Fields.list(keys, "media");
        var others = Fields.list(keys, "mediaWithoutKey");
        host.print(drives, out -> Fields.objects(drives)
                .forEach(drive -> out.println(Fields.text(drive, "key") + "  " + name(drive))));
        Fields.objects(others)
                .forEach(drive -> host.say(
                        Bilingual.text("No key: ", "Нет ключа: ") + name(drive) + ". " + Fields.text(drive, "reason")));
        if (drives.isEmpty() && others.isEmpty()) {
            host.say(Bilingual.text("No USB drive is plugged in.", "USB-накопители не подключены."));
        }
    }

    private static String name(JsonObject drive) {
        String label = Fields.text(drive, "label");
        String product = Fields.text(drive, "product");
        return product.isEmpty() || product.equals(label) ? label : label + " (" + product + ")";
    }

    private Path identity() {
        return host.home().etc().resolve("identity");
    }

    private static long present(JsonObject keys) {
        return Fields.objects(Fields.list(keys, "components")).stream()
                .filter(component -> Fields.text(component, "present").equals("true"))
                .count();
    }

    private static List<String> unreadable(JsonObject keys) {
        return Fields.objects(Fields.list(keys, "components")).stream()
                .filter(component -> Fields.text(component, "unreadable").equals("true"))
                .map(component -> Fields.text(component, "name"))
                .map(name -> NAMES.getOrDefault(name, List.of(name, name)))
                .map(names -> Bilingual.text(names.get(0), names.get(1)))
                .toList();
    }
}
