// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import org.osgi.annotation.versioning.ProviderType;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The installed documents, their states, and the limits that they add up to. Thread-safe. */
@ProviderType
public interface LicenseRegistry {

    /** The limits that hold now. */
    Limits limits();

    /**
     * False until every document of the home has been read once and every catalogue entry verified (R52), and false again
     * while the registry stands still, so that nothing expired stays in force unnoticed (R53).
     */
    boolean isReady();

    /** Modules whose signed entry belongs to this distribution but whose bundle is gone: the gate must not run (R53). */
    Set<ModuleId> missingModules();

    /** Every document that is kept, damaged ones too. */
    List<InstalledLicense> licenses();

    /**
     * Installs a document, or takes another statement of a vendor (R11, R12); blocks until it is durable and the ledger has
     * applied the new limits (R8).
     *
     * @param source how it came; see {@link InstalledLicense#source()}
     */
    InstallResult install(byte[] document, String source);

    /**
     * Removes a document; its file goes to the archive folder. Blocks until the ledger has applied the new limits.
     *
     * @return false where there is no such document
     * @throws java.io.UncheckedIOException when it can't be moved to the archive; it then still counts
     */
    boolean remove(LicenseId id);

    /**
     * Activates a break-glass licence (R59), once for ever: neither a removal, nor another installation, nor a restart gives
     * it back. Blocks until that is durable and the ledger has applied the new limits.
     *
     * @param by who does it, for the record
     * @param reason why, for the record
     */
    ActivationResult activate(LicenseId id, String by, String reason);

    /** Every activation that this host remembers, the oldest first; also of documents that were removed since (R59). */
    List<BreakGlassUse> activations();

    /**
     * What would follow from a proposal (R9). Changes nothing.
     *
     * @param at the time at which it is asked about; empty: now. A time in the past is asked about as now
     * @return empty where a document is to be removed or activated that is not there
     */
    Optional<Proposed> proposed(Proposal proposal, Optional<Instant> at);

    /**
     * The limits of today and every later step of them that is known today (R10), in order of time: what there would be if
     * nothing were installed or removed.
     *
     * @param most at most so many
     */
    List<Limits> steps(int most);

    /** What a person should know, the most urgent first. */
    List<Advice> advice();

    /** Which parts this host plays (R4). */
    Set<ApplicationId> applications();

    /** {@code development} or {@code production}: which vendor this distribution trusts (D7). */
    String trust();

    /** {@code store}, {@code corporate}, {@code cloud} or {@code small}. */
    String edition();

    /** False on an edition that has its licences built in: it takes no other, whoever installs it (R33). */
    default boolean admitsDocuments() {
        return true;
    }
}
