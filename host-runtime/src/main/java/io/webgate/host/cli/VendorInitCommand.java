// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonObject;
import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.license.format.TrustDocument.VendorInfo;
import io.webgate.license.text.Typed;
import io.webgate.vendor.issuing.Passphrase;
import io.webgate.vendor.issuing.VendorKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Makes a vendor for production (D7): a key ring that a passphrase opens, and what others may know of it. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Makes a vendor; prints where its trust document lies.")
final class VendorInitCommand implements Callable<Integer> {

    @Option(
            names = "--prefix",
            paramLabel = "ABCD",
            required = true,
            description = "Its four letters, for ever; no other vendor may have them.")
    private String prefix = "";

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "Its name, for people.")
    private String name = "";

    @Option(names = "--dir", paramLabel = "DIR", required = true, description = "Its new folder.")
    private Path dir = Path.of("");

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone of the days on its licences (default: this computer's).")
    private Optional<String> zone = Optional.empty();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "File whose first line is the passphrase; - is standard input"
                    + " (default: the file named by WEBGATE_VENDOR_PASSPHRASE_FILE, else you are asked).")
    private Optional<String> passphraseFile = Optional.empty();

    @Mixin
    private final PrintOptions print = new PrintOptions();

    private final VendorFolder folder;
    private final InstantSource clock;

    VendorInitCommand(VendorFolder folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        VendorInfo vendor = VendorFolder.told(dir, () -> new VendorInfo(Typed.letters(prefix), name));
        ZoneId days = zone.map(IssueRequest::zone).orElseGet(ZoneId::systemDefault);
        Passphrase passphrase = folder.chosen(passphraseFile);
        passphrase.weakness().ifPresent(weakness -> {
            throw new CommandFailure(ExitCode.REFUSED, weakness.in(Locale.getDefault()));
        });
        VendorKeys made = VendorFolder.told(dir, () -> {
            try {
                return VendorKeys.create(dir, vendor, days, passphrase, new SecureRandom(), clock);
            } catch (FileAlreadyExistsException e) {
                throw new CommandFailure(
                        ExitCode.REFUSED,
                        Bilingual.text(
                                dir + " exists already: a vendor is never made over anything. Name a new folder.",
                                dir + " уже существует: поставщик никогда не создаётся поверх чего-либо."
                                        + " Укажите новую папку."),
                        e);
            }
        });
        Path trust = dir.resolve("trust.json");
        var json = new JsonObject();
        json.addProperty("prefix", made.prefix());
        json.addProperty("name", made.vendor().name());
        json.addProperty("mode", made.mode());
        json.addProperty("zone", made.zone().getId());
        json.addProperty("folder", dir.toString());
        json.addProperty("trust", trust.toString());
        print.print(json, out -> out.println(trust));
        print.say(Bilingual.text(
                "Vendor " + made.prefix() + " is made. Keep a copy of " + dir
                        + " and the passphrase, in different places:"
                        + " without either nobody can issue for this vendor again, and with both anybody can.",
                "Поставщик " + made.prefix() + " создан. Храните копию " + dir + " и парольную фразу в разных местах:"
                        + " без них никто больше не сможет выпускать от имени этого поставщика, а с ними — сможет"
                        + " любой."));
        print.say(Bilingual.text(
                "Next: webgate vendor distribution --vendor " + dir + " --out DIR",
                "Дальше: webgate vendor distribution --vendor " + dir + " --out DIR"));
        return ExitCode.DONE;
    }
}
