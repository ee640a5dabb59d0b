// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.admin.internal.chart.Timeline;
import io.webgate.admin.internal.frame.Plane;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.admin.internal.overview.Attention;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Module;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The page Licences (R19), as the registry sees things now.
 *
 * @param registry whether there is one, and has read all documents
 * @param admits whether documents can be installed: an edition with built-in licences takes none (R33)
 * @param rows documents that can be read
 * @param selected the one whose connections are shown
 * @param connections of the selected one
 * @param damaged documents that can't be trusted, the newest first
 * @param key of this computer; empty where its service is not there
 * @param request a letter to the vendor
 * @param periods from when until when each is valid; empty where there is none
 * @param attention what a person should know about licences, the worst first
 * @param machine this computer and its drives, held against what licences are bound to
 * @param notice what came of the last act
 */
public record LicensesModel(
        Registry registry,
        boolean admits,
        List<LicenseRow> rows,
        Optional<LicenseRow> selected,
        Optional<Connections> connections,
        List<InstalledLicense> damaged,
        Optional<KeyCard> key,
        String request,
        Optional<Timeline> periods,
        List<Attention.Item> attention,
        MachineCard machine,
        Optional<Notice> notice) {

    private static final Limits NO_LIMITS = new Limits(0, Instant.EPOCH, Optional.empty(), Map.of(), Map.of());

    public LicensesModel {
        rows = List.copyOf(rows);
        damaged = List.copyOf(damaged);
        attention = List.copyOf(attention);
    }

    /** How the registry is. */
    public enum Registry {
        MISSING,
        READING,
        READY
    }

    /** @param wanted id of the document to select; another one is, where it is not there */
    static LicensesModel of(Plane plane, String wanted, Optional<Notice> notice, Ui ui) {
        Optional<LicenseRegistry> registry = plane.registry();
        Limits limits = registry.map(LicenseRegistry::limits).orElse(NO_LIMITS);
        List<InstalledLicense> all = registry.map(LicenseRegistry::licenses).orElse(List.of());
        List<LicenseRow> rows = LicenseRow.of(all, ui.now());
        Optional<LicenseRow> selected = rows.stream()
                .filter(row -> row.id().value().equals(wanted))
                .findFirst()
                .or(() -> rows.stream().findFirst());
        Optional<KeyCard> key = plane.machine().map(machine -> KeyCard.of(machine, vendors(limits)));
        return new LicensesModel(
                registry.map(own -> own.isReady() ? Registry.READY : Registry.READING)
                        .orElse(Registry.MISSING),
                registry.map(LicenseRegistry::admitsDocuments).orElse(true),
                rows,
                selected,
                selected.map(row -> Connections.of(row.license(), all, limits)),
                all.stream()
                        .filter(installed -> installed.license().isEmpty())
                        .sorted((one, other) -> other.installedAt().compareTo(one.installedAt()))
                        .toList(),
                key,
                key.map(card -> request(card, plane, registry, ui)).orElse(""),
                Periods.of(rows, ui),
                Attention.licenses(all, registry.map(LicenseRegistry::advice).orElse(List.of()), ui.now(), ui),
                MachineCard.of(rows, plane.machine(), plane.media(), ui),
                notice);
    }

    private static List<String> vendors(Limits limits) {
        return limits.modules().values().stream()
                .map(Module::vendor)
                .distinct()
                .sorted()
                .toList();
    }

    private static String request(KeyCard card, Plane plane, Optional<LicenseRegistry> registry, Ui ui) {
        return ui.t(
                "licenses.request.text",
                card.key(),
                plane.version(),
                registry.map(LicenseRegistry::edition).orElse("-"));
    }

    /** The letter, for the reader's mail program. */
    public String letter(Ui ui) {
        return KeyCard.letter(ui.t("licenses.request.subject"), request);
    }

    /** Where the live part asks again; the id has only characters that need no escaping. */
    public String liveAddress() {
        return "/admin/licenses/live"
                + selected.map(row -> "?license=" + row.id()).orElse("");
    }

    /** Its connections are shown. */
    public boolean isSelected(LicenseRow row) {
        return selected.filter(row::equals).isPresent();
    }

    /** No document that can be read is installed. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }
}
