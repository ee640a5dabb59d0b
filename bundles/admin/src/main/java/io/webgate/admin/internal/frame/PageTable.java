// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.access.Route;
import io.webgate.gate.http.Right;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Which page answers which route. Filled once at start, then only read. */
public final class PageTable {

    private final List<Entry> entries = new ArrayList<>();

    /**
     * Adds a route, in the form of {@link io.webgate.gate.http.Routes}.
     *
     * @throws IllegalArgumentException where the route is malformed
     */
    public void on(String route, Page page) {
        entries.add(new Entry(Route.parse(route), page));
    }

    /** The routes as the door wants them declared. */
    public String[] routes() {
        return entries.stream().map(entry -> entry.route.toString()).toArray(String[]::new);
    }

    /** The page for a request. */
    public Optional<Found> find(String method, String rawPath) {
        return entries.stream()
                .filter(entry -> entry.route.takes(method))
                .filter(entry -> entry.route.match(rawPath).isPresent())
                .max(Comparator.comparing(Entry::route, Route::bySpecificity))
                .map(entry -> new Found(
                        entry.page,
                        entry.route.right(),
                        entry.route.match(rawPath).orElseThrow()));
    }

    /**
     * What can be looked at where the answer to a form was: its own address, else the nearest above it that has a page.
     *
     * @param rawPath without a query
     */
    public String seenAt(String rawPath) {
        return nearest(rawPath, path -> find("GET", path).isPresent());
    }

    /** The path itself, else the nearest above it that can be looked at. */
    static String nearest(String rawPath, Predicate<String> isPage) {
        String path = rawPath;
        while (!isPage.test(path) && path.lastIndexOf('/') > 0) {
            path = path.substring(0, path.lastIndexOf('/'));
        }
        return path;
    }

    private record Entry(Route route, Page page) {}

    /** A page with the placeholders' values. */
    public record Found(Page page, Right right, Map<String, String> placeholders) {}
}
