// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.chart;

import io.webgate.admin.internal.chart.LayeredGraph.Edge;
import io.webgate.admin.internal.chart.LayeredGraph.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LayeredGraphTest {

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "a; ''; a=0",
                "a b c; a>b b>c; a=0 b=1 c=2",
                "c b a; a>b b>c; a=0 b=1 c=2",
                "a b c; a>b b>c a>c; a=0 b=1 c=2",
                "a b c d; a>b a>c b>d c>d; a=0 b=1 c=1 d=2",
                "a b; a>a a>b; a=0 b=1",
                "a b; a>gone gone>b; a=0 b=0",
                "a b c; ''; a=0 b=0 c=0",
            })
    void eachNodeStandsRightOfAllThatItNeeds(String nodes, String edges, String layers) {
        assertThat(layers(graph(nodes, edges))).isEqualTo(layers);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "gate a b; gate>a gate>b a>b b>a; 3",
                "gate a b c; gate>a gate>b gate>c a>b b>c c>a; 4",
                "gate a b c; gate>a gate>b gate>c a>b b>a a>c c>a b>c c>b; 4",
            })
    void aRingEndsInFewLayersRightOfWhatItNeedsWithEveryEdgeDrawn(String nodes, String edges, int most) {
        LayeredGraph graph = graph(nodes, edges);
        assertThat(graph.places().values())
                .allMatch(place -> place.layer() < most)
                .doesNotHaveDuplicates();
        assertThat(graph.places())
                .allSatisfy((id, place) -> assertThat(place.layer() > 0).isEqualTo(!id.equals("gate")));
        Drawing drawing = Drawing.of(graph.svg()).isInside();
        assertThat(drawing.classed("chart-edge"))
                .hasSize(edges.split(" ", -1).length)
                .extracting(edge -> edge.getAttribute("d"))
                .doesNotHaveDuplicates();
    }

    @Test
    void noTwoBoxesShareAPlaceAndAllAreWithinThePicture() {
        LayeredGraph graph = many(LayeredGraph.MOST, 3);
        assertThat(new HashSet<>(graph.places().values())).hasSize(LayeredGraph.MOST);
        Drawing drawing = Drawing.of(graph.svg()).isInside();
        assertThat(drawing.classed("chart-node")).hasSize(LayeredGraph.MOST).allSatisfy(box -> {
            assertThat(Drawing.number(box, "x") + Drawing.number(box, "width")).isLessThan(drawing.width());
            assertThat(Drawing.number(box, "y") + Drawing.number(box, "height")).isLessThan(drawing.height());
        });
        assertThat(drawing.texts()).noneMatch(text -> text.startsWith("and "));
    }

    @ParameterizedTest
    @CsvSource({"41, 1", "57, 17", "240, 200"})
    void beyondFortyThePictureSaysHowManyMoreAndTheTableHasThemAll(int nodes, int more) {
        LayeredGraph graph = many(nodes, 5);
        Drawing drawing = Drawing.of(graph.svg()).isInside();
        assertThat(drawing.classed("chart-node")).hasSize(LayeredGraph.MOST);
        assertThat(drawing.texts()).contains("and " + more + " more");
        assertThat(drawing.said()).endsWith("and " + more + " more");
        Table table = graph.table();
        assertThat(table.headers()).containsExactly("Node", "State", "Needs");
        assertThat(table.rows()).hasSize(nodes);
        assertThat(table.rows().get(nodes - 1))
                .containsExactly("label " + (nodes - 1), "Running", "label " + (nodes - 1 - 5));
    }

    @Test
    void theTableNamesWhatEachNodeNeeds() {
        assertThat(graph("gate a b", "gate>a gate>b a>b elsewhere>b").table().rows())
                .containsExactly(
                        List.of("label gate", "Running", "nothing"),
                        List.of("label a", "Running", "label gate"),
                        List.of("label b", "Running", "label gate, label a"));
    }

    @Test
    void withoutNodesThereIsAnEmptyPictureAndAnEmptyTable() {
        LayeredGraph graph = graph("", "a>b");
        assertThat(Drawing.of(graph.svg()).isInside().classed("chart-node")).isEmpty();
        assertThat(graph.table().rows()).isEmpty();
    }

    @Test
    void aChainOfFortyIsAsWideAsItIsLong() {
        LayeredGraph graph = many(LayeredGraph.MOST, 1);
        assertThat(graph.places()).containsEntry("n39", new LayeredGraph.Place(39, 0));
        Drawing.of(graph.svg()).isInside();
    }

    @Test
    void aScreenReaderSaysTheTitleAndEveryNode() {
        assertThat(Drawing.of(graph("a b", "a>b").svg()).said()).isEqualTo("Title|label a, label b");
    }

    @Test
    void hostileTextStaysText() {
        String evil = "</svg><script>alert(1)</script>\" onload=\"x";
        LayeredGraph graph = new LayeredGraph(
                "g", evil, List.of(new Node(evil, evil, evil, evil)), List.of(new Edge(evil, evil)), words());
        Drawing drawing = Drawing.of(graph.svg());
        assertThat(drawing.all("script")).isEmpty();
        assertThat(drawing.said()).isEqualTo(evil + "|" + evil);
    }

    @Test
    void twoNodesOfTheSameNameAreRefused() {
        assertThatThrownBy(() -> graph("a a", "")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String layers(LayeredGraph graph) {
        return new TreeMap<>(graph.places())
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue().layer())
                        .collect(Collectors.joining(" "));
    }

    private static LayeredGraph graph(String nodes, String edges) {
        return new LayeredGraph(
                "g",
                "Title",
                Arrays.stream(nodes.split(" ", -1))
                        .filter(id -> !id.isEmpty())
                        .map(LayeredGraphTest::node)
                        .toList(),
                Arrays.stream(edges.split(" ", -1))
                        .filter(edge -> !edge.isEmpty())
                        .map(edge -> edge.split(">", -1))
                        .map(ends -> new Edge(ends[0], ends[1]))
                        .toList(),
                words());
    }

    /** Each needs the one so many places before it. */
    private static LayeredGraph many(int nodes, int step) {
        return new LayeredGraph(
                "g",
                "Title",
                IntStream.range(0, nodes).mapToObj(number -> node("n" + number)).toList(),
                IntStream.range(step, nodes)
                        .mapToObj(number -> new Edge("n" + (number - step), "n" + number))
                        .toList(),
                words());
    }

    private static Node node(String id) {
        return new Node(id, "label " + id.replaceFirst("^n(?=[0-9])", ""), "active", "Running");
    }

    private static LayeredGraph.Words words() {
        return new LayeredGraph.Words(
                List.of("Node", "State", "Needs"), "nothing", others -> "and " + others + " more");
    }
}
