// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonObject;
import io.webgate.host.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/** The machine key alone on a line, so that a script can take it (R15); the media keys likewise (R18). */
@Command(name = "key", mixinStandardHelpOptions = true, description = "Prints the machine key of the running host.")
final class KeyCommand implements Callable<Integer> {

    @Mixin
    private final HostOptions host = new HostOptions();

    @Option(names = "--media", description = "Prints the keys of the USB drives that are plugged in instead.")
    private boolean media;

    @Override
    public Integer call() {
        JsonObject keys = host.client().get("/api/v1/machine-key").body().getAsJsonObject();
        if (media) {
            var drives = Fields.list(keys, "media");
            host.print(drives, out -> Fields.objects(drives)
                    .forEach(drive -> out.println(Fields.text(drive, "key") + "  " + Fields.text(drive, "label"))));
        } else {
            host.print(keys, out -> out.println(Fields.text(keys, "machineKey")));
        }
        return ExitCode.DONE;
    }
}
