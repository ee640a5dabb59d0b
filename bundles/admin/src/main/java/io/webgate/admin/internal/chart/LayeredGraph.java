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
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * What depends on what, in layers from left to right: each node stands right of everything that it needs, except within
 * a ring, where there is no such order. Of very many nodes the picture shows the first; its table shows all.
 *
 * @param id unique on the page
 * @param title of the chart
 * @param nodes in an order that breaks ties, what is needed before what needs it; ids unique
 * @param edges from what is needed to what needs it; ends that are no nodes are left out
 * @param words of the table, and of what the picture leaves out
 */
public record LayeredGraph(String id, String title, List<Node> nodes, List<Edge> edges, Words words) {

    static final int MOST = 40;

    private static final double BOX = 150;
    private static final double TALL = 34;
    private static final double GAP_X = 60;
    private static final double GAP_Y = 16;
    private static final double EDGE = 4;
    private static final double NOTE = 20;

    /** As wide as the other charts, so that two boxes are not blown up to the width of a page. */
    private static final double NARROWEST = 640;

    /** A curve comes three quarters of the way to its handles: it stays between two rows. */
    private static final double BELOW = 20;

    public LayeredGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        if (nodes.stream().map(Node::id).distinct().count() < nodes.size()) {
            throw new IllegalArgumentException("Two nodes of graph " + id + " have the same id");
        }
    }

    /**
     * A box.
     *
     * @param state code of the state, for the colour
     * @param word the state in the reader's words, for the table
     */
    public record Node(String id, String label, String state, String word) {}

    /** A line. */
    public record Edge(String from, String to) {}

    /**
     * What is written beside the boxes.
     *
     * @param headers of the table: node, state, what it needs
     * @param nothing in the table, where a node needs nothing
     * @param others below the picture: how many nodes stand only in the table
     */
    public record Words(List<String> headers, String nothing, LongFunction<String> others) {

        public Words {
            headers = List.copyOf(headers);
        }
    }

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
        int left = nodes.size() - shown().size();
        Optional<String> note = left > 0 ? Optional.of(words.others.apply(left)) : Optional.empty();
        List<Place[]> lines = lines(places);
        boolean ring = lines.stream().anyMatch(line -> isBack(line[0], line[1]));
        double bottom = 2 * EDGE + rows * (TALL + GAP_Y) - (ring ? 0 : GAP_Y);
        String named = shown().stream().map(Node::label).collect(Collectors.joining(", "));
        Svg svg = Svg.image(
                id,
                Math.max(NARROWEST, 2 * EDGE + layers * BOX + (layers - 1) * GAP_X),
                bottom + (note.isPresent() ? NOTE : 0),
                title,
                named + note.map(others -> " " + others).orElse(""));
        lines.forEach(line -> svg.add("path", "class", "chart-edge", "d", curve(line[0], line[1])));
        for (Node node : shown()) {
            box(svg, node, Objects.requireNonNull(places.get(node.id)));
        }
        note.ifPresent(others -> svg.label(EDGE, bottom + NOTE - 6, others, 90, "class", "chart-text"));
        return svg.done();
    }

    /** The table beside it: every node with all that it needs, also beyond what the picture shows. */
    public Table table() {
        Map<String, String> labels = nodes.stream().collect(Collectors.toMap(Node::id, Node::label));
        return new Table(
                title,
                words.headers,
                nodes.stream()
                        .map(node -> List.of(node.label, node.word, needs(node, labels)))
                        .toList());
    }

    private String needs(Node node, Map<String, String> labels) {
        String needs = edges.stream()
                .filter(edge -> edge.to.equals(node.id))
                .map(edge -> Optional.ofNullable(labels.get(edge.from)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return needs.isEmpty() ? words.nothing : needs;
    }

    /** Beginning and end of what is drawn. */
    private List<Place[]> lines(Map<String, Place> places) {
        List<Place[]> lines = new ArrayList<>();
        for (Edge edge : edges) {
            Place from = places.get(edge.from);
            Place to = places.get(edge.to);
            if (from != null && to != null) {
                lines.add(new Place[] {from, to});
            }
        }
        return lines;
    }

    private List<Node> shown() {
        return nodes.subList(0, Math.min(MOST, nodes.size()));
    }

    private static void box(Svg svg, Node node, Place place) {
        svg.begin("rect", "class", "chart-node chart-node-" + node.state)
                .with("x", Svg.number(place.x()), "y", Svg.number(place.y()))
                .with("width", Svg.number(BOX), "height", Svg.number(TALL), "rx", "6")
                .end();
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

    private static boolean isBack(Place from, Place to) {
        return from.layer >= to.layer;
    }

    /** To the right in a curve; what closes a ring goes back below the boxes, where it is seen. */
    private static String curve(Place from, Place to) {
        if (isBack(from, to)) {
            double x1 = from.x() + BOX / 2;
            double y1 = from.y() + TALL;
            double x2 = to.x() + BOX / 2;
            double y2 = to.y() + TALL;
            return curve(x1, y1, x1, y1 + BELOW, x2, y2 + BELOW, x2, y2);
        }
        double x1 = from.x() + BOX;
        double y1 = from.y() + TALL / 2;
        double x2 = to.x();
        double y2 = to.y() + TALL / 2;
        double bend = (x2 - x1) / 2;
        return curve(x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2);
    }

    private static String curve(double x1, double y1, double... more) {
        StringBuilder path = new StringBuilder("M" + Svg.number(x1) + " " + Svg.number(y1) + "C");
        for (int at = 0; at < more.length; at++) {
            path.append(at == 0 ? "" : " ").append(Svg.number(more[at]));
        }
        return path.toString();
    }

    /** Where each box stands: its layer is the longest way to it, its row the mean of what it hangs on. */
    Map<String, Place> places() {
        Map<String, Integer> layers = layers();
        Map<String, Place> places = new HashMap<>();
        int last = layers.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        for (int layer = 0; layer <= last; layer++) {
            int current = layer;
            List<Node> own = new ArrayList<>(shown().stream()
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
        shown().forEach(node -> needed.put(node.id, new ArrayList<>()));
        for (Edge edge : edges) {
            if (needed.containsKey(edge.from) && needed.containsKey(edge.to)) {
                Objects.requireNonNull(needed.get(edge.to)).add(edge.from);
            }
        }
        Map<String, Integer> layers = new HashMap<>();
        shown().forEach(node -> layer(node.id, needed, new HashSet<>(), layers));
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
