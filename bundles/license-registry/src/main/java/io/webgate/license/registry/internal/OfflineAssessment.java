// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Activation;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Feature;
import io.webgate.license.api.Journal;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.SignedFile;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustedKey;
import io.webgate.license.registry.offline.OfflineRules;
import io.webgate.license.text.KeyTextException;
import io.webgate.license.text.MachineKeyText;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@link Assessment} for who has the documents and not the host; behind {@link OfflineRules}. Immutable. */
public final class OfflineAssessment {

    /** What nobody can know away from the host. */
    public static final List<LocalizedText> TAKEN = List.of(new LocalizedText(
            "Away from the host it can't be checked that no further valid document was there, which modules were"
                    + " installed, which drives were plugged in, whether and when a break-glass licence was activated,"
                    + " what time it was, and that the journal is of the computer and the applications that the file"
                    + " names: these are taken as recorded.",
            "Вне узла нельзя проверить, что не было других действующих документов, какие модули были установлены,"
                    + " какие накопители были подключены, активировали ли лицензию на крайний случай и когда, который"
                    + " был час и что журнал относится к компьютеру и приложениям, указанным в файле: это принято как"
                    + " записано."));

    private final KeyRing pinned;

    /** Rules under which these keys are trusted. */
    public OfflineAssessment(KeyRing pinned) {
        this.pinned = pinned;
    }

    /** What documents say that were verified. */
    private record Opened(List<Document> licenses, Map<ModuleId, Module> catalogue, Trusted trusted) {

        List<License> contents() {
            return licenses.stream().map(Document::license).toList();
        }
    }

    private Opened open(List<SignedFile> files) throws LicenseFormatException {
        Trusted trusted = trusted(files);
        List<Document> licenses = new ArrayList<>();
        Map<ModuleId, Module> catalogue = new HashMap<>();
        // A third party's entry may be signed with a key that was announced
        Map<String, TrustedKey> keys = new LinkedHashMap<>();
        trusted.countingKeys().keys().forEach(key -> keys.put(key.kid(), key));
        pinned.keys().forEach(key -> keys.put(key.kid(), key));
        EntrySignatures entries = new EntrySignatures(KeyRing.of(keys.values()), () -> Instant.EPOCH);
        for (SignedFile file : files) {
            switch (file.kind()) {
                case LICENSE -> {
                    Document document = document(file.bytes(), trusted);
                    if (document.license().id().value().equals(file.id())) {
                        licenses.add(document); // under another name it would stand for what is not there
                    }
                }
                case CATALOGUE -> {
                    Module module = entries.ofDistribution(file.bytes()).module();
                    catalogue.put(module.id(), module);
                }
                case KEYS, REVOCATION -> {} // in what is trusted
            }
        }
        return new Opened(licenses, catalogue, trusted);
    }

    private static Document document(byte[] file, Trusted trusted) throws LicenseFormatException {
        LicenseDocuments.Opened opened = LicenseDocuments.open(file, trusted.documentKeys());
        return new Document(opened.license(), false, Set.of(opened.kids()));
    }

    /** One may be signed with a key that another one announces, in whatever order they stand; of a series the newest counts. */
    private Trusted trusted(List<SignedFile> files) throws LicenseFormatException {
        Trusted trusted = Trusted.pinned(pinned);
        List<SignedFile> left = new ArrayList<>(files.stream()
                .filter(file -> file.kind() == SignedFile.Kind.KEYS || file.kind() == SignedFile.Kind.REVOCATION)
                .toList());
        while (!left.isEmpty()) {
            LicenseFormatException failure = null;
            List<SignedFile> unverified = new ArrayList<>();
            for (SignedFile file : left) {
                Purpose purpose = file.kind() == SignedFile.Kind.KEYS ? Purpose.KEYS : Purpose.REVOCATION;
                try {
                    trusted = trusted.with(Notice.read(file.bytes(), purpose, trusted.storedKeys()));
                } catch (LicenseFormatException e) {
                    failure = e;
                    unverified.add(file);
                }
            }
            if (failure != null && unverified.size() == left.size()) {
                throw failure;
            }
            left = unverified;
        }
        return trusted;
    }

