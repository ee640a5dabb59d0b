// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonObject;
import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.license.format.HostRequest;
import io.webgate.license.format.TimeReceipt;
import io.webgate.vendor.issuing.StatementIssuer;
import io.webgate.vendor.issuing.VendorKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;

/** Tells a host that asked by a file what time it is (R10). */
@Command(
        name = "receipt",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Answers a host's request file with a receipt of the time; prints that time.")
final class VendorReceiptCommand implements Callable<Integer> {

    /** Less is no event for the host either (R10). */
    private static final Duration NO_EVENT = Duration.ofMinutes(10);

    @Parameters(
            paramLabel = "REQUEST",
            descriptionKey = "parameter.vendor.receipt.request",
            description = "The host's request file.")
    private Path request = Path.of("");

    @Mixin
    private final VendorOptions vendor = new VendorOptions();

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where to write the receipt.")
    private Path out = Path.of("");

    @Mixin
    private final PrintOptions print = new PrintOptions();

    private final VendorFolder folder;
    private final InstantSource clock;

    VendorReceiptCommand(VendorFolder folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        HostRequest asked = IssueRequest.request(request);
        IssueRequest.tellUses(asked, print::say);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Duration ahead = Duration.between(now, asked.time());
        if (ahead.abs().compareTo(NO_EVENT) > 0) {
            String by = ahead.abs().truncatedTo(ChronoUnit.MINUTES).toString().substring(2);
            print.say(
                    ahead.isNegative()
                            ? Bilingual.text(
                                    "The host's time is behind this computer's by " + by + " (or the request is old).",
                                    "Время узла отстаёт от этого компьютера на " + by + " (или запрос старый).")
                            : Bilingual.text(
                                    "The host's time is ahead of this computer's by " + by + ". Is this clock right?",
                                    "Время узла спешит относительно этого компьютера на " + by
                                            + ". Верны ли часы здесь?"));
        }
        VendorKeys keys = folder.open(vendor);
        var receipt = new TimeReceipt(keys.prefix(), now, asked.nonce());
        CommandFiles.write(
                out, VendorFolder.told(folder.locate(vendor), () -> new StatementIssuer(keys).issue(receipt)));
        var json = new JsonObject();
        json.addProperty("issuedAt", now.toString());
        json.addProperty("machineKey", asked.machineKey());
        json.addProperty("nonce", asked.nonce());
        json.add("breakGlass", Inspection.uses(asked));
        json.addProperty("file", out.toString());
        print.print(json, writer -> writer.println(now));
        print.say(Bilingual.text("Receipt: ", "Квитанция: ") + out);
        return ExitCode.DONE;
    }
}
