// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The seats of a module. */
@Command(
        name = "seats",
        mixinStandardHelpOptions = true,
        description = "Lists the seats of a module in order of connection.")
final class SeatsCommand implements Callable<Integer> {

    @Mixin
    private final HostOptions host = new HostOptions();

    @Parameters(
            paramLabel = "MODULE",
            arity = "0..1",
            descriptionKey = "parameter.module",
            description = "For instance powerpos.mobile-waiter.")
    private Optional<String> module = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        String name = module.orElseThrow(() -> new CommandLine.ParameterException(
                spec.commandLine(), Bilingual.text("Of which module?", "Какого модуля?")));
        JsonElement seats = host.client().get(path(name)).body();
        host.print(seats, out -> {
            Table table = new Table(
                    Bilingual.text("SEAT", "МЕСТО"),
                    Bilingual.text("HOLDER", "КТО"),
                    Bilingual.text("DEVICE", "УСТРОЙСТВО"),
                    Bilingual.text("WEIGHT", "ВЕС"),
                    Bilingual.text("CONNECTED", "С"),
                    Bilingual.text("STATE", "СОСТОЯНИЕ"));
            for (JsonObject seat : Fields.objects(seats)) {
                String label = Fields.text(seat, "label");
                table.row(
                        Fields.text(seat, "seat"),
                        Fields.text(seat, "holder"),
                        label.isEmpty() ? Fields.text(seat, "device") : label,
                        Fields.text(seat, "weight"),
                        Fields.text(seat, "connectedAt"),
                        Fields.text(seat, "state"));
            }
            table.print(out);
        });
        return ExitCode.DONE;
    }

    @Command(name = "evict", mixinStandardHelpOptions = true, description = "Takes a seat away from its holder.")
    int evict(
            @Parameters(paramLabel = "MODULE") String name,
            @Parameters(paramLabel = "SEAT") String seat,
            @Option(
                            names = "--hold",
                            paramLabel = "TIME",
                            description = "For how long the holder may not come back: 90s, 15m, 2h, PT15M.")
                    Optional<String> hold,
            @Option(names = "--reason", paramLabel = "TEXT", description = "What the holder is told.")
                    Optional<String> reason) {
        StringBuilder query = new StringBuilder();
        hold.ifPresent(text -> query.append("&hold=").append(duration(text)));
        reason.ifPresent(text -> query.append("&reason=").append(LicenseCommand.encoded(text)));
        if (query.length() > 0) {
            query.setCharAt(0, '?');
        }
        host.client().delete(path(name) + "/" + LicenseCommand.encoded(seat) + query);
        host.say(Bilingual.text("Evicted.", "Место освобождено."));
        return ExitCode.DONE;
    }

    private static String path(String name) {
        return "/api/v1/modules/" + LicenseCommand.encoded(name) + "/seats";
    }

    static Duration duration(String text) {
        if (text.matches("[0-9]{1,9}[smhd]")) {
            long number = Long.parseLong(text.substring(0, text.length() - 1));
            return switch (text.charAt(text.length() - 1)) {
                case 's' -> Duration.ofSeconds(number);
                case 'm' -> Duration.ofMinutes(number);
                case 'h' -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    Bilingual.text(
                            "'" + text + "' is no time: write 90s, 15m, 2h, 1d or PT15M.",
                            "«" + text + "» — не время: напишите 90s, 15m, 2h, 1d или PT15M."),
                    e);
        }
    }
}
