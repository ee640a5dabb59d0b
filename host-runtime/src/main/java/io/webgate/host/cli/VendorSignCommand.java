// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonObject;
import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.license.api.Module;
import io.webgate.license.format.CatalogueEntries;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.vendor.issuing.CatalogueSigner;
import io.webgate.vendor.issuing.VendorKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Signs the catalogue entry that a plugin brings along (R57). */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Signs a catalogue entry: the vendor's word on one module, by which its licences for that module count.",
            "The signature lies in the plugin beside the entry, in META-INF/webgate/catalogue/."
        })
final class VendorSignCommand implements Callable<Integer> {

    private static final String ENDING = ".json";

    @Parameters(
            paramLabel = "ENTRY",
            descriptionKey = "parameter.vendor.sign.entry",
            description = "The catalogue entry, a file named after its module with the ending .json.")
    private Path entry = Path.of("");

    @Mixin
    private final VendorOptions vendor = new VendorOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write the signature (default: beside it, with the ending .jws).")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private final PrintOptions print = new PrintOptions();

    private final VendorFolder folder;

    VendorSignCommand(VendorFolder folder) {
        this.folder = folder;
    }

    @Override
    public Integer call() {
        byte[] json = CommandFiles.read(entry);
        Module module = parsed(json, folder.identity(vendor).prefix());
        String name = String.valueOf(entry.getFileName());
        if (!name.equals(module.id() + ENDING)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    Bilingual.text(
                            name + " defines the module " + module.id() + ". Name the file after its module: "
                                    + module.id() + ENDING,
                            name + " описывает модуль " + module.id() + ". Назовите файл по модулю: " + module.id()
                                    + ENDING));
        }
        Path target = out.orElseGet(() -> entry.resolveSibling(module.id() + ".jws"));
        VendorKeys keys = folder.open(vendor);
        CommandFiles.write(target, signed(keys, json));
        var answer = new JsonObject();
        answer.addProperty("module", module.id().value());
        answer.addProperty("vendor", keys.prefix());
        answer.addProperty("file", target.toString());
        print.print(answer, writer -> writer.println(module.id()));
        print.say(Bilingual.text("Signature: ", "Подпись: ") + target);
        return ExitCode.DONE;
    }

    private Module parsed(byte[] json, String prefix) {
        try {
            return CatalogueEntries.parse(json, prefix);
        } catch (LicenseFormatException e) {
            throw noEntry(e);
        }
    }

    private byte[] signed(VendorKeys keys, byte[] json) {
        return VendorFolder.told(folder.locate(vendor), () -> {
            try {
                return new CatalogueSigner(keys).sign(json);
            } catch (LicenseFormatException e) {
                throw noEntry(e);
            }
        });
    }

    private CommandFailure noEntry(LicenseFormatException cause) {
        return new CommandFailure(ExitCode.USAGE, entry + ": " + cause.text().in(Locale.getDefault()), cause);
    }
}