    /** Behind {@link OfflineRules#contradictions}. */
    public List<String> contradictions(Journal.Origin origin, Limits recorded, List<SignedFile> files) {
        Opened opened;
        try {
            opened = open(files);
        } catch (LicenseFormatException e) {
            return List.of(e.text().english());
        }
        List<String> contradictions = new ArrayList<>();
        recorded.modules().forEach((id, module) -> {
            Module signed = opened.catalogue().get(id);
            if (signed == null) {
                contradictions.add("no signed definition of " + id + " is there");
            } else if (!signed.equals(module)) {
                contradictions.add("the definition of " + id + " is not the signed one");
            }
        });
        Assessment assessment = assess(origin, opened, opened.licenses(), recorded, recorded.at());
        Set<LicenseId> there = opened.contents().stream().map(License::id).collect(Collectors.toSet());
        Set<ModuleId> modules = new HashSet<>(recorded.byModule().keySet());
        modules.addAll(assessment.byModule().keySet());
        modules.stream().sorted().forEach(id -> {
            Limit limit = recorded.of(id);
            Limit given = assessment.byModule().getOrDefault(id, Limit.NONE);
            boolean whole = there.containsAll(limit.from()); // what is built in has no document
            boolean same = limit.quantity() == given.quantity()
                    && limit.features().equals(given.features())
                    && Set.copyOf(limit.from()).equals(Set.copyOf(given.from()));
            if (whole && !same) {
                contradictions.add(
                        "limit of " + id + ": recorded " + shown(limit) + ", the documents give " + shown(given));
            }
        });
        // The host may have known of an earlier step, by a document that does not count yet, never only of a later one
        assessment
                .nextChange()
                .filter(step -> recorded.nextChange()
                        .filter(told -> !told.isAfter(step))
                        .isEmpty())
                .ifPresent(step -> contradictions.add("next change: recorded "
                        + recorded.nextChange().map(Instant::toString).orElse("none") + ", the documents give "
                        + step));
        return contradictions;
    }

    private static String shown(Limit limit) {
        return limit.quantity() + " " + limit.features().stream().sorted().toList() + " from "
                + limit.from().stream().sorted().toList();
    }

    /** Everything that the host alone knows is as it must have been for the licences to count. */
    private static Assessment assess(
            Journal.Origin origin, Opened opened, List<Document> licenses, Limits recorded, Instant at) {
        List<License> contents = licenses.stream().map(Document::license).toList();
        return Assessment.of(
                licenses,
                recorded.modules(),
                new Circumstances(
                        at,
                        origin.applications(),
                        key -> matching(origin, key),
                        contents.stream()
                                .filter(license -> license.binding().kind() == Binding.Kind.MEDIA)
                                .map(license -> license.binding().value().toUpperCase(Locale.ROOT))
                                .collect(Collectors.toSet()),
                        opened.trusted()::isRevoked,
                        opened.trusted()::isRevoked,
                        Marks.NONE.with(contents),
                        used(contents, recorded, at)));
    }

    /** Of which limits were made, that was activated (R59); nobody signed when, so its own last day alone can be checked. */
    private static Map<Identity, Activation> used(List<License> contents, Limits recorded, Instant at) {
        Set<LicenseId> counting = recorded.byModule().values().stream()
                .flatMap(limit -> limit.from().stream())
                .collect(Collectors.toSet());
        return contents.stream()
                .filter(license -> license.breakGlass().isPresent() && counting.contains(license.id()))
                .collect(Collectors.toMap(
                        Identity::of,
                        license -> new Activation(at, "", "", license.lastDayIfActivated(at)),
                        (one, other) -> one));
    }

