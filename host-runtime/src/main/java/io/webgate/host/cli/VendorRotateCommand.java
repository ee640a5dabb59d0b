// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonObject;
import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.license.format.Purpose;
import io.webgate.vendor.issuing.VendorRecords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Changes keys, and announces that to the hosts (R12). */
@Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes new keys for a purpose and announces them to customers' hosts.",
            "The keys before go on counting for a while; a compromised one counts no more at once, whatever it signed."
        })
final class VendorRotateCommand implements Callable<Integer> {

    private static final String ALL = "all";
    private static final Duration RETIRE_AFTER = Duration.ofDays(30);

    @Mixin
    private final VendorOptions vendor = new VendorOptions();

    @Option(
            names = "--purpose",
            paramLabel = "PURPOSE",
            description = "license, catalogue, revocation, token, time-receipt, keys, manifest or all"
                    + " (default: license; with --compromised what that key is for).")
    private List<String> purposes = List.of();

    @Option(
            names = "--retire-after",
            paramLabel = "TIME",
            description = "For how long the keys before still count: 12h, 30d (default: 30d).")
    private Optional<String> retireAfter = Optional.empty();

    @Option(
            names = "--compromised",
            paramLabel = "KID",
            description = "A key that somebody else may have: nothing that it signed counts any more.")
    private List<String> compromised = List.of();

    @Option(names = "--again", description = "Make no key; announce what is known anew, with a higher number.")
    private boolean again;

    @Option(names = "--new-distribution", description = "Announce nothing: hosts get the keys with a new distribution.")
    private boolean newDistribution;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write the announcement.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private final PrintOptions print = new PrintOptions();

    private final VendorFolder folder;
    private final InstantSource clock;

    VendorRotateCommand(VendorFolder folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (newDistribution == out.isPresent() || (again && !(purposes.isEmpty() && compromised.isEmpty()))) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    Bilingual.text(
                            "Where to? Either --out FILE for the announcement, or --new-distribution;"
                                    + " --again goes with --out alone.",
                            "Куда? Либо --out FILE для объявления, либо --new-distribution;"
                                    + " с --again бывает только --out."));
        }
        Instant now = clock.instant();
        Duration overlap = retireAfter.map(SeatsCommand::duration).orElse(RETIRE_AFTER);
        var rotation =
                new VendorRecords.Rotation(wanted(), now.plus(overlap), Set.copyOf(compromised), !newDistribution);
        Optional<byte[]> announcement = VendorFolder.told(folder.locate(vendor), () -> folder.records(vendor)
                .rotate(folder.passphrase(vendor), rotation, now, new SecureRandom()));
        announcement.ifPresent(file -> CommandFiles.write(out.orElseThrow(), file));
        JsonObject json = announcement
                .map(file -> Inspection.of(folder.identity(vendor).trust(), clock)
                        .inspect(file)
                        .json())
                .orElseGet(JsonObject::new);
        out.ifPresent(file -> json.addProperty("file", file.toString()));
        print.print(json, writer -> writer.println(Fields.text(json, "number")));
        if (newDistribution) {
            print.say(Bilingual.text(
                    "The keys are changed, and no host knows: bring every customer a new distribution"
                            + " (webgate vendor distribution).",
                    "Ключи сменены, но узлы об этом не знают: передайте каждому клиенту новую поставку"
                            + " (webgate vendor distribution)."));
        } else {
            print.say(Bilingual.text(
                    "The keys are changed. Send the announcement to the customers before anything that the new keys"
                            + " sign; make a new copy of the vendor's folder.",
                    "Ключи сменены. Отправьте клиентам объявление раньше всего, что подпишут новые ключи;"
                            + " сделайте новую копию папки поставщика."));
        }
        return ExitCode.DONE;
    }

    private Set<Purpose> wanted() {
        Set<Purpose> wanted = EnumSet.noneOf(Purpose.class);
        if (purposes.isEmpty() && compromised.isEmpty() && !again) {
            wanted.add(Purpose.LICENSE);
        }
        Set<Purpose> all = EnumSet.complementOf(EnumSet.of(Purpose.ALLOTMENT)); // a licence server's own
        for (String name : purposes) {
            if (name.equals(ALL)) {
                wanted.addAll(all);
            } else {
                wanted.add(all.stream()
                        .filter(purpose -> purpose.code().equals(name))
                        .findFirst()
                        .orElseThrow(() -> unknown(name, all)));
            }
        }
        return wanted;
    }

    private static CommandFailure unknown(String name, Set<Purpose> all) {
        List<String> codes = all.stream().map(Purpose::code).toList();
        return new CommandFailure(
                ExitCode.USAGE,
                Bilingual.text(
                        "--purpose '" + name + "' is none; there are all, " + String.join(", ", codes) + ".",
                        "--purpose «" + name + "»: такого нет; бывают all, " + String.join(", ", codes) + "."));
    }
}
