// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.gate.http.Foretelling;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.ActivationResult;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Proposal;
import io.webgate.license.api.Proposed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What would be: for a document, for a removal, for an activation, for a date; nothing is changed (R9). */
final class PreviewEndpoints {

    private static final int MOST_DOCUMENT = 2 * 262_144;

    private final Plane plane;
    private final ZoneId zone;

    /** @param zone of the host, in which a day that is asked for begins */
    PreviewEndpoints(Plane plane, ZoneId zone) {
        this.plane = plane;
        this.zone = zone;
    }

    void addTo(Router router) {
        router.on("POST /api/v1/licenses/preview admin", MOST_DOCUMENT, this::preview);
    }

    private Answer preview(Ask ask) {
        Optional<Instant> at = ask.query("at").map(text -> instant(text, ask.locale()));
        Proposal proposal = proposal(ask, at.isPresent());
        Proposed proposed = plane.needRegistry(ask.locale())
                .proposed(proposal, at)
                .orElseThrow(() -> LicenseEndpoints.unknown(ask));
        Optional<ActivationResult> refused =
                proposed.activation().filter(result -> result.kind() != ActivationResult.Kind.ACTIVATED);
        if (refused.isPresent()) {
            throw new ProblemException(Problem.of(refused.get(), ask.locale()));
        }
        Optional<InstallResult> refusal = proposed.install().filter(LicenseEndpoints::isRefusal);
        if (refusal.isPresent()) {
            return LicenseEndpoints.answer(refusal.get(), ask.locale());
        }
        Ledger ledger = plane.needLedger(ask.locale());
        Preview effects = ledger.preview(proposed.then());
        return Answer.json(
                200,
                Json.object()
                        .put("at", Json.time(proposed.then().at()))
                        .put("limits", limits(proposed))
                        .put(
                                "effects",
                                effects.effects().stream()
                                        .map(effect -> effect(effect, proposed.then(), ask.locale()))
                                        .toList())
                        .put("warnings", warnings(proposed, at, ask.locale()))
                        .put(
                                "license",
                                proposed.install()
                                        .flatMap(InstallResult::license)
                                        .or(() -> proposed.activation().flatMap(ActivationResult::license))
                                        .map(license -> LicenseEndpoints.view(license, ask.locale())))
                        .map());
    }

    private static Proposal proposal(Ask ask, boolean dated) {
        byte[] body = ask.body().bytes();
        Optional<String> removed = ask.query("remove");
        Optional<String> activated = ask.query("activate");
        if (removed.isPresent() || activated.isPresent()) {
            if (body.length > 0 || (removed.isPresent() && activated.isPresent())) {
                throw Problems.invalid(
                        "query remove, activate (either a document to install, or one to remove, or one to activate)",
                        "параметры remove, activate (либо документ для установки, либо удаляемый, либо активируемый)",
                        ask.locale());
            }
            return removed.<Proposal>map(text -> new Proposal.Remove(id(text, ask)))
                    .orElseGet(() -> new Proposal.Activate(id(activated.orElseThrow(), ask)));
        }
        if (body.length == 0 && !dated) {
            throw Problems.invalid(
                    "body (a licence document, or query remove, activate or at is expected)",
                    "тело запроса (нужен документ лицензии либо параметр remove, activate или at)",
                    ask.locale());
        }
        return body.length == 0 ? new Proposal.Nothing() : new Proposal.Install(body);
    }

    private static LicenseId id(String text, Ask ask) {
        try {
            return new LicenseId(text);
        } catch (IllegalArgumentException malformed) {
            throw LicenseEndpoints.unknown(ask);
        }
    }

    private Instant instant(String text, Locale locale) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(zone).toInstant();
        } catch (DateTimeException malformed) {
            throw Problems.invalid(
                    "query at (a date such as 2027-04-01, or a time with offset)",
                    "параметр at (дата вида 2027-04-01 или время со смещением)",
                    locale);
        }
    }

    private static List<Map<String, Object>> limits(Proposed proposed) {
        return proposed.then().modules().keySet().stream()
                .sorted()
                .map(id -> Json.object()
                        .put("module", id.value())
                        .put("before", proposed.now().of(id).quantity())
                        .put("after", proposed.then().of(id).quantity())
                        .map())
                .toList();
    }

    private static Map<String, Object> effect(Preview.Effect effect, Limits then, Locale locale) {
        Optional<Module> module =
                effect.module().flatMap(id -> Optional.ofNullable(then.modules().get(id)));
        return Json.object()
                .put("kind", effect.kind().code())
                .put("module", effect.module().map(ModuleId::value))
                .put("limit", effect.limit())
                .put("used", effect.used())
                .put("seats", effect.seats().stream().map(Object::toString).toList())
                .put("what", Foretelling.of(effect, module).in(locale))
                .map();
    }

    private static List<String> warnings(Proposed proposed, Optional<Instant> at, Locale locale) {
        List<LocalizedText> warnings = new ArrayList<>();
        proposed.install().ifPresent(result -> {
            if (result.kind() == InstallResult.Kind.ALREADY_INSTALLED
                    && result.license().isPresent()) {
                warnings.add(new LocalizedText(
                        "This very document is installed already; installing it changes nothing.",
                        "Этот документ уже установлен; повторная установка ничего не изменит."));
            }
            result.message().ifPresent(warnings::add);
            result.license()
                    .filter(license -> license.state() != LicenseState.VALID)
                    .flatMap(license -> license.reason())
                    .ifPresent(warnings::add);
        });
        at.filter(asked -> asked.isBefore(proposed.now().at()))
                .ifPresent(asked -> warnings.add(new LocalizedText(
                        "The date is in the past; this is how it would be now.",
                        "Дата в прошлом; показано, как было бы сейчас.")));
        return warnings.stream().map(text -> text.in(locale)).toList();
    }
}
