// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.admin.internal.frame.Ui;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.LicenseState;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of the last act, in the reader's language (R102).
 *
 * @param tone {@code ok}, {@code warn} or {@code error}
 * @param title what happened
 * @param lines why, and what to do
 */
public record Notice(String tone, String title, List<String> lines) {

    public Notice {
        lines = List.copyOf(lines);
    }

    /**
     * After an act was done; only known codes say anything, whatever an address holds.
     *
     * @param selected the document that the address names
     */
    static Optional<Notice> done(String code, Optional<InstalledLicense> selected, Ui ui) {
        return switch (code) {
            case "installed" -> selected.map(installed -> installed(installed, ui));
            case "already-installed" ->
                selected.map(installed -> new Notice(
                        "ok", ui.t("licenses.done.already-installed"), List.of(ui.t("licenses.done.nothing-changed"))));
            case "activated" -> selected.flatMap(installed -> activated(installed, ui));
            case "removed" ->
                Optional.of(new Notice(
                        "ok", ui.t("licenses.done.removed"), List.of(ui.t("licenses.done.removed.archive"))));
            default -> Optional.empty();
        };
    }

    private static Notice installed(InstalledLicense installed, Ui ui) {
        if (installed.state() == LicenseState.VALID) {
            return new Notice("ok", ui.t("licenses.done.installed"), List.of(ui.t("licenses.done.in-effect")));
        }
        return new Notice(
                "warn",
                ui.t("licenses.done.installed"),
                List.of(
                        ui.t("licenses.done.counts-not"),
                        installed.reason().map(text -> text.in(ui.locale())).orElse("")));
    }

    private static Optional<Notice> activated(InstalledLicense installed, Ui ui) {
        return installed
                .activation()
                .map(use -> new Notice(
                        "ok",
                        ui.t("licenses.done.activated"),
                        List.of(
                                ui.t(
                                        "licenses.done.activated.until",
                                        ui.formats().date(use.lastDay())),
                                ui.t("licenses.done.activated.tell"))));
    }

    static boolean isTaken(InstallResult result) {
        return result.kind() == InstallResult.Kind.INSTALLED || result.kind() == InstallResult.Kind.ALREADY_INSTALLED;
    }

    /** The registry took a revocation list or an announcement of keys, or knew it already. */
    static Notice statement(InstallResult result, Ui ui) {
        String title = result.kind() == InstallResult.Kind.INSTALLED
                ? "licenses.done.statement"
                : "licenses.done.already-installed";
        return new Notice(
                "ok",
                ui.t(title),
                result.message().map(text -> text.in(ui.locale())).stream().toList());
    }

    /**
     * The registry did not take the document, or would not.
     *
     * @param kept a damaged one lies among the damaged licences now
     */
    static Notice refused(InstallResult result, boolean kept, Optional<FileKind> looksLike, Ui ui) {
        List<String> lines = new ArrayList<>();
        looksLike.ifPresent(kind -> lines.add(ui.t("licenses.refused.file-kind", kind.word())));
        result.message().map(text -> text.in(ui.locale())).ifPresent(lines::add);
        if (kept
                && result.kind() == InstallResult.Kind.DAMAGED
                && result.license().isPresent()) {
            lines.add(ui.t("licenses.refused.kept"));
        }
        lines.add(ui.t("licenses.refused.others"));
        return new Notice("error", ui.t("licenses.refused." + result.kind().code()), lines);
    }

    /** There was nothing for the registry to look at. */
    static Notice unusable(Upload.Kind kind, Ui ui) {
        return new Notice(
                "error",
                ui.t("licenses.upload." + kind.code()),
                List.of(ui.t("licenses.upload." + kind.code() + ".do", Upload.MOST_DOCUMENT / 1024)));
    }
}
