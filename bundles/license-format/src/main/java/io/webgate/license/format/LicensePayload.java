// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Entitlement;
import io.webgate.license.api.Feature;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Term;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** The payload of a licence document: canonical JSON with fixed members in fixed order (R3). */
record LicensePayload(License license, Extras extras) {

    static final String PATH = "payload";

    /** Came after the first version, so it stands where that one has unknown members, and is ignored by it. */
    private static final String ATTACHED = "attached";

    /**
     * Came after the first version too, and must not be ignored: who did would count what waits for its activation. So it is
     * always critical (R59).
     */
    private static final String BREAK_GLASS = "breakGlass";

    private static final Set<String> KNOWN = Set.of(
            "id",
            "lineage",
            "generation",
            "vendor",
            "holder",
            "applications",
            "version",
            "issuedAt",
            "validFrom",
            "validUntil",
            "zone",
            "term",
            "binding",
            "kind",
            "value",
            "matching",
            "entitlements",
            "module",
            "quantity",
            "features",
            "renewalDate",
            "supersedes",
            BREAK_GLASS,
            Extras.CRITICAL);

    static final Known<ApplicationId> APPLICATIONS = new Known<>(ApplicationId::new);

    static final Known<ModuleId> MODULES = new Known<>(ModuleId::new);

    static final Known<Feature> FEATURES = new Known<>(Feature::new);

    static final Known<LocalDate> DAYS = new Known<>(Codes::date);

    static final Known<String> VENDORS = new Known<>(text -> text);

    static final Known<ZoneId> ZONES = new Known<>(ZoneId::of);

    static LicensePayload read(byte[] bytes) throws LicenseFormatException {
        Optional<License> quick = QuickPayload.read(bytes);
        return quick.isPresent() ? new LicensePayload(quick.get(), new Extras()) : careful(bytes);
    }

    /** The form itself: what it says is written again, and compared. */
    static LicensePayload careful(byte[] bytes) throws LicenseFormatException {
        Fields fields = Fields.of(JsonReader.read(bytes, PATH), PATH);
        Extras extras = Extras.begin(fields, KNOWN);
        LicenseId id = fields.value("id", LicenseId::new);
        Lineage lineage = fields.value("lineage", Lineage::new);
        long generation = fields.integer("generation");
        String vendor = fields.value("vendor", VENDORS);
        String holder = fields.text("holder");
        Set<ApplicationId> applications = Set.copyOf(fields.values("applications", APPLICATIONS));
        Optional<String> version = fields.optional("version", text -> text);
        Instant issuedAt = fields.value("issuedAt", Codes::instant);
        LocalDate validFrom = fields.value("validFrom", DAYS);
        Optional<LocalDate> validUntil = fields.optional("validUntil", DAYS);
        ZoneId zone = fields.value("zone", ZONES);
        Term term = fields.value("term", text -> Codes.parse(Term.class, text));
        Binding binding = binding(fields.object("binding"), extras);
        List<Entitlement> entitlements = entitlements(fields.objects("entitlements"), extras);
        Set<Feature> features = Set.copyOf(fields.values("features", FEATURES));
        Optional<LocalDate> renewalDate = fields.optional("renewalDate", DAYS);
        Set<LicenseId> supersedes = Set.copyOf(fields.values("supersedes", LicenseId::new));
        OptionalLong breakGlass =
                fields.has(BREAK_GLASS) ? OptionalLong.of(fields.integer(BREAK_GLASS)) : OptionalLong.empty();
        extras.keep(fields);
        License license = fields.made(() -> new License(
                id,
                lineage,
                generation,
                vendor,
                holder,
                applications,
                version,
                issuedAt,
                validFrom,
                validUntil,
                zone,
                term,
                binding,
                entitlements,
                features,
                renewalDate,
                supersedes,
                breakGlass.isPresent()
                        ? OptionalInt.of(Math.toIntExact(breakGlass.getAsLong()))
                        : OptionalInt.empty()));
        var payload = new LicensePayload(license, extras);
        Fields.requireCanonical(bytes, payload.bytes(), PATH);
        return payload;
    }