    /** How many groups of a machine key are those of the host; all of them where the journal does not name its key. */
    private static int matching(Journal.Origin origin, String key) {
        if (origin.host().isEmpty()) {
            return MachineKeyText.COMPONENTS;
        }
        try {
            return MachineKeyText.parse(origin.host()).matching(MachineKeyText.parse(key));
        } catch (KeyTextException e) {
            return 0;
        }
    }

    /** Behind {@link OfflineRules#besides}. */
    public Besides besides(Journal.Origin origin, byte[] file, List<SignedFile> known)
            throws LicenseFormatException, OfflineRules.NotHere {
        Trusted trusted = trusted(known);
        Document added = document(file, trusted);
        License license = added.license();
        Assessment alone = assess(
                origin,
                new Opened(List.of(added), Map.of(), trusted),
                List.of(added),
                new Limits(0, license.begins(), Optional.empty(), Map.of(), Map.of()),
                license.begins());
        Standing standing = alone.standings().get(Identity.of(license));
        if (standing != null && standing.state() != LicenseState.VALID) {
            throw new OfflineRules.NotHere(standing.reason().orElseThrow());
        }
        List<LocalizedText> assumed = new ArrayList<>();
        if (license.binding().kind() == Binding.Kind.MACHINE && origin.host().isEmpty()) {
            assumed.add(new LocalizedText(
                    "Assumed: the host is the computer that the licence is bound to.",
                    "Допущение: узел — тот компьютер, к которому привязана лицензия."));
        }
        if (license.binding().kind() == Binding.Kind.MEDIA) {
            assumed.add(new LocalizedText(
                    "Assumed: the drive that the licence is bound to is plugged in all the time.",
                    "Допущение: накопитель, к которому привязана лицензия, всё время подключён."));
        }
        return new Besides(this, added, List.copyOf(assumed));
    }

    /** Another licence besides the recorded ones. */
    public static final class Besides {

        private final OfflineAssessment rules;
        private final Document added;
        private final List<LocalizedText> assumed;

        private Besides(OfflineAssessment rules, Document added, List<LocalizedText> assumed) {
            this.rules = rules;
            this.added = added;
            this.assumed = assumed;
        }

        public License license() {
            return added.license();
        }

        public List<LocalizedText> assumed() {
            return assumed;
        }

        /** Behind {@link OfflineRules.Besides#with}. */
        public Limits with(Journal.Origin origin, Limits recorded, List<SignedFile> files, Instant at) {
            Opened opened;
            try {
                opened = rules.open(files);
            } catch (LicenseFormatException e) {
                throw new IllegalArgumentException("The journal's documents do not verify: " + e.getMessage(), e);
            }
            List<Document> all = new ArrayList<>(opened.licenses());
            if (opened.contents().stream().noneMatch(license()::equals)) {
                all.add(added);
            }
            Map<ModuleId, Limit> with =
                    assess(origin, opened, all, recorded, at).byModule();
            Set<LicenseId> there = opened.contents().stream().map(License::id).collect(Collectors.toSet());
            Map<ModuleId, Limit> limits = new HashMap<>(with);
            recorded.byModule().forEach((id, limit) -> {
                if (limit.from().isEmpty() || !there.containsAll(limit.from())) {
                    limits.merge(
                            id, limit, (given, known) -> sum(recorded.modules().get(id), given, known));
                }
            });
            return new Limits(recorded.revision(), at, Optional.empty(), recorded.modules(), limits);
        }

        /** What is built in has no document: the licence comes on top of what was recorded. */
        private Limit sum(@Nullable Module module, Limit given, Limit known) {
            long quantity = module != null && module.summed()
                    ? saturated(given.quantity(), known.quantity())
                    : Math.max(given.quantity(), known.quantity());
            Set<Feature> features = new HashSet<>(given.features());
            features.addAll(known.features());
            Set<LicenseId> from = new HashSet<>(given.from());
            from.addAll(known.from());
            return new Limit(quantity, features, from.stream().sorted().toList());
        }

        private static long saturated(long one, long other) {
            return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
        }
    }
}
