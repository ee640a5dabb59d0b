// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What depends on what, in layers from left to right: each node stands right of everything that it needs.
 *
 * @param id unique on the page
 * @param title of the chart
 * @param nodes in an order that breaks ties; ids unique
 * @param edges from what is needed to what needs it; ends that are no nodes are left out
 */
public record LayeredGraph(String id, String title, List<Node> nodes, List<Edge> edges) {

    static final int MOST = 40;

    private static final double BOX = 150;
    private static final double TALL = 34;
    private static final double GAP_X = 60;
    private static final double GAP_Y = 16;
    private static final double EDGE = 4;

    public LayeredGraph {
        nodes = List.copyOf(nodes.size() > MOST ? nodes.subList(0, MOST) : nodes);
        edges = List.copyOf(edges);
    }

    /**
     * A box.
     *
     * @param state code of the state, for the colour
     */
    public record Node(String id, String label, String state) {}

    /** A line. */
    public record Edge(String from, String to) {}

    /** Where a box stands. */
    record Place(int layer, int row) {

        double x() {
            return EDGE + layer * (BOX + GAP_X);
        }

        double y() {
            return EDGE + row * (TALL + GAP_Y);
        }
    }

    /** The image. */
    public String svg() {
        Map<String, Place> places = places();
        int layers = 1 + places.values().stream().mapToInt(Place::layer).max().orElse(0);
        int rows = 1 + places.values().stream().mapToInt(Place::row).max().orElse(0);
        String description = nodes.stream().map(Node::label).collect(Collectors.joining(", "));
        Svg svg = Svg.image(
                id,
                2 * EDGE + layers * BOX + (layers - 1) * GAP_X,
                2 * EDGE + rows * TALL + (rows - 1) * GAP_Y,
                title,
                description);
        for (Edge edge : edges) {
            Place from = places.get(edge.from);
            Place to = places.get(edge.to);
            if (from != null && to != null) {
                svg.add("path", "class", "chart-edge", "d", curve(from, to));
            }
        }
        for (Node node : nodes) {
            box(svg, node, Objects.requireNonNull(places.get(node.id)));
        }
        return svg.done();
    }

    private static void box(Svg svg, Node node, Place place) {
        svg.add(
                "rect",
                "class",
                "chart-node chart-node-" + node.state,
                "x",
                Svg.number(place.x()),
                "y",
                Svg.number(place.y()),
                "width",
                Svg.number(BOX),
                "height",
                Svg.number(TALL),
                "rx",
                "6");
        svg.label(
                place.x() + BOX / 2,
                place.y() + TALL / 2 + 4,
                node.label,
                20,
                "class",
                "chart-text",
                "text-anchor",
                "middle");
    }

    private static String curve(Place from, Place to) {
        double x1 = from.x() + BOX;
        double y1 = from.y() + TALL / 2;
        double x2 = to.x();
        double y2 = to.y() + TALL / 2;
        double bend = Math.max(20, (x2 - x1) / 2);
        return "M" + Svg.number(x1) + " " + Svg.number(y1) + "C" + Svg.number(x1 + bend) + " " + Svg.number(y1) + " "
                + Svg.number(x2 - bend) + " " + Svg.number(y2) + " " + Svg.number(x2) + " " + Svg.number(y2);
    }

    /** Where each box stands: its layer is the longest way to it, its row the mean of what it hangs on. */
    Map<String, Place> places() {
        Map<String, Integer> layers = layers();
        Map<String, Place> places = new HashMap<>();
        int last = layers.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        for (int layer = 0; layer <= last; layer++) {
            int current = layer;
            List<Node> own = new ArrayList<>(nodes.stream()
                    .filter(node -> layers.getOrDefault(node.id, 0) == current)
                    .toList());
            own.sort(Comparator.comparingDouble(node -> mean(node, places)));
            for (int row = 0; row < own.size(); row++) {
                places.put(own.get(row).id, new Place(layer, row));
            }
        }
        return places;
    }

    private double mean(Node node, Map<String, Place> places) {
        return edges.stream()
                .filter(edge -> edge.to.equals(node.id))
                .map(edge -> Optional.ofNullable(places.get(edge.from)))
                .flatMap(Optional::stream)
                .mapToInt(Place::row)
                .average()
                .orElse(0);
    }

    /** The longest way to each node. An edge that closes a circle is drawn, but moves nothing. */
    private Map<String, Integer> layers() {
        Map<String, List<String>> needed = new HashMap<>();
        nodes.forEach(node -> needed.put(node.id, new ArrayList<>()));
        for (Edge edge : edges) {
            if (needed.containsKey(edge.from) && needed.containsKey(edge.to)) {
                Objects.requireNonNull(needed.get(edge.to)).add(edge.from);
            }
        }
        Map<String, Integer> layers = new HashMap<>();
        nodes.forEach(node -> layer(node.id, needed, new HashSet<>(), layers));
        return layers;
    }

    private static int layer(
            String id, Map<String, List<String>> needed, Set<String> onTheWay, Map<String, Integer> layers) {
        Integer known = layers.get(id);
        if (known != null) {
            return known;
        }
        onTheWay.add(id);
        int layer = 0;
        for (String other : needed.getOrDefault(id, List.of())) {
            if (!onTheWay.contains(other)) {
                layer = Math.max(layer, layer(other, needed, onTheWay, layers) + 1);
            }
        }
        onTheWay.remove(id);
        layers.put(id, layer);
        return layer;
    }
}
