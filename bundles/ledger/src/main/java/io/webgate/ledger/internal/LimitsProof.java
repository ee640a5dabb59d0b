// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.ledger.replay.Documented;
import io.webgate.license.api.Change;
import io.webgate.license.api.Journal;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.SignedFile;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Holds every limit that a journal records against the signed documents beside it, whichever row it stands in (R60), and
 * notes what could not be held against any. Fed change by change, in order.
 */
final class LimitsProof {

    private static final int MOST_TOLD = 20;

    /** A registry tells new limits within seconds of a step of time; a computer that sleeps, or is slow, is no forger. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final Journal.Origin origin;
    private final Map<String, SignedFile> documents;
    private final Documented documented;

    private @Nullable Limits inForce;
    private List<SignedFile> from = List.of();
    /** The latest time at which something was decided under them, and in which row. */
    private Instant used = Instant.MIN;

    private long usedIn;

    private long checked;
    private long undocumented;
    private long reconciled;
    private long untimely;
    private long firstUntimely;
    /** Licences that limits come from and whose document is not in the file; bounded, for people. */
    private final Set<String> missing = new TreeSet<>();
    /** Of the last limits that have documents. */
    private List<SignedFile> statements = List.of();

    LimitsProof(Journal.Origin origin, Map<String, SignedFile> documents, Documented documented) {
        this.origin = origin;
        this.documents = documents;
        this.documented = documented;
    }

    /**
     * Takes the next row of changes.
     *
     * @return where its limits contradict the documents; empty: nowhere
     */
    List<String> next(long row, ChangeJson.Inputs inputs) {
        for (Recorded one : inputs.recorded()) {
            List<String> contradictions = List.of();
            boolean came = false;
            if (one instanceof Recorded.Changed changed && changed.change() instanceof Change.NewLimits fresh) {
                came = true;
                contradictions = fresh(fresh.limits(), changed.documents());
            } else if (one instanceof Recorded.Begun) {
                end(); // a start forgets them
            } else if (one instanceof Recorded.Reconciled after) {
                reconciled++;
                came = !after.meanwhile().isEmpty();
                contradictions = meanwhile(after.meanwhile());
                if (contradictions.isEmpty()) {
                    contradictions = ofMemory(after.memory());
                }
            }
            if (!contradictions.isEmpty()) {
                return contradictions;
            }
            if (inputs.at().isAfter(used)) {
                used = inputs.at();
                usedIn = row;
            }
            if (came && inForce != null && used.isBefore(inForce.at().minus(LATE))) {
                timely(inForce); // before they begin
            }
        }
        return List.of();
    }

    private List<String> fresh(Limits limits, List<Recorded.Named> named) {
        end();
        inForce = limits;
        if (named.isEmpty()) {
            undocumented++;
            return List.of();
        }
        List<String> gone = new ArrayList<>();
        from = named(named, documents, gone);
        if (!gone.isEmpty()) {
            return gone;
        }
        checked++;
        statements = from.stream()
                .filter(file -> file.kind() == SignedFile.Kind.KEYS || file.kind() == SignedFile.Kind.REVOCATION)
                .toList();
        Set<String> licences = from.stream()
                .filter(file -> file.kind() == SignedFile.Kind.LICENSE)
                .map(SignedFile::id)
                .collect(Collectors.toSet());
        limits.byModule().values().stream()
                .flatMap(limit -> limit.from().stream())
                .map(LicenseId::value)
                .filter(id -> !licences.contains(id) && missing.size() < MOST_TOLD)
                .forEach(missing::add);
        return documented.contradictions(origin, limits, from);
    }

    /** Each was in force for a time, whether or not the next ones came with it to the disk. */
    private List<String> meanwhile(List<Recorded.Told> told) {
        for (Recorded.Told one : told) {
            List<String> contradictions = fresh(one.limits(), one.documents());
            if (!contradictions.isEmpty()) {
                return contradictions;
            }
        }
        return List.of();
    }

