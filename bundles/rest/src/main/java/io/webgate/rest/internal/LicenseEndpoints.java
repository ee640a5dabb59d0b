// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.access.Access;
import io.webgate.access.AccessException;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.Activation;
import io.webgate.license.api.ActivationResult;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.DriveAbsence;
import io.webgate.license.api.Feature;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseCheck;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.LocalizedText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The installed documents: list, install, remove (R5–R8), activate (R59). */
final class LicenseEndpoints {

    private static final Logger LOG = LoggerFactory.getLogger(LicenseEndpoints.class);
    private static final ApplicationId LICENSE_SERVER = new ApplicationId("openservice.license-server");
    // The registry tells exactly; here only what can't be a document any more is cut off
    private static final int MOST_DOCUMENT = 2 * 262_144;

    private final Plane plane;

    LicenseEndpoints(Plane plane) {
        this.plane = plane;
    }

    void addTo(Router router) {
        router.on("GET /api/v1/licenses viewer", this::list);
        router.on("POST /api/v1/licenses admin", MOST_DOCUMENT, this::install);
        router.on("GET /api/v1/licenses/{id} viewer", this::one);
        router.on("DELETE /api/v1/licenses/{id} admin", this::remove);
        router.on("POST /api/v1/licenses/{id}/break-glass admin", this::breakGlass);
    }

    private Answer list(Ask ask) {
        return Paged.list(
                ask,
                plane.needRegistry(ask.locale()).licenses(),
                installed -> installed.id().value(),
                installed -> view(installed, ask.locale()));
    }

    private Answer one(Ask ask) {
        return plane.needRegistry(ask.locale()).licenses().stream()
                .filter(installed -> installed.id().value().equals(ask.parameter("id")))
                .findFirst()
                .map(installed -> Answer.json(200, view(installed, ask.locale())))
                .orElseThrow(() -> unknown(ask));
    }

    private Answer install(Ask ask) throws AccessException {
        Optional<IdempotencyKey> key = ask.key();
        Access access = plane.needAccess(ask.locale());
        if (key.isPresent()) {
            Optional<String> earlier = access.replay(key.get());
            if (earlier.isPresent()) {
                // Only what was installed is kept, see below
                return Answer.text(201, "application/json;charset=utf-8", earlier.get());
            }
        }
        if (ask.body().bytes().length == 0) {
            throw Problems.invalid(
                    "body (the licence document is expected)", "тело запроса (нужен документ лицензии)", ask.locale());
        }
        InstallResult result =
                plane.needRegistry(ask.locale()).install(ask.body().bytes(), "api");
        String subject =
                result.license().map(installed -> installed.id().value()).orElse("-");
        access.record(ask.by(), "license-install", subject, result.kind().code());
        Answer answer = answer(result, ask.locale());
        if (key.isPresent() && answer.status() == 201) {
            remember(access, key.get(), answer);
        }
        return answer;
    }

    /** The document is installed whatever becomes of this: installing again says so and changes nothing (R8). */
    private static void remember(Access access, IdempotencyKey key, Answer answer) {
        try {
            access.remember(key, answer.body());
        } catch (AccessException failure) {
            LOG.warn("The answer to an installation was not kept; a retry answers 200 instead of 201", failure);
        }
    }

    /** Whether nothing would be, or was, installed. */
    static boolean isRefusal(InstallResult result) {
        return result.kind() != InstallResult.Kind.INSTALLED && result.kind() != InstallResult.Kind.ALREADY_INSTALLED;
    }

    static Answer answer(InstallResult result, Locale locale) {
        return switch (result.kind()) {
            case INSTALLED -> Answer.json(201, view(result, locale));
            case ALREADY_INSTALLED -> Answer.json(200, view(result, locale));
            case DAMAGED, OLDER_GENERATION, RECEIPT_REFUSED -> refused(422, result, locale);
            case TOO_LARGE -> refused(413, result, locale);
            case EDITION_ADMITS_NONE -> refused(409, result, locale);
            case STORE_FULL -> refused(507, result, locale);
        };
    }

