// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonObject;
import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.license.api.License;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.format.TrustDocument.VendorInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Makes the sheet of paper that goes to the customer with a licence; only of one whose signatures hold. */
@Command(
        name = "sheet",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Makes a sheet to print of a licence: one HTML file that needs no other.")
final class SheetCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE",
            descriptionKey = "parameter.vendor.sheet.file",
            description = "The licence document.")
    private Path file = Path.of("");

    @Option(names = "--out", paramLabel = "HTML", required = true, description = "Where to write the sheet.")
    private Path out = Path.of("");

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "en or ru (default: that of the locale).")
    private Optional<String> language = Optional.empty();

    @Mixin
    private final TrustOptions trust = new TrustOptions();

    @Mixin
    private final PrintOptions print = new PrintOptions();

    private final VendorFolder folder;
    private final InstantSource clock;

    SheetCommand(VendorFolder folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Locale locale = language.map(SheetCommand::locale).orElseGet(Locale::getDefault);
        TrustDocument trusted = trust.trust(folder);
        License license;
        try {
            license = LicenseDocuments.read(CommandFiles.read(file), trusted.keys());
        } catch (LicenseFormatException e) {
            throw new CommandFailure(ExitCode.LICENSE, e.text().in(Locale.getDefault()), e);
        }
        String vendor = trusted.vendors().stream()
                .filter(known -> known.prefix().equals(license.vendor()))
                .map(VendorInfo::name)
                .findFirst()
                .orElse(license.vendor());
        String html = new Sheet(license, vendor, Catalogue.modules(), locale).html();
        CommandFiles.write(out, html.getBytes(StandardCharsets.UTF_8));
        if (!Inspection.state(license, clock.instant()).equals("valid")) {
            print.say(Bilingual.text(
                    "! By its days the licence does not count now.", "! По датам лицензия сейчас не действует."));
        }
        var json = new JsonObject();
        json.addProperty("id", license.id().value());
        json.addProperty("file", out.toString());
        print.print(json, writer -> writer.println(out));
        return ExitCode.DONE;
    }

    private static Locale locale(String name) {
        if (!name.equals("en") && !name.equals("ru")) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    Bilingual.text(
                            "--language '" + name + "': there are en and ru.",
                            "--language «" + name + "»: бывает en и ru."));
        }
        return Locale.forLanguageTag(name);
    }
}
