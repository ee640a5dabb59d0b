// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.access.Act;
import io.webgate.admin.internal.frame.Ui;

import java.util.Set;

/**
 * An act in words.
 *
 * @param what in words; the code itself where it is not known
 * @param subject empty text: none
 * @param outcome in words; the code itself where it is not known
 * @param done whether it was done, not refused
 */
public record AuditRow(Act act, String what, String subject, String outcome, boolean done) {

    /** The acts that access, the API, the pages and the shell record; each has its words. */
    static final Set<String> ACTS = Set.of(
            "account-created",
            "account-removed",
            "account-role-admin",
            "account-role-operator",
            "account-role-viewer",
            "device-allowed",
            "device-enrolled",
            "device-invited",
            "device-revoked",
            "gate-resume",
            "gate-stop",
            "journal-export",
            "license-break-glass",
            "license-install",
            "license-remove",
            "password-changed",
            "password-reset",
            "seat-evict",
            "second-factor-off",
            "second-factor-on",
            "session-ended",
            "sign-in",
            "sign-out",
            "token-created",
            "token-revoked");

    private static final Set<String> DONE = Set.of("done", "installed", "already-installed", "activated");

    /** The outcomes of these acts; each has its words. */
    static final Set<String> OUTCOMES = Set.of(
            "done",
            "installed",
            "already-installed",
            "activated",
            "break-glass-used",
            "not-break-glass",
            "license-not-applicable",
            "license-damaged",
            "older-generation",
            "too-large",
            "edition-admits-no-licenses",
            "store-full",
            "sign-in-failed",
            "cause-stands",
            "seat-unknown",
            "starting");

    static AuditRow of(Act act, Ui ui) {
        return new AuditRow(
                act,
                ACTS.contains(act.what()) ? ui.t("people.act." + act.what()) : act.what(),
                act.subject().equals("-") ? "" : act.subject(),
                OUTCOMES.contains(act.outcome()) ? ui.t("people.outcome." + act.outcome()) : act.outcome(),
                DONE.contains(act.outcome()));
    }

    /** Who did it; a dash where nobody known did. */
    public String who() {
        return act.who().equals("-") ? "—" : act.who();
    }
}
