// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonObject;
import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Tells what installing, removing or a date would do on the running host, and does nothing (R9). */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description = "Tells what installing a document, removing one (--remove) or a date (--at) would do.")
final class PreviewCommand implements Callable<Integer> {

    private static final String PATH = "/api/v1/licenses/preview";

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            descriptionKey = "parameter.preview.file",
            description = "A licence document.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--remove", paramLabel = "ID", description = "The licence that would be removed.")
    private Optional<String> removed = Optional.empty();

    @Option(names = "--at", paramLabel = "DATE", description = "The day that is asked about, e.g. 2027-04-01.")
    private Optional<String> at = Optional.empty();

    @Mixin
    private final HostOptions host = new HostOptions();

    @Override
    public Integer call() {
        if (file.isPresent() && removed.isPresent()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    Bilingual.text(
                            "Name a file to install or a licence to remove, not both.",
                            "Укажите либо файл для установки, либо удаляемую лицензию."));
        }
        if (file.isEmpty() && removed.isEmpty() && at.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    Bilingual.text(
                            "Name a file, a licence with --remove, or a day with --at.",
                            "Укажите файл, лицензию (--remove) или день (--at)."));
        }
        byte[] body = file.map(CommandFiles::read).orElse(new byte[0]);
        JsonObject preview = host.client()
                .post(PATH + query(), body, "application/jose+json")
                .body()
                .getAsJsonObject();
        host.print(preview, out -> print(preview, out));
        Fields.list(preview, "warnings").forEach(warning -> host.say(warning.getAsString()));
        return ExitCode.DONE;
    }

    private String query() {
        List<String> parts = new ArrayList<>();
        removed.ifPresent(id -> parts.add("remove=" + LicenseCommand.encoded(id)));
        at.ifPresent(day -> parts.add("at=" + LicenseCommand.encoded(day)));
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private static void print(JsonObject preview, PrintWriter out) {
        Table table = new Table(
                Bilingual.text("MODULE", "МОДУЛЬ"), Bilingual.text("BEFORE", "БЫЛО"), Bilingual.text("AFTER", "БУДЕТ"));
        for (JsonObject limit : Fields.objects(Fields.list(preview, "limits"))) {
            table.row(Fields.text(limit, "module"), Fields.text(limit, "before"), Fields.text(limit, "after"));
        }
        table.print(out);
        List<JsonObject> effects = Fields.objects(Fields.list(preview, "effects"));
        for (JsonObject effect : effects) {
            out.println(Fields.text(effect, "what"));
        }
        if (effects.isEmpty()) {
            out.println(Bilingual.text(
                    "Nothing stops and nothing begins to run.", "Ничего не остановится и ничего не запустится."));
        }
    }
}
