// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Feature;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Term;
import io.webgate.license.text.KeyTextException;
import io.webgate.license.text.MachineKeyText;
import io.webgate.license.text.MediaKeyText;
import io.webgate.vendor.issuing.LicenseRequest;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;

/** Reads what was typed for {@code vendor issue}; whatever is wrong is a mistake of usage, named with its option. */
final class IssueRequest {

    private final IssueCommand typed;

    IssueRequest(IssueCommand typed) {
        this.typed = typed;
    }

    /**
     * What is to be issued.
     *
     * @throws IllegalArgumentException a value is not of the form that licences have
     */
    LicenseRequest read() {
        LicenseRequest.Builder request = LicenseRequest.forHolder(typed.holder, binding());
        for (String name : typed.applications) {
            request.application(application(name));
        }
        for (String line : typed.modules) {
            int equals = line.indexOf('=');
            if (equals < 1 || !line.substring(equals + 1).matches("[0-9]{1,12}")) {
                throw usage("--module", line, "ID=N");
            }
            request.entitlement(
                    value("--module", line.substring(0, equals), ModuleId::new),
                    Long.parseLong(line.substring(equals + 1)));
        }
        typed.features.forEach(name -> request.feature(value("--feature", name, Feature::new)));
        typed.supersedes.forEach(id -> request.supersedes(value("--supersedes", id, LicenseId::new)));
        typed.version.ifPresent(request::version);
        typed.from.ifPresent(day -> request.from(date("--from", day)));
        typed.until.ifPresent(day -> request.until(date("--until", day)));
        typed.renewal.ifPresent(day -> request.renewal(date("--renewal", day)));
        typed.zone.ifPresent(name -> request.zone(zone(name)));
        typed.term.ifPresent(name -> request.term(term(name)));
        lineage(request);
        return request.build();
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

    private static <T> T value(String option, String text, Function<String, T> type) {
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
        try {
            if (typed.target.machine.isPresent()) {
                return Binding.machine(
                        MachineKeyText.parse(typed.target.machine.get()).toString());
            }
            if (typed.target.media.isPresent()) {
                return new Binding(
                        Binding.Kind.MEDIA,
                        MediaKeyText.parse(typed.target.media.get()).toString(),
                        0);
            }
        } catch (KeyTextException e) {
            throw new CommandFailure(ExitCode.USAGE, e.text().in(Locale.getDefault()), e);
        }
        return typed.target
                .server
                .map(id -> new Binding(Binding.Kind.SERVER, id, 0))
                .orElse(Binding.ANYWHERE);
    }

    private static LocalDate date(String option, String text) {
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

    private static ZoneId zone(String text) {
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
