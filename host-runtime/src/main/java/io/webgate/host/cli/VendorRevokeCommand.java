// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.license.api.LicenseId;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.RevocationList;
import io.webgate.vendor.issuing.VendorFileException;
import io.webgate.vendor.issuing.VendorKeys;
import io.webgate.vendor.issuing.VendorRecords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Revokes documents and keys, or renews the list (R11); each list holds everything that was ever revoked. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Revokes licences, for good, and issues the revocation list; prints its number.",
            "Without an id it renews the list: customers' hosts warn when theirs is older than its next update."
        })
final class VendorRevokeCommand implements Callable<Integer> {

    private static final Duration NEXT_UPDATE = Duration.ofDays(30);

    @Parameters(
            paramLabel = "ID",
            arity = "0..*",
            descriptionKey = "parameter.vendor.revoke.id",
            description = "A licence document.")
    private List<String> ids = List.of();

    @Mixin
    private final VendorOptions vendor = new VendorOptions();

    @Option(names = "--key", paramLabel = "KID", description = "A key whose signatures are worth nothing any more.")
    private List<String> keys = List.of();

    @Option(
            names = "--next-update",
            paramLabel = "DATE|TIME",
            description = "When the next list is due, a day or a time from now such as 30d (default: 30d).")
    private Optional<String> nextUpdate = Optional.empty();

    @Option(names = "--list", description = "Show what is revoked, and do nothing.")
    private boolean list;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write the list.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private final PrintOptions print = new PrintOptions();

    private final VendorFolder folder;
    private final InstantSource clock;

    VendorRevokeCommand(VendorFolder folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (list) {
            return show();
        }
        Path file = out.orElseThrow(() -> new CommandFailure(
                ExitCode.USAGE,
                Bilingual.text(
                        "Where to? --out FILE for the list, or --list to look only.",
                        "Куда? --out FILE для списка или --list, чтобы только посмотреть.")));
        Path dir = folder.locate(vendor);
        Set<LicenseId> licenses = new LinkedHashSet<>();
        for (String id : ids) {
            licenses.add(IssueRequest.value("ID", id, LicenseId::new));
        }
        Instant now = clock.instant();
        Instant due = due(now, folder.identity(vendor).zone());
        VendorKeys opened = folder.open(vendor);
        licenses.stream()
                .filter(id -> !id.value().startsWith(opened.prefix() + "-"))
                .forEach(id -> print.say(Bilingual.text(
                        "! " + id + " does not look like a licence of " + opened.prefix() + ".",
                        "! " + id + " не похоже на лицензию " + opened.prefix() + ".")));
        byte[] signed = VendorFolder.told(
                dir, () -> folder.records(vendor).revoke(opened, licenses, Set.copyOf(keys), now, due));
        CommandFiles.write(file, signed);
        RevocationList issued = read(signed, opened.trust().keys());
        JsonObject json = json(
                issued.number(),
                issued.licenses().stream().map(LicenseId::value).sorted().toList(),
                issued.keys().stream().sorted().toList());
        json.addProperty("nextUpdate", issued.nextUpdate().toString());
        json.addProperty("file", file.toString());
        print.print(json, writer -> writer.println(issued.number()));
        print.say(Bilingual.text(
                "List " + issued.number() + ", due again " + issued.nextUpdate() + ": " + file
                        + ". Send it to the customers; new licences carry it along.",
                "Список " + issued.number() + ", следующий до " + issued.nextUpdate() + ": " + file
                        + ". Отправьте его клиентам; новые лицензии несут его с собой."));
        return ExitCode.DONE;
    }

    private int show() {
        VendorRecords records = folder.records(vendor);
        KeyRing ring = folder.identity(vendor).trust().keys();
        Path dir = folder.locate(vendor);
        VendorRecords.Revoked revoked = VendorFolder.told(dir, records::revoked);
        JsonObject json = json(
                revoked.number(),
                revoked.licenses().stream().map(LicenseId::value).toList(),
                List.copyOf(revoked.keys()));
        nextUpdate(records, ring).ifPresent(due -> json.addProperty("nextUpdate", due.toString()));
        print.print(json, writer -> {
            revoked.licenses().forEach(writer::println);
            revoked.keys().forEach(kid -> writer.println(Bilingual.text("key ", "ключ ") + kid));
        });
        print.say(Bilingual.text("List ", "Список ") + revoked.number());
        return ExitCode.DONE;
    }

    /** A list that was begun and not finished hinders nobody from looking. */
    private Optional<Instant> nextUpdate(VendorRecords records, KeyRing ring) {
        try {
            return records.currentList(ring).map(current -> current.list().nextUpdate());
        } catch (VendorFileException e) {
            print.say("! " + e.text().in(Locale.getDefault()));
            return Optional.empty();
        } catch (IOException e) {
            print.say("! " + e.getMessage());
            return Optional.empty();
        }
    }

    private Instant due(Instant now, ZoneId zone) {
        String text = nextUpdate.orElse("");
        if (text.isEmpty()) {
            return now.plus(NEXT_UPDATE);
        }
        if (text.matches("[0-9]{4}-.*")) {
            return IssueRequest.date("--next-update", text)
                    .plusDays(1)
                    .atStartOfDay(zone)
                    .toInstant();
        }
        return now.plus(SeatsCommand.duration(text));
    }

    private static RevocationList read(byte[] signed, KeyRing ring) {
        try {
            return RevocationList.read(signed, ring);
        } catch (LicenseFormatException e) {
            throw new IllegalStateException("A list that was just signed does not read back", e);
        }
    }

    private static JsonObject json(long number, List<String> licenses, List<String> kids) {
        var json = new JsonObject();
        json.addProperty("number", number);
        json.add("licenses", texts(licenses));
        json.add("keys", texts(kids));
        return json;
    }

    private static JsonArray texts(List<String> values) {
        var array = new JsonArray();
        values.forEach(array::add);
        return array;
    }
}
