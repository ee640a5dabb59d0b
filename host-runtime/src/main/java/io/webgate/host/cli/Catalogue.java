// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.format.CatalogueEntries;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.SignedDocument;
import io.webgate.license.format.TrustDocument;
import io.webgate.trust.Trust;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** What this distribution trusts: keys, and the modules that it knows. */
final class Catalogue {

    private Catalogue() {}

    /** Whom it trusts. */
    static TrustDocument trust() {
        try {
            return TrustDocument.parse(Trust.document());
        } catch (LicenseFormatException e) {
            throw damaged(e);
        }
    }

    /** The modules of the signed catalogue. */
    static Map<ModuleId, Module> modules() {
        KeyRing keys = trust().keys();
        Map<ModuleId, Module> modules = new HashMap<>();
        for (byte[] entry : Trust.catalogue()) {
            try {
                SignedDocument document = SignedDocument.verify(entry, Purpose.CATALOGUE, keys);
                Module module = CatalogueEntries.parse(document.payload(), document.vendor());
                modules.put(module.id(), module);
            } catch (LicenseFormatException e) {
                throw damaged(e);
            }
        }
        return modules;
    }

    /** Modules that must be bound to a machine even where no catalogue entry is at hand that says so (R28). */
    static Set<ModuleId> machineBound() {
        var properties = new Properties();
        try (InputStream resource = Catalogue.class.getResourceAsStream("issuing.properties")) {
            if (resource == null) {
                throw new IllegalStateException("issuing.properties is missing from the program");
            }
            properties.load(resource);
        } catch (IOException e) {
            throw new IllegalStateException("issuing.properties cannot be read", e);
        }
        return Arrays.stream(properties.getProperty("machine-bound", "").split(" ", -1))
                .filter(name -> !name.isEmpty())
                .map(ModuleId::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static IllegalStateException damaged(LicenseFormatException cause) {
        return new IllegalStateException("What this distribution trusts is damaged: unpack it again", cause);
    }
}
