// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.overview;

import io.webgate.admin.internal.frame.Fullness;
import io.webgate.admin.internal.frame.Renewals;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.gate.api.Concerns;
import io.webgate.license.api.Advice;
import io.webgate.license.api.Binding;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Usage;
import io.webgate.license.api.WarningStage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** What needs a person's attention, the worst first. Pure. */
public final class Attention {

    /** These have the card of the computer to look at. */
    private static final Set<Advice.Kind> OF_THE_COMPUTER =
            Set.of(Advice.Kind.MACHINE_DRIFT, Advice.Kind.MACHINE_REMEMBERED, Advice.Kind.CLOCK_BEHIND);

    private Attention() {}

    /** How bad: the order is the order on the page. */
    public enum Severity {
        ERROR,
        WARN,
        INFO
    }

    /** One line, with where to act. */
    public record Item(Severity severity, String text, String link) {

        /** {@code error}, {@code warn} or {@code info}. */
        public String code() {
            return severity.name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The lines about modules and licences. Of those that are equally bad the largest excess and the licence that ends
     * first come first.
     *
     * @param advice of the registry
     * @param next says what one more of a module would do
     */
    static List<Item> of(
            Collection<Usage> usages,
            Collection<InstalledLicense> licenses,
            List<Advice> advice,
            Function<Usage, String> next,
            Instant now,
            Ui ui) {
        List<Item> items = new ArrayList<>();
        usages.stream()
                .sorted(Comparator.comparingLong(usage -> usage.bound() - usage.used()))
                .forEach(usage -> module(usage, next, ui, items));
        items.addAll(licenses(licenses, advice, now, ui));
        items.sort(Comparator.comparing(Item::severity));
        return List.copyOf(items);
    }

    /** The lines about licences and what they depend on: time, this computer, the vendor's lists. */
    public static List<Item> licenses(Collection<InstalledLicense> licenses, List<Advice> advice, Instant now, Ui ui) {
        List<Item> items = new ArrayList<>();
        Predicate<License> unrenewed = Renewals.missing(licenses);
        licenses.stream()
                .sorted(Comparator.comparing(Attention::end))
                .forEach(installed -> license(installed, unrenewed, now, ui, items));
        advice.stream()
                .filter(one -> !Renewals.isToldOtherwise(one.kind()))
                .forEach(one -> items.add(new Item(
                        one.urgent() ? Severity.WARN : Severity.INFO,
                        one.text().in(ui.locale()),
                        OF_THE_COMPUTER.contains(one.kind()) ? "/admin/licenses#machine" : "/admin/licenses")));
        items.sort(Comparator.comparing(Item::severity));
        return List.copyOf(items);
    }

    /** What plugins say of themselves, and how much of it is not told. */
    static List<Item> concerns(Concerns concerns, Ui ui) {
        List<Item> items = new ArrayList<>();
        concerns.told()
                .forEach(one -> items.add(new Item(
                        Severity.WARN,
                        ui.t(
                                "overview.attention.concern",
                                one.text().in(ui.locale()),
                                ui.formats().time(one.since())),
                        "/admin/plugins")));
        if (concerns.more() > 0) {
            items.add(new Item(
                    Severity.WARN, ui.count("overview.attention.concerns", concerns.more()), "/admin/plugins"));
        }
        return items;
    }

    private static void module(Usage usage, Function<Usage, String> next, Ui ui, List<Item> items) {
        String page = "/admin/limits/" + usage.module().id().value();
        String title = usage.module().title().in(ui.locale());
        switch (usage.state()) {
            case OVER ->
                items.add(new Item(
                        Fullness.waits(usage) ? Severity.WARN : Severity.ERROR,
                        ui.t("overview.attention.over", title, usage.used(), usage.bound()),
                        page));
            case FULL -> {
                // What is on or off is not full because it is on
                if (usage.module().summed()) {
                    items.add(
                            new Item(Severity.WARN, ui.t("overview.attention.module", title, next.apply(usage)), page));
                }
            }
            case NEAR ->
                items.add(new Item(Severity.INFO, ui.t("overview.attention.module", title, next.apply(usage)), page));
            case OK, NONE -> {
                // Nothing to do
            }
        }
    }

    private static Instant end(InstalledLicense installed) {
        return installed.license().flatMap(License::ends).orElse(Instant.MAX);
    }

    private static void license(
            InstalledLicense installed, Predicate<License> unrenewed, Instant now, Ui ui, List<Item> items) {
        String holder =
                installed.license().map(License::holder).orElse(installed.id().value());
        String link = "/admin/licenses?license="
                + java.net.URLEncoder.encode(installed.id().value(), java.nio.charset.StandardCharsets.UTF_8);
        if (installed.vanishing()) {
            boolean drive = installed
                    .license()
                    .filter(license -> license.binding().kind() == Binding.Kind.MEDIA)
                    .isPresent();
            items.add(new Item(
                    Severity.ERROR,
                    ui.t(drive ? "overview.attention.vanishing-drive" : "overview.attention.vanishing", holder),
                    link));
            return;
        }
        if (installed.state() == LicenseState.DAMAGED) {
            items.add(new Item(Severity.WARN, ui.t("overview.attention.damaged"), "/admin/licenses#damaged"));
        } else if (installed.state() == LicenseState.EXPIRED) {
            installed
                    .license()
                    .filter(unrenewed)
                    .ifPresent(license ->
                            items.add(new Item(Severity.WARN, ui.t("overview.attention.expired", holder), link)));
        } else if (installed.state() == LicenseState.VALID) {
            installed.license().filter(unrenewed).ifPresent(license -> WarningStage.of(license, now)
                    .ifPresent(stage -> items.add(new Item(
                            severity(stage),
                            ui.count(
                                    "overview.attention.expiring",
                                    license.daysLeft(now).orElseThrow(),
                                    holder,
                                    ui.formats().date(license.validUntil().orElseThrow())),
                            link))));
        }
    }

    private static Severity severity(WarningStage stage) {
        return Severity.valueOf(Renewals.tone(stage).toUpperCase(Locale.ROOT));
    }
}
