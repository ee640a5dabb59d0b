// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal.events;

import io.webgate.gate.api.GateView;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Seat;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * Decides which events two looks at the plane make: at most one a topic, however much has happened in between. Pure.
 *
 * <ul>
 *   <li>{@code limits}: a module came or went, or its limit, its state or the verdict against it is another
 *   <li>{@code seats}: another number is in use, or others hold the seats
 *   <li>{@code gate}: the gate opened or stopped, for another reason, or other obstacles stand
 *   <li>{@code licenses}: documents came, went or changed their state
 *   <li>{@code plugins}: a plugin came, went or changed its state
 * </ul>
 */
final class Topics {

    /** Whoever is told of so many looks at the whole list. */
    private static final int MOST_NAMED = 100;

    private Topics() {}

    static List<Event> between(Sight old, Sight now) {
        List<Event> events = new ArrayList<>();
        modules(old.picture(), now.picture(), events);
        gate(old.gate(), now.gate()).ifPresent(events::add);
        documents(old.documents(), now.documents()).ifPresent(events::add);
        plugins(old.gate(), now.gate()).ifPresent(events::add);
        return List.copyOf(events);
    }

    private static void modules(Optional<Picture> old, Optional<Picture> now, List<Event> events) {
        if (old.isPresent() && now.isPresent() && old.get() == now.get()) {
            return;
        }
        boolean cameOrWent = old.isPresent() != now.isPresent();
        Map<ModuleId, Usage> before = usages(old);
        Map<ModuleId, Usage> after = usages(now);
        List<Map<String, Object>> limits = differing(before, after, Topics::hasSameLimit);
        List<Map<String, Object>> seats = differing(
                before,
                after,
                (one, other) -> one.used() == other.used()
                        && areHeldBySame(one.module().id(), old.orElseThrow(), now.orElseThrow()));
        if (cameOrWent || !limits.isEmpty()) {
            events.add(new Event("limits", ofModules(now, limits)));
        }
        if (cameOrWent || !seats.isEmpty()) {
            events.add(new Event("seats", ofModules(now, seats)));
        }
    }

    private static Map<ModuleId, Usage> usages(Optional<Picture> picture) {
        Map<ModuleId, Usage> all = new TreeMap<>();
        picture.ifPresent(
                known -> known.usages().forEach(usage -> all.put(usage.module().id(), usage)));
        return all;
    }

    private static boolean hasSameLimit(Usage one, Usage other) {
        return one.licensed() == other.licensed()
                && one.bound() == other.bound()
                && one.state() == other.state()
                && one.withheld() == other.withheld()
                && one.verdict().map(Verdict::seq).equals(other.verdict().map(Verdict::seq));
    }

    private static boolean areHeldBySame(ModuleId module, Picture old, Picture now) {
        return old.seats(module).stream()
                .map(Seat::id)
                .toList()
                .equals(now.seats(module).stream().map(Seat::id).toList());
    }

    private static List<Map<String, Object>> differing(
            Map<ModuleId, Usage> before, Map<ModuleId, Usage> after, BiPredicate<Usage, Usage> same) {
        TreeSet<ModuleId> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        List<Map<String, Object>> differing = new ArrayList<>();
        for (ModuleId id : all) {
            Optional<Usage> old = Optional.ofNullable(before.get(id));
            Optional<Usage> now = Optional.ofNullable(after.get(id));
            if (old.isEmpty() || now.isEmpty() || !same.test(old.get(), now.get())) {
                differing.add(module(id, now));
            }
        }
        return differing;
    }

    private static Map<String, Object> ofModules(Optional<Picture> picture, List<Map<String, Object>> modules) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("generation", picture.map(Picture::generation).orElse(null));
        data.put("revision", picture.map(Picture::limitsRevision).orElse(null));
        data.put("modules", modules);
        return data;
    }

    /** A module that is gone has no numbers. */
    private static Map<String, Object> module(ModuleId id, Optional<Usage> usage) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("module", id.value());
        data.put("used", usage.map(Usage::used).orElse(null));
        data.put("limit", usage.map(Usage::bound).orElse(null));
        data.put(
                "state",
                usage.map(known -> known.state().name().toLowerCase(Locale.ROOT))
                        .orElse(null));
        return data;
    }

    private static Optional<Event> gate(Optional<GateView> old, Optional<GateView> now) {
        // Not the time since when: it is reckoned anew with each look
        if (old.isPresent() == now.isPresent() && old.map(Topics::standing).equals(now.map(Topics::standing))) {
            return Optional.empty();
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("state", now.map(view -> view.open() ? "open" : "stopped").orElse("unknown"));
        data.put("since", now.map(view -> Problem.time(view.since())).orElse(null));
        data.put("verdict", now.flatMap(GateView::verdict).map(Verdict::seq).orElse(null));
        return Optional.of(new Event("gate", data));
    }

    private static List<Object> standing(GateView view) {
        return List.of(view.open(), view.verdict().map(Verdict::seq), view.causeStands(), view.obstacles());
    }

    private static Optional<Event> documents(Optional<Sight.Documents> old, Optional<Sight.Documents> now) {
        if (old.equals(now)) {
            return Optional.empty();
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("revision", now.map(Sight.Documents::revision).orElse(null));
        data.put("documents", now.map(kept -> kept.licenses().size()).orElse(null));
        data.put("changed", changed(documents(old), documents(now)));
        return Optional.of(new Event("licenses", data));
    }

    private static Map<String, InstalledLicense> documents(Optional<Sight.Documents> kept) {
        Map<String, InstalledLicense> all = new TreeMap<>();
        kept.ifPresent(known ->
                known.licenses().forEach(document -> all.put(document.id().value(), document)));
        return all;
    }

    private static List<String> changed(Map<String, InstalledLicense> before, Map<String, InstalledLicense> after) {
        TreeSet<String> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        return all.stream()
                .filter(id -> !Optional.ofNullable(before.get(id)).equals(Optional.ofNullable(after.get(id))))
                .limit(MOST_NAMED)
                .toList();
    }

    private static Optional<Event> plugins(Optional<GateView> old, Optional<GateView> now) {
        if (old.isPresent() == now.isPresent() && old.map(GateView::plugins).equals(now.map(GateView::plugins))) {
            return Optional.empty();
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(
                "plugins",
                now.map(GateView::plugins).orElse(List.of()).stream()
                        .map(Topics::plugin)
                        .toList());
        return Optional.of(new Event("plugins", data));
    }

    private static Map<String, Object> plugin(GateView.Plugin plugin) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("bundle", plugin.bundle());
        data.put("state", plugin.state().code());
        return data;
    }
}
