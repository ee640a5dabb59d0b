// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.webgate.host.Bilingual;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Entitlement;
import io.webgate.license.api.License;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.format.CatalogueEntries;
import io.webgate.license.format.HostRequest;
import io.webgate.license.format.KeyAnnouncement;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Manifest;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.RevocationList;
import io.webgate.license.format.SignedDocument;
import io.webgate.license.format.TimeReceipt;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.format.TrustedKey;
import io.webgate.license.text.KeyTextException;
import io.webgate.license.text.MachineKeyText;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells what is in a file, in the words of the API: any kind of signed document, verified with the keys that are trusted;
 * a host's request; a draft; a trust document. What is not signed is told as what it claims to be.
 */
final class Inspection {

    /** What follows from it: the document is a site's (R3, R47). */
    private static final ApplicationId LICENSE_SERVER = new ApplicationId("openservice.license-server");

    private static final String DRAFT = "draft";

    private final KeyRing ring;
    private final InstantSource clock;

    private Inspection(KeyRing ring, InstantSource clock) {
        this.ring = ring;
        this.clock = clock;
    }

    /** With the keys of a trust document. */
    static Inspection of(TrustDocument trust, InstantSource clock) {
        return new Inspection(trust.keys(), clock);
    }

    /**
     * What was found.
     *
     * @param json what the file says; of a document that is damaged, what is wrong with it
     * @param fault what is wrong, where and what to do; empty where the signatures hold
     */
    record Found(JsonObject json, Optional<LocalizedText> fault) {}

    Found inspect(byte[] file) {
        try {
            return new Found(read(file), Optional.empty());
        } catch (LicenseFormatException e) {
            JsonObject json = kind(claimed(file));
            json.addProperty("state", "damaged");
            json.addProperty("fault", code(e.fault()));
            json.addProperty("where", e.where());
            return new Found(json, Optional.of(e.text()));
        }
    }

    private JsonObject read(byte[] file) throws LicenseFormatException {
        String text = text(file);
        if (text.startsWith("{\"kind\":")) {
            return describe(HostRequest.parse(file));
        }
        if (text.startsWith("{\"mode\":")) {
            return describe(TrustDocument.parse(file));
        }
        if (text.startsWith("{\"id\":")) {
            return describe(LicenseDocuments.parse(file), DRAFT);
        }
        Optional<Purpose> purpose = SignedDocument.claimedPurpose(file);
        // Of no kind that is known: read as a licence it says what is wrong with it
        return signed(file, purpose.orElse(Purpose.LICENSE));
    }

    private JsonObject signed(byte[] file, Purpose purpose) throws LicenseFormatException {
        JsonObject json =
                switch (purpose) {
                    case LICENSE -> license(LicenseDocuments.open(file, ring));
                    case REVOCATION -> describe(RevocationList.read(file, ring));
                    case KEYS -> describe(KeyAnnouncement.read(file, ring));
                    case TIME_RECEIPT -> describe(TimeReceipt.read(file, ring));
                    case MANIFEST -> describe(Manifest.read(file, ring));
                    case CATALOGUE -> {
                        SignedDocument document = SignedDocument.verify(file, purpose, ring);
                        yield describe(CatalogueEntries.parse(document.payload(), document.vendor()));
                    }
                    case ALLOTMENT, TOKEN -> kind(purpose.code());
                };
        json.add("signers", signers(SignedDocument.verify(file, purpose, ring)));
        return json;
    }

    private JsonArray signers(SignedDocument document) {
        var signers = new JsonArray();
        document.kids().forEach(kid -> ring.key(kid).ifPresent(key -> signers.add(describe(key))));
        return signers;
    }

    private JsonObject license(LicenseDocuments.Opened opened) {
        JsonObject json = describe(opened.license(), Purpose.LICENSE.code());
        var attached = new JsonArray();
        opened.attached().forEach(file -> attached.add(inspect(file).json()));
        json.add("attached", attached);
        return json;
    }

