// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.admin.internal.chart.Gauge;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Drift;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.Media;
import io.webgate.license.api.MediaIdentity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What this computer shows of itself, held against what the licences are bound to: how many of its components may still
 * change, and which drives are plugged in (R14, R16, R18). Pure.
 *
 * @param bound a fuel gauge for each machine key that licences are bound to
 * @param drives that are plugged in; empty where nobody watches them
 * @param awaited licences that are bound to a drive
 */
public record MachineCard(List<Bound> bound, Optional<List<Media>> drives, List<Awaited> awaited) {

    /** With the state of these a licence would count, were its computer or drive the right one. */
    private static final Set<LicenseState> WAITING =
            Set.of(LicenseState.VALID, LicenseState.OTHER_MACHINE, LicenseState.MEDIA_ABSENT);

    private static final int GROUP = 4;

    public MachineCard {
        bound = List.copyOf(bound);
        drives = drives.map(List::copyOf);
        awaited = List.copyOf(awaited);
    }

    /**
     * Licences that are bound to one machine key.
     *
     * @param code of the state: {@code ok}, {@code near} the end, {@code over} it
     * @param word how many changes are left, in words
     * @param text what that means and what to do
     * @param gauge the picture; empty where nothing was ever allowed to change
     */
    public record Bound(
            List<LicenseRow> rows, Drift drift, String code, String word, String text, Optional<String> gauge) {

        public Bound {
            rows = List.copyOf(rows);
        }

        /** Which icon the state of a component has. */
        public static String look(Drift.State state) {
            return switch (state) {
                case SAME, SUBSTITUTED -> "ok";
                case CHANGED, MISSING -> "failed";
                case NOT_IN_KEY -> "none";
            };
        }
    }

    /**
     * A licence that is bound to a drive, and how that stands.
     *
     * @param since a sentence on since when the drive is gone; empty where it is plugged in or that is not known
     */
    public record Awaited(LicenseRow row, Presence presence, Optional<String> since) {}

    /** How a drive stands. */
    public enum Presence {
        PLUGGED("ok"),
        /** It is gone, and counts until its settle time is over. */
        VANISHING("near"),
        ABSENT("over");

        private final String look;

        Presence(String look) {
            this.look = look;
        }

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Which icon it has. */
        public String look() {
            return look;
        }
    }

    static MachineCard of(
            List<LicenseRow> rows, Optional<MachineIdentity> machine, Optional<MediaIdentity> media, Ui ui) {
        Map<Binding, List<LicenseRow>> byKey = new LinkedHashMap<>();
        List<Awaited> awaited = new ArrayList<>();
        for (LicenseRow row : rows) {
            Binding binding = row.license().binding();
            if (WAITING.contains(row.state())) {
                if (binding.kind() == Binding.Kind.MACHINE) {
                    byKey.computeIfAbsent(binding, key -> new ArrayList<>()).add(row);
                } else if (binding.kind() == Binding.Kind.MEDIA) {
                    awaited.add(new Awaited(row, presence(row), since(row, ui)));
                }
            }
        }
        List<Bound> bound = new ArrayList<>();
        machine.ifPresent(own -> byKey.forEach((binding, group) ->
                bound.add(bound(bound.size(), group, own.drift(binding.value(), binding.matching()), ui))));
        return new MachineCard(bound, media.map(MediaIdentity::plugged), awaited);
    }

    private static Presence presence(LicenseRow row) {
        if (row.state() == LicenseState.MEDIA_ABSENT) {
            return Presence.ABSENT;
        }
        return row.installed().vanishing() ? Presence.VANISHING : Presence.PLUGGED;
    }

    private static Optional<String> since(LicenseRow row, Ui ui) {
        return row.installed()
                .absence()
                .map(absence -> ui.t(
                        absence.noticed() ? "licenses.drive.gone" : "licenses.drive.never",
                        ui.formats().time(absence.since())));
    }

    private static Bound bound(int number, List<LicenseRow> rows, Drift drift, Ui ui) {
        int left = drift.left();
        int allowed = drift.allowed();
        String code = !drift.fits() ? "over" : drift.isWarning() || left == 0 ? "near" : "ok";
        String word = allowed == 0 ? ui.t("licenses.drift.nothing") : ui.count("licenses.drift.left", left, allowed);
        return new Bound(
                rows,
                drift,
                code,
                word,
                text(drift, ui),
                allowed == 0
                        ? Optional.empty()
                        : Optional.of(
                                new Gauge("drift-" + number, ui.t("licenses.drift.gauge"), left, allowed, code, word)
                                        .svg()));
    }

    private static String text(Drift drift, Ui ui) {
        String changed = drift.changed().stream()
                .map(name -> ui.t("licenses.component." + name))
                .collect(Collectors.joining(", "));
        if (!drift.fits()) {
            return ui.t(
                    "licenses.drift.lost", drift.matching(), drift.demanded(), changed.isEmpty() ? "\u2013" : changed);
        }
        if (changed.isEmpty()) {
            return ui.t(drift.left() == 0 ? "licenses.drift.tight" : "licenses.drift.same");
        }
        return ui.t("licenses.drift.changed", changed) + " "
                + ui.t(
                        drift.left() == 0
                                ? "licenses.drift.last"
                                : drift.isWarning() ? "licenses.drift.soon" : "licenses.drift.go-on");
    }

    /** A media key by groups, so that it can be read out. */
    public static String grouped(String key) {
        return key.replaceAll("(.{" + GROUP + "})(?=.)", "$1 ");
    }
}
