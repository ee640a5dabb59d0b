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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static final Known<ApplicationId> APPLICATIONS = new Known<>(ApplicationId::new);

    private static final Known<ModuleId> MODULES = new Known<>(ModuleId::new);

    private static final Known<Feature> FEATURES = new Known<>(Feature::new);

    private static final Known<String> VENDORS = new Known<>(text -> text);

    private static final Known<ZoneId> ZONES = new Known<>(ZoneId::of);

    static LicensePayload read(byte[] bytes) throws LicenseFormatException {
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
        LocalDate validFrom = fields.value("validFrom", Codes::date);
        Optional<LocalDate> validUntil = fields.optional("validUntil", Codes::date);
        ZoneId zone = fields.value("zone", ZONES);
        Term term = fields.value("term", text -> Codes.parse(Term.class, text));
        Binding binding = binding(fields.object("binding"), extras);
        List<Entitlement> entitlements = entitlements(fields.objects("entitlements"), extras);
        Set<Feature> features = Set.copyOf(fields.values("features", FEATURES));
        Optional<LocalDate> renewalDate = fields.optional("renewalDate", Codes::date);
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
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("id", Codes.text(license.id()));
        members.put("lineage", Codes.text(license.lineage()));
        members.put("generation", Codes.number(license.generation()));
        members.put("vendor", Codes.text(license.vendor()));
        members.put("holder", Codes.text(license.holder()));
        members.put("applications", Codes.sorted(license.applications()));
        license.version().ifPresent(version -> members.put("version", Codes.text(version)));
        members.put("issuedAt", Codes.text(license.issuedAt()));
        members.put("validFrom", Codes.text(license.validFrom()));
        license.validUntil().ifPresent(day -> members.put("validUntil", Codes.text(day)));
        members.put("zone", Codes.text(license.zone()));
        members.put("term", Codes.text(Codes.of(license.term())));
        members.put("binding", bindingJson());
        members.put("entitlements", entitlementsJson());
        members.put("features", Codes.sorted(license.features()));
        license.renewalDate().ifPresent(day -> members.put("renewalDate", Codes.text(day)));
        members.put("supersedes", Codes.sorted(license.supersedes()));
        license.breakGlass().ifPresent(days -> members.put(BREAK_GLASS, Codes.number(days)));
        extras.writeCritical(members, license.breakGlass().isPresent() ? Set.of(BREAK_GLASS) : Set.of());
        extras.writeUnknown(PATH, members);
        return new Json.Members(members).bytes();
    }

    private static Binding binding(Fields fields, Extras extras) throws LicenseFormatException {
        Binding.Kind kind = fields.value("kind", text -> Codes.parse(Binding.Kind.class, text));
        String value = fields.value("value", text -> text);
        long matching = fields.has("matching") ? fields.integer("matching") : 0;
        extras.keep(fields);
        return fields.made(() -> new Binding(kind, value, Math.toIntExact(matching)));
    }

    private Json bindingJson() {
        Binding binding = license.binding();
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("kind", Codes.text(Codes.of(binding.kind())));
        members.put("value", Codes.text(binding.value()));
        if (binding.kind() == Binding.Kind.MACHINE) {
            members.put("matching", Codes.number(binding.matching()));
        }
        extras.writeUnknown(PATH + ".binding", members);
        return new Json.Members(members);
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

    private Json entitlementsJson() {
        List<Entitlement> entitlements = new ArrayList<>(license.entitlements());
        entitlements.sort(Comparator.comparing(Entitlement::module));
        List<Json> items = new ArrayList<>(entitlements.size());
        for (int i = 0; i < entitlements.size(); i++) {
            Map<String, Json> members = new LinkedHashMap<>();
            members.put("module", Codes.text(entitlements.get(i).module()));
            members.put("quantity", Codes.number(entitlements.get(i).quantity()));
            if (!extras.isEmpty()) {
                extras.writeUnknown(PATH + ".entitlements[" + i + "]", members);
            }
            items.add(new Json.Members(members));
        }
        return new Json.Items(items);
    }
}
