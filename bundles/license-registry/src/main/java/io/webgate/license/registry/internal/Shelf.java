// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Activation;
import io.webgate.license.api.Binding;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseCheck;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseState;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Everything that is kept at one moment, each document once: what counts as a document, and what is listed as damaged.
 *
 * <p>An id names one document. Where files hold several documents with one id, the one that was admitted first stands;
 * if none was, the one with the smallest digest, so that every start decides alike. The others are damaged.
 */
final class Shelf {

    /** In the order of the list for people. */
    private final List<DocumentFolder.Present> standing = new ArrayList<>();

    /** How each of them was admitted; empty where it was not, when this was asked first. */
    private List<Optional<Arrival>> known = List.of();

    private final Map<LicenseId, Spoilt> damaged = new LinkedHashMap<>();
    private boolean mixed;

    /** A damaged document, in whichever files. */
    private record Spoilt(
            Reading.Damaged reading, String source, Instant since, List<Path> files, Set<License> documents) {}

    private Shelf() {}

    static Shelf of(
            Collection<DocumentFolder.Present> documents,
            Collection<DocumentFolder.DamagedFile> damagedFiles,
            Collection<DamagedArea.Kept> refused,
            Admission admission) {
        Shelf shelf = new Shelf();
        // Ordered once: whoever sorts them again has an easy task
        List<DocumentFolder.Present> sorted =
                Cores.sorted(documents, Comparator.comparing(DocumentFolder.Present::license, Assessor.ORDER));
        int next = 0;
        for (int from = 0; from < sorted.size(); from = next) {
            Identity identity = sorted.get(from).content().identity();
            next = from + 1;
            while (next < sorted.size()
                    && identity.equals(sorted.get(next).content().identity())) {
                next++;
            }
            shelf.place(sorted.subList(from, next), admission);
        }
        for (DocumentFolder.DamagedFile file : damagedFiles) {
            shelf.spoilt(
                    file.reading().id(),
                    new Spoilt(file.reading(), RegistryCore.FOLDER, file.since(), List.of(file.file()), Set.of()));
        }
        for (DamagedArea.Kept kept : refused) {
            shelf.spoilt(
                    kept.reading().id(),
                    new Spoilt(kept.reading(), kept.source(), kept.since(), List.of(kept.file()), Set.of()));
        }
        return shelf;
    }

    private void place(List<DocumentFolder.Present> same, Admission admission) {
        DocumentFolder.Present first = same.get(0);
        if (same.size() > 1) {
            mixed = true;
            first = same.stream()
                    .min(Comparator.comparing((DocumentFolder.Present one) -> !admission.isKnown(one.content()))
                            .thenComparing(one -> one.content().digest()))
                    .orElse(first);
        }
        standing.add(first);
        for (DocumentFolder.Present other : same) {
            if (!other.content().equals(first.content())) {
                spoilt(
                        new LicenseId("sha256:" + other.sha256()),
                        new Spoilt(
                                new Reading.Damaged(
                                        other.sha256(), LicenseCheck.ADMISSION, Reasons.sameId(other.license())),
                                RegistryCore.FOLDER,
                                other.license().issuedAt(),
                                other.files(),
                                Set.of(other.license())));
            }
        }
    }

    private void spoilt(LicenseId id, Spoilt added) {
        damaged.merge(id, added, (known, again) -> {
            List<Path> files = new ArrayList<>(known.files());
            files.addAll(again.files());
            Set<License> documents = new LinkedHashSet<>(known.documents());
            documents.addAll(again.documents());
            return new Spoilt(known.reading(), known.source(), known.since(), files, documents);
        });
    }

    /** Whether several documents bear one name. */
    boolean isMixed() {
        return mixed;
    }

    /** Documents to be admitted. */
    List<Content> arriving(Admission admission) {
        List<Content> arriving = new ArrayList<>();
        List<Optional<Arrival>> admitted = known(admission);
        for (int at = 0; at < standing.size(); at++) {
            Content content = standing.get(at).content();
            if (admitted.get(at).isEmpty() && admission.state(content) == Admission.State.NEW) {
                arriving.add(content);
            }
        }
        return arriving;
    }

