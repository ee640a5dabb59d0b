// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Licence documents of the running host, and one in a file. */
@Command(
        name = "license",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Lists, installs, removes and inspects licence documents.")
final class LicenseCommand {

    private static final String PATH = "/api/v1/licenses";

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the documents of the host.")
    int list(@Mixin HostOptions host) {
        JsonElement licenses = host.client().get(PATH).body();
        host.print(licenses, out -> {
            Table table = new Table(
                    "ID",
                    Bilingual.text("STATE", "СОСТОЯНИЕ"),
                    Bilingual.text("HOLDER", "ВЛАДЕЛЕЦ"),
                    Bilingual.text("VALID UNTIL", "ДО"),
                    Bilingual.text("ENTITLEMENTS", "ПРАВА"));
            for (JsonObject license : Fields.objects(licenses)) {
                table.row(
                        Fields.text(license, "id"),
                        Fields.text(license, "state"),
                        Fields.text(license, "holder"),
                        Fields.text(license, "validUntil"),
                        entitlements(license));
            }
            table.print(out);
        });
        return ExitCode.DONE;
    }

    @Command(name = "install", mixinStandardHelpOptions = true, description = "Installs a document.")
    int install(@Mixin HostOptions host, @Parameters(paramLabel = "FILE") Path file) {
        HostClient.Answer answer = host.client().post(PATH, CommandFiles.read(file), "application/jose+json");
        JsonObject license = answer.body().getAsJsonObject();
        if (license.has("statement")) {
            // A revocation list or another word of the vendor, no licence
            host.print(license, out -> out.println(Fields.text(license, "message")));
            return ExitCode.DONE;
        }
        host.print(license, out -> printState(license, out));
        if (answer.status() == 200) {
            host.say(Bilingual.text("It was installed already.", "Она уже была установлена."));
        }
        String state = Fields.text(license, "state");
        if (!state.equals("valid")) {
            host.say(Bilingual.text("Installed, but it does not count here: ", "Установлена, но здесь не действует: ")
                    + state
                    + reason(license));
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Removes a document; it is kept in the archive.")
    int remove(@Mixin HostOptions host, @Parameters(paramLabel = "ID") String id) {
        host.client().delete(PATH + "/" + encoded(id));
        host.say(Bilingual.text("Removed.", "Удалена."));
        return ExitCode.DONE;
    }

    @Command(
            name = "break-glass",
            mixinStandardHelpOptions = true,
            description = "Activates a break-glass licence: once, for some days; the vendor will be told.")
    int breakGlass(
            @Mixin HostOptions host,
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, for the record.")
                    String reason) {
        JsonObject body = new JsonObject();
        body.addProperty("reason", reason);
        HostClient.Answer answer = host.client().post(PATH + "/" + encoded(id) + "/break-glass", body);
        JsonObject license = answer.body().getAsJsonObject();
        host.print(license, out -> printState(license, out));
        JsonObject use = Fields.object(license, "breakGlass");
        host.say(Bilingual.text("Activated; its last day: ", "Активирована; последний день: ")
                + Fields.text(use, "until"));
        return ExitCode.DONE;
    }

    private static void printState(JsonObject license, PrintWriter out) {
        out.println(Fields.text(license, "id") + "  " + Fields.text(license, "state"));
    }

    private static String reason(JsonObject license) {
        String reason = Fields.text(license, "reason");
        return reason.isEmpty() ? "" : ": " + reason;
    }

    private static String entitlements(JsonObject license) {
        return Fields.objects(Fields.list(license, "entitlements")).stream()
                .map(line -> Fields.text(line, "module") + "=" + Fields.text(line, "quantity"))
                .collect(Collectors.joining(", "));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
