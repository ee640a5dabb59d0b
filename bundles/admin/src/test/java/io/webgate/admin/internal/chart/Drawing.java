// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.chart;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A picture as a strict reader of XML takes it apart. */
final class Drawing {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+");

    private final Element root;

    private Drawing(Element root) {
        this.root = root;
    }

    /** Fails where the picture is no XML. */
    static Drawing of(String svg) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
            return new Drawing(document.getDocumentElement());
        } catch (ParserConfigurationException | SAXException | IOException malformed) {
            throw new AssertionError(svg, malformed);
        }
    }

    /** An attribute of the picture as a whole. */
    String attribute(String name) {
        return root.getAttribute(name);
    }

    double width() {
        return Double.parseDouble(attribute("viewBox").split(" ", -1)[2]);
    }

    double height() {
        return Double.parseDouble(attribute("viewBox").split(" ", -1)[3]);
    }

    List<Element> all(String element) {
        NodeList found = root.getElementsByTagName(element);
        List<Element> all = new ArrayList<>();
        for (int at = 0; at < found.getLength(); at++) {
            all.add((Element) found.item(at));
        }
        return all;
    }

    /** The elements with this class among theirs. */
    List<Element> classed(String type) {
        return all("*").stream()
                .filter(one ->
                        Arrays.asList(one.getAttribute("class").split(" ", -1)).contains(type))
                .toList();
    }

    Element one(String type) {
        List<Element> found = classed(type);
        assertThat(found).as(type).hasSize(1);
        return found.get(0);
    }

    static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    /** What is written in the picture, with the whole of what was cut. */
    List<String> texts() {
        return all("text").stream().map(Element::getTextContent).toList();
    }

    /** What a screen reader says of it. */
    String said() {
        assertThat(attribute("role")).isEqualTo("img");
        List<String> ids = List.of(attribute("aria-labelledby").split(" ", -1));
        assertThat(ids).hasSize(2);
        Stream<Element> named = Stream.concat(all("title").stream(), all("desc").stream());
        return String.join(
                "|",
                named.filter(one -> ids.contains(one.getAttribute("id")))
                        .map(Element::getTextContent)
                        .toList());
    }

    /** Every number of every place is one, and lies within the picture or a little beside it. */
    Drawing isInside() {
        double room = 12;
        for (Element element : all("*")) {
            for (String attribute : List.of("x", "x1", "x2", "cx")) {
                if (element.hasAttribute(attribute)) {
                    assertThat(number(element, attribute)).as(attribute).isBetween(-room, width() + room);
                }
            }
            for (String attribute : List.of("y", "y1", "y2", "cy")) {
                if (element.hasAttribute(attribute)) {
                    assertThat(number(element, attribute)).as(attribute).isBetween(-room, height() + room);
                }
            }
            for (String attribute : List.of("width", "height")) {
                if (element.hasAttribute(attribute)) {
                    assertThat(number(element, attribute)).as(attribute).isNotNegative();
                }
            }
            NUMBER.matcher(element.getAttribute("d"))
                    .results()
                    .map(MatchResult::group)
                    .mapToDouble(Double::parseDouble)
                    .forEach(place -> assertThat(place)
                            .as(element.getAttribute("d"))
                            .isBetween(-room, Math.max(width(), height()) + room));
        }
        return this;
    }
}