    /** What was in force in memory is what the rows before tell, or the last of those that came meanwhile. */
    private List<String> ofMemory(State memory) {
        Limits limits = memory.limits().orElse(null);
        if (limits == null) {
            end(); // started since, and not told any yet: nobody is admitted without
            return List.of();
        }
        List<String> shadows = memory.terms().shadow().stream()
                .filter(id -> Optional.ofNullable(limits.modules().get(id))
                        .map(Module::terms)
                        .flatMap(Module.Terms::enforcedFrom)
                        .isEmpty())
                .map(ModuleId::value)
                .sorted()
                .map(id -> id + " is not enforced although its definition names no day from which on it is")
                .toList();
        if (!shadows.isEmpty()) {
            return shadows;
        }
        return inForce != null && saySame(inForce, limits) ? List.of() : fresh(limits, List.of());
    }

    /** The limits until now are no longer in force, or nothing follows in the journal. */
    void end() {
        Limits limits = inForce;
        if (limits != null
                && limits.nextChange()
                        .filter(next -> used.isAfter(next.plus(LATE)))
                        .isPresent()) {
            timely(limits);
        }
        inForce = null;
        from = List.of();
        used = Instant.MIN;
    }

    /**
     * Limits that are told anew and say the same have no row, so that a step of time without a row is no fault; it is
     * one that the documents may have taken something away with.
     */
    private void timely(Limits limits) {
        if (from.isEmpty()) {
            return; // taken as recorded anyway
        }
        Limits then = new Limits(limits.revision(), used, limits.nextChange(), limits.modules(), limits.byModule());
        if (!documented.contradictions(origin, then, from).isEmpty()) {
            firstUntimely = untimely == 0 ? usedIn : firstUntimely;
            untimely++;
        }
    }

    static boolean saySame(Limits one, Limits other) {
        return one.modules().equals(other.modules()) && one.byModule().equals(other.byModule());
    }

    /** @param missing gets what the file does not hold */
    static List<SignedFile> named(List<Recorded.Named> names, Map<String, SignedFile> documents, List<String> missing) {
        List<SignedFile> named = new ArrayList<>();
        for (Recorded.Named one : names) {
            SignedFile document = documents.get(one.digest());
            if (document == null || document.kind() != one.kind()) {
                missing.add(one.kind().code() + " " + one.id() + " (" + one.digest() + ") is not in the file");
            } else {
                named.add(new SignedFile(one.kind(), one.id(), document.bytes()));
            }
        }
        return named;
    }

    /** How often limits were held against documents. */
    long checked() {
        return checked;
    }

    /** What the vendors had stated, as the last limits with documents name it. */
    List<SignedFile> statements() {
        return statements;
    }

    /** What is taken as recorded, for people. */
    List<LocalizedText> unchecked() {
        List<LocalizedText> unchecked = new ArrayList<>();
        if (origin.host().isEmpty()) {
            unchecked.add(
                    new LocalizedText(
                            "The file names no machine key. Licences that are bound to any computer count as if it were this one.",
                            "В файле нет ключа машины. Лицензии, привязанные к любому компьютеру, учтены как действующие на этом."));
        }
        if (undocumented > 0) {
            unchecked.add(new LocalizedText(
                    "New limits recorded without their documents: " + undocumented + ". They are taken as recorded.",
                    "Случаев, когда новые лимиты записаны без документов: " + undocumented
                            + ". Они приняты как записано."));
        }
        if (!missing.isEmpty()) {
            String ids = String.join(", ", missing);
            unchecked.add(new LocalizedText(
                    "Licences whose documents are not in the file: " + ids
                            + ". Limits that come from them are taken as recorded.",
                    "Лицензии, документов которых нет в файле: " + ids
                            + ". Лимиты, которые они дают, приняты как записано."));
        }
        if (untimely > 0) {
            unchecked.add(new LocalizedText(
                    "Limits in force at a time at which their documents do not give them: " + untimely
                            + ", first in row " + firstUntimely
                            + ". That no row is missing there is taken as recorded.",
                    "Случаев, когда лимиты действовали в то время, на которое документы их не дают: " + untimely
                            + ", первый — в строке журнала " + firstUntimely
                            + ". Что там не пропущена строка, принято как записано."));
        }
        if (reconciled > 0) {
            unchecked.add(new LocalizedText(
                    "Writes whose outcome was unknown at first: " + reconciled
                            + ". What was in memory then, but for the limits, is taken as recorded.",
                    "Записей, об исходе которых сначала не было известно: " + reconciled
                            + ". Что тогда было в памяти, кроме лимитов, принято как записано."));
        }
        return unchecked;
    }
}