    private static Answer refused(int status, InstallResult result, Locale locale) {
        LocalizedText title =
                switch (result.kind()) {
                    case DAMAGED -> new LocalizedText("The licence is damaged", "Лицензия повреждена");
                    case OLDER_GENERATION ->
                        new LocalizedText("A newer issue is known", "Известен более новый выпуск лицензии");
                    case RECEIPT_REFUSED ->
                        new LocalizedText("The time receipt does not fit", "Квитанция времени не подходит");
                    case TOO_LARGE -> new LocalizedText("Too large for a licence", "Слишком большой файл лицензии");
                    case EDITION_ADMITS_NONE ->
                        new LocalizedText(
                                "This edition admits no licences", "В этой редакции лицензии не устанавливаются");
                    case STORE_FULL ->
                        new LocalizedText("The licence could not be saved", "Лицензию не удалось сохранить");
                    case INSTALLED, ALREADY_INSTALLED ->
                        throw new IllegalArgumentException(result.kind() + " is no refusal");
                };
        Problem problem =
                Problem.of(status, result.kind().code(), title, result.message().orElse(title), locale);
        return Answer.problem(result.license()
                .map(installed -> problem.with("id", installed.id().value())
                        .with("state", installed.state().code()))
                .orElse(problem));
    }

    /** The document; of another statement of the vendor what it says, since it is none (R11, R12). */
    private static Map<String, Object> view(InstallResult result, Locale locale) {
        return result.license().map(installed -> view(installed, locale)).orElseGet(() -> Json.object()
                .put("statement", true)
                .put(
                        "message",
                        result.message()
                                .orElseThrow(() ->
                                        new IllegalStateException(result.kind() + " without the document it is about"))
                                .in(locale))
                .map());
    }

    private Answer remove(Ask ask) {
        String id = ask.parameter("id");
        boolean removed;
        try {
            removed = plane.needRegistry(ask.locale()).remove(new LicenseId(id));
        } catch (UncheckedIOException failure) {
            LOG.error("Licence {} can't be moved to the archive", id, failure);
            throw Problems.of(
                    507,
                    "store-full",
                    new LocalizedText("The licence could not be removed", "Лицензию не удалось удалить"),
                    new LocalizedText(
                            "Its file can't be moved to the archive, so it still counts: the disk is full or read-only.",
                            "Файл нельзя переместить в архив, поэтому лицензия ещё действует: диск заполнен или доступен"
                                    + " только для чтения."),
                    ask.locale());
        } catch (IllegalArgumentException malformed) {
            removed = false;
        }
        if (!removed) {
            throw unknown(ask);
        }
        plane.access().ifPresent(access -> access.record(ask.by(), "license-remove", id, "done"));
        return Answer.none();
    }

    /** Activates a break-glass licence (R59): who, when and why is on the record whatever came of it. */
    private Answer breakGlass(Ask ask) throws AccessException {
        Json.Input body = Json.read(ask);
        body.only("reason");
        String reason = body.text("reason").strip();
        if (reason.isEmpty() || reason.length() > LocalizedText.LONGEST_QUOTED) {
            throw Problems.invalid(
                    "reason (1 to " + LocalizedText.LONGEST_QUOTED + " characters)",
                    "reason (от 1 до " + LocalizedText.LONGEST_QUOTED + " символов)",
                    ask.locale());
        }
        LicenseId id;
        try {
            id = new LicenseId(ask.parameter("id"));
        } catch (IllegalArgumentException malformed) {
            throw unknown(ask);
        }
        // An act that can't be recorded is not begun
        Access access = plane.needAccess(ask.locale());
        ActivationResult result = plane.needRegistry(ask.locale()).activate(id, ask.by(), reason);
        if (result.kind() == ActivationResult.Kind.LICENSE_UNKNOWN) {
            throw unknown(ask);
        }
        access.record(
                ask.by(),
                "license-break-glass",
                id.value() + ": " + LocalizedText.quotable(reason),
                result.kind().code());
        if (result.kind() != ActivationResult.Kind.ACTIVATED) {
            throw new ProblemException(Problem.of(result, ask.locale()));
        }
        return result.license()
                .map(installed -> Answer.json(200, view(installed, ask.locale())))
                .orElseThrow(() -> unknown(ask));
    }

