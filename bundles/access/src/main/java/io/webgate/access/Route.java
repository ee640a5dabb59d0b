// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

import io.webgate.gate.http.Right;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One declared route: {@code METHOD /path right}. {@code *} as the method stands for any, {@code {name}} for one
 * segment, a trailing {@code /**} for any rest, the empty one too. Immutable.
 */
public final class Route {

    /** Service property in which a servlet declares its routes; see {@link io.webgate.gate.http.Routes}. */
    public static final String PROPERTY = "webgate.routes";

    private static final Pattern FORM = Pattern.compile(
            "(\\*|[A-Z]{1,16}) (/|(?:/(?:[A-Za-z0-9._~-]+|\\{[A-Za-z]+}))+(?:/\\*\\*)?|/\\*\\*) ([a-z]+)");

    private final String method;
    private final String pattern;
    private final List<String> segments;
    private final boolean open;
    private final Right right;

    private Route(String method, String pattern, Right right) {
        this.method = method;
        this.pattern = pattern;
        this.right = right;
        this.open = pattern.endsWith("/**");
        this.segments = split(open ? pattern.substring(0, pattern.length() - 3) : pattern);
    }

    /**
     * The route that was declared.
     *
     * @throws IllegalArgumentException naming what does not fit the form
     */
    public static Route parse(String declared) {
        var form = FORM.matcher(declared);
        if (!form.matches()) {
            throw new IllegalArgumentException("Route '" + declared + "' is not of the form METHOD /path right");
        }
        try {
            return new Route(
                    form.group(1), form.group(2), Right.valueOf(form.group(3).toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("Route '" + declared + "' asks for an unknown right", unknown);
        }
    }

    public String method() {
        return method;
    }

    /** The path with its placeholders. */
    public String pattern() {
        return pattern;
    }

    public Right right() {
        return right;
    }

    /** Whether a request with this method is meant; who may GET may HEAD. */
    public boolean takes(String requested) {
        return method.equals("*") || method.equals(requested) || (method.equals("GET") && requested.equals("HEAD"));
    }

    /** The placeholders' values, decoded, where the path fits. */
    public Optional<Map<String, String>> match(String rawPath) {
        List<String> given = split(rawPath);
        if (!rawPath.startsWith("/") || given.size() < segments.size() || (!open && given.size() > segments.size())) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int at = 0; at < segments.size(); at++) {
            String wanted = segments.get(at);
            String segment = given.get(at);
            if (!isPlaceholder(wanted)) {
                if (!wanted.equals(segment)) {
                    return Optional.empty();
                }
            } else if (segment.isEmpty()) {
                return Optional.empty();
            } else {
                values.put(wanted.substring(1, wanted.length() - 1), decoded(segment));
            }
        }
        return Optional.of(Collections.unmodifiableMap(values));
    }

    /** Orders patterns that fit the same path: the more literal one is the greater. */
    public static int bySpecificity(Route one, Route other) {
        int common = Math.min(one.segments.size(), other.segments.size());
        for (int at = 0; at < common; at++) {
            boolean first = isPlaceholder(one.segments.get(at));
            boolean second = isPlaceholder(other.segments.get(at));
            if (first != second) {
                return first ? -1 : 1;
            }
        }
        int length = Integer.compare(one.segments.size(), other.segments.size());
        return length != 0 ? length : Boolean.compare(other.open, one.open);
    }

    @Override
    public String toString() {
        return method + " " + pattern + " " + right.name().toLowerCase(Locale.ROOT);
    }

    private static boolean isPlaceholder(String segment) {
        return segment.startsWith("{");
    }

    private static List<String> split(String path) {
        return path.isEmpty() || path.equals("/")
                ? List.of()
                : List.of(path.substring(1).split("/", -1));
    }

    private static String decoded(String segment) {
        // A plus sign is itself in a path; only forms read it as a space
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
