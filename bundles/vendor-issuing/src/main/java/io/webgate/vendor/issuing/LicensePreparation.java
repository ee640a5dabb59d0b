// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.Binding;
import io.webgate.license.api.Entitlement;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Term;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.LicenseFormatException;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Makes drafts of licences (R1, R3): everything is checked, and no key is needed, so that one person may prepare what
 * another signs. Thread-safe.
 */
public final class LicensePreparation {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private final VendorIdentity vendor;
    private final Predicate<ModuleId> known;
    private final Predicate<ModuleId> machineBound;
    private final SecureRandom random;
    private final InstantSource clock;

    /** @param catalogue the vendor's; a module that does not stand in it is only warned of */
    public LicensePreparation(
            VendorIdentity vendor, Map<ModuleId, Module> catalogue, SecureRandom random, InstantSource clock) {
        this(vendor, Map.copyOf(catalogue)::containsKey, computers(catalogue)::contains, random, clock);
    }

    LicensePreparation(
            VendorIdentity vendor,
            Predicate<ModuleId> known,
            Predicate<ModuleId> machineBound,
            SecureRandom random,
            InstantSource clock) {
        this.vendor = vendor;
        this.known = known;
        this.machineBound = machineBound;
        this.random = random;
        this.clock = clock;
    }

    /** What is licensed computer by computer must say which computer (R28). */
    private static Set<ModuleId> computers(Map<ModuleId, Module> catalogue) {
        return catalogue.values().stream()
                .filter(module -> module.metric() == Metric.COMPUTERS)
                .map(Module::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Makes the licence that would be issued now.
     *
     * @throws IllegalArgumentException when the request makes no sense; the message says what and why
     * @throws UnboundModuleException when it has a module that must be bound to a machine, and is not (R28)
     */
    public Draft prepare(LicenseRequest request) {
        return prepare(request, List.of());
    }

    /**
     * The same with statements that travel along: the vendor's revocation list, its announcements of keys (R11, R12).
     *
     * @param attached signed files
     */
    public Draft prepare(LicenseRequest request, List<byte[]> attached) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        ZoneId zone = request.zone().orElse(vendor.zone());
        LocalDate today = LocalDate.ofInstant(now, zone);
        if (request.lineage().isEmpty() && request.generation() != 1) {
            throw new VendorRefusal(
                    "Generation " + request.generation() + " needs the lineage that it continues",
                    "Выпуску " + request.generation() + " нужна линия, которую он продолжает");
        }
        Term term = request.term().orElse(request.validUntil().isPresent() ? Term.TEMPORARY : Term.PERMANENT);
        // A last day in the past is allowed; a first day is then not made up beyond it
        LocalDate first = request.validFrom()
                .orElse(request.validUntil()
                        .filter(last -> last.isBefore(today))
                        .orElse(today));
        RequestCheck.require(request, term, first);
        License license = new License(
                new LicenseId(name("")),
                request.lineage().orElseGet(() -> new Lineage(name("L"))),
                request.generation(),
                vendor.prefix(),
                request.holder(),
                request.applications(),
                request.version(),
                now,
                first,
                request.validUntil(),
                zone,
                term,
                request.binding(),
                request.entitlements(),
                request.features(),
                request.renewalDate(),
                request.supersedes(),
                request.breakGlass());
        byte[] payload = LicenseDocuments.payload(license, attached);
        return draft(readBack(payload), payload);
    }

    /**
     * Takes up a draft that someone else prepared and stored: what will be signed are exactly these bytes.
     *
     * @param payload as {@link Draft#payload()} gave it
     * @throws LicenseFormatException when they are not the canonical form of a licence
     * @throws IllegalArgumentException when it is a licence of another vendor
     * @throws UnboundModuleException see {@link #prepare(LicenseRequest)}
     */
    public Draft adopt(byte[] payload) throws LicenseFormatException {
        License license = LicenseDocuments.parse(payload);
        if (!license.vendor().equals(vendor.prefix())) {
            throw new VendorRefusal(
                    "The draft is a licence of " + license.vendor() + ", and this vendor is " + vendor.prefix(),
                    "Черновик — лицензия поставщика " + license.vendor() + ", а этот поставщик — " + vendor.prefix());
        }
        return draft(license, payload);
    }

    private Draft draft(License license, byte[] payload) {
        if (license.binding().kind() != Binding.Kind.MACHINE) {
            for (Entitlement entitlement : license.entitlements()) {
                if (machineBound.test(entitlement.module())) {
                    throw new UnboundModuleException(entitlement.module());
                }
            }
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), license.zone());
        return new Draft(this, license, payload, warnings(license, today));
    }

    /** What a reader will see; a licence that can't be read back is refused before anyone signs it. */
    private static License readBack(byte[] payload) {
        try {
            return LicenseDocuments.parse(payload);
        } catch (LicenseFormatException e) {
            var refusal = new VendorRefusal(
                    "The licence can't be written: " + e.text().english(),
                    "Лицензию нельзя записать: " + e.text().russian());
            refusal.initCause(e);
            throw refusal;
        }
    }

    private List<LocalizedText> warnings(License license, LocalDate today) {
        List<LocalizedText> warnings = new ArrayList<>();
        license.validUntil()
                .filter(last -> last.isBefore(today))
                .ifPresent(last -> warnings.add(new LocalizedText(
                        "The last day, " + last + ", is in the past: the licence counts for nothing.",
                        "Последний день, " + last + ", уже прошёл: лицензия ничего не даст.")));
        if (license.entitlements().isEmpty() && license.features().isEmpty()) {
            warnings.add(new LocalizedText(
                    "The licence holds no module and no feature.", "В лицензии нет ни модулей, ни функций."));
        }
        for (Entitlement entitlement : license.entitlements()) {
            if (!known.test(entitlement.module())) {
                warnings.add(new LocalizedText(
                        "The module " + entitlement.module() + " is not in the catalogue.",
                        "Модуля " + entitlement.module() + " нет в каталоге."));
            }
        }
        if (license.breakGlass().isPresent() && license.generation() > 1) {
            warnings.add(new LocalizedText(
                    "It takes the place of the earlier issues of " + license.lineage()
                            + " as soon as it is installed, and gives nothing until it is activated. A break-glass"
                            + " licence is better a lineage of its own.",
                    "Она заменит прежние выпуски линии " + license.lineage()
                            + ", как только её установят, а до активации ничего не даст. Лицензии на крайний случай"
                            + " лучше выпускать отдельной линией."));
        }
        if (license.issuedAt().isAfter(clock.instant())) {
            warnings.add(new LocalizedText(
                    "It was prepared at " + license.issuedAt() + ", which is later than this computer's clock says.",
                    "Она подготовлена " + license.issuedAt() + " — это позже, чем на часах этого компьютера."));
        }
        return warnings;
    }

    /** 80 random bits behind the vendor's prefix: unique without a register. */
    private String name(String kind) {
        var name = new StringBuilder(vendor.prefix()).append('-').append(kind);
        for (int i = 0; i < 16; i++) {
            name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return name.toString();
    }
}
