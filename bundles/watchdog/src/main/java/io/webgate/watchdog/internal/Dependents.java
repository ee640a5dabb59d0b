// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The gate and everything that depends on it, by the wiring alone (R50, D1). A bundle wired to the gate's capability is
 * a plugin; a bundle wired to a plugin can't work without it and is one too. The platform and the licensing plane are
 * never reached through a plugin: what the watchdog itself stands on, and what lies on a lower start level than the
 * gate, would otherwise be stopped by whoever exports the right package. Immutable.
 */
final class Dependents {

    /** No gate, no plugins. */
    static final Dependents NONE = new Dependents(Set.of(), List.of(), Map.of());

    private final Set<Long> gates;
    private final List<Long> startOrder;
    private final Map<Long, Set<Long>> needed;

    private Dependents(Set<Long> gates, List<Long> startOrder, Map<Long, Set<Long>> providers) {
        this.gates = gates;
        this.startOrder = startOrder;
        this.needed = startOrder.stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), id -> reachable(id, providers)));
    }

    /**
     * Finds them.
     *
     * @param wires of all bundles, those of revisions that were replaced but are still in use too
     * @param declared the installed bundles that offer the gate's capability, wired or not
     * @param untouchable the framework and the watchdog itself
     * @param foundation bundles that register the watchdog's services; one that requires the gate is a plugin all the same
     * @param levels start level of each installed bundle
     */
    static Dependents of(
            Collection<Wire> wires,
            Set<Long> declared,
            Set<Long> untouchable,
            Set<Long> foundation,
            Map<Long, Integer> levels) {
        List<Wire> meant = wires.stream().filter(Wire::matters).toList();
        Set<Long> gates = new HashSet<>(declared);
        meant.stream().filter(Wire::isToGate).forEach(wire -> gates.add(wire.provider()));
        gates.removeAll(untouchable);

        Map<Long, List<Wire>> used = new HashMap<>();
        Map<Long, List<Wire>> using = new HashMap<>();
        for (Wire wire : meant) {
            used.computeIfAbsent(wire.provider(), any -> new ArrayList<>()).add(wire);
            using.computeIfAbsent(wire.requirer(), any -> new ArrayList<>()).add(wire);
        }
        Set<Long> seeds = new HashSet<>(foundation);
        meant.stream().filter(Wire::isToGate).forEach(wire -> seeds.remove(wire.requirer()));
        seeds.removeAll(gates);
        seeds.addAll(untouchable);
        Set<Long> sheltered = closure(seeds, using);
        int gateLevel = gates.stream()
                .filter(levels::containsKey)
                .mapToInt(levels::get)
                .min()
                .orElse(Integer.MIN_VALUE);

        Set<Long> members = new LinkedHashSet<>(gates);
        Deque<Long> left = new ArrayDeque<>(gates);
        while (!left.isEmpty()) {
            long provider = left.remove();
            for (Wire wire : used.getOrDefault(provider, List.of())) {
                long requirer = wire.requirer();
                boolean follows = wire.isToGate()
                        ? !untouchable.contains(requirer)
                        : !sheltered.contains(requirer) && levels.getOrDefault(requirer, gateLevel) >= gateLevel;
                if (follows && members.add(requirer)) {
                    left.add(requirer);
                }
            }
        }
        Map<Long, Set<Long>> providers = new HashMap<>();
        for (Wire wire : meant) {
            if (members.contains(wire.requirer()) && members.contains(wire.provider())) {
                providers
                        .computeIfAbsent(wire.requirer(), any -> new HashSet<>())
                        .add(wire.provider());
            }
        }
        return new Dependents(Set.copyOf(gates), inOrder(members, gates, providers, levels), providers);
    }

    /** Whether this is a gate itself. */
    boolean isGate(long id) {
        return gates.contains(id);
    }

    /** Whether this is a gate or stops with one. */
    boolean contains(long id) {
        return startOrder.contains(id);
    }

    /** The gate first, each bundle after those that it depends on; by start level and id where that leaves a choice. */
    List<Long> startOrder() {
        return startOrder;
    }

    /** The reverse. */
    List<Long> stopOrder() {
        List<Long> reversed = new ArrayList<>(startOrder);
        Collections.reverse(reversed);
        return List.copyOf(reversed);
    }

    /** What lies between this bundle and the gate, the gate included, in order of starting. */
    List<Long> requires(long id) {
        return startOrder.stream().filter(other -> needs(id, other)).toList();
    }

    /** What stops with this bundle, in order of starting. */
    List<Long> dependents(long id) {
        return startOrder.stream().filter(other -> needs(other, id)).toList();
    }

    /** Whether the one depends on the other, directly or through others. */
    boolean needs(long one, long other) {
        return needed.getOrDefault(one, Set.of()).contains(other);
    }

    /**
     * Cuts bundles in order of stopping into pieces, as few as possible, in none of which one depends on another: within a
     * piece a slow bundle need not be waited for.
     */
    List<List<Long>> pieces(List<Long> inStopOrder) {
        List<List<Long>> pieces = new ArrayList<>();
        List<Long> piece = new ArrayList<>();
        Set<Long> neededByPiece = new HashSet<>();
        for (long id : inStopOrder) {
            if (neededByPiece.contains(id)) {
                pieces.add(List.copyOf(piece));
                piece.clear();
                neededByPiece.clear();
            }
            piece.add(id);
            neededByPiece.addAll(needed.getOrDefault(id, Set.of()));
        }
        pieces.add(List.copyOf(piece));
        return List.copyOf(pieces);
    }

    private static Set<Long> closure(Set<Long> seeds, Map<Long, List<Wire>> using) {
        Set<Long> found = new HashSet<>(seeds);
        Deque<Long> left = new ArrayDeque<>(seeds);
        while (!left.isEmpty()) {
            for (Wire wire : using.getOrDefault(left.remove(), List.of())) {
                if (found.add(wire.provider())) {
                    left.add(wire.provider());
                }
            }
        }
        return found;
    }

    private static Set<Long> reachable(long from, Map<Long, Set<Long>> edges) {
        Set<Long> found = new HashSet<>();
        Deque<Long> left = new ArrayDeque<>(List.of(from));
        while (!left.isEmpty()) {
            for (long next : edges.getOrDefault(left.remove(), Set.of())) {
                if (next != from && found.add(next)) {
                    left.add(next);
                }
            }
        }
        return found;
    }

    private static List<Long> inOrder(
            Set<Long> members, Set<Long> gates, Map<Long, Set<Long>> providers, Map<Long, Integer> levels) {
        Comparator<Long> byLevel = Comparator.<Long, Boolean>comparing(id -> !gates.contains(id))
                .thenComparing(id -> levels.getOrDefault(id, 0))
                .thenComparing(Comparator.naturalOrder());
        Map<Long, Integer> awaited = new HashMap<>();
        Map<Long, List<Long>> awaiting = new HashMap<>();
        providers.forEach((requirer, needed) -> {
            awaited.put(requirer, needed.size());
            needed.forEach(provider ->
                    awaiting.computeIfAbsent(provider, any -> new ArrayList<>()).add(requirer));
        });
        TreeSet<Long> ready = new TreeSet<>(byLevel);
        TreeSet<Long> waiting = new TreeSet<>(byLevel);
        members.forEach(id -> (awaited.getOrDefault(id, 0) == 0 ? ready : waiting).add(id));
        List<Long> order = new ArrayList<>(members.size());
        while (!ready.isEmpty() || !waiting.isEmpty()) {
            // bundles may import from each other in a ring: one of them has to go first
            long next = ready.isEmpty() ? waiting.pollFirst() : ready.pollFirst();
            order.add(next);
            for (long requirer : awaiting.getOrDefault(next, List.of())) {
                if (awaited.merge(requirer, -1, Integer::sum) == 0 && waiting.remove(requirer)) {
                    ready.add(requirer);
                }
            }
        }
        return List.copyOf(order);
    }
}
