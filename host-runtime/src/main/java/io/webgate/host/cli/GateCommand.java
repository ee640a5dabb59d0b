// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.PrintWriter;

/** The gate of the running host. */
@Command(
        name = "gate",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows the gate, resumes it after a verdict, or stops it.")
final class GateCommand {

    private static final String PATH = "/api/v1/gate";

    @Command(name = "status", mixinStandardHelpOptions = true, description = "Shows the gate and its plugins.")
    int status(@Mixin HostOptions host) {
        return print(host, host.client().get(PATH).body());
    }

    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Opens the gate again.")
    int resume(@Mixin HostOptions host) {
        return print(
                host, host.client().post(PATH + "/resume", new JsonObject()).body());
    }

    @Command(name = "stop", mixinStandardHelpOptions = true, description = "Stops the gate and its plugins.")
    int stop(@Mixin HostOptions host) {
        return print(host, host.client().post(PATH + "/stop", new JsonObject()).body());
    }

    private static void told(PrintWriter out, String name, String value) {
        if (!value.isEmpty()) {
            out.println(name + value);
        }
    }

    private static JsonArray remedies(JsonObject gate, JsonObject verdict) {
        JsonArray remedies = Fields.list(verdict, "remedy");
        return remedies.isEmpty() ? Fields.list(gate, "remedy") : remedies;
    }

    private static int print(HostOptions host, JsonElement answer) {
        JsonObject gate = answer.getAsJsonObject();
        host.print(gate, out -> {
            out.println(
                    Fields.text(gate, "state") + "  " + Bilingual.text("since ", "с ") + Fields.text(gate, "since"));
            JsonObject verdict = Fields.object(gate, "verdict");
            if (!Fields.text(verdict, "module").isEmpty()) { // an administrator's own stop names none
                out.println(Fields.text(verdict, "module") + ": "
                        + Bilingual.text("used ", "занято ") + Fields.text(verdict, "used") + ", "
                        + Bilingual.text("limit ", "лимит ") + Fields.text(verdict, "limit"));
            }
            told(out, Bilingual.text("cause: ", "причина: "), Fields.text(verdict, "cause"));
            told(out, Bilingual.text("by: ", "кто: "), Fields.text(verdict, "by"));
            for (JsonObject remedy : Fields.objects(remedies(gate, verdict))) {
                out.println("  - " + Fields.text(remedy, "text"));
            }
            Table table = new Table(
                    Bilingual.text("PLUGIN", "ПЛАГИН"),
                    Bilingual.text("VERSION", "ВЕРСИЯ"),
                    Bilingual.text("STATE", "СОСТОЯНИЕ"),
                    Bilingual.text("REASON", "ПРИЧИНА"));
            for (JsonObject plugin : Fields.objects(Fields.list(gate, "plugins"))) {
                table.row(
                        Fields.text(plugin, "bundle"),
                        Fields.text(plugin, "version"),
                        Fields.text(plugin, "state"),
                        Fields.text(plugin, "reason"));
            }
            table.print(out);
        });
        return ExitCode.DONE;
    }
}
