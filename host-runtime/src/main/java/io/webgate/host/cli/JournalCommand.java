// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.ledger.replay.Fault;
import io.webgate.ledger.replay.JournalFile;
import io.webgate.ledger.replay.Question;
import io.webgate.ledger.replay.Verification;
import io.webgate.ledger.replay.WhatIf;
import io.webgate.license.api.Journal;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Verdict;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.registry.offline.OfflineRules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The record of what was decided and why: taken along, checked, and asked what another licence would have changed (R60). */
@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Exports the journal, verifies an export, or replays it with another licence.")
final class JournalCommand {

    private static final String PATH = "/api/v1/journal/export";

    private final VendorFolder folder;

    JournalCommand(VendorFolder folder) {
        this.folder = folder;
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Writes the running host's whole journal into a file that only its owner may read.")
    int export(@Parameters(paramLabel = "FILE") Path file, @Mixin HostOptions host) {
        HostClient client = host.client();
        CommandFiles.writePrivately(file, fresh -> client.download(PATH, fresh));
        host.say(Bilingual.text("The journal is in " + file + ".", "Журнал записан в " + file + "."));
        return ExitCode.DONE;
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Tells whether an exported journal holds; needs no host.",
                "Unchanged, every verdict what the recorded events give, every limit what the signed documents give."
            })
    int verify(@Parameters(paramLabel = "FILE") Path file, @Mixin TrustOptions trust, @Mixin PrintOptions print) {
        OfflineRules rules = OfflineRules.of(trust.trust(folder).keys());
        Verification found = verified(file, rules);
        List<LocalizedText> unchecked = Stream.concat(found.unchecked().stream(), rules.taken().stream())
                .toList();
        print.print(json(found, unchecked), out -> print(found, unchecked, out));
        return found.fault().map(JournalCommand::exitCode).orElse(ExitCode.DONE);
    }

    /** A document that contradicts the limits is a matter of licences; everything else has simply failed. */
    private static int exitCode(Fault fault) {
        return fault.kind() == Fault.Kind.LIMITS ? ExitCode.LICENSE : ExitCode.FAILED;
    }