    static ProblemException unknown(Ask ask) {
        return Problems.of(
                404,
                "license-unknown",
                new LocalizedText("No such licence", "Такой лицензии нет"),
                new LocalizedText(
                        "No installed licence has this id. The list of licences shows those that are there.",
                        "Установленной лицензии с таким идентификатором нет. Смотрите список лицензий."),
                ask.locale());
    }

    /** One document as the API shows it; of a damaged one only what its file tells. */
    static Map<String, Object> view(InstalledLicense installed, Locale locale) {
        Optional<License> license = installed.license();
        return Json.object()
                .put("id", installed.id().value())
                .put("lineage", license.map(License::lineage).map(Lineage::value))
                .put("generation", license.map(License::generation))
                .put("state", installed.state().code())
                .put("reason", installed.reason().map(text -> text.in(locale)))
                .put("check", installed.failed().map(LicenseCheck::code))
                .put("holder", license.map(License::holder))
                .put("applications", license.map(LicenseEndpoints::applications).orElse(List.of()))
                .put("version", license.flatMap(License::version))
                .put("validFrom", license.map(License::validFrom).map(Object::toString))
                .put("validUntil", license.flatMap(License::validUntil).map(Object::toString))
                .put("zone", license.map(License::zone).map(Object::toString))
                .put("term", license.map(own -> own.term().code()))
                .put("kind", license.map(LicenseEndpoints::kind))
                .put(
                        "boundTo",
                        license.map(License::binding).map(Binding::value).filter(value -> !value.isEmpty()))
                .put("boundKind", license.map(own -> own.binding().kind().code()))
                .put("entitlements", license.map(LicenseEndpoints::entitlements).orElse(List.of()))
                .put("features", license.map(LicenseEndpoints::features).orElse(List.of()))
                .put("renewalDate", license.flatMap(License::renewalDate).map(Object::toString))
                .put("source", installed.source())
                .put("installedAt", Json.time(installed.installedAt()))
                .put("vanishing", installed.vanishing())
                .put("driveAbsence", installed.absence().map(LicenseEndpoints::absence))
                .put("breakGlass", license.flatMap(own -> breakGlass(own, installed.activation())))
                .map();
    }

    private static Map<String, Object> absence(DriveAbsence absence) {
        return Json.object()
                .put("since", Json.time(absence.since()))
                .put("noticed", absence.noticed())
                .map();
    }

    /** Empty for an ordinary licence (R59). */
    private static Optional<Map<String, Object>> breakGlass(License license, Optional<Activation> use) {
        return license.breakGlass().stream()
                .mapToObj(days -> Json.object()
                        .put("days", days)
                        .put("activatedAt", use.map(Activation::at).map(Json::time))
                        .put("until", use.map(Activation::lastDay).map(Object::toString))
                        .put("by", use.map(Activation::by))
                        .put("reason", use.map(Activation::reason))
                        .map())
                .findFirst();
    }

    private static List<?> applications(License license) {
        return license.applications().stream()
                .sorted()
                .map(ApplicationId::value)
                .toList();
    }

    private static List<?> features(License license) {
        return license.features().stream().sorted().map(Feature::value).toList();
    }

    private static List<?> entitlements(License license) {
        return license.entitlements().stream()
                .map(line -> Json.object()
                        .put("module", line.module().value())
                        .put("quantity", line.quantity())
                        .map())
                .toList();
    }

    /** Follows from the application (R3, R47). */
    private static String kind(License license) {
        return license.applications().contains(LICENSE_SERVER) ? "centre-oriented" : "static";
    }
}
