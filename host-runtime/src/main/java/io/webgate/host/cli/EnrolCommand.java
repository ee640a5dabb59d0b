// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.concurrent.Callable;

/** Makes a one-time code with which a device enrols (D8). */
@Command(name = "enrol", mixinStandardHelpOptions = true, description = "Prints a one-time code that enrols a device.")
final class EnrolCommand implements Callable<Integer> {

    @Mixin
    private final HostOptions host = new HostOptions();

    @Parameters(
            paramLabel = "LABEL",
            descriptionKey = "parameter.enrol.label",
            description = "How the pages call the device.")
    @SuppressWarnings("NullAway.Init") // set by picocli: it is required
    private String label;

    @Option(names = "--module", paramLabel = "M", required = true, description = "A module that the device may use.")
    private List<String> modules = List.of();

    @Option(names = "--sessions", paramLabel = "N", description = "The most sessions it may open (default: 1).")
    private long sessions = 1;

    @Option(
            names = "--weight",
            paramLabel = "N",
            description = "The most units that one connection of it may count (default: 1).")
    private long weight = 1;

    @Override
    public Integer call() {
        JsonObject enrolment = enrol(host.client(), label, modules, sessions, weight);
        host.print(enrolment, out -> out.println(Fields.text(enrolment, "code")));
        host.say(Bilingual.text("The code counts until ", "Код действует до ") + Fields.text(enrolment, "expiresAt"));
        return ExitCode.DONE;
    }

    static JsonObject enrol(HostClient client, String label, List<String> modules, long sessions, long weight) {
        JsonObject wanted = new JsonObject();
        wanted.addProperty("label", label);
        JsonArray names = new JsonArray();
        modules.forEach(names::add);
        wanted.add("modules", names);
        wanted.addProperty("sessions", sessions);
        wanted.addProperty("weight", weight);
        return client.post("/api/v1/enrolments", wanted).body().getAsJsonObject();
    }
}