    private static Verification verified(Path file, OfflineRules rules) {
        try {
            return JournalFile.of(file).verify(rules::contradictions);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static CommandFailure unreadable(Path file, IOException e) {
        return new CommandFailure(
                ExitCode.FAILED,
                Bilingual.text("File " + file + " cannot be read: " + e, "Файл " + file + " не читается: " + e),
                e);
    }

    private static JsonObject json(Verification found, List<LocalizedText> unchecked) {
        JsonObject json = new JsonObject();
        json.addProperty("holds", found.fault().isEmpty());
        found.origin().ifPresent(origin -> json.add("origin", json(origin)));
        json.addProperty("rows", found.rows());
        json.addProperty("changes", found.changes());
        json.addProperty("verdicts", found.verdicts());
        json.addProperty("limits", found.limits());
        json.addProperty("lastHash", found.lastHash());
        found.fault().ifPresent(fault -> {
            JsonObject one = new JsonObject();
            one.addProperty("kind", fault.kind().code());
            one.addProperty("line", fault.line());
            one.addProperty("row", fault.row());
            one.addProperty("recorded", fault.recorded());
            one.addProperty("computed", fault.computed());
            one.addProperty("text", fault.text().in(Locale.getDefault()));
            json.add("fault", one);
        });
        json.add("unchecked", texts(unchecked));
        return json;
    }

    private static JsonObject json(Journal.Origin origin) {
        JsonObject json = new JsonObject();
        json.addProperty("host", origin.host());
        json.addProperty("version", origin.version());
        json.addProperty("zone", origin.zone().getId());
        json.addProperty("exportedAt", origin.at().toString());
        return json;
    }

    private static JsonArray texts(List<LocalizedText> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(text -> array.add(text.in(Locale.getDefault())));
        return array;
    }

    private static void print(Verification found, List<LocalizedText> unchecked, PrintWriter out) {
        Locale locale = Locale.getDefault();
        found.origin()
                .ifPresent(origin -> out.println(Bilingual.text("Host ", "Узел ")
                        + (origin.host().isEmpty() ? "?" : origin.host())
                        + Bilingual.text(", exported ", ", выгружено ")
                        + time(origin.at(), origin.zone())));
        found.fault()
                .ifPresentOrElse(
                        fault -> {
                            out.println(Bilingual.text("It does not hold. ", "Он не сходится. ")
                                    + fault.text().in(locale));
                            if (!fault.recorded().isEmpty() || !fault.computed().isEmpty()) {
                                out.println(Bilingual.text("  recorded: ", "  записано: ") + fault.recorded());
                                out.println(Bilingual.text("  computed: ", "  получено: ") + fault.computed());
                            }
                        },
                        () -> out.println(Bilingual.text("It holds: ", "Он сходится: ")
                                + Bilingual.text(
                                        "rows " + found.rows() + ", verdicts " + found.verdicts()
                                                + ", limits checked against documents " + found.limits(),
                                        "строк " + found.rows() + ", вердиктов " + found.verdicts()
                                                + ", лимитов сверено с документами " + found.limits())));
        out.println(Bilingual.text("Last hash: ", "Последний хеш: ") + found.lastHash());
        unchecked.forEach(text -> out.println("  - " + text.in(locale)));
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = "Tells what would have been decided with another licence; needs no host.")
    int replay(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--with", required = true, paramLabel = "LICENSE", description = "The licence document.")
                    Path license,
            @Option(names = "--from", paramLabel = "DATE", description = "From this day on, e.g. 2026-10-01.")
                    Optional<String> from,
            @Option(names = "--until", paramLabel = "DATE", description = "Until the end of this day.")
                    Optional<String> until,
            @Mixin TrustOptions trust,
            @Mixin PrintOptions print) {
        OfflineRules rules = OfflineRules.of(trust.trust(folder).keys());
        Verification sound = verified(file, rules);
        Optional<Fault> fault = sound.fault();
        if (fault.isPresent()) {
            throw new CommandFailure(
                    exitCode(fault.get()),
                    fault.get().text().in(Locale.getDefault())
                            + Bilingual.text(
                                    " Nothing can be told of a journal that does not hold.",
                                    " О журнале, который не сходится, ничего сказать нельзя."));
        }
        Journal.Origin origin = sound.origin().orElseThrow();
        OfflineRules.Besides besides = besides(rules, sound, license);
        Optional<Instant> begin = from.map(text -> day(text, origin.zone(), 0));
        Optional<Instant> end = until.map(text -> day(text, origin.zone(), 1));
        List<Instant> steps = new ArrayList<>();
        steps.add(besides.license().begins());
        besides.license().ends().ifPresent(steps::add);
        WhatIf told;
        try {
            told = JournalFile.of(file).replay(new Question(begin, end, steps, besides::with));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        besides.assumed().forEach(text -> print.say(text.in(Locale.getDefault())));
        print.say(Bilingual.text(
                "Assumed: everyone would have done the same; who stays longer than recorded, stays as long as a session"
                        + " lives that nobody keeps alive.",
                "Допущение: все действовали бы так же; кто остаётся дольше записанного, остаётся столько, сколько живёт"
                        + " сеанс без продления."));
        print.print(json(told, besides), out -> print(told, out));
        return ExitCode.DONE;
    }

    /** With the keys that the vendors had announced by the end of the journal, as the host would take it (R12). */
    private static OfflineRules.Besides besides(OfflineRules rules, Verification sound, Path license) {
        try {
            return rules.besides(sound.origin().orElseThrow(), CommandFiles.read(license), sound.statements());
        } catch (LicenseFormatException e) {
            throw new CommandFailure(
                    ExitCode.LICENSE,
                    Bilingual.text("The licence is damaged: ", "Лицензия повреждена: ")
                            + e.text().in(Locale.getDefault()),
                    e);
        } catch (OfflineRules.NotHere e) {
            throw new CommandFailure(
                    ExitCode.LICENSE,
                    Bilingual.text(
                                    "The licence would not have counted on this host: ",
                                    "На этом узле лицензия не действовала бы: ")
                            + e.text().in(Locale.getDefault()),
                    e);
        }
    }

    /** A day in the host's zone, or an instant. */
    private static Instant day(String text, ZoneId zone, long daysLater) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text)
                            .plusDays(daysLater)
                            .atStartOfDay(zone)
                            .toInstant();
        } catch (DateTimeException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    Bilingual.text(text + " is no day such as 2026-10-01.", text + " — не день вида 2026-10-01."),
                    e);
        }
    }

    private static JsonObject json(WhatIf told, OfflineRules.Besides besides) {
        JsonObject json = new JsonObject();
        json.addProperty("license", besides.license().id().value());
        told.from().ifPresent(at -> json.addProperty("from", at.toString()));
        told.until().ifPresent(at -> json.addProperty("until", at.toString()));
        json.addProperty("stops", told.stops());
        json.addProperty("recordedStops", told.recordedStops());
        json.addProperty("verdicts", told.computed().size());
        json.addProperty("recordedVerdicts", told.recorded().size());
        json.add("spared", verdicts(told.spared()));
        json.add("additional", verdicts(told.additional()));
        json.add("admitted", newcomers(told.admitted()));
        json.add("refused", newcomers(told.refused()));
        json.add("assumed", texts(besides.assumed()));
        return json;
    }

    private static JsonArray verdicts(List<WhatIf.Passed> passed) {
        JsonArray array = new JsonArray();
        for (WhatIf.Passed one : passed) {
            Verdict verdict = one.verdict();
            JsonObject json = new JsonObject();
            json.addProperty("at", verdict.since().toString());
            verdict.module().ifPresent(module -> json.addProperty("module", module.value()));
            json.addProperty("cause", verdict.cause().code());
            json.addProperty("limit", verdict.limit());
            json.addProperty("used", verdict.used());
            json.addProperty("stops", one.stops());
            array.add(json);
        }
        return array;
    }

    private static JsonArray newcomers(List<WhatIf.Newcomer> newcomers) {
        JsonArray array = new JsonArray();
        for (WhatIf.Newcomer one : newcomers) {
            JsonObject json = new JsonObject();
            json.addProperty("at", one.at().toString());
            json.addProperty("module", one.module().value());
            json.addProperty("device", one.subject().device());
            one.subject().holder().ifPresent(holder -> json.addProperty("holder", holder));
            json.addProperty("reason", one.reason());
            array.add(json);
        }
        return array;
    }

    private static void print(WhatIf told, PrintWriter out) {
        ZoneId zone = told.origin().zone();
        if (told.from().isEmpty()) {
            out.println(Bilingual.text("Nothing happened in that time.", "За это время ничего не произошло."));
            return;
        }
        out.println(Bilingual.text("From ", "С ") + time(told.from().orElseThrow(), zone)
                + Bilingual.text(" until ", " по ") + time(told.until().orElseThrow(), zone) + ".");
        out.println(Bilingual.text(
                "Stops of the gate: recorded " + told.recordedStops() + ", with this licence " + told.stops() + ".",
                "Остановок шлюза: записано " + told.recordedStops() + ", с этой лицензией " + told.stops() + "."));
        verdicts(Bilingual.text("Would not have been passed:", "Не были бы вынесены:"), told.spared(), zone, out);
        verdicts(Bilingual.text("Would have been passed:", "Были бы вынесены:"), told.additional(), zone, out);
        newcomers(Bilingual.text("Would have been admitted:", "Были бы допущены:"), told.admitted(), zone, out);
        newcomers(Bilingual.text("Would have been refused:", "Получили бы отказ:"), told.refused(), zone, out);
    }

    private static void verdicts(String title, List<WhatIf.Passed> passed, ZoneId zone, PrintWriter out) {
        if (passed.isEmpty()) {
            return;
        }
        out.println(title);
        Table table = new Table(
                Bilingual.text("AT", "КОГДА"),
                Bilingual.text("MODULE", "МОДУЛЬ"),
                Bilingual.text("CAUSE", "ПРИЧИНА"),
                Bilingual.text("IN USE", "ЗАНЯТО"),
                Bilingual.text("LIMIT", "ЛИМИТ"),
                Bilingual.text("GATE", "ШЛЮЗ"));
        for (WhatIf.Passed one : passed) {
            Verdict verdict = one.verdict();
            table.row(
                    time(verdict.since(), zone),
                    verdict.module().map(ModuleId::value).orElse("-"),
                    verdict.cause().code(),
                    Long.toString(verdict.used()),
                    Long.toString(verdict.limit()),
                    one.stops() ? Bilingual.text("stops", "стоп") : "-");
        }
        table.print(out);
    }

    private static void newcomers(String title, List<WhatIf.Newcomer> newcomers, ZoneId zone, PrintWriter out) {
        if (newcomers.isEmpty()) {
            return;
        }
        out.println(title);
        Table table = new Table(
                Bilingual.text("AT", "КОГДА"),
                Bilingual.text("MODULE", "МОДУЛЬ"),
                Bilingual.text("DEVICE", "УСТРОЙСТВО"),
                Bilingual.text("HOLDER", "КТО"),
                Bilingual.text("REASON", "ПРИЧИНА"));
        for (WhatIf.Newcomer one : newcomers) {
            table.row(
                    time(one.at(), zone),
                    one.module().value(),
                    one.subject().label().orElse(one.subject().device()),
                    one.subject().holder().orElse("-"),
                    one.reason());
        }
        table.print(out);
    }

    private static String time(Instant at, ZoneId zone) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx", Locale.ROOT).format(at.atZone(zone));
    }
}