    /** What a licence says; whether it fits a machine, and whether something supersedes it, only a host can tell. */
    private JsonObject describe(License license, String document) {
        JsonObject json = kind(document);
        json.addProperty("id", license.id().value());
        json.addProperty("lineage", license.lineage().value());
        json.addProperty("generation", license.generation());
        String state = document.equals(DRAFT) ? "unsigned" : standing(license, clock.instant());
        json.addProperty("state", state);
        json.add("reason", text(reason(license, state)));
        json.addProperty("vendor", license.vendor());
        json.addProperty("holder", license.holder());
        json.add("applications", texts(license.applications()));
        json.add("version", text(license.version()));
        json.addProperty("issuedAt", license.issuedAt().toString());
        json.addProperty("validFrom", license.validFrom().toString());
        json.add("validUntil", text(license.validUntil()));
        json.addProperty("zone", license.zone().getId());
        json.addProperty("term", license.term().code());
        json.addProperty("kind", license.applications().contains(LICENSE_SERVER) ? "centre-oriented" : "static");
        json.add("boundTo", text(Optional.of(license.binding().value()).filter(value -> !value.isEmpty())));
        json.addProperty("boundKind", license.binding().kind().code());
        JsonArray entitlements = new JsonArray();
        for (Entitlement entitlement : license.entitlements()) {
            JsonObject line = new JsonObject();
            line.addProperty("module", entitlement.module().toString());
            line.addProperty("quantity", entitlement.quantity());
            entitlements.add(line);
        }
        json.add("entitlements", entitlements);
        json.add("features", texts(license.features()));
        json.add("renewalDate", text(license.renewalDate()));
        json.add("supersedes", texts(license.supersedes()));
        license.breakGlass().ifPresent(days -> json.addProperty("breakGlass", days));
        return json;
    }

    private JsonObject describe(RevocationList list) {
        JsonObject json = statement(Purpose.REVOCATION, list.vendor(), list.issuedAt());
        json.addProperty("number", list.number());
        json.addProperty("state", clock.instant().isBefore(list.nextUpdate()) ? "valid" : "stale");
        json.addProperty("nextUpdate", list.nextUpdate().toString());
        json.add("licenses", texts(list.licenses()));
        json.add("keys", texts(list.keys()));
        return json;
    }

    private static JsonObject describe(KeyAnnouncement announcement) {
        JsonObject json = statement(Purpose.KEYS, announcement.vendor(), announcement.issuedAt());
        json.addProperty("number", announcement.number());
        json.add("keys", keys(announcement.keys()));
        json.add("revoked", texts(announcement.revoked()));
        return json;
    }

    private static JsonObject describe(TimeReceipt receipt) {
        JsonObject json = statement(Purpose.TIME_RECEIPT, receipt.vendor(), receipt.issuedAt());
        json.addProperty("nonce", receipt.nonce());
        return json;
    }

    private static JsonObject describe(Manifest manifest) {
        JsonObject json = statement(Purpose.MANIFEST, manifest.vendor(), manifest.issuedAt());
        json.addProperty("version", manifest.version());
        var bundles = new JsonArray();
        for (Manifest.Entry entry : manifest.bundles()) {
            var bundle = new JsonObject();
            bundle.addProperty("name", entry.name());
            bundle.addProperty("version", entry.version());
            bundle.addProperty("sha256", entry.sha256());
            bundles.add(bundle);
        }
        json.add("bundles", bundles);
        return json;
    }

    private static JsonObject describe(Module module) {
        JsonObject json = kind(Purpose.CATALOGUE.code());
        json.addProperty("vendor", module.vendor());
        json.addProperty("module", module.id().value());
        json.addProperty("title", module.title().in(Locale.getDefault()));
        json.addProperty("metric", code(module.metric()));
        json.addProperty("summed", module.summed());
        json.addProperty("cut", code(module.consequence().cut()));
        json.addProperty("effect", code(module.consequence().effect()));
        json.add("features", texts(module.features()));
        return json;
    }

    private static JsonObject describe(HostRequest request) {
        JsonObject json = kind("request");
        json.addProperty("machineKey", request.machineKey());
        try {
            MachineKeyText.parse(request.machineKey());
        } catch (KeyTextException e) {
            json.addProperty("reason", e.text().in(Locale.getDefault()));
        }
        json.add("media", texts(request.media()));
        json.add("applications", texts(request.applications()));
        json.addProperty("version", request.version());
        json.add("holder", text(request.holder()));
        json.addProperty("time", request.time().toString());
        json.addProperty("nonce", request.nonce());
        json.add("breakGlass", uses(request));
        return json;
    }

