// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.webgate.host.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Tells what is in a file: the same for the customer's side and the vendor's. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Verifies a document in a file and tells what it says; needs no host.")
final class InspectCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE",
            descriptionKey = "parameter.inspect.file",
            description = "A licence or another signed document, a request, a draft, a trust document.")
    private Path file = Path.of("");

    @Mixin
    private final TrustOptions trust = new TrustOptions();

    @Mixin
    private final HostOptions host = new HostOptions();

    private final VendorFolder folder;
    private final InstantSource clock;

    InspectCommand(VendorFolder folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Inspection.Found found = Inspection.of(trust.trust(folder), clock).inspect(CommandFiles.read(file));
        host.print(found.json(), out -> print(found.json(), out));
        // It says itself that it is damaged, where, and what to do
        found.fault().ifPresent(fault -> host.say(fault.in(Locale.getDefault())));
        return found.fault().isPresent() ? ExitCode.LICENSE : ExitCode.DONE;
    }

    private static void print(JsonObject json, PrintWriter out) {
        String name = Fields.text(json, "id").isEmpty() ? Fields.text(json, "document") : Fields.text(json, "id");
        out.println((name + "  " + Fields.text(json, "state")).stripTrailing());
        for (Map.Entry<String, JsonElement> member : json.entrySet()) {
            JsonElement value = member.getValue();
            if (value instanceof JsonArray items && hasObjects(items)) {
                out.println("  " + member.getKey() + ":");
                items.forEach(item -> out.println("    " + line(item)));
            } else if (!value.isJsonNull() && !line(value).isEmpty()) {
                out.println("  " + member.getKey() + ": " + line(value));
            }
        }
    }

    private static boolean hasObjects(JsonArray items) {
        return !items.isEmpty() && items.get(0).isJsonObject();
    }

    /** A value for a person: what a list or an object has in it, with commas. */
    private static String line(JsonElement value) {
        if (value instanceof JsonArray items) {
            return StreamSupport.stream(items.spliterator(), false)
                    .map(InspectCommand::line)
                    .collect(Collectors.joining(", "));
        }
        if (value instanceof JsonObject object) {
            return object.entrySet().stream()
                    .filter(member -> !member.getValue().isJsonNull())
                    .map(member -> member.getKey() + " " + line(member.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return value.getAsString();
    }
}
