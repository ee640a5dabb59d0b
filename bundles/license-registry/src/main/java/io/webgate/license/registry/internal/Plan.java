// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Activation;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseState;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.SignedDocument;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What would be kept and trusted if something were done: what a proposal is assessed with (R9). Immutable.
 *
 * @param documents that would be assessed
 * @param marks that they would have left
 * @param trusted by then
 * @param activations the uses of break-glass licences
 * @param grown whether keys were announced that are not trusted yet
 */
record Plan(
        List<Document> documents, Marks marks, Trusted trusted, Map<Identity, Activation> activations, boolean grown) {

    Plan {
        documents = List.copyOf(documents);
        activations = Map.copyOf(activations);
    }

    Plan(List<Document> documents, Marks marks, Trusted trusted, Map<Identity, Activation> activations) {
        this(documents, marks, trusted, activations, false);
    }

    /** With the use of a break-glass licence (R59). */
    Plan with(Identity used, Activation use) {
        Map<Identity, Activation> more = new HashMap<>(activations);
        more.put(used, use);
        return new Plan(documents, marks, trusted, more, grown);
    }

    /** With a document that is admitted. */
    Plan with(License license, List<String> signers) {
        List<Document> more = new ArrayList<>(documents);
        Set<List<String>> pairs = new HashSet<>(Set.of(signers));
        more.stream()
                .filter(document -> document.license().equals(license))
                .forEach(document -> pairs.addAll(document.signedBy()));
        more.removeIf(document -> document.license().equals(license));
        more.add(new Document(license, false, pairs));
        return new Plan(more, marks.with(List.of(license)), trusted, activations, grown);
    }

    /** With a statement that is taken. */
    Plan with(Statements.Preview preview) {
        return preview.notice()
                .map(notice -> new Plan(
                        documents, marks, preview.then(), activations, grown || notice.purpose() == Purpose.KEYS))
                .orElse(this);
    }

    /** With a statement that came along with a document; what can't be taken changes nothing. */
    Plan withAttached(byte[] file) {
        try {
            Optional<Purpose> purpose = SignedDocument.claimedPurpose(file);
            return purpose.filter(Statements.KINDS::contains)
                    .map(kind -> with(Statements.preview(file, kind, trusted)))
                    .orElse(this);
        } catch (LicenseFormatException e) {
            return this;
        }
    }

    /**
     * With what can be verified under the keys that were announced, and was damaged before.
     *
     * @param known whether a document was admitted before
     */
    Plan withAnnounced(Function<Trusted, List<Reading.Sound>> verified, Predicate<Content> known) {
        Plan plan = this;
        if (grown) {
            for (Reading.Sound sound : verified.apply(trusted)) {
                boolean late = marks.highestGeneration(sound.license())
                                > sound.license().generation()
                        && !known.test(sound.content());
                if (plan.isFree(sound.content())) {
                    plan = late ? plan.withLate(sound) : plan.with(sound.license(), sound.signers());
                }
            }
        }
        return plan;
    }

    /** An id names one document. */
    private boolean isFree(Content content) {
        return documents.stream()
                .filter(document -> document.identity().equals(content.identity()))
                .allMatch(document -> document.license().equals(content.license()));
    }

    private Plan withLate(Reading.Sound sound) {
        List<Document> more = new ArrayList<>(documents);
        more.removeIf(document -> document.identity().equals(sound.content().identity()));
        more.add(new Document(sound.content(), true, Set.of(sound.signers())));
        return new Plan(more, marks, trusted, activations, grown);
    }

    /** Without documents whose keys would be worth nothing for them: these are damaged then (R12). */
    Plan standing() {
        if (!grown) {
            return this;
        }
        List<Document> left = new ArrayList<>();
        for (Document document : documents) {
            Set<List<String>> pairs = new HashSet<>(document.signedBy());
            pairs.removeIf(pair -> !trusted.stands(pair, document.license()));
            if (!pairs.isEmpty()) {
                left.add(new Document(document.identity(), document.license(), document.late(), pairs));
            }
        }
        return new Plan(left, marks, trusted, activations, grown);
    }

    /** Every document as it would stand: those listed now in their new state, and those that come. */
    List<InstalledLicense> listing(List<InstalledLicense> now, Assessment assessment, Instant at) {
        Set<Identity> kept = new HashSet<>();
        documents.forEach(document -> kept.add(document.identity()));
        List<InstalledLicense> then = new ArrayList<>();
        Set<Identity> listed = new HashSet<>();
        for (InstalledLicense entry : now) {
            Optional<Identity> identity = entry.license().map(Identity::of);
            if (identity.isEmpty()) {
                then.add(entry);
            } else if (kept.contains(identity.get()) && listed.add(identity.get())) {
                then.add(standing(entry, assessment, identity.get()));
            }
        }
        for (Document document : documents) {
            Identity identity = document.identity();
            if (listed.add(identity)) {
                then.add(standing(arriving(document.license(), at), assessment, identity));
            }
        }
        then.sort(
                Comparator.comparing((InstalledLicense entry) -> entry.license().isEmpty())
                        .thenComparing(InstalledLicense::id));
        return then;
    }

    static InstalledLicense arriving(License license, Instant at) {
        LicenseId id = license.id();
        return new InstalledLicense(
                id, Optional.of(license), LicenseState.VALID, Optional.empty(), RegistryCore.FOLDER, at, false);
    }

    private InstalledLicense standing(InstalledLicense entry, Assessment assessment, Identity identity) {
        Standing standing = assessment.standings().getOrDefault(identity, Standing.VALID);
        Optional<Activation> use = entry.license().flatMap(license -> Activations.of(activations, license));
        return standing(entry, standing, use);
    }

    /** The same document as it stands otherwise. */
    static InstalledLicense standing(InstalledLicense entry, Standing standing) {
        return standing(entry, standing, entry.activation());
    }

    private static InstalledLicense standing(InstalledLicense entry, Standing standing, Optional<Activation> use) {
        return new InstalledLicense(
                entry.id(),
                entry.license().map(license -> Activations.shown(license, use)),
                standing.state(),
                standing.reason(),
                standing.state().failed(),
                entry.source(),
                entry.installedAt(),
                entry.vanishing(),
                use,
                entry.absence());
    }
}