    static LicensePayload with(License license, List<byte[]> attached) {
        var extras = new Extras();
        if (!attached.isEmpty()) {
            extras.put(
                    PATH,
                    ATTACHED,
                    new Json.Items(attached.stream()
                            .map(file -> Codes.text(new String(file, StandardCharsets.US_ASCII)))
                            .toList()));
        }
        return new LicensePayload(license, extras);
    }

    /** The statements that came along; what is not a text is none, and what a text holds is for others to verify. */
    List<byte[]> attached() {
        List<byte[]> files = new ArrayList<>();
        if (extras.get(PATH, ATTACHED).orElse(null) instanceof Json.Items items) {
            for (Json item : items.values()) {
                if (item instanceof Json.Text text) {
                    files.add(text.value().getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
        return files;
    }

    /** The one way to write it. */
    byte[] bytes() {
        JsonWriter json = new JsonWriter().open();
        json.text("id", license.id());
        json.text("lineage", license.lineage());
        json.number("generation", license.generation());
        json.text("vendor", license.vendor());
        json.text("holder", license.holder());
        json.texts("applications", license.applications());
        license.version().ifPresent(version -> json.text("version", version));
        json.text("issuedAt", Codes.written(license.issuedAt()));
        json.text("validFrom", license.validFrom());
        license.validUntil().ifPresent(day -> json.text("validUntil", day));
        json.text("zone", license.zone());
        json.text("term", Codes.of(license.term()));
        writeBinding(json);
        writeEntitlements(json);
        json.texts("features", license.features());
        license.renewalDate().ifPresent(day -> json.text("renewalDate", day));
        json.texts("supersedes", license.supersedes());
        license.breakGlass().ifPresent(days -> json.number(BREAK_GLASS, days));
        Set<String> critical = extras.critical(license.breakGlass().isPresent() ? Set.of(BREAK_GLASS) : Set.of());
        if (!critical.isEmpty()) {
            json.texts(Extras.CRITICAL, critical);
        }
        return json.members(extras.unknown(PATH)).close().bytes();
    }

    private static Binding binding(Fields fields, Extras extras) throws LicenseFormatException {
        Binding.Kind kind = fields.value("kind", text -> Codes.parse(Binding.Kind.class, text));
        String value = fields.value("value", text -> text);
        long matching = fields.has("matching") ? fields.integer("matching") : 0;
        extras.keep(fields);
        Binding made = fields.made(() -> new Binding(kind, value, Math.toIntExact(matching)));
        return made.equals(Binding.ANYWHERE) ? Binding.ANYWHERE : made;
    }

    private void writeBinding(JsonWriter json) {
        Binding binding = license.binding();
        json.open("binding");
        json.text("kind", Codes.of(binding.kind()));
        json.text("value", binding.value());
        if (binding.kind() == Binding.Kind.MACHINE) {
            json.number("matching", binding.matching());
        }
        json.members(extras.unknown(PATH + ".binding")).close();
    }

    private static List<Entitlement> entitlements(List<Fields> items, Extras extras) throws LicenseFormatException {
        List<Entitlement> entitlements = new ArrayList<>();
        for (Fields item : items) {
            ModuleId module = item.value("module", MODULES);
            long quantity = item.integer("quantity");
            extras.keep(item);
            entitlements.add(item.made(() -> new Entitlement(module, quantity)));
        }
        return entitlements;
    }

    private void writeEntitlements(JsonWriter json) {
        List<Entitlement> entitlements = new ArrayList<>(license.entitlements());
        entitlements.sort(Comparator.comparing(Entitlement::module));
        json.openList("entitlements");
        for (int i = 0; i < entitlements.size(); i++) {
            json.open();
            json.text("module", entitlements.get(i).module());
            json.number("quantity", entitlements.get(i).quantity());
            if (!extras.isEmpty()) {
                json.members(extras.unknown(PATH + ".entitlements[" + i + "]"));
            }
            json.close();
        }
        json.closeList();
    }
}
