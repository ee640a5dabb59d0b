// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Feature;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Term;
import io.webgate.license.format.HostRequest;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.text.KeyTextException;
import io.webgate.license.text.MachineKeyText;
import io.webgate.license.text.MediaKeyText;
import io.webgate.vendor.issuing.LicenseRequest;
import io.webgate.vendor.issuing.UnboundModuleException;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads what was typed for {@code vendor issue}; whatever is wrong is a mistake of usage, named with its option. */
final class IssueRequest {

    private final IssueCommand typed;
    private final Optional<HostRequest> host;

    IssueRequest(IssueCommand typed) {
        this.typed = typed;
        this.host = typed.request.map(IssueRequest::request);
    }

    /**
     * The request file of a customer's host.
     *
     * @throws CommandFailure it is none
     */
    static HostRequest request(Path file) {
        try {
            return HostRequest.parse(CommandFiles.read(file));
        } catch (LicenseFormatException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    Bilingual.text(
                            file + " is no request of a host: " + e.text().english(),
                            file + " — не запрос узла: " + e.text().russian()),
                    e);
        }
    }

    /** Says which break-glass licences the customer has used: here the vendor hears of it, if by no other way (R59). */
    void tellUses(Consumer<String> say) {
        host.ifPresent(request -> tellUses(request, say));
    }

    static void tellUses(HostRequest request, Consumer<String> say) {
        for (HostRequest.Use use : request.breakGlass()) {
            say.accept(Bilingual.text(
                    "! The customer activated the break-glass licence " + use.license() + " at " + use.activatedAt()
                            + "; its last day: " + use.until() + ".",
                    "! Клиент активировал лицензию на крайний случай " + use.license() + ": " + use.activatedAt()
                            + "; последний день: " + use.until() + "."));
        }
    }

    /**
     * What is to be issued.
     *
     * @throws IllegalArgumentException a value is not of the form that licences have
     */
    LicenseRequest read() {
        String holder =
                typed.holder.or(() -> host.flatMap(HostRequest::holder)).orElseThrow(() -> missing("--holder NAME"));
        Binding binding = binding();
        LicenseRequest.Builder request = LicenseRequest.forHolder(holder, binding);
        List<String> applications = typed.applications.isEmpty()
                ? host.map(HostRequest::applications).orElse(List.of())
                : typed.applications;
        if (applications.isEmpty()) {
            throw missing("--application APP");
        }
        for (String name : applications) {
            request.application(application(name));
        }
        for (String line : typed.modules) {
            int equals = line.indexOf('=');
            if (equals < 1 || !line.substring(equals + 1).matches("[0-9]{1,12}")) {
                throw usage("--module", line, "ID=N");
            }
            ModuleId module = value("--module", line.substring(0, equals), ModuleId::new);
            if (binding.kind() != Binding.Kind.MACHINE
                    && Catalogue.machineBound().contains(module)) {
                throw new UnboundModuleException(module);
            }
            request.entitlement(module, Long.parseLong(line.substring(equals + 1)));
        }
        typed.features.forEach(name -> request.feature(value("--feature", name, Feature::new)));
        typed.supersedes.forEach(id -> request.supersedes(value("--supersedes", id, LicenseId::new)));
        typed.version.ifPresent(request::version);
        typed.from.ifPresent(day -> request.from(date("--from", day)));
        typed.until.ifPresent(day -> request.until(date("--until", day)));
        typed.renewal.ifPresent(day -> request.renewal(date("--renewal", day)));
        typed.zone.ifPresent(name -> request.zone(zone(name)));
        typed.term.ifPresent(name -> request.term(term(name)));
        typed.breakGlass.ifPresent(days -> request.breakGlass(days(days)));
        lineage(request);
        return request.build();
    }

    /** A wrong number is a mistake of usage, not of the licence. */
    private static int days(String text) {
        if (!text.matches("[1-9][0-9]?") || Integer.parseInt(text) > License.MOST_BREAK_GLASS_DAYS) {
            throw usage("--break-glass", text, "1 – " + License.MOST_BREAK_GLASS_DAYS);
        }
        return Integer.parseInt(text);
    }

    /** The one short name; any other is the name of nothing, and would count nowhere. */
    private static ApplicationId application(String name) {
        if (name.equals("data-server")) {
            return new ApplicationId("powerpos.data-server");
        }
        if (!name.contains(".")) {
            throw usage("--application", name, "powerpos.data-server");
        }
        return value("--application", name, ApplicationId::new);
    }

    static <T> T value(String option, String text, Function<String, T> type) {
        try {
            return type.apply(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    Bilingual.text(
                            option + " '" + text + "': " + e.getMessage(),
                            option + " «" + text + "»: такого значения быть не может: " + e.getMessage()),
                    e);
        }
    }

    private void lineage(LicenseRequest.Builder request) {
        long generation = typed.generation.orElse(1L);
        if (typed.lineage.isPresent()) {
            request.lineage(new Lineage(typed.lineage.get()), generation);
        } else if (generation != 1) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    Bilingual.text(
                            "--generation " + generation + " needs --lineage: of which licence?",
                            "--generation " + generation + " требует --lineage: какой лицензии?"));
        }
    }

    /** A mistyped key is caught here, naming the group (R17). */
    private Binding binding() {
        if (typed.target.machine.isPresent()) {
            MachineKeyText key = machineKey(typed.target.machine.get());
            host.map(HostRequest::machineKey)
                    .map(IssueRequest::machineKey)
                    .filter(other -> !other.equals(key))
                    .ifPresent(other -> {
                        throw new CommandFailure(
                                ExitCode.USAGE,
                                Bilingual.text(
                                        "--to " + key + " is another machine than the request's, " + other
                                                + ". Leave --to out, or take the right request.",
                                        "--to " + key + " — не тот компьютер, что в запросе: " + other
                                                + ". Уберите --to или возьмите нужный запрос."));
                    });
            return Binding.machine(key.toString());
        }
        if (typed.target.media.isPresent()) {
            try {
                String key = MediaKeyText.parse(typed.target.media.get()).toString();
                return new Binding(Binding.Kind.MEDIA, key, 0);
            } catch (KeyTextException e) {
                throw new CommandFailure(ExitCode.USAGE, e.text().in(Locale.getDefault()), e);
            }
        }
        if (typed.target.server.isPresent()) {
            return new Binding(Binding.Kind.SERVER, typed.target.server.get(), 0);
        }
        if (typed.target.anywhere) {
            return Binding.ANYWHERE;
        }
        return host.map(request ->
                        Binding.machine(machineKey(request.machineKey()).toString()))
                .orElseThrow(() -> missing("--to KEY, --media KEY, --server ID, --anywhere"));
    }

    private static MachineKeyText machineKey(String text) {
        try {
            return MachineKeyText.parse(text);
        } catch (KeyTextException e) {
            throw new CommandFailure(ExitCode.USAGE, e.text().in(Locale.getDefault()), e);
        }
    }

    private static CommandFailure missing(String option) {
        return new CommandFailure(
                ExitCode.USAGE,
                Bilingual.text(
                        "Missing: " + option + " (or --request FILE that says it).",
                        "Не хватает: " + option + " (или --request FILE, где это сказано)."));
    }

    static LocalDate date(String option, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            if (!text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                throw usage(option, text, "2027-12-31");
            }
            throw unknown(
                    Bilingual.text(
                            option + " '" + text + "': there is no such day.",
                            option + " «" + text + "»: такого дня нет."),
                    e);
        }
    }

    static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw unknown(
                    Bilingual.text(
                            "--zone '" + text + "': there is no such time zone; write one like Europe/Moscow.",
                            "--zone «" + text + "»: такого часового пояса нет; пишите, например, Europe/Moscow."),
                    e);
        }
    }

    private static Term term(String text) {
        return Arrays.stream(Term.values())
                .filter(term -> term.code().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        Bilingual.text(
                                "--term '" + text + "': there is no such term; it is one of permanent, temporary,"
                                        + " rental, trial.",
                                "--term «" + text
                                        + "»: такого срока нет; бывает permanent, temporary, rental, trial.")));
    }

    private static CommandFailure unknown(String message, DateTimeException cause) {
        return new CommandFailure(ExitCode.USAGE, message, cause);
    }

    private static CommandFailure usage(String option, String text, String form) {
        return new CommandFailure(
                ExitCode.USAGE,
                Bilingual.text(
                        option + " '" + text + "' is not of the form " + form,
                        option + " «" + text + "»: ожидается " + form));
    }
}
