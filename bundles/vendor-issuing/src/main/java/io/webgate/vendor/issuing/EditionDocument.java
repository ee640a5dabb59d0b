// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Entitlement;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Term;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.Purpose;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The licence that an edition has built in (R1, R33): a document like any other, permanent and bound to nothing, made when
 * a distribution is assembled. What keeps it from counting elsewhere is its application, which that edition alone plays;
 * therefore it may hold modules that are counted by computers, which an ordinary licence must bind to a machine (R28).
 */
final class EditionDocument {

    private static final String MODULE = "module.";

    private EditionDocument() {}

    /**
     * The signed file. The same keys and definition make the same one, so that a build repeats.
     *
     * @param edition its name
     * @param definition properties {@code holder}, {@code application} ({@code webgate.NAME-edition}), {@code
     *     module.ID=QUANTITY}
     * @throws IOException when the definition makes no sense
     */
    static byte[] of(VendorKeys keys, String edition, byte[] definition) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(new String(definition, StandardCharsets.UTF_8)));
        try {
            return new DocumentSigner(keys)
                    .sign(LicenseDocuments.payload(license(keys, edition, properties)), Purpose.LICENSE);
        } catch (IllegalArgumentException e) {
            throw new IOException("The edition " + edition + " is not well defined: " + e.getMessage(), e);
        }
    }

    private static License license(VendorKeys keys, String edition, Properties properties) {
        String application = "webgate." + edition + "-edition";
        if (!application.equals(properties.getProperty("application"))) {
            throw new IllegalArgumentException("its application is not " + application);
        }
        String name = keys.prefix() + "-EDITION-" + edition.toUpperCase(Locale.ROOT);
        Instant made = keys.firstMoment(Purpose.LICENSE);
        return new License(
                new LicenseId(name),
                new Lineage(name),
                1,
                keys.prefix(),
                properties.getProperty("holder", ""),
                Set.of(new ApplicationId(application)),
                Optional.empty(),
                made,
                LocalDate.ofInstant(made, keys.zone()),
                Optional.empty(),
                keys.zone(),
                Term.PERMANENT,
                Binding.ANYWHERE,
                entitlements(properties),
                Set.of(),
                Optional.empty(),
                Set.of());
    }

    private static List<Entitlement> entitlements(Properties properties) {
        return properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith(MODULE))
                .sorted()
                .map(key -> new Entitlement(
                        new ModuleId(key.substring(MODULE.length())),
                        Long.parseLong(properties.getProperty(key).strip())))
                .toList();
    }
}