    /** Which break-glass licences the customer has used: what the vendor wants to know first (R59). */
    static JsonArray uses(HostRequest request) {
        var uses = new JsonArray();
        for (HostRequest.Use use : request.breakGlass()) {
            var json = new JsonObject();
            json.addProperty("license", use.license().value());
            json.addProperty("activatedAt", use.activatedAt().toString());
            json.addProperty("until", use.until().toString());
            uses.add(json);
        }
        return uses;
    }

    private static JsonObject describe(TrustDocument trust) {
        JsonObject json = kind("trust");
        json.addProperty("mode", trust.mode());
        json.add(
                "vendors",
                texts(trust.vendors().stream()
                        .map(vendor -> vendor.prefix() + " " + vendor.name())
                        .toList()));
        json.add("keys", keys(trust.keys().keys()));
        return json;
    }

    private static JsonArray keys(Collection<TrustedKey> keys) {
        var array = new JsonArray();
        keys.forEach(key -> array.add(describe(key)));
        return array;
    }

    private static JsonObject describe(TrustedKey key) {
        var json = new JsonObject();
        json.addProperty("kid", key.kid());
        json.addProperty("vendor", key.vendor());
        json.addProperty("algorithm", key.algorithm().jwsName());
        json.add("purposes", texts(key.purposes().stream().map(Purpose::code).toList()));
        json.addProperty("from", key.from().toString());
        json.add("until", text(key.until()));
        return json;
    }

    private static JsonObject statement(Purpose purpose, String vendor, Instant issuedAt) {
        JsonObject json = kind(purpose.code());
        json.addProperty("vendor", vendor);
        json.addProperty("issuedAt", issuedAt.toString());
        return json;
    }

    private static JsonObject kind(String document) {
        var json = new JsonObject();
        json.addProperty("document", document);
        return json;
    }

    /** What a file says that it is; nobody has verified that. */
    private static String claimed(byte[] file) {
        try {
            return SignedDocument.claimedPurpose(file).map(Purpose::code).orElse("unknown");
        } catch (LicenseFormatException e) {
            return "unknown";
        }
    }

    /** How it begins, without a byte order mark. */
    private static String text(byte[] file) {
        return new String(file, 0, Math.min(file.length, 64), StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Why it does not count; empty where it does. */
    private static Optional<String> reason(License license, String state) {
        return switch (state) {
            case "expired" ->
                license.validUntil()
                        .map(day -> Bilingual.text("Its last day was " + day + ".", "Последний день — " + day + "."));
            case "not-yet-valid" ->
                Optional.of(Bilingual.text(
                                "Its first day is " + license.validFrom() + ".",
                                "Первый день — " + license.validFrom() + ".")
                        + (license.breakGlass().isPresent()
                                ? Bilingual.text(
                                        " It counts only after an administrator has activated it, once.",
                                        " Действует только после того, как администратор её активирует, один раз.")
                                : ""));
            default -> Optional.empty();
        };
    }

    /** The same of a break-glass licence: whether it was activated, only its host can tell (R59). */
    private static String standing(License license, Instant now) {
        String state = state(license, now);
        return state.equals("valid") && license.breakGlass().isPresent() ? "not-yet-valid" : state;
    }

    /** By its days alone (R10). */
    static String state(License license, Instant now) {
        if (now.isBefore(license.begins())) {
            return "not-yet-valid";
        }
        return license.ends().filter(end -> !now.isBefore(end)).isPresent() ? "expired" : "valid";
    }

    private static JsonArray texts(Collection<?> values) {
        JsonArray array = new JsonArray();
        values.stream().map(Object::toString).sorted().forEach(array::add);
        return array;
    }

    private static JsonElement text(Optional<?> value) {
        return value.<JsonElement>map(present -> new JsonPrimitive(present.toString()))
                .orElse(JsonNull.INSTANCE);
    }
}
