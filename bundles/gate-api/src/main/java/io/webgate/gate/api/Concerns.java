// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.api;

import org.osgi.framework.Constants;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is told of all concerns that are registered: {@value #MOST} at most, however many a plugin makes. Each bundle's first
 * one comes before any other's second, so that nobody hides the others' by a heap of his own. Pure.
 *
 * @param told in the order in which they are told
 * @param more how many there are besides
 */
public record Concerns(List<Concern> told, int more) {

    /** So many are told. */
    public static final int MOST = 20;

    /**
     * Filter for whoever looks at concerns: those that are there as values. The framework sets this property itself, and to get
     * any other service would run the registrant's code.
     */
    public static final String TARGET = "(" + Constants.SERVICE_SCOPE + "=" + Constants.SCOPE_SINGLETON + ")";

    /** Nothing troubles anybody. */
    public static final Concerns NONE = new Concerns(List.of(), 0);

    public Concerns {
        told = List.copyOf(told);
    }

    /**
     * What is told of these.
     *
     * @param registered with their services' properties, of which those count that the framework sets
     */
    public static Concerns of(Collection<Map.Entry<Map<String, Object>, Concern>> registered) {
        Map<Long, Integer> turns = new HashMap<>();
        List<Turn> queue = registered.stream()
                .sorted(Comparator.comparingLong(one -> number(one.getKey(), Constants.SERVICE_ID)))
                .map(one -> new Turn(
                        turns.merge(number(one.getKey(), Constants.SERVICE_BUNDLEID), 1, Integer::sum), one.getValue()))
                .toList();
        return new Concerns(
                queue.stream()
                        .sorted(Comparator.comparingInt(Turn::turn))
                        .limit(MOST)
                        .map(Turn::concern)
                        .toList(),
                Math.max(0, queue.size() - MOST));
    }

    private static long number(Map<String, Object> properties, String name) {
        return properties.get(name) instanceof Long number ? number : Long.MAX_VALUE;
    }

    private record Turn(int turn, Concern concern) {}
}
