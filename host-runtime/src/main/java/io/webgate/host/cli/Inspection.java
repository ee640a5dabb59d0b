// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Entitlement;
import io.webgate.license.api.License;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.LicenseFormatException;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Verifies a document with the keys of this distribution and tells what it says, in the words of the API. Whether it
 * fits a machine, and whether something supersedes it, only a host can tell.
 */
final class Inspection {

    /** What follows from it: the document is a site's (R3, R47). */
    private static final ApplicationId LICENSE_SERVER = new ApplicationId("openservice.license-server");

    private final InstantSource clock;

    Inspection(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What the document says.
     *
     * @throws CommandFailure it is damaged: what is wrong with it, and where
     */
    JsonObject inspect(byte[] file) {
        try {
            return describe(LicenseDocuments.read(file, Catalogue.keys()));
        } catch (LicenseFormatException e) {
            throw new CommandFailure(
                    ExitCode.LICENSE,
                    e.text().in(Locale.getDefault()), // says itself that it is damaged, where, and what to do
                    e);
        }
    }

    private JsonObject describe(License license) {
        JsonObject json = new JsonObject();
        json.addProperty("id", license.id().value());
        json.addProperty("lineage", license.lineage().value());
        json.addProperty("generation", license.generation());
        String state = state(license, clock.instant());
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
        return json;
    }

    /** Why it does not count; empty where it does. */
    private static Optional<String> reason(License license, String state) {
        return switch (state) {
            case "expired" ->
                license.validUntil()
                        .map(day -> Bilingual.text("Its last day was " + day + ".", "Последний день — " + day + "."));
            case "not-yet-valid" ->
                Optional.of(Bilingual.text(
                        "Its first day is " + license.validFrom() + ".", "Первый день — " + license.validFrom() + "."));
            default -> Optional.empty();
        };
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
