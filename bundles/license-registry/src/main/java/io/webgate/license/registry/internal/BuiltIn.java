// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseState;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The licences of an edition that has them built in and admits no others (R33). Pure.
 *
 * <p>Such a document is for the application {@code webgate.NAME-edition}, and its edition plays that one alone. So R4 keeps
 * it from counting anywhere else, and a customer's documents from counting here; no other rule is needed. It is bound to
 * nothing, with a module counted by computers too, which R28 allows to no other document: there is one such host, and
 * what it may use is fixed.
 */
record BuiltIn(List<Reading> readings) {

    static final String SOURCE = "built-in";

    private static final String FIRST = "webgate.";
    private static final String LAST = "-edition";

    BuiltIn {
        readings = List.copyOf(readings);
    }

    /** What is played on an edition with built-in licences, whatever the settings say. */
    static Set<ApplicationId> played(String edition) {
        return Set.of(new ApplicationId(FIRST + edition + LAST));
    }

    /** Whether an application is some edition's. */
    static boolean isOfEdition(ApplicationId application) {
        return application.value().startsWith(FIRST) && application.value().endsWith(LAST);
    }

    /** To be assessed: those that verify. */
    List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        for (Reading reading : readings) {
            if (reading instanceof Reading.Sound sound) {
                documents.add(new Document(sound.content(), false, Set.of(sound.signers())));
            }
        }
        return documents;
    }

    /**
     * For people: the built-in ones, then what lies in the folder and is refused.
     *
     * @param present documents in the folder
     * @param damaged other files there
     */
    List<InstalledLicense> listing(
            Assessment assessment,
            Collection<DocumentFolder.Present> present,
            Collection<DocumentFolder.DamagedFile> damaged,
            Instant now) {
        List<InstalledLicense> listing = new ArrayList<>();
        for (Reading reading : readings) {
            if (reading instanceof Reading.Sound sound) {
                License license = sound.license();
                Standing standing = assessment.standings().get(Identity.of(license));
                if (standing != null) {
                    listing.add(new InstalledLicense(
                            license.id(),
                            Optional.of(license),
                            standing.state(),
                            standing.reason(),
                            SOURCE,
                            license.issuedAt(),
                            false));
                }
            } else if (reading instanceof Reading.Damaged bad) {
                listing.add(damaged(bad, SOURCE, now));
            }
        }
        List<InstalledLicense> refused = new ArrayList<>();
        Set<Identity> own = assessment.standings().keySet();
        for (DocumentFolder.Present one : present) {
            if (!own.contains(Identity.of(one.license()))) {
                refused.add(new InstalledLicense(
                        one.license().id(),
                        Optional.of(one.license()),
                        LicenseState.OTHER_APPLICATION,
                        Optional.of(Reasons.editionAdmitsNone()),
                        RegistryCore.FOLDER,
                        now,
                        one.vanishing()));
            }
        }
        refused.sort(Comparator.comparing(InstalledLicense::id));
        damaged.forEach(file -> refused.add(damaged(file.reading(), RegistryCore.FOLDER, file.since())));
        listing.addAll(refused);
        return listing;
    }

    private static InstalledLicense damaged(Reading.Damaged reading, String source, Instant since) {
        return new InstalledLicense(
                reading.id(),
                Optional.empty(),
                LicenseState.DAMAGED,
                Optional.of(reading.reason()),
                Optional.of(reading.failed()),
                source,
                since,
                false);
    }
}