    /** Documents to be assessed: those admitted, and those that came too late ever to be. */
    List<Document> documents(Admission admission) {
        List<Document> documents = new ArrayList<>(standing.size());
        List<Optional<Arrival>> admitted = known(admission);
        for (int at = 0; at < standing.size(); at++) {
            DocumentFolder.Present one = standing.get(at);
            if (admitted.get(at).isPresent()) {
                documents.add(new Document(one.content(), false, one.signers()));
            } else {
                document(one, admission).ifPresent(documents::add);
            }
        }
        return documents;
    }

    /** Asked once for all of them: what was admitted stays so while this shelf stands, and others may be yet. */
    private List<Optional<Arrival>> known(Admission admission) {
        if (known.size() < standing.size()) {
            known = Cores.map(standing, one -> admission.known(one.content()));
        }
        return known;
    }

    /** A document as it is assessed; empty where it has not been admitted yet. */
    static Optional<Document> document(DocumentFolder.Present one, Admission admission) {
        return switch (admission.state(one.content())) {
            case NEW -> Optional.empty();
            case LATE -> Optional.of(new Document(one.content(), true, one.signers()));
            case KNOWN -> Optional.of(new Document(one.content(), false, one.signers()));
        };
    }

    /**
     * For people: documents by id, then the damaged ones.
     *
     * @param standings how a document stands; called on several threads at once
     */
    List<InstalledLicense> listing(
            Function<Identity, Optional<Standing>> standings,
            Admission admission,
            Activations activations,
            PluggedMedia media) {
        List<Optional<Arrival>> admitted = known(admission);
        List<InstalledLicense> listing = new ArrayList<>(standing.size() + damaged.size());
        Cores.numbered(standing.size(), at -> {
                    DocumentFolder.Present one = standing.get(at);
                    Identity identity = one.content().identity();
                    return standings
                            .apply(identity)
                            .map(state -> entry(
                                    one,
                                    state,
                                    admitted.get(at).or(() -> admission.arrival(identity)),
                                    activations,
                                    media));
                })
                .forEach(entry -> entry.ifPresent(listing::add));
        damaged.forEach((id, spoilt) -> listing.add(damaged(spoilt.reading(), spoilt.source(), spoilt.since())));
        return listing;
    }

    /** What can't be trusted as it is listed. */
    static InstalledLicense damaged(Reading.Damaged reading, String source, Instant since) {
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

    /** A document as it is listed. */
    static InstalledLicense entry(
            DocumentFolder.Present one,
            Standing state,
            Optional<Arrival> arrival,
            Activations activations,
            PluggedMedia media) {
        Optional<Activation> use = activations.of(one.license());
        return new InstalledLicense(
                one.license().id(),
                Optional.of(Activations.shown(one.license(), use)),
                state.state(),
                state.reason(),
                state.state().failed(),
                arrival.map(Arrival::source).orElse(RegistryCore.FOLDER),
                arrival.map(Arrival::at).orElse(one.since()),
                one.vanishing()
                        || drive(one.license()).filter(media::isVanishing).isPresent(),
                use,
                drive(one.license()).flatMap(media::absence));
    }

    /** The key of the drive that it is bound to. */
    private static Optional<String> drive(License license) {
        return Optional.of(license.binding())
                .filter(binding -> binding.kind() == Binding.Kind.MEDIA)
                .map(binding -> binding.value().toUpperCase(Locale.ROOT));
    }

    /** What bears this id: documents of every vendor, or a damaged one. */
    Selection select(LicenseId id) {
        Set<Path> files = new LinkedHashSet<>();
        Set<License> documents = new LinkedHashSet<>();
        for (DocumentFolder.Present one : standing) {
            if (one.license().id().equals(id)) {
                files.addAll(one.files());
                documents.add(one.license());
            }
        }
        Spoilt spoilt = damaged.get(id);
        if (spoilt != null) {
            files.addAll(spoilt.files());
            documents.addAll(spoilt.documents());
        }
        return new Selection(spoilt != null || !documents.isEmpty(), files, documents);
    }

    /** @param found whether there is anything */
    record Selection(boolean found, Set<Path> files, Set<License> documents) {}
}
