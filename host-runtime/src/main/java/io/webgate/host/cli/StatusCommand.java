// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonObject;
import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.host.HomeLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.util.concurrent.Callable;

/** What the host in a home is doing. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Tells whether a host runs, and how it is.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private final HostOptions host = new HostOptions();

    @Override
    public Integer call() throws IOException {
        long pid = HomeLock.holder(host.home()).orElseThrow(() -> HostClient.notRunning(host.home()));
        HostClient client = host.client();
        JsonObject about = client.get("/api/v1/host").body().getAsJsonObject();
        JsonObject data = about.deepCopy();
        data.addProperty("pid", pid);
        data.addProperty("address", client.address().toString());
        host.print(data, out -> {
            out.println(client.address() + "  " + Bilingual.text("process ", "процесс ") + pid);
            out.println("Web Gate " + Fields.text(about, "version") + " " + Fields.text(about, "edition") + "  "
                    + Bilingual.text("trust: ", "доверие: ") + Fields.text(about, "trust"));
            JsonObject gate = Fields.object(about, "gate");
            out.println(Bilingual.text("Gate: ", "Шлюз: ") + Fields.text(gate, "state") + "  "
                    + Bilingual.text("since ", "с ") + Fields.text(gate, "since"));
        });
        return ExitCode.DONE;
    }
}
